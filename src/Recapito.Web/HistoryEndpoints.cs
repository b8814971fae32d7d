using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What was diagnosed here: as a page, and as files for other programs.</summary>
internal static class HistoryEndpoints
{
    private const int MostOnPage = 200;

    private const int MostInFile = 100_000;

    public static void Map(WebApplication app)
    {
        app.MapGet("/history", Page);
        app.MapGet("/history.csv", (HttpContext http, DiagnosisStore store, TimeProvider clock, string? domain, string? cause, string? days) =>
            Results.File(HistoryExport.Csv(Lines(http, store, clock, HistoryQuery.Of(domain, cause, days))), "text/csv; charset=utf-8", "recapito-history.csv"));
        app.MapGet("/history.json", (HttpContext http, DiagnosisStore store, TimeProvider clock, string? domain, string? cause, string? days) =>
            Results.Json(Lines(http, store, clock, HistoryQuery.Of(domain, cause, days))));
    }

    private static IResult Page(HttpContext http, PageParts parts, DiagnosisStore store, CauseCounts counts, TimeProvider clock, string? domain, string? cause, string? days)
    {
        var query = HistoryQuery.Of(domain, cause, days);
        var now = clock.GetUtcNow();
        return Owner.Find(http) is { } owner
            ? parts.History(http, query, store.History(query.Filter(now), owner, now, MostOnPage), CauseBars.Of(counts.ByDay(query.Filter(now), owner, now), DateOnly.FromDateTime(now.UtcDateTime)))
            : parts.History(http, query, [], []);
    }

    private static IReadOnlyList<HistoryLine> Lines(HttpContext http, DiagnosisStore store, TimeProvider clock, HistoryQuery query)
    {
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        return Owner.Find(http) is { } owner ? HistoryExport.Lines(store.History(query.Filter(now), owner, now, MostInFile)) : [];
    }
}
