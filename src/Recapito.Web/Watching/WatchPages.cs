using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The pages on which a change is watched.</summary>
internal static class WatchPages
{
    private const int MostListed = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/watches", (HttpContext http, PageParts parts, PageAccess access, WatchStore store, WatchDesk desk, TimeProvider clock) => Start(http, parts, access, store, desk, clock, null, new("", "MX", null)))
            .WithMetadata(new OpenTo(Who.Owner));
        app.MapPost("/watches", TakeAsync);
        app.MapGet("/w/{id}", (HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, string id) => Standings.Of(desk, id) is { } standing ? Whole(http, parts, access, standing) : Gone(http, parts));
        app.MapGet("/w/{id}/part", (HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, string id) => Standings.Of(desk, id) is { } standing ? Part(http, parts, access, standing) : Results.NotFound());
        app.MapGet("/w/{id}/events", (WatchDesk desk, TimeProvider clock, EventStreams streams, string id) => PageEndpoints.Follow(desk.Live(id), clock, streams));
        app.MapPost("/w/{id}/stop", (HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, string id, [FromForm] string? confirm) =>
            access.Lists(http) is { } whose && desk.Stop(id, whose.Asker) ? Results.LocalRedirect("/w/" + id) : Gone(http, parts));
        app.MapPost("/w/{id}/forget", (HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, string id, [FromForm] string? confirm) =>
            access.Lists(http) is { } whose && desk.Forget(id, whose.Asker) ? Results.LocalRedirect(Forgotten.Back("/watches")) : Gone(http, parts));
    }

    private static IResult Gone(HttpContext http, PageParts parts) => parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired");

    private static RazorComponentResult<WatchesPage> Start(HttpContext http, PageParts parts, PageAccess access, WatchStore store, WatchDesk desk, TimeProvider clock, string? problem, WatchForm form)
    {
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        IReadOnlyList<StoredWatch> made = access.Lists(http) is { } whose ? store.List(whose.Asker, now, MostListed) : [];
        return parts.Page<WatchesPage>(http, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, new()
        {
            [nameof(WatchesPage.Made)] = Standings.Of(desk, store, made, now).Select(watch => new ListedWatch(watch.Case, watch.State, desk.Live(watch.Case.Id)?.Look)).ToList(),
            [nameof(WatchesPage.World)] = parts.World,
            [nameof(WatchesPage.Problem)] = problem,
            [nameof(WatchesPage.Domain)] = form.Domain,
            [nameof(WatchesPage.Type)] = form.Type,
            [nameof(WatchesPage.Expected)] = form.Expected ?? "",
        });
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http, PageParts parts, PageAccess access, WatchStore store, WatchDesk desk, TimeProvider clock, [FromForm] string? domain, [FromForm] string? type, [FromForm] string? expected)
    {
        var form = new WatchForm(domain ?? "", type ?? "MX", expected);
        var (subject, wrong) = form.Read();
        return subject is null ? Start(http, parts, access, store, desk, clock, parts.Languages.WordsFor(http).Say("page.watches.no-" + wrong), form)
            : await BeginAsync(http, parts, access, desk, subject, null).ConfigureAwait(false);
    }

    /// <summary>Begins a watch, and leads to its page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="parts">Makes pages.</param>
    /// <param name="access">Knows as whose it is kept.</param>
    /// <param name="desk">Watches.</param>
    /// <param name="subject">What is watched.</param>
    /// <param name="world">Name of a world of the lab; null for where the service looks.</param>
    internal static async Task<IResult> BeginAsync(HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, WatchSubject subject, string? world) =>
        await desk.TakeAsync(subject, WatchLimits.Usual, world, access.AskerOf(http), null, http.RequestAborted).ConfigureAwait(false) is { } id ? Results.LocalRedirect("/w/" + id)
            : parts.Problem(http, StatusCodes.Status503ServiceUnavailable, "page.problem.busy");

    private static RazorComponentResult<WatchPage> Whole(HttpContext http, PageParts parts, PageAccess access, Standing<OpenedWatch> standing)
    {
        http.Response.Headers.CacheControl = "no-store";
        return parts.Page<WatchPage>(http, StatusCodes.Status200OK, Shown(http, parts, access, standing));
    }

    private static RazorComponentResult<WatchPart> Part(HttpContext http, PageParts parts, PageAccess access, Standing<OpenedWatch> standing)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new(new Dictionary<string, object?>(Shown(http, parts, access, standing)) { [nameof(WatchPart.Words)] = parts.Languages.WordsFor(http) });
    }

    private static Dictionary<string, object?> Shown(HttpContext http, PageParts parts, PageAccess access, Standing<OpenedWatch> standing) => new()
    {
        [nameof(WatchPart.Watch)] = ShownWatch.Of(standing, parts.Languages.WordsFor(http)),
        [nameof(WatchPart.IsOwner)] = access.SeesAllOf(http, standing.Case.Stored.Owner),
    };
}

/// <summary>A watch in a list.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="State">One of <see cref="CaseState"/>.</param>
/// <param name="Look">How it stands; null for one that is over.</param>
public sealed record ListedWatch(StoredWatch Stored, string State, Probes.WatchLook? Look);
