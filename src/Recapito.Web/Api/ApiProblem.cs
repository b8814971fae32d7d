using Microsoft.AspNetCore.Mvc;

namespace Recapito.Web;

/// <summary>What can be wrong with a request: problem details (RFC 9457), each of which says what to do.</summary>
internal sealed record ApiProblem(string Name, int Status, string Title, string Remedy)
{
    /// <summary>Problems have addresses below this one.</summary>
    public const string Path = "/v1/problems/";

    public static readonly ApiProblem NothingHandedIn = new("nothing-handed-in", 400, "The request has no bounce in it", "Send the mail as the body, or as the file \"mail\" of a form.");
    public static readonly ApiProblem BadParameter = new("bad-parameter", 400, "A parameter cannot be used", "Correct it and send the request again.");
    public static readonly ApiProblem BadBody = new("bad-body", 400, "The body cannot be read", "Send it in that form.");
    public static readonly ApiProblem KeyRequired = new("key-required", 401, "A key is required", "Send \"Authorization: Bearer KEY\". Whoever runs the service makes a key with 'recapito serve keys add NAME --scope diagnose --scope read'.");
    public static readonly ApiProblem KeyRefused = new("key-refused", 401, "The key is not known", "Check that the key was copied whole. It may have been revoked; 'recapito serve keys list' shows which ones hold.");
    public static readonly ApiProblem ScopeMissing = new("scope-missing", 403, "The key does not allow this", "Use a key that has this scope; scopes are chosen when a key is made.");
    public static readonly ApiProblem ForeignPage = new("foreign-page", 403, "The request comes from another site's page", "Without a key, only this machine's own programs and this service's own pages are served. Send a key.");
    public static readonly ApiProblem NotFound = new("not-found", 404, "There is nothing at this address", "Check the address. What was asked with another key is not shown, and what has expired or was deleted is gone.");
    public static readonly ApiProblem WrongMethod = new("wrong-method", 405, "This address does not take that method", "Use a method of the Allow header; /openapi/v1.json says what each address takes.");
    public static readonly ApiProblem NotFinished = new("not-finished", 409, "The diagnosis is not finished", "Follow the diagnosis until its state is \"done\", then send the request again.");
    public static readonly ApiProblem TooLarge = new("too-large", 413, "The body is too large", "Send the bounce alone, without what it has attached.");
    public static readonly ApiProblem UnsupportedType = new("unsupported-type", 415, "This type of content is not taken", "Send one of the types that are taken; /openapi/v1.json names them.");
    public static readonly ApiProblem NotABounce = new("not-a-bounce", 422, "This is not a bounce that can be diagnosed", "Send the whole mail that came back, headers included.");
    public static readonly ApiProblem KeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request", "Use a new key for a new request; send the very same request to get its answer again.");
    public static readonly ApiProblem TooMany = new("too-many-requests", 429, "Too many requests", "Wait as many seconds as Retry-After says.");
    public static readonly ApiProblem Internal = new("internal-error", 500, "Something went wrong in the service", "Try again; the service's log says what happened.");
    public static readonly ApiProblem Busy = new("busy", 503, "Too many cases are waiting", "Wait as many seconds as Retry-After says, then send it again.");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ApiProblem> All =
    [
        NothingHandedIn, BadParameter, BadBody, KeyRequired, KeyRefused, ScopeMissing, ForeignPage, NotFound, WrongMethod, NotFinished, TooLarge, UnsupportedType, NotABounce, KeyReused, TooMany, Internal, Busy,
    ];

    /// <summary>As an answer.</summary>
    /// <param name="detail">What is wrong in this case; null where there is no more to say.</param>
    public IResult Answer(string? detail = null) => TypedResults.Problem(new ProblemDetails
    {
        Type = Path + Name,
        Title = Title,
        Status = Status,
        Detail = detail is null ? Remedy : $"{detail} {Remedy}",
    });

    /// <summary>What a problem is, for whoever follows its address.</summary>
    public static IResult Explain(string name) => All.FirstOrDefault(problem => problem.Name == name) is { } known ? TypedResults.Text($"{known.Title}\n\n{known.Remedy}\n") : NotFound.Answer();
}
