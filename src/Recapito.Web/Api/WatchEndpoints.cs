using System.Text.Json;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Begins watches, reads how they stand, ends and deletes them.</summary>
internal static class WatchEndpoints
{
    private const string Path = "/watches";
    private const string UsualType = "MX";
    private const string Example = "{\"domain\": \"contoso.example\", \"expected\": \"0 mx.contoso.example\"}";

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost(Path, TakeAsync).Described("takeWatch", ApiScopes.Check, "Watch a change until it is visible everywhere",
                "Asks the name servers of a record and a list of resolvers again and again, as 'recapito watch' does, until all show the awaited answer or the time is over. Either a record is named, or a diagnosis whose fix changes one.",
                ApiProblem.BadParameter, ApiProblem.BadBody, ApiProblem.NotFound, ApiProblem.NotFinished, ApiProblem.TooLarge, ApiProblem.UnsupportedType, ApiProblem.KeyReused, ApiProblem.Busy)
            .Produces<TakenCase>(StatusCodes.Status202Accepted);
        group.MapGet(Path, ListAll).Described("listWatches", ApiScopes.Read, "List watches", "Those that were begun with the same key, the newest first.", ApiProblem.BadParameter).Produces<WatchListing>();
        group.MapGet(Path + "/{id}", Read).Described("readWatch", ApiScopes.Read, "Read a watch",
            "How the change stands, in the form of 'recapito watch --format json', with all that happened so far. With Accept: text/event-stream, events: \"progress\" with the number of answers, at last \"done\" with the whole document; then the stream ends.",
            ApiProblem.NotFound);
        group.MapPost(Path + "/{id}/stop", (HttpContext http, WatchDesk desk, string id) => desk.Stop(id, ApiCaller.Of(http).Owner) ? TypedResults.NoContent() : ApiProblem.NotFound.Answer())
            .Described("stopWatch", ApiScopes.Check, "End a watch", "It asks no more. What was seen can be read until it expires; one that is over already stays as it is.", ApiProblem.NotFound)
            .Produces(StatusCodes.Status204NoContent);
        group.MapDelete(Path + "/{id}", (HttpContext http, WatchDesk desk, string id) => desk.Forget(id, ApiCaller.Of(http).Owner) ? TypedResults.NoContent() : ApiProblem.NotFound.Answer())
            .Described("deleteWatch", ApiScopes.Check, "Delete a watch", "With all that was seen; nothing more is asked for it. Whoever has its link finds nothing any more.", ApiProblem.NotFound)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> TakeAsync(HttpContext http, WatchDesk desk, DiagnosisDesk diagnoses)
    {
        var (wanted, refused) = await JsonBody.ReadAsync<WatchRequest>(http.Request, Example).ConfigureAwait(false);
        var owner = ApiCaller.Of(http).Owner;
        var (form, missing) = wanted is null ? (null, refused) : FormOf(wanted, owner, diagnoses);
        if (form is null)
        {
            return missing!;
        }

        var (subject, wrong) = form.Read();
        if (subject is null || wanted!.Hours is < WatchRequest.Fewest or > WatchRequest.Most)
        {
            return ApiProblem.BadParameter.Answer(Problem(wrong ?? "hours"));
        }

        var (once, bad) = Once.Of(http.Request, "watch", subject.Domain, subject.TypeName, subject.Expected?.Text ?? "", wanted.Smtp, wanted.Hours);
        if (bad is not null)
        {
            return bad;
        }

        try
        {
            return ApiEndpoints.Taken(http, Path, await desk.TakeAsync(subject with { Smtp = wanted.Smtp }, TimeSpan.FromHours(wanted.Hours), null, owner, once, http.RequestAborted).ConfigureAwait(false));
        }
        catch (OnceKeyException)
        {
            return ApiProblem.KeyReused.Answer();
        }
    }

    private static (WatchForm? Form, IResult? Refused) FormOf(WatchRequest wanted, byte[] owner, DiagnosisDesk diagnoses) => wanted switch
    {
        { Diagnosis: null, Domain: null } => (null, ApiProblem.BadParameter.Answer($"Expected either a domain or a diagnosis, such as {Example}.")),
        { Diagnosis: null, Domain: { } domain } => (new(domain, wanted.Type ?? UsualType, wanted.Expected), null),
        _ when Beside(wanted) is { Count: > 0 } beside => (null, ApiProblem.BadParameter.Answer($"diagnosis: it says itself what is waited for, and excludes {string.Join(" and ", beside)}; leave out the one or the other.")),
        _ => FormOf(wanted.Diagnosis!, owner, diagnoses),
    };

    // What a diagnosis says itself, and the request says as well.
    private static List<string> Beside(WatchRequest wanted) =>
        [.. new[] { ("domain", wanted.Domain), ("type", wanted.Type), ("expected", wanted.Expected) }.Where(member => member.Item2 is not null).Select(member => member.Item1)];

    // The fix of one that is not finished may be another at its end.
    private static (WatchForm? Form, IResult? Refused) FormOf(string diagnosis, byte[] owner, DiagnosisDesk diagnoses) =>
        diagnoses.Open(diagnosis) is not { } opened || !opened.Stored.Owner.AsSpan().SequenceEqual(owner) ? (null, ApiProblem.NotFound.Answer("diagnosis: it is not there."))
            : !opened.IsWhole ? (null, ApiProblem.NotFinished.Answer())
            : WatchForm.Of(opened.Diagnoses) is { } form ? (form, null)
            : (null, ApiProblem.BadParameter.Answer("diagnosis: its fix changes no record that can be watched."));

    private static string Problem(string part) => part switch
    {
        "domain" => "domain: this is no domain name; expected something like contoso.example.",
        "type" => $"type: expected one of {string.Join(", ", WatchForm.Types)}.",
        "expected" => "expected: these are no records of this type; several are written with commas between, \"none\" waits until there are none.",
        _ => $"hours: expected a number from {WatchRequest.Fewest} to {WatchRequest.Most}.",
    };

    private static IResult Read(HttpContext http, WatchDesk desk, TimeProvider clock, EventStreams streams, string id) =>
        desk.Open(id) is not { } opened || !opened.Stored.Owner.AsSpan().SequenceEqual(ApiCaller.Of(http).Owner) ? ApiProblem.NotFound.Answer()
            : CaseEvents.AreWanted(http.Request) ? CaseEvents.Of(http, desk.Live(id), () => Document(desk, id), clock, streams, ApiCaller.Holding(http))
            : Document(desk, id) is { } document ? TypedResults.Text(document, JsonBody.Type) : ApiProblem.NotFound.Answer();

    private static string? Document(WatchDesk desk, string id)
    {
        if (Standings.Of(desk, id) is not var (opened, state, _))
        {
            return null;
        }

        var subject = opened.Stored.Subject;
        return CaseDocument.Write(id, state, opened.Stored.Created, opened.Stored.Expires, opened.Look is { } look ? WatchJson.Write(look.State, look.Begin, opened.Events, opened.End, indented: true) + "\n"
            : $"{{\n  \"domain\": {JsonSerializer.Serialize(subject.Domain)},\n  \"type\": {JsonSerializer.Serialize(subject.TypeName)},\n  \"expected\": {JsonSerializer.Serialize(subject.Expected?.Text)}\n}}\n");
    }

    private static IResult ListAll(HttpContext http, WatchStore store, WatchDesk desk, TimeProvider clock, string? cursor, string? limit)
    {
        var (query, refused) = ListQuery.Read(null, null, null, null, cursor, limit);
        if (query is null)
        {
            return refused!;
        }

        // One more shows whether there is another page.
        var now = clock.GetUtcNow();
        var found = store.List(ApiCaller.Of(http).Owner, now, query.Most + 1, query.After);
        var page = found.Take(query.Most).ToList();
        return TypedResults.Ok(new WatchListing([.. Standings.Of(desk, store, page, now).Select(standing => Of(standing.Case, standing.State))], found.Count > page.Count ? ListQuery.Cursor(page[^1].Created, page[^1].Id) : null));
    }

    private static WatchItem Of(StoredWatch one, string state) => new(one.Id, $"{ApiEndpoints.Prefix}{Path}/{one.Id}", state,
        CaseDocument.Time(one.Created), CaseDocument.Time(one.Expires), one.Subject.Domain, one.Subject.TypeName, one.Subject.Expected?.Text);
}

/// <summary>A watch that is wanted: of a record, or of what a diagnosis's fix changes.</summary>
internal sealed record WatchRequest
{
    /// <summary>Hours at least, and at most.</summary>
    internal const int Fewest = 1, Most = 168;

    /// <summary>Owner name of the record.</summary>
    public string? Domain { get; init; }

    /// <summary>Its type: MX, A, AAAA, CNAME, NS or TXT. MX where nothing is said.</summary>
    public string? Type { get; init; }

    /// <summary>The answer that is waited for, several records with commas between; "none" waits until there are none. Where nothing is said, the newest answer of the name servers.</summary>
    public string? Expected { get; init; }

    /// <summary>Id of a diagnosis in place of domain, type and expected: the records of its fix are waited for.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>How long at most, 1 to 168. 48 where nothing is said.</summary>
    public int Hours { get; init; } = 48;

    /// <summary>Connect to the mail hosts of the new answer at the end. True where nothing is said.</summary>
    public bool Smtp { get; init; } = true;
}

/// <summary>A page of watches, the newest first.</summary>
/// <param name="Watches">At most as many as were asked for.</param>
/// <param name="NextCursor">For the next page; null on the last one.</param>
internal sealed record WatchListing(IReadOnlyList<WatchItem> Watches, string? NextCursor);

/// <summary>A watch in a list.</summary>
/// <param name="Id">Of the watch.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="State">How far it is.</param>
/// <param name="Created">When it was begun.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Domain">Owner name of the record.</param>
/// <param name="Type">Its type.</param>
/// <param name="Expected">What is waited for; null for the newest answer.</param>
internal sealed record WatchItem(string Id, string Url, string State, string Created, string Expires, string Domain, string Type, string? Expected);
