using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Recapito.Core;

namespace Recapito.Watch;

/// <summary>Keeps watches, and every answer that came in them, until they expire.</summary>
public sealed class WatchStore(Database database)
{
    private const string Columns = "id, owner, created, expires, domain, type, expected, resolvers, every, smtp, longest, world, ended, begin, stopped";

    /// <summary>Keeps a new one.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="once">The caller's key; null where each request counts.</param>
    /// <returns>Its id, or that of the one which the same request led to before.</returns>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string Add(StoredWatch watch, OnceKey? once)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return database.Write(transaction => once?.Before(watch.Owner, "watch", transaction) ?? Add(watch, once, transaction));
    }

    /// <summary>Keeps an answer.</summary>
    /// <param name="id">Of the watch.</param>
    /// <param name="place">Its number among the answers of the watch.</param>
    /// <param name="round">Number of its round.</param>
    /// <param name="asked">When that went out.</param>
    /// <param name="seen">The answer.</param>
    /// <param name="at">When it came.</param>
    public void Hear(string id, int place, int round, TimeSpan asked, Observation seen, TimeSpan at)
    {
        ArgumentNullException.ThrowIfNull(seen);
        database.Write("INSERT INTO watch_answer (watch, place, round, asked, at, seen) SELECT @Id, @Place, @Round, @Asked, @At, @Seen WHERE EXISTS (SELECT 1 FROM watch WHERE id = @Id)",
            new { Id = id, Place = place, Round = round, Asked = asked.Ticks, At = at.Ticks, Seen = EvidenceFile.Write(EvidenceSet.Empty.With(seen)) });
    }

    /// <summary>All that was heard in a watch, round by round.</summary>
    public IReadOnlyList<KeptRound> Rounds(string id)
    {
        using var open = database.Connect();
        return
        [
            .. open.Query<AnswerRow>("SELECT round, asked, at, seen FROM watch_answer WHERE watch = @Id ORDER BY place", new { Id = id })
                .GroupBy(row => row.Round).Select(round => new KeptRound((int)round.Key, new(round.First().Asked), [.. round.Select(row => (row.Read(id), new TimeSpan(row.At)))])),
        ];
    }

    /// <summary>It is over; one that was ended before stays as it was.</summary>
    /// <param name="id">Of the watch.</param>
    /// <param name="ended">How long after its beginning.</param>
    /// <param name="begin">The time of day at its beginning.</param>
    /// <param name="stopped">Its owner ended it.</param>
    public void End(string id, TimeSpan ended, DateTimeOffset begin, bool stopped) =>
        database.Write("UPDATE watch SET ended = @Ended, begin = @Begin, stopped = @Stopped WHERE id = @Id AND ended IS NULL",
            new { Id = id, Ended = ended.Ticks, Begin = begin.ToUnixTimeMilliseconds(), Stopped = stopped });

    /// <summary>One that has not expired; null where there is none.</summary>
    public StoredWatch? Find(string id, DateTimeOffset now)
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM watch WHERE id = @Id AND expires > @Now", new { Id = id, Now = now.ToUnixTimeMilliseconds() })?.Read();
    }

    /// <summary>Those that have not expired of some that are known; what is not there is left out.</summary>
    /// <param name="ids">Theirs.</param>
    /// <param name="now">What has expired by then is left out.</param>
    public IReadOnlyList<StoredWatch> Find(IReadOnlyList<string> ids, DateTimeOffset now)
    {
        using var open = database.Connect();
        return [.. open.Query<Row>($"SELECT {Columns} FROM watch WHERE id IN @Ids AND expires > @Now", new { Ids = ids, Now = now.ToUnixTimeMilliseconds() }).Select(row => row.Read())];
    }

    /// <summary>The watches of one owner, the newest first.</summary>
    /// <param name="owner">SHA-256 of the secret of who looks.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public IReadOnlyList<StoredWatch> List(byte[]? owner, DateTimeOffset now, int most, ListPlace? after = null)
    {
        const string sql = $"""
            SELECT {Columns} FROM watch WHERE (@Owner IS NULL OR owner = @Owner) AND expires > @Now AND (@Created IS NULL OR (created, id) < (@Created, @Id))
            ORDER BY created DESC, id DESC LIMIT @Most
            """;
        using var open = database.Connect();
        return [.. open.Query<Row>(sql, new { Owner = owner, Now = now.ToUnixTimeMilliseconds(), Created = after?.Created.ToUnixTimeMilliseconds(), after?.Id, Most = most }).Select(row => row.Read())];
    }

    /// <summary>Those that went on when the program ended, the oldest first.</summary>
    /// <param name="now">What has expired by then is left out.</param>
    /// <returns>Their ids, and the names of their worlds of the lab, null for the real one.</returns>
    public IReadOnlyList<(string Id, string? World)> Unfinished(DateTimeOffset now)
    {
        using var open = database.Connect();
        return [.. open.Query<(string, string?)>("SELECT id, world FROM watch WHERE ended IS NULL AND expires > @Now ORDER BY created", new { Now = now.ToUnixTimeMilliseconds() })];
    }

    /// <summary>Forgets one with all that was heard; false where it is not there, or somebody else's.</summary>
    /// <param name="id">Of the watch.</param>
    /// <param name="owner">SHA-256 of the secret of who wishes it; null for whoever runs the service.</param>
    public bool Forget(string id, byte[]? owner) => database.Erase("DELETE FROM watch WHERE id = @Id AND (@Owner IS NULL OR owner = @Owner)", new { Id = id, Owner = owner });

    /// <summary>Forgets what has expired.</summary>
    /// <returns>How many.</returns>
    public int ForgetExpired(DateTimeOffset now) => database.Write("DELETE FROM watch WHERE expires <= @Now", new { Now = now.ToUnixTimeMilliseconds() });

    private static string Add(StoredWatch watch, OnceKey? once, SqliteTransaction transaction)
    {
        transaction.Connection!.Execute(
            """
            INSERT INTO watch (id, owner, created, expires, domain, type, expected, resolvers, every, smtp, longest, world)
            VALUES (@Id, @Owner, @Created, @Expires, @Domain, @Type, @Expected, @Resolvers, @Every, @Smtp, @Longest, @World)
            """,
            new
            {
                watch.Id,
                watch.Owner,
                Created = watch.Created.ToUnixTimeMilliseconds(),
                Expires = watch.Expires.ToUnixTimeMilliseconds(),
                watch.Subject.Domain,
                Type = watch.Subject.TypeName,
                Expected = watch.Subject.Expected?.Text,
                Resolvers = string.Join('\n', watch.Subject.Resolvers.Select(resolver => $"{resolver.Address} {resolver.Name}")),
                Every = (long)watch.Subject.Interval.TotalSeconds,
                watch.Subject.Smtp,
                Longest = (long)watch.Longest.TotalSeconds,
                watch.World,
            },
            transaction);
        once?.Keep(watch.Owner, "watch", watch.Id, transaction);
        return watch.Id;
    }

    private sealed record AnswerRow(long Round, long Asked, long At, string Seen)
    {
        public Observation Read(string id) => EvidenceFile.Read(Encoding.UTF8.GetBytes(Seen), id).All.Single();
    }

    private sealed record Row(
        string Id, byte[] Owner, long Created, long Expires, string Domain, string Type, string? Expected, string Resolvers, long Every, long Smtp, long Longest, string? World, long? Ended, long? Begin, long Stopped)
    {
        public StoredWatch Read()
        {
            var type = WatchSubject.TypeNamed(Type)!.Value;
            var subject = new WatchSubject(Domain, type)
            {
                Expected = Expected is null ? null : ExpectedAnswer.Read(Expected, type),
                Resolvers = [.. Resolvers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Select(parts => new WatchedResolver(parts[1], parts[0]))],
                Interval = TimeSpan.FromSeconds(Every),
                Smtp = Smtp != 0,
            };
            return new(Id, Owner, Time(Created), Time(Expires), subject, TimeSpan.FromSeconds(Longest), World)
            {
                Ended = Ended is { } ticks ? new TimeSpan(ticks) : null,
                Begin = Begin is { } begin ? Time(begin) : null,
                IsStopped = Stopped != 0,
            };
        }

        private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
