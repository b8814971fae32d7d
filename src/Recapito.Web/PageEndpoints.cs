using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Recapito.Input;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The pages and the forms on them.</summary>
internal static class PageEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/", (HttpContext http, PageParts parts) => parts.Start(http, null));
        var (anyone, asker) = (new OpenTo(Who.Anyone), new OpenTo(Who.Asker));
        app.MapPost("/bounces", TakeAsync).WithMetadata(asker);
        app.MapPost("/addresses", TakeAddress).WithMetadata(asker);
        app.MapPost("/sample", Sample).WithMetadata(asker);
        app.MapPost("/language", Choose).WithMetadata(anyone);
        app.MapGet("/d/{id}", Result);
        app.MapGet("/d/{id}/part", Part);
        app.MapGet("/d/{id}/events", Events);
        app.MapPost("/d/{id}/forget", Forget).WithMetadata(asker);
        HistoryEndpoints.Map(app);
        CheckPages.Map(app);
        WatchPages.Map(app);
        LabPages.Map(app);
        app.Map("/problem", (HttpContext http, PageParts parts) => parts.Problem(http, StatusCodes.Status500InternalServerError, "page.problem.internal")).WithMetadata(anyone);
        app.MapFallback((HttpContext http, PageParts parts) => parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.missing")).WithMetadata(anyone);
    }

    private static async Task<IResult> TakeAsync(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, IFormFile? mail, [FromForm] string? text, [FromForm] string? recipient, [FromForm] string? knownGood)
    {
        var (name, bytes) = mail is { Length: > 0 } ? (Path.GetFileName(mail.FileName), await BytesOf(mail, http.RequestAborted).ConfigureAwait(false)) : ("", Encoding.UTF8.GetBytes(text ?? ""));
        var words = parts.Languages.WordsFor(http);
        if (bytes.AsSpan().Trim(" \r\n\t"u8).IsEmpty)
        {
            return parts.Start(http, words.Say(mail is null ? "page.problem.nothing" : "page.input.empty"));
        }

        var good = (knownGood ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Array.Find(good, address => !Names.IsAddress(address)) is { } wrong)
        {
            return parts.Start(http, words.Say("page.problem.known-good", ("address", wrong)), text ?? "");
        }

        if (PastedReply.Of(bytes) is { Recipient: null } && recipient?.Trim() is { Length: > 0 } about)
        {
            if (!Names.IsAddress(about))
            {
                return parts.Start(http, words.Say("page.problem.recipient", ("address", about)), Encoding.UTF8.GetString(bytes), about);
            }

            bytes = PastedReply.About(bytes, about);
        }

        try
        {
            return Take(http, parts, access, desk, name.Length > 0 ? name : words.Say("page.result.pasted"), bytes, good);
        }
        catch (InputException e)
        {
            var says = $"page.input.{e.Problem}";
            var (isReply, proposed) = (e.Problem is InputException.LacksRecipient, PastedReply.AddressToPropose(bytes));
            var advice = e.Problem is InputException.LacksReply ? " " + words.Say("page.input.lacks-reply." + MereWords.AdviceFor(bytes)) : "";
            return parts.Start(http, words.Has(says) ? words.Say(says) + advice : SafeText.Escape(e.Message), isReply ? Encoding.UTF8.GetString(bytes) : text ?? "", isReply ? proposed ?? "" : null, isReply ? null : proposed);
        }
    }

    // What is offered below a text without a reply: to look at its address alone.
    private static IResult TakeAddress(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, [FromForm] string? address)
    {
        try
        {
            return Take(http, parts, access, desk, (address ?? "").Trim(), null, []);
        }
        catch (InputException)
        {
            return parts.Start(http, parts.Languages.WordsFor(http).Say("page.problem.recipient", ("address", address ?? "")));
        }
    }

    private static IResult Take(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, string name, byte[]? mail, IReadOnlyList<string> knownGood) =>
        desk.Take(name, mail, knownGood, Owner.Of(http), smtp: access.MayAskHosts(http)) is { } id ? Results.LocalRedirect($"/d/{id}") : parts.Problem(http, StatusCodes.Status503ServiceUnavailable, "page.problem.busy");

    private static async Task<byte[]> BytesOf(IFormFile file, CancellationToken cancel)
    {
        using var copy = new MemoryStream((int)file.Length);
        await file.CopyToAsync(copy, cancel).ConfigureAwait(false);
        return copy.ToArray();
    }

    // The bounce that the world's own sender gets. The confirmation makes it a form, which is checked to come from here.
    private static IResult Sample(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, IProbingGround ground, [FromForm] string? confirm) =>
        (ground as LabGround)?.Bounce is { } bounce ? Take(http, parts, access, desk, ground.Name + ".eml", bounce, []) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.missing");

    private static IResult Choose(HttpContext http, PageParts parts, [FromForm] string language, [FromForm] string? back)
    {
        parts.Languages.Choose(http, language);
        return Results.LocalRedirect(LocalPath.Of(back));
    }

    private static IResult Result(HttpContext http, PageParts parts, DiagnosisDesk desk, string id) =>
        desk.Open(id) is { } opened ? parts.Result(http, opened) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired");

    private static IResult Part(HttpContext http, PageParts parts, DiagnosisDesk desk, string id) =>
        desk.Open(id) is { } opened ? parts.ResultPart(http, opened) : Results.NotFound();

    private static ServerSentEventsResult<int> Events(DiagnosisDesk desk, TimeProvider clock, string id, CancellationToken cancel) => TypedResults.ServerSentEvents(Follow(desk.Live(id), clock, cancel));

    /// <summary>Events for as long as something is asked: the number of answers, and at last that all was asked.</summary>
    public static async IAsyncEnumerable<SseItem<int>> Follow(LiveCase? live, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        var count = 0;
        if (live is not null)
        {
            await foreach (var answers in live.FollowAsync(clock, cancel).ConfigureAwait(false))
            {
                count = answers;
                yield return new(count, "changed");
            }
        }

        yield return new(count, "done");
    }

    private static IResult Forget(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, string id, [FromForm] string? confirm) =>
        access.Lists(http) is { } whose && desk.Forget(id, whose.Asker) ? Results.LocalRedirect(Forgotten.Back("/history")) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired");
}
