using Dapper;

namespace Recapito.Watch;

/// <summary>A check as a caller lists it.</summary>
/// <param name="Id">Of the check.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Domain">Canonical name.</param>
/// <param name="IsWhole">True where all was asked.</param>
public sealed record PagedCheck(string Id, DateTimeOffset Created, DateTimeOffset Expires, string Domain, bool IsWhole);

/// <summary>Lists somebody's checks page by page; what comes in meanwhile moves nothing.</summary>
public sealed class CheckList(Database database)
{
    private const string Select = "SELECT id, created, expires, domain, evidence IS NOT NULL AS IsWhole FROM domain_check";

    /// <summary>One page, the newest first.</summary>
    /// <param name="filter">What is looked for: domain and time; a check has no cause.</param>
    /// <param name="owner">SHA-256 of the secret of who looks.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<PagedCheck> Page(HistoryFilter filter, byte[] owner, ListPlace? after, DateTimeOffset now, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        const string sql = $"""
            {Select}
            WHERE owner = @Owner AND expires > @Now AND (@Domain IS NULL OR domain = @Domain) AND (@Since IS NULL OR created >= @Since) AND (@Until IS NULL OR created < @Until)
              AND (@Created IS NULL OR (created, id) < (@Created, @Id))
            ORDER BY created DESC, id DESC LIMIT @Most
            """;
        using var open = database.Connect();
        return
        [
            .. open.Query<Row>(sql, new
            {
                Owner = owner,
                Now = now.ToUnixTimeMilliseconds(),
                filter.Domain,
                Since = filter.Since?.ToUnixTimeMilliseconds(),
                Until = filter.Until?.ToUnixTimeMilliseconds(),
                Created = after?.Created.ToUnixTimeMilliseconds(),
                after?.Id,
                Most = most,
            }).Select(row => row.Read()),
        ];
    }

    /// <summary>Those that have not expired of some that are known; what is not there is left out.</summary>
    /// <param name="ids">Theirs.</param>
    /// <param name="now">What has expired by then is left out.</param>
    public IReadOnlyList<PagedCheck> Find(IReadOnlyList<string> ids, DateTimeOffset now)
    {
        using var open = database.Connect();
        return [.. open.Query<Row>($"{Select} WHERE id IN @Ids AND expires > @Now", new { Ids = ids, Now = now.ToUnixTimeMilliseconds() }).Select(row => row.Read())];
    }

    // Filled by name: what is computed has no type where there is no row.
    private sealed record Row
    {
        public string Id { get; init; } = "";

        public long Created { get; init; }

        public long Expires { get; init; }

        public string Domain { get; init; } = "";

        public long IsWhole { get; init; }

        public PagedCheck Read() => new(Id, DateTimeOffset.FromUnixTimeMilliseconds(Created), DateTimeOffset.FromUnixTimeMilliseconds(Expires), Domain, IsWhole != 0);
    }
}
