using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What was diagnosed here: as a page, and as files for other programs.</summary>
internal static class HistoryEndpoints
{
    private const int MostOnPage = 200;

    private const int MostInFile = 100_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        var asker = new OpenTo(Who.Asker);
        app.MapGet("/history", Page).WithMetadata(asker);
        app.MapGet("/history.csv", (HttpContext http, PageAccess access, DiagnosisStore store, TimeProvider clock, string? domain, string? cause, string? days) =>
            Results.File(HistoryExport.Csv(Lines(http, access, store, clock, HistoryQuery.Of(domain, cause, days))), "text/csv; charset=utf-8", "recapito-history.csv")).WithMetadata(asker);
        app.MapGet("/history.json", (HttpContext http, PageAccess access, DiagnosisStore store, TimeProvider clock, string? domain, string? cause, string? days) =>
            Results.Json(Lines(http, access, store, clock, HistoryQuery.Of(domain, cause, days)))).WithMetadata(asker);
    }

    private static IResult Page(HttpContext http, PageParts parts, PageAccess access, DiagnosisStore store, CauseCounts counts, TimeProvider clock, string? domain, string? cause, string? days)
    {
        var query = HistoryQuery.Of(domain, cause, days);
        var now = clock.GetUtcNow();
        return access.Lists(http) is { } whose
            ? parts.History(http, query, store.History(query.Filter(now), whose.Asker, now, MostOnPage), CauseBars.Of(counts.ByDay(query.Filter(now), whose.Asker, now), DateOnly.FromDateTime(now.UtcDateTime)))
            : parts.History(http, query, [], []);
    }

    private static IReadOnlyList<HistoryLine> Lines(HttpContext http, PageAccess access, DiagnosisStore store, TimeProvider clock, HistoryQuery query)
    {
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        return access.Lists(http) is { } whose ? HistoryExport.Lines(store.History(query.Filter(now), whose.Asker, now, MostInFile)) : [];
    }
}
