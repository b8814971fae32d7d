using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What is looked for in a list.</summary>
/// <param name="Filter">Which ones.</param>
/// <param name="After">Where the page before ended.</param>
/// <param name="Most">At most so many.</param>
internal sealed record ListQuery(HistoryFilter Filter, ListPlace? After, int Most)
{
    /// <summary>Entries on a page where the caller names no number, and at most.</summary>
    public const int Usual = 50, Largest = 200;

    private const string ExpectedTime = "expected a date or a time such as 2026-11-27 or 2026-11-27T10:00:00Z (a + in an address is written %2B).";

    private static readonly string[] TimeForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads the parameters.</summary>
    /// <returns>The query, or what is wrong.</returns>
    public static (ListQuery? Query, IResult? Refused) Read(string? domain, string? cause, string? since, string? until, string? cursor, string? limit)
    {
        var name = string.IsNullOrEmpty(domain) ? null : Names.Canonical(domain);
        var (from, to) = (Time(since), Time(until));
        var most = limit is null ? Usual : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var after = string.IsNullOrEmpty(cursor) ? null : Place(cursor);
        var wrong = name is not null && !Names.IsHostName(name) ? "domain: this is no domain name."
            : !string.IsNullOrEmpty(cause) && !Catalogue.Default.Causes.ContainsKey(cause) ? "cause: there is no such cause; the ids stand in docs/reference/causes.md."
            : !string.IsNullOrEmpty(since) && from is null ? "since: " + ExpectedTime
            : !string.IsNullOrEmpty(until) && to is null ? "until: " + ExpectedTime
            : most is < 1 or > Largest ? $"limit: expected a number from 1 to {Largest}."
            : !string.IsNullOrEmpty(cursor) && after is null ? "cursor: expected the nextCursor of a page, unchanged."
            : null;
        return wrong is null ? (new(new(name, string.IsNullOrEmpty(cause) ? null : cause, from, to), after, most), null) : (null, ApiProblem.BadParameter.Answer(wrong));
    }

    /// <summary>Where a page ends, for the caller to send back.</summary>
    /// <param name="created">Of the last one on the page.</param>
    /// <param name="id">Of the same.</param>
    public static string Cursor(DateTimeOffset created, string id) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{created.ToUnixTimeMilliseconds()} {id}")));

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static ListPlace? Place(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ') is [var time, { Length: > 0 } id]
                && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
