using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>A diagnosis in a list.</summary>
/// <param name="Id">Of the diagnosis.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Name">Of the mail.</param>
/// <param name="IsWhole">True where all was asked.</param>
/// <param name="Results">What it came to when all was asked, one for each recipient.</param>
public sealed record ListedDiagnosis(string Id, DateTimeOffset Created, DateTimeOffset Expires, string Name, bool IsWhole, IReadOnlyList<StoredResult> Results);

/// <summary>Where a page of a list ends.</summary>
/// <param name="Created">Of the last diagnosis of the page.</param>
/// <param name="Id">Of the same.</param>
public sealed record ListPlace(DateTimeOffset Created, string Id);

/// <summary>Lists somebody's diagnoses page by page; what comes in meanwhile moves nothing.</summary>
public sealed class DiagnosisList(Database database)
{
    private const string Select = "SELECT id, created, expires, name, evidence IS NOT NULL AS IsWhole FROM diagnosis d";

    /// <summary>One page, the newest first.</summary>
    /// <param name="filter">What is looked for; while not all was asked, only the time is known.</param>
    /// <param name="owner">SHA-256 of the secret of who looks.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<ListedDiagnosis> Page(HistoryFilter filter, byte[] owner, ListPlace? after, DateTimeOffset now, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        const string sql = $"""
            {Select}
            WHERE owner = @Owner AND expires > @Now AND (@Since IS NULL OR created >= @Since) AND (@Until IS NULL OR created < @Until) AND (@Created IS NULL OR (created, id) < (@Created, @Id))
              AND (@Domain IS NULL AND @Cause IS NULL
                   OR EXISTS (SELECT 1 FROM recipient r WHERE r.diagnosis = d.id AND (@Domain IS NULL OR r.domain = @Domain) AND (@Cause IS NULL OR r.cause = @Cause)))
            ORDER BY created DESC, id DESC LIMIT @Most
            """;
        using var open = database.Connect();
        return Read(open, sql, new
        {
            Owner = owner,
            Now = now.ToUnixTimeMilliseconds(),
            Since = filter.Since?.ToUnixTimeMilliseconds(),
            Until = filter.Until?.ToUnixTimeMilliseconds(),
            Created = after?.Created.ToUnixTimeMilliseconds(),
            after?.Id,
            filter.Domain,
            filter.Cause,
            Most = most,
        });
    }

    /// <summary>Those that have not expired of some that are known; what is not there is left out.</summary>
    /// <param name="ids">Theirs.</param>
    /// <param name="now">What has expired by then is left out.</param>
    public IReadOnlyList<ListedDiagnosis> Find(IReadOnlyList<string> ids, DateTimeOffset now)
    {
        using var open = database.Connect();
        return Read(open, $"{Select} WHERE id IN @Ids AND expires > @Now", new { Ids = ids, Now = now.ToUnixTimeMilliseconds() });
    }

    private static List<ListedDiagnosis> Read(SqliteConnection open, string sql, object values)
    {
        var rows = open.Query<Row>(sql, values).ToList();
        var results = open.Query<ResultRow>("SELECT diagnosis, domain, verdict, cause, party FROM recipient WHERE diagnosis IN @Ids ORDER BY diagnosis, place", new { Ids = rows.Select(row => row.Id) })
            .ToLookup(row => row.Diagnosis, StringComparer.Ordinal);
        return [.. rows.Select(row => row.Read(row.IsWhole != 0 ? results[row.Id] : []))];
    }

    // Filled by name: what is computed has no type where there is no row.
    private sealed record Row
    {
        public string Id { get; init; } = "";

        public long Created { get; init; }

        public long Expires { get; init; }

        public string Name { get; init; } = "";

        public long IsWhole { get; init; }

        public ListedDiagnosis Read(IEnumerable<ResultRow> results)
        {
            var created = DateTimeOffset.FromUnixTimeMilliseconds(Created);
            return new(Id, created, DateTimeOffset.FromUnixTimeMilliseconds(Expires), Name, IsWhole != 0,
                [.. results.Select(row => new StoredResult(Id, created, row.Domain, row.Verdict, row.Cause, row.Party))]);
        }
    }

    private sealed record ResultRow(string Diagnosis, string Domain, string Verdict, string? Cause, string? Party);
}
