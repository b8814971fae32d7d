using Microsoft.AspNetCore.Mvc;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The pages on which a domain is looked at without a bounce.</summary>
internal static class CheckPages
{
    private const int MostListed = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        var asker = new OpenTo(Who.Asker);
        app.MapGet("/checks", (HttpContext http, PageParts parts, PageAccess access, CheckStore store, TimeProvider clock) => Start(http, parts, access, store, clock, null, "")).WithMetadata(asker);
        app.MapPost("/checks", Take).WithMetadata(asker);
        app.MapGet("/c/{id}", (HttpContext http, PageParts parts, PageAccess access, CheckDesk desk, CheckStore store, DiagnosisStore diagnoses, TimeProvider clock, string id) => Standings.Of(desk, id) is { } standing
            ? parts.Check(http, standing, Before(desk, store, standing.Case, clock), Refused(http, access, diagnoses, standing.Case, clock)) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired"));
        app.MapGet("/c/{id}/part", (HttpContext http, PageParts parts, PageAccess access, CheckDesk desk, CheckStore store, DiagnosisStore diagnoses, TimeProvider clock, string id) => Standings.Of(desk, id) is { } standing
            ? parts.CheckPart(http, standing, Before(desk, store, standing.Case, clock), Refused(http, access, diagnoses, standing.Case, clock)) : Results.NotFound());
        app.MapPost("/c/{id}/forget", Forget).WithMetadata(asker);
        app.MapGet("/c/{id}/events", (CheckDesk desk, TimeProvider clock, EventStreams streams, string id) => PageEndpoints.Follow(desk.Live(id), clock, streams));
    }

    private static IResult Start(HttpContext http, PageParts parts, PageAccess access, CheckStore store, TimeProvider clock, string? problem, string text) =>
        parts.Checks(http, access.Lists(http) is { } whose ? store.List(whose.Asker, clock.GetUtcNow(), MostListed) : [], problem, text);

    private static IResult Take(HttpContext http, PageParts parts, PageAccess access, CheckDesk desk, CheckStore store, TimeProvider clock, [FromForm] string? domain)
    {
        var text = (domain ?? "").Trim();
        var name = MailDomain.In(text);
        return !MailDomain.IsOne(name) ? Start(http, parts, access, store, clock, parts.Languages.WordsFor(http).Say("page.checks.no-domain"), text)
            : desk.Take(name, new(Smtp: access.MayAskHosts(http), Https: access.MayAskHosts(http), []), access.AskerOf(http), isVisitor: !access.MayAskHosts(http)) is { } id ? Results.LocalRedirect($"/c/{id}")
            : parts.Problem(http, StatusCodes.Status503ServiceUnavailable, "page.problem.busy");
    }

    private static IResult Forget(HttpContext http, PageParts parts, PageAccess access, CheckDesk desk, string id, [FromForm] string? confirm) =>
        access.Lists(http) is { } whose && desk.Forget(id, whose.Asker) ? Results.LocalRedirect(Forgotten.Back("/checks")) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired");

    // What the owner's last bounce of the domain came to, where it proves why mail does not arrive; an older one may be mended since.
    private static StoredResult? Refused(HttpContext http, PageAccess access, DiagnosisStore store, OpenedCheck opened, TimeProvider clock) =>
        access.SeesAllOf(http, opened.Stored.Owner) && store.History(new(opened.Stored.Domain), opened.Stored.Owner, clock.GetUtcNow(), 1) is [{ Verdict: nameof(Verdict.Proven) } last] && last.World == opened.Stored.World ? last : null;

    private static OpenedCheck? Before(CheckDesk desk, CheckStore store, OpenedCheck opened, TimeProvider clock) =>
        opened.Report is not null && store.Before(opened.Stored, clock.GetUtcNow()) is { } earlier ? desk.Open(earlier) : null;
}
