using Dapper;
using Microsoft.Data.Sqlite;
using Recapito.Core;

namespace Recapito.Watch;

/// <summary>What a caller wants to have looked at; less than the ground allows, never more.</summary>
/// <param name="Smtp">Talk to the mail hosts.</param>
/// <param name="Https">Fetch policies and registry data.</param>
/// <param name="Selectors">DKIM selectors beside the common ones, canonical.</param>
public sealed record CheckWishes(bool Smtp, bool Https, IReadOnlyList<string> Selectors);

/// <summary>A check of a domain as it is kept.</summary>
/// <param name="Id">128 random bits.</param>
/// <param name="Owner">SHA-256 of the secret of who asked.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Domain">Canonical name.</param>
/// <param name="Wishes">What is looked at.</param>
/// <param name="World">Name of the world of the lab; null for the real one.</param>
/// <param name="Seen">What came out; null until all was asked.</param>
/// <param name="IsOfVisitor">Asked by somebody who is neither the owner nor holds a key.</param>
public sealed record StoredCheck(
    string Id, byte[] Owner, DateTimeOffset Created, DateTimeOffset Expires, string Domain, CheckWishes Wishes, string? World, SeenDomain? Seen, bool IsOfVisitor = false);

/// <summary>What was seen of a domain.</summary>
/// <param name="At">The time that the findings are judged for.</param>
/// <param name="Elapsed">How long the asking took; null in a world.</param>
/// <param name="Evidence">recapito.evidence/1</param>
/// <param name="Asked">What might be asked, and what the answers are judged with; null where an older program asked.</param>
public sealed record SeenDomain(DateTimeOffset At, TimeSpan? Elapsed, string Evidence, DomainInquiry? Asked);

/// <summary>A check in a list.</summary>
/// <param name="Id">Of the check.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Domain">Canonical name.</param>
public sealed record ListedCheck(string Id, DateTimeOffset Created, string Domain);

/// <summary>Keeps checks of domains until they expire.</summary>
public sealed class CheckStore(Database database)
{
    private const string Columns = "id, owner, created, expires, domain, smtp, https, selectors, world, looked, seconds, evidence, asked, visitor";

    /// <summary>Keeps a new one.</summary>
    /// <param name="check">The check.</param>
    /// <param name="once">The caller's key; null where each request counts.</param>
    /// <returns>Its id, or that of the one which the same request led to before.</returns>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string Add(StoredCheck check, OnceKey? once)
    {
        ArgumentNullException.ThrowIfNull(check);
        return database.Write(transaction => once?.Before(check.Owner, "check", transaction) ?? Add(check, once, transaction));
    }

    /// <summary>All was asked.</summary>
    /// <param name="id">Of the check.</param>
    /// <param name="report">What was seen.</param>
    /// <param name="asked">What might be asked.</param>
    public void Finish(string id, DomainReport report, DomainInquiry asked)
    {
        ArgumentNullException.ThrowIfNull(report);
        database.Write("UPDATE domain_check SET looked = @Looked, seconds = @Seconds, evidence = @Evidence, asked = @Asked WHERE id = @Id",
            new { Id = id, Looked = report.At.ToUnixTimeMilliseconds(), Seconds = report.Elapsed?.TotalSeconds, Evidence = EvidenceFile.Write(report.Evidence), Asked = KeptInquiry.Write(asked) });
    }

    /// <summary>One that has not expired; null where there is none.</summary>
    public StoredCheck? Find(string id, DateTimeOffset now)
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM domain_check WHERE id = @Id AND expires > @Now", new { Id = id, Now = now.ToUnixTimeMilliseconds() })?.Read();
    }

    /// <summary>True where all was asked for one; null where there is none. What was seen is not read, which may be large.</summary>
    public bool? IsWhole(string id, DateTimeOffset now)
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<bool?>("SELECT evidence IS NOT NULL FROM domain_check WHERE id = @Id AND expires > @Now", new { Id = id, Now = now.ToUnixTimeMilliseconds() });
    }

    /// <summary>The checks of one owner, the newest first.</summary>
    /// <param name="owner">SHA-256 of the secret of who looks; null for whoever runs the service, who sees all.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<ListedCheck> List(byte[]? owner, DateTimeOffset now, int most)
    {
        using var open = database.Connect();
        return [.. open.Query<ListRow>("SELECT id, created, domain FROM domain_check WHERE (@Owner IS NULL OR owner = @Owner) AND expires > @Now ORDER BY created DESC, id DESC LIMIT @Most", new { Owner = owner, Now = now.ToUnixTimeMilliseconds(), Most = most })
            .Select(row => new ListedCheck(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.Created), row.Domain))];
    }

    /// <summary>Id of the same owner's last finished check of the domain before this one, in the same world and of as much; null where there is none.</summary>
    /// <param name="check">The check.</param>
    /// <param name="now">What has expired by then is left out.</param>
    public string? Before(StoredCheck check, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(check);
        using var open = database.Connect();
        return open.QueryFirstOrDefault<string>(
            """
            SELECT id FROM domain_check WHERE owner = @Owner AND domain = @Domain AND world IS @World AND smtp = @Smtp AND https = @Https AND created < @Created AND expires > @Now AND evidence IS NOT NULL
            ORDER BY created DESC, id DESC LIMIT 1
            """,
            new { check.Owner, check.Domain, check.World, check.Wishes.Smtp, check.Wishes.Https, Created = check.Created.ToUnixTimeMilliseconds(), Now = now.ToUnixTimeMilliseconds() });
    }

    /// <summary>Ids of those for which not all was asked when the program ended, the oldest first.</summary>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="world">Of the lab, null for the real one; what was asked for in another waits for who looks there.</param>
    /// <param name="ofVisitors">Those of visitors, or all others; null for all.</param>
    public IReadOnlyList<string> Unfinished(DateTimeOffset now, string? world, bool? ofVisitors = null)
    {
        using var open = database.Connect();
        return [.. open.Query<string>("SELECT id FROM domain_check WHERE evidence IS NULL AND world IS @World AND expires > @Now AND (@OfVisitors IS NULL OR (visitor = 1) = @OfVisitors) ORDER BY created", new { World = world, OfVisitors = ofVisitors, Now = now.ToUnixTimeMilliseconds() })];
    }

    /// <summary>Forgets one.</summary>
    public void Forget(string id) => database.Write("DELETE FROM domain_check WHERE id = @Id", new { Id = id });

    /// <summary>Forgets one at its owner's wish (null: that of whoever runs the service); false where it is not there, or somebody else's.</summary>
    public bool Forget(string id, byte[]? owner) => database.Erase("DELETE FROM domain_check WHERE id = @Id AND (@Owner IS NULL OR owner = @Owner)", new { Id = id, Owner = owner });

    /// <summary>Forgets what has expired.</summary>
    /// <returns>How many.</returns>
    public int ForgetExpired(DateTimeOffset now) =>
        database.Write("DELETE FROM domain_check WHERE expires <= @Now", new { Now = now.ToUnixTimeMilliseconds() });

    private sealed record ListRow(string Id, long Created, string Domain);

    private static string Add(StoredCheck check, OnceKey? once, SqliteTransaction transaction)
    {
        transaction.Connection!.Execute("INSERT INTO domain_check (id, owner, created, expires, domain, smtp, https, selectors, world, visitor) VALUES (@Id, @Owner, @Created, @Expires, @Domain, @Smtp, @Https, @Selectors, @World, @IsOfVisitor)",
            new
            {
                check.Id,
                check.Owner,
                Created = check.Created.ToUnixTimeMilliseconds(),
                Expires = check.Expires.ToUnixTimeMilliseconds(),
                check.Domain,
                check.Wishes.Smtp,
                check.Wishes.Https,
                Selectors = string.Join(' ', check.Wishes.Selectors),
                check.World,
                check.IsOfVisitor,
            },
            transaction);
        once?.Keep(check.Owner, "check", check.Id, transaction);
        return check.Id;
    }

    private sealed record Row(
        string Id, byte[] Owner, long Created, long Expires, string Domain, long Smtp, long Https, string Selectors, string? World, long? Looked, double? Seconds, string? Evidence, string? Asked, long Visitor)
    {
        public StoredCheck Read() => new(Id, Owner, DateTimeOffset.FromUnixTimeMilliseconds(Created), DateTimeOffset.FromUnixTimeMilliseconds(Expires), Domain,
            new(Smtp != 0, Https != 0, Selectors.Split(' ', StringSplitOptions.RemoveEmptyEntries)), World,
            Evidence is null ? null : new(DateTimeOffset.FromUnixTimeMilliseconds(Looked ?? Created), Seconds is { } took ? TimeSpan.FromSeconds(took) : null, Evidence, KeptInquiry.Read<DomainInquiry>(Asked)), Visitor != 0);
    }
}
