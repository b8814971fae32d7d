using System.Globalization;
using Dapper;

namespace Recapito.Watch;

/// <summary>How often a cause was found on a day.</summary>
/// <param name="Day">Of the question, UTC.</param>
/// <param name="Cause">Id of the cause.</param>
/// <param name="Count">Of recipients.</param>
public sealed record CauseCount(DateOnly Day, string Cause, int Count);

/// <summary>Counts causes over time.</summary>
public sealed class CauseCounts(Database database)
{
    /// <summary>One row for each day and cause that there is, the oldest first.</summary>
    /// <param name="filter">What is counted.</param>
    /// <param name="owner">SHA-256 of the secret of who looks; null for whoever runs the service, who sees all.</param>
    /// <param name="now">What has expired by then is left out.</param>
    public IReadOnlyList<CauseCount> ByDay(HistoryFilter filter, byte[]? owner, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(filter);
        const string sql = $"""
            SELECT date(d.created / 1000, 'unixepoch') AS Day, r.cause AS Cause, COUNT(*) AS Count FROM recipient r JOIN diagnosis d ON d.id = r.diagnosis
            WHERE r.cause IS NOT NULL AND {HistoryCondition.Sql} GROUP BY 1, 2 ORDER BY 1, 2
            """;
        using var open = database.Connect();
        return [.. open.Query<Row>(sql, HistoryCondition.Of(filter, owner, now)).Select(row => new CauseCount(DateOnly.ParseExact(row.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.Cause, (int)row.Count))];
    }

    // Filled by name: what is computed has no type where there is no row.
    private sealed record Row
    {
        public string Day { get; init; } = "";

        public string Cause { get; init; } = "";

        public long Count { get; init; }
    }
}
