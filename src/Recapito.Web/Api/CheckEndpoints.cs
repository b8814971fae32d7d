using System.Text.Json;
using System.Text.Json.Serialization;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Has domains checked, and reads what was found.</summary>
internal static class CheckEndpoints
{
    private const string Path = "/checks";
    private const string Example = "{\"domain\": \"contoso.example\"}";
    private const int MostSelectors = 50;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost(Path, TakeAsync).Described("takeCheck", ApiScopes.Check, "Have a domain checked",
                "Looks at a mail domain without a bounce, as 'recapito check' does: no message is sent, and no recipient is asked for. Read the findings at the address in Location.",
                ApiProblem.BadParameter, ApiProblem.BadBody, ApiProblem.TooLarge, ApiProblem.UnsupportedType, ApiProblem.KeyReused, ApiProblem.Busy)
            .Produces<TakenCase>(StatusCodes.Status202Accepted);
        group.MapGet(Path, ListAll).Described("listChecks", ApiScopes.Read, "List checks", "Those that were asked for with the same key, the newest first.", ApiProblem.BadParameter).Produces<CheckListing>();
        group.MapGet(Path + "/{id}", Read).Described("readCheck", ApiScopes.Read, "Read a check",
            "What was found, in the form of 'recapito check --format json', when all was asked. With Accept: text/event-stream, events: \"progress\" with the number of answers, at last \"done\" with the whole document; then the stream ends.",
            ApiProblem.NotFound);
        group.MapDelete(Path + "/{id}", (HttpContext http, CheckDesk desk, string id) => desk.Forget(id, ApiCaller.Of(http).Owner) ? TypedResults.NoContent() : ApiProblem.NotFound.Answer())
            .Described("deleteCheck", ApiScopes.Check, "Delete a check", "With all that was seen; nothing more is asked for it. Whoever has its link finds nothing any more.", ApiProblem.NotFound)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> TakeAsync(HttpContext http, CheckDesk desk)
    {
        var (wanted, refused) = await JsonBody.ReadAsync<CheckRequest>(http.Request, Example).ConfigureAwait(false);
        if (wanted is null)
        {
            return refused!;
        }

        var domain = MailDomain.In(wanted.Domain);
        var wishes = new CheckWishes(wanted.Smtp, wanted.Https, [.. wanted.Selectors.Select(selector => Names.Canonical(selector ?? ""))]);
        var (once, wrong) = Once.Of(http.Request, "check", domain, wishes);
        if (wrong is not null)
        {
            return wrong;
        }

        try
        {
            return Problem(domain, wishes) ?? ApiEndpoints.Taken(http, Path, desk.Take(domain, wishes, ApiCaller.Of(http).Owner, once));
        }
        catch (OnceKeyException)
        {
            return ApiProblem.KeyReused.Answer();
        }
    }

    private static IResult? Problem(string domain, CheckWishes wishes) =>
        !MailDomain.IsOne(domain) ? ApiProblem.BadParameter.Answer("domain: this is no domain name; expected something like contoso.example.")
            : wishes.Selectors.Count > MostSelectors || !wishes.Selectors.All(Names.IsHostName) ? ApiProblem.BadParameter.Answer($"selectors: expected at most {MostSelectors} DKIM selectors (RFC 6376 §3.1).")
            : null;

    private static IResult Read(HttpContext http, CheckDesk desk, ReaderLanguage languages, TimeProvider clock, EventStreams streams, string id)
    {
        var language = languages.WordsFor(http).Language;
        http.Response.Headers.ContentLanguage = language;
        return desk.Open(id) is not { } opened || !opened.Stored.Owner.AsSpan().SequenceEqual(ApiCaller.Of(http).Owner) ? ApiProblem.NotFound.Answer()
            : CaseEvents.AreWanted(http.Request) ? CaseEvents.Of(http, desk.Live(id), () => Document(desk, id, language), clock, streams, ApiCaller.Holding(http))
            : Document(desk, id, language) is { } document ? TypedResults.Text(document, JsonBody.Type) : ApiProblem.NotFound.Answer();
    }

    private static IResult ListAll(HttpContext http, CheckList list, CheckDesk desk, TimeProvider clock, string? domain, string? since, string? until, string? cursor, string? limit)
    {
        var (query, refused) = ListQuery.Read(domain, null, since, until, cursor, limit);
        if (query is null)
        {
            return refused!;
        }

        // One more shows whether there is another page.
        var now = clock.GetUtcNow();
        var found = list.Page(query.Filter, ApiCaller.Of(http).Owner, query.After, now, query.Most + 1);
        var page = found.Take(query.Most).ToList();
        return TypedResults.Ok(new CheckListing([.. Standings.Of(desk, list, page, now).Select(standing => Of(standing.Case, standing.State))], found.Count > page.Count ? ListQuery.Cursor(page[^1].Created, page[^1].Id) : null));
    }

    private static CheckItem Of(PagedCheck one, string state) => new(one.Id, $"{ApiEndpoints.Prefix}{Path}/{one.Id}", state,
        CaseDocument.Time(one.Created), CaseDocument.Time(one.Expires), one.Domain);

    private static string? Document(CheckDesk desk, string id, string language) => Standings.Of(desk, id) is not var (opened, state, _) ? null
        : CaseDocument.Write(id, state, opened.Stored.Created, opened.Stored.Expires,
            opened.Report is { } report ? DomainJson.Write(report, Catalogue.Default, language) : $"{{\n  \"domain\": {JsonSerializer.Serialize(opened.Stored.Domain)}\n}}\n");
}

/// <summary>A check that is wanted.</summary>
internal sealed record CheckRequest
{
    /// <summary>The mail domain, or an address in it, or that of one of its pages.</summary>
    [JsonRequired]
    public string Domain { get; init; } = "";

    /// <summary>Talk to the mail hosts; no message is sent and no recipient is asked for. True where nothing is said.</summary>
    public bool Smtp { get; init; } = true;

    /// <summary>Fetch policies and registry data over HTTPS. True where nothing is said.</summary>
    public bool Https { get; init; } = true;

    /// <summary>DKIM selectors of the domain, beside the common ones.</summary>
    public IReadOnlyList<string?> Selectors { get; init; } = [];
}

/// <summary>A page of checks, the newest first.</summary>
/// <param name="Checks">At most as many as were asked for.</param>
/// <param name="NextCursor">For the next page; null on the last one.</param>
internal sealed record CheckListing(IReadOnlyList<CheckItem> Checks, string? NextCursor);

/// <summary>A check in a list.</summary>
/// <param name="Id">Of the check.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="State">How far it is.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Domain">That was looked at.</param>
internal sealed record CheckItem(string Id, string Url, string State, string Created, string Expires, string Domain);
