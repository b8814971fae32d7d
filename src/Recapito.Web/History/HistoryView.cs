using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What a reader looks for in the history, as it stands in the address of the page.</summary>
/// <param name="Domain">Of the recipient, or a part of it; null for every one.</param>
/// <param name="Cause">Id of the cause; null for every one.</param>
/// <param name="Days">How far back; null for all that is kept.</param>
public sealed record HistoryQuery(string? Domain, string? Cause, int? Days)
{
    /// <summary>The periods to choose from, in days.</summary>
    public static IReadOnlyList<int> Periods { get; } = [7, 30];

    /// <summary>The query of a page's address; what it does not know counts for nothing.</summary>
    public static HistoryQuery Of(string? domain, string? cause, string? days) =>
        new(domain?.Trim() is { Length: > 0 } part ? Names.Canonical(part) : null, cause is { Length: > 0 } ? cause : null, int.TryParse(days, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var wanted) && Periods.Contains(wanted) ? wanted : null);

    /// <summary>The same for the store.</summary>
    public HistoryFilter Filter(DateTimeOffset now) => new(null, Cause, Days is { } days ? now.AddDays(-days) : null, DomainPart: Domain);

    /// <summary>The address of the same history in another form.</summary>
    /// <param name="path">Such as "/history.csv".</param>
    public string At(string path) => path + QueryString.Create(
        new Dictionary<string, string?> { ["domain"] = Domain, ["cause"] = Cause, ["days"] = Days?.ToString(System.Globalization.CultureInfo.InvariantCulture) }.Where(part => part.Value is not null)).ToUriComponent();
}

/// <summary>One cause's bars in the history.</summary>
/// <param name="Cause">Its id.</param>
/// <param name="Total">In the time that is shown.</param>
/// <param name="Days">The count of each day, the oldest first.</param>
public sealed record CauseBars(string Cause, int Total, IReadOnlyList<int> Days)
{
    private const int Most = 8;

    /// <summary>How many days are drawn.</summary>
    public const int Drawn = 30;

    /// <summary>The most frequent causes, the most frequent first.</summary>
    /// <param name="counts">By day and cause.</param>
    /// <param name="today">The last day that is drawn, UTC.</param>
    public static IReadOnlyList<CauseBars> Of(IReadOnlyList<CauseCount> counts, DateOnly today)
    {
        var first = today.AddDays(1 - Drawn);
        return
        [
            .. counts.Where(count => count.Day >= first && count.Day <= today).GroupBy(count => count.Cause)
                .Select(cause => new CauseBars(cause.Key, cause.Sum(count => count.Count), [.. Enumerable.Range(0, Drawn).Select(day => cause.Where(count => count.Day == first.AddDays(day)).Sum(count => count.Count))]))
                .OrderByDescending(bars => bars.Total).ThenBy(bars => bars.Cause, StringComparer.Ordinal).Take(Most),
        ];
    }
}
