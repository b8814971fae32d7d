using Microsoft.AspNetCore.Mvc;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The lab: pick a world, see mail fail, carry out the remedy, see it flow. Only where the service looks into worlds.</summary>
internal static class LabPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<LabWorlds>() is not { } worlds || app.ServiceProvider.GetService<LabTours>() is not { } tours)
        {
            return;
        }

        // Each world that is opened is a whole mail world at work.
        var owner = new OpenTo(Who.Owner);
        app.MapGet("/lab", (HttpContext http, PageParts parts) => parts.Page<LabPage>(http, StatusCodes.Status200OK, new() { [nameof(LabPage.Entries)] = worlds.All, [nameof(LabPage.World)] = parts.World })).WithMetadata(owner);
        app.MapGet("/lab/{**name}", (HttpContext http, PageParts parts, string name, string? step) => ShowAsync(http, parts, worlds, tours, name, step)).WithMetadata(owner);
        app.MapPost("/lab/watch", (HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, [FromForm] string? name) => WatchAsync(http, parts, access, desk, worlds, tours, name ?? ""));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, PageParts parts, LabWorlds worlds, LabTours tours, string name, string? step)
    {
        if (worlds.All.FirstOrDefault(entry => entry.Name == name) is not { } entry)
        {
            return parts.Problem(http, StatusCodes.Status404NotFound, worlds.Has(name) ? "page.problem.lab-nothing" : "page.problem.missing");
        }

        var tour = entry.IsMended ? await tours.FindAsync(name).ConfigureAwait(false) : null;
        return parts.Page<LabWorldPage>(http, StatusCodes.Status200OK, new()
        {
            [nameof(LabWorldPage.Entry)] = entry,
            [nameof(LabWorldPage.World)] = entry.Name,
            [nameof(LabWorldPage.Show)] = tour is null ? null : LabShow.Of(tour, parts.Languages.WordsFor(http)),
            [nameof(LabWorldPage.IsApplied)] = step == "2",
        });
    }

    private static async Task<IResult> WatchAsync(HttpContext http, PageParts parts, PageAccess access, WatchDesk desk, LabWorlds worlds, LabTours tours, string name)
    {
        var entry = worlds.All.FirstOrDefault(entry => entry.Name == name);
        var world = entry is { IsWatched: true } ? worlds.Find(name)
            : entry is { IsMended: true } ? (await tours.FindAsync(name).ConfigureAwait(false))?.Moving : null;
        return world?.Watch is { } watch && new WatchForm(watch.Domain, watch.Record, watch.Expect).Read().Subject is { } subject
            ? await WatchPages.BeginAsync(http, parts, access, desk, subject, entry!.IsWatched ? name : name + LabWatchGround.WithRemedy).ConfigureAwait(false)
            : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.missing");
    }
}
