using Recapito.Input;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Hands bounces in, and reads what they came to.</summary>
internal static class DiagnosisEndpoints
{
    private const string Path = "/diagnoses";

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/bounces", TakeAsync).Described("takeBounce", ApiScopes.Diagnose, "Hand a bounce in",
                "Takes a mail that came back: .eml, .msg, or its text. The recipients' DNS and mail hosts are then asked, as 'recapito diagnose' does; read the diagnosis at the address in Location.",
                ApiProblem.NothingHandedIn, ApiProblem.BadParameter, ApiProblem.BadBody, ApiProblem.TooLarge, ApiProblem.UnsupportedType, ApiProblem.NotABounce, ApiProblem.KeyReused, ApiProblem.Busy)
            .Produces<TakenCase>(StatusCodes.Status202Accepted).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(RecapitoHost.LargestUpload));
        group.MapGet(Path, ListAll).Described("listDiagnoses", ApiScopes.Read, "List diagnoses",
                "Those that were asked for with the same key, the newest first. Verdicts are those of the time when all was asked; a diagnosis that is read is judged anew.", ApiProblem.BadParameter)
            .Produces<DiagnosisPage>();
        group.MapGet(Path + "/{id}", Read).Described("readDiagnosis", ApiScopes.Read, "Read a diagnosis",
            "What is known by now, in the form of 'recapito diagnose --format json'. With Accept: text/event-stream, events while it grows: \"progress\" with the number of answers, at last \"done\" with the whole document; then the stream ends.",
            ApiProblem.NotFound);
        group.MapDelete(Path + "/{id}", (HttpContext http, DiagnosisDesk desk, string id) => desk.Forget(id, ApiCaller.Of(http).Owner) ? TypedResults.NoContent() : ApiProblem.NotFound.Answer())
            .Described("deleteDiagnosis", ApiScopes.Diagnose, "Delete a diagnosis", "With its mail and all that was seen; nothing more is asked for it. Whoever has its link finds nothing any more.", ApiProblem.NotFound)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> TakeAsync(HttpContext http, DiagnosisDesk desk)
    {
        var (intake, refused) = await Intake.ReadAsync(http.Request).ConfigureAwait(false);
        if (intake is null)
        {
            return refused!;
        }

        var (once, wrong) = Once.Of(http.Request, "bounce", intake.Name, intake.Mail, intake.KnownGood);
        if (wrong is not null)
        {
            return wrong;
        }

        try
        {
            return ApiEndpoints.Taken(http, Path, desk.Take(intake.Name, intake.Mail, intake.KnownGood, ApiCaller.Of(http).Owner, once));
        }
        catch (InputException e)
        {
            // The remedy of every such problem follows: here it is the other way, and must not sound like the only one.
            return ApiProblem.NotABounce.Answer(e.Problem is InputException.LacksRecipient
                ? $"This is the reply of a host without the recipient that it is about. Name the recipient with ?{Intake.RecipientField}=ADDRESS, or write the line \"To: ADDRESS\" above the reply. Where you do not know it:"
                : SafeText.Escape(e.Message));
        }
        catch (OnceKeyException)
        {
            return ApiProblem.KeyReused.Answer();
        }
    }

    private static IResult Read(HttpContext http, DiagnosisStore store, DiagnosisDesk desk, ReaderLanguage languages, TimeProvider clock, EventStreams streams, string id)
    {
        var language = languages.WordsFor(http).Language;
        http.Response.Headers.ContentLanguage = language;
        return store.Find(id, clock.GetUtcNow()) is not { } stored || !stored.Owner.AsSpan().SequenceEqual(ApiCaller.Of(http).Owner) ? ApiProblem.NotFound.Answer()
            : CaseEvents.AreWanted(http.Request) ? CaseEvents.Of(http, desk.Live(id), () => Document(desk, id, language), clock, streams, ApiCaller.Holding(http))
            : Document(desk, id, language) is { } document ? TypedResults.Text(document, "application/json") : ApiProblem.NotFound.Answer();
    }

    private static string? Document(DiagnosisDesk desk, string id, string language) => Standings.Of(desk, id) is not var (opened, state, _) ? null
        : CaseDocument.Write(id, state, opened.Stored.Created, opened.Stored.Expires, DiagnosisJson.Write(opened.Diagnoses, opened.Question.Report, opened.Question.File, Catalogue.Default, language));

    private static IResult ListAll(HttpContext http, DiagnosisList list, DiagnosisDesk desk, TimeProvider clock, string? domain, string? cause, string? since, string? until, string? cursor, string? limit)
    {
        var (query, refused) = ListQuery.Read(domain, cause, since, until, cursor, limit);
        if (query is null)
        {
            return refused!;
        }

        // One more shows whether there is another page.
        var now = clock.GetUtcNow();
        var found = list.Page(query.Filter, ApiCaller.Of(http).Owner, query.After, now, query.Most + 1);
        var page = found.Take(query.Most).ToList();
        return TypedResults.Ok(new DiagnosisPage([.. Standings.Of(desk, list, page, now).Select(standing => Of(standing.Case, standing.State))], found.Count > page.Count ? ListQuery.Cursor(page[^1].Created, page[^1].Id) : null));
    }

    private static DiagnosisItem Of(ListedDiagnosis one, string state) => new(one.Id, $"{ApiEndpoints.Prefix}{Path}/{one.Id}", state,
        CaseDocument.Time(one.Created), CaseDocument.Time(one.Expires), one.Name,
        [.. one.Results.Select(result => new RecipientItem(result.Domain, HistoryExport.Word<Verdict>(result.Verdict), result.Cause, result.Party is { } party ? HistoryExport.Word<Party>(party) : null))]);
}

/// <summary>A page of diagnoses, the newest first.</summary>
/// <param name="Diagnoses">At most as many as were asked for.</param>
/// <param name="NextCursor">For the next page; null on the last one.</param>
internal sealed record DiagnosisPage(IReadOnlyList<DiagnosisItem> Diagnoses, string? NextCursor);

/// <summary>A diagnosis in a list.</summary>
/// <param name="Id">Of the diagnosis.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="State">How far it is.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="File">Name of the mail's file.</param>
/// <param name="Recipients">What it came to when all was asked; empty before.</param>
internal sealed record DiagnosisItem(string Id, string Url, string State, string Created, string Expires, string File, IReadOnlyList<RecipientItem> Recipients);

/// <summary>What one recipient's diagnosis came to.</summary>
/// <param name="Domain">Of the recipient.</param>
/// <param name="Verdict">How sure.</param>
/// <param name="Cause">Id of the cause; null where none was found.</param>
/// <param name="Party">Who must act; null where none was found.</param>
internal sealed record RecipientItem(string Domain, string Verdict, string? Cause, string? Party);
