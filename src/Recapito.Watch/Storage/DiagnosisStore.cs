using Dapper;
using Microsoft.Data.Sqlite;
using Recapito.Core;

namespace Recapito.Watch;

/// <summary>Keeps diagnoses until they expire.</summary>
public sealed class DiagnosisStore(Database database)
{
    private const string Columns = "id, owner, created, expires, name, mail, known_good AS KnownGood, world, evidence, smtp, asked";

    /// <summary>Keeps a new one.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="once">The caller's key; null where each request counts.</param>
    /// <returns>Its id, or that of the one which the same request led to before.</returns>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string Add(StoredDiagnosis diagnosis, OnceKey? once = null)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return database.Write(transaction => once?.Before(diagnosis.Owner, "diagnosis", transaction) ?? Add(diagnosis, once, transaction));
    }

    /// <summary>All was asked: keeps the evidence and what it came to, both or neither.</summary>
    /// <param name="id">Of the diagnosis.</param>
    /// <param name="evidence">What was seen.</param>
    /// <param name="asked">What might be asked.</param>
    /// <param name="diagnoses">What it came to, one for each recipient.</param>
    public void Finish(string id, EvidenceSet evidence, Inquiry asked, IReadOnlyList<Diagnosis> diagnoses)
    {
        var values = new { Id = id, Evidence = EvidenceFile.Write(evidence), Asked = KeptInquiry.Write(asked) };
        database.Write(transaction => transaction.Connection!.Execute("UPDATE diagnosis SET evidence = @Evidence, asked = @Asked WHERE id = @Id", values, transaction) == 1
            ? transaction.Connection!.Execute("INSERT OR REPLACE INTO recipient (diagnosis, place, domain, verdict, cause, party, told) VALUES (@Id, @Place, @Domain, @Verdict, @Cause, @Party, @Told)", Results(id, diagnoses), transaction)
            : 0);
    }

    /// <summary>One that has not expired; null where there is none.</summary>
    public StoredDiagnosis? Find(string id, DateTimeOffset now)
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM diagnosis WHERE id = @Id AND expires > @Now", new { Id = id, Now = now.ToUnixTimeMilliseconds() })?.Read();
    }

    /// <summary>True where all was asked for one; null where there is none. Neither the mail nor the evidence is read, which may be large.</summary>
    public bool? IsWhole(string id, DateTimeOffset now)
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<bool?>("SELECT evidence IS NOT NULL FROM diagnosis WHERE id = @Id AND expires > @Now", new { Id = id, Now = now.ToUnixTimeMilliseconds() });
    }

    /// <summary>Those for which not all was asked when the program ended, the oldest first.</summary>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="world">Of the lab, null for the real one; what was asked for in another waits for who looks there.</param>
    /// <param name="ofVisitors">Those of visitors, or all others; null for all.</param>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<string> Unfinished(DateTimeOffset now, string? world, bool? ofVisitors = null)
    {
        using var open = database.Connect();
        return [.. open.Query<string>("SELECT id FROM diagnosis WHERE evidence IS NULL AND world IS @World AND expires > @Now AND (@OfVisitors IS NULL OR (smtp = 0) = @OfVisitors) ORDER BY created", new { World = world, OfVisitors = ofVisitors, Now = now.ToUnixTimeMilliseconds() })];
    }

    /// <summary>What was found, the newest first.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="owner">SHA-256 of the secret of who looks; null for whoever runs the service, who sees all.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<StoredResult> History(HistoryFilter filter, byte[]? owner, DateTimeOffset now, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        const string sql = $"""
            SELECT r.diagnosis, d.created, r.domain, r.verdict, r.cause, r.party, r.told, d.world FROM recipient r JOIN diagnosis d ON d.id = r.diagnosis
            WHERE {HistoryCondition.Sql} ORDER BY d.created DESC, r.diagnosis, r.place LIMIT @Most
            """;
        using var open = database.Connect();
        return [.. open.Query<ResultRow>(sql, HistoryCondition.Of(filter, owner, now, most)).Select(row => new StoredResult(row.Diagnosis, DateTimeOffset.FromUnixTimeMilliseconds(row.Created), row.Domain, row.Verdict, row.Cause, row.Party, row.Told, row.World))];
    }

    /// <summary>Forgets one at its owner's wish; false where it is not there, or somebody else's.</summary>
    /// <param name="id">Of the diagnosis.</param>
    /// <param name="owner">SHA-256 of the secret of who asks for it; null for whoever runs the service.</param>
    public bool Forget(string id, byte[]? owner) => database.Erase("DELETE FROM diagnosis WHERE id = @Id AND (@Owner IS NULL OR owner = @Owner)", new { Id = id, Owner = owner });

    /// <summary>Forgets what has expired.</summary>
    /// <returns>How many.</returns>
    public int ForgetExpired(DateTimeOffset now) =>
        database.Write("DELETE FROM diagnosis WHERE expires <= @Now", new { Now = now.ToUnixTimeMilliseconds() });

    private static string Add(StoredDiagnosis diagnosis, OnceKey? once, SqliteTransaction transaction)
    {
        transaction.Connection!.Execute("INSERT INTO diagnosis (id, owner, created, expires, name, mail, known_good, world, smtp) VALUES (@Id, @Owner, @Created, @Expires, @Name, @Mail, @KnownGood, @World, @Smtp)",
            new
            {
                diagnosis.Id,
                diagnosis.Owner,
                Created = diagnosis.Created.ToUnixTimeMilliseconds(),
                Expires = diagnosis.Expires.ToUnixTimeMilliseconds(),
                diagnosis.Name,
                diagnosis.Mail,
                KnownGood = string.Join(' ', diagnosis.KnownGood),
                diagnosis.World,
                diagnosis.Smtp,
            },
            transaction);
        once?.Keep(diagnosis.Owner, "diagnosis", diagnosis.Id, transaction);
        return diagnosis.Id;
    }

    private static IEnumerable<object> Results(string id, IReadOnlyList<Diagnosis> diagnoses) => diagnoses.Select((diagnosis, place) => new
    {
        Id = id,
        Place = place,
        diagnosis.Symptom.Domain,
        Verdict = diagnosis.Verdict.ToString(),
        Cause = diagnosis.Cause?.Cause,
        Party = (diagnosis.Cause ?? diagnosis.Hindrance)?.Party.ToString(),
        Told = ToldReason.Of(diagnosis, Catalogue.Default),
    });

    private sealed record Row(string Id, byte[] Owner, long Created, long Expires, string Name, byte[]? Mail, string KnownGood, string? World, string? Evidence, long Smtp, string? Asked)
    {
        public StoredDiagnosis Read() => new(Id, Owner, DateTimeOffset.FromUnixTimeMilliseconds(Created), DateTimeOffset.FromUnixTimeMilliseconds(Expires), Name, Mail,
            KnownGood.Split(' ', StringSplitOptions.RemoveEmptyEntries), World, Evidence, Smtp != 0, KeptInquiry.Read<Inquiry>(Asked));
    }

    private sealed record ResultRow(string Diagnosis, long Created, string Domain, string Verdict, string? Cause, string? Party, string? Told, string? World);
}
