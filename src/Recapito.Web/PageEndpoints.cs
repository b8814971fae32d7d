using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Recapito.Input;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The pages and the forms on them.</summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext http, PageParts parts) => parts.Start(http, null));
        var (anyone, asker) = (new OpenTo(Who.Anyone), new OpenTo(Who.Asker));
        app.MapPost("/bounces", TakeAsync).WithMetadata(asker, new RequestSizeLimitAttribute(RecapitoHost.LargestUpload));
        app.MapPost("/addresses", TakeAddress).WithMetadata(asker);
        app.MapPost("/sample", Sample).WithMetadata(asker);
        app.MapPost("/language", Choose).WithMetadata(anyone);
        app.MapGet("/d/{id}", Result);
        app.MapGet("/d/{id}/part", Part);
        app.MapGet("/d/{id}/events", (DiagnosisDesk desk, TimeProvider clock, EventStreams streams, string id) => Follow(desk.Live(id), clock, streams));
        app.MapPost("/d/{id}/forget", Forget).WithMetadata(asker);
        HistoryEndpoints.Map(app);
        CheckPages.Map(app);
        WatchPages.Map(app);
        LabPages.Map(app);
        app.Map("/problem", (HttpContext http, PageParts parts) => parts.Problem(http, StatusCodes.Status500InternalServerError, "page.problem.internal")).WithMetadata(anyone);
        app.MapFallback("/{**rest}", Refuse).WithMetadata(anyone);
    }

    // What is there for another method is not missing.
    private static IResult Refuse(HttpContext http, PageParts parts)
    {
        if (Methods.Others(http) is not { Count: > 0 } taken)
        {
            return parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.missing");
        }

        Methods.Allow(http, taken);
        return parts.Problem(http, StatusCodes.Status405MethodNotAllowed, "page.problem.method");
    }

    private static async Task<IResult> TakeAsync(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, IFormFile? mail, [FromForm] string? text, [FromForm] string? recipient, [FromForm] string? knownGood)
    {
        var (name, bytes) = mail is { Length: > 0 } ? (Path.GetFileName(mail.FileName), await Intake.BytesOf(mail, http.RequestAborted).ConfigureAwait(false)) : ("", Encoding.UTF8.GetBytes(text ?? ""));
        var words = parts.Languages.WordsFor(http);
        if (Intake.IsNothing(bytes))
        {
            return parts.Start(http, words.Say(mail is null ? "page.problem.nothing" : "page.input.empty"));
        }

        var (intake, wrong) = Intake.Of(name.Length > 0 ? name : words.Say("page.result.pasted"), bytes, [knownGood], recipient);
        if (intake is null)
        {
            var (field, given) = wrong!.Value;
            return given is null ? parts.Start(http, words.Say("page.problem.known-good-many", ("most", Intake.MostKnownGood.ToString(CultureInfo.InvariantCulture))), text ?? "")
                : field is Intake.GoodField ? parts.Start(http, words.Say("page.problem.known-good", ("address", given)), text ?? "")
                : parts.Start(http, words.Say("page.problem.recipient", ("address", given)), Encoding.UTF8.GetString(bytes), given);
        }

        try
        {
            return Take(http, parts, access, desk, intake.Name, intake.Mail, intake.KnownGood);
        }
        catch (InputException e)
        {
            return Refused(http, parts, words, e, intake.Mail, text ?? "");
        }
    }

    // What can be mended stands in the form again: the text, whom it is about, or the one address that can be looked at without a reply.
    private static IResult Refused(HttpContext http, PageParts parts, Wording words, InputException why, byte[] mail, string text)
    {
        var says = $"page.input.{why.Problem}";
        var (isReply, proposed) = (why.Problem is InputException.LacksRecipient, PastedReply.AddressToPropose(mail));
        var advice = why.Problem is InputException.LacksReply ? " " + words.Say("page.input.lacks-reply." + MereWords.AdviceFor(mail)) : "";
        return parts.Start(http, words.Has(says) ? words.Say(says) + advice : SafeText.Escape(why.Message), isReply ? Encoding.UTF8.GetString(mail) : text, isReply ? proposed ?? "" : null, isReply ? null : proposed);
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
        desk.Take(name, mail, knownGood, access.AskerOf(http), smtp: access.MayAskHosts(http)) is { } id ? Results.LocalRedirect($"/d/{id}") : parts.Problem(http, StatusCodes.Status503ServiceUnavailable, "page.problem.busy");

    // The bounce that the world's own sender gets. The confirmation makes it a form, which is checked to come from here.
    private static IResult Sample(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, IProbingGround ground, [FromForm] string? confirm) =>
        (ground as LabGround)?.Bounce is { } bounce ? Take(http, parts, access, desk, ground.Name + ".eml", bounce, []) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.missing");

    private static IResult Choose(HttpContext http, PageParts parts, [FromForm] string language, [FromForm] string? back)
    {
        parts.Languages.Choose(http, language);
        return Results.LocalRedirect(LocalPath.Of(back));
    }

    private static IResult Result(HttpContext http, PageParts parts, DiagnosisDesk desk, string id, string? of) =>
        Standings.Of(desk, id) is { } standing ? parts.Result(http, standing, of) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired");

    private static IResult Part(HttpContext http, PageParts parts, DiagnosisDesk desk, string id) =>
        Standings.Of(desk, id) is { } standing ? parts.ResultPart(http, standing) : Results.NotFound();

    /// <summary>Events for as long as something is asked: the number of answers, and at last that no more come.</summary>
    public static IResult Follow(LiveCase? live, TimeProvider clock, EventStreams streams) => streams.Of(cancel => FollowAsync(live, clock, cancel));

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(LiveCase? live, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        var count = 0;
        if (live is not null)
        {
            await foreach (var answers in live.FollowAsync(clock, cancel).ConfigureAwait(false))
            {
                count = answers;
                yield return new(count.ToString(CultureInfo.InvariantCulture), "changed");
            }
        }

        yield return new(count.ToString(CultureInfo.InvariantCulture), "done");
    }

    private static IResult Forget(HttpContext http, PageParts parts, PageAccess access, DiagnosisDesk desk, string id, [FromForm] string? confirm) =>
        access.Lists(http) is { } whose && desk.Forget(id, whose.Asker) ? Results.LocalRedirect(Forgotten.Back("/history")) : parts.Problem(http, StatusCodes.Status404NotFound, "page.problem.expired");
}
