using System.Net;
using Microsoft.Net.Http.Headers;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Lets requests pass to the API: counts them, finds out who sent them, and whether that one may do what is asked.</summary>
internal sealed partial class ApiGate(ApiKeys keys, ApiLimits limits, ServeOptions options, ILogger<ApiGate> log)
{
    private const string Bearer = "Bearer ";

    /// <summary>The pipeline's step.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (Refusal(http) is { } refused)
            {
                await refused.ExecuteAsync(http).ConfigureAwait(false);
                return;
            }

            await next(http).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await (e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiProblem.TooLarge.Answer($"{FormProblems.LimitOf(http)} at most.") : ApiProblem.BadBody.Answer(e.Message)).ExecuteAsync(http).ConfigureAwait(false);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // The message of an exception may quote what a stranger wrote.
            LogFailed(e.GetType().Name, SafeText.Escape(e.Message), e.StackTrace);
            await ApiProblem.Internal.Answer().ExecuteAsync(http).ConfigureAwait(false);
        }
    }

    private IResult? Refusal(HttpContext http)
    {
        if (limits.Take(http.Connection.RemoteIpAddress) is { } soon)
        {
            return TooMany(http, soon);
        }

        var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope ?? ApiScopes.Read;
        if (needed is ApiScopes.None)
        {
            return null;
        }

        var (caller, refused) = Find(http);
        if (caller is null)
        {
            return refused;
        }

        if (limits.Take(caller) is { } later)
        {
            return TooMany(http, later);
        }

        http.Features.Set(caller);
        return caller.Scopes.HasFlag(needed) ? null : ApiProblem.ScopeMissing.Answer($"This needs a key with the scope \"{Kebab.Of(needed)}\".");
    }

    private (ApiCaller? Caller, IResult? Refused) Find(HttpContext http)
    {
        var given = http.Request.Headers.Authorization.ToString();
        if (given.Length > 0)
        {
            var key = given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? keys.Find(given[Bearer.Length..].Trim()) : null;
            return key is null ? (null, Unauthorized(http, ApiProblem.KeyRefused, "Bearer error=\"invalid_token\"")) : (ApiCaller.With(key), null);
        }

        return !IsLocal(http) || keys.WereMade() ? (null, Unauthorized(http, ApiProblem.KeyRequired, "Bearer"))
            : IsForeignPage(http.Request) ? (null, ApiProblem.ForeignPage.Answer())
            : (ApiCaller.Local, null);
    }

    private bool IsLocal(HttpContext http) => options.Public is null && http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && !Forwarded.Is(http.Request);

    // A page that a reader has open elsewhere can send simple requests to this machine; browsers say where they come from (Fetch standard).
    private static bool IsForeignPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));

    private static IResult Unauthorized(HttpContext http, ApiProblem problem, string challenge)
    {
        http.Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        return problem.Answer();
    }

    private static IResult TooMany(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = ApiLimits.Seconds(wait);
        return ApiProblem.TooMany.Answer();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a request to the API failed: {Kind}: {Why}{Trace}")]
    private partial void LogFailed(string kind, string why, string? trace);
}
