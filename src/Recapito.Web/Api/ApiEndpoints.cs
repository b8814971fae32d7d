using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The API, version 1.</summary>
internal static class ApiEndpoints
{
    /// <summary>All addresses begin so.</summary>
    public const string Prefix = "/v1";

    /// <summary>Seconds after which who found a full queue may try again.</summary>
    private const string BusyFor = "30";

    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        var gate = ActivatorUtilities.CreateInstance<ApiGate>(app.Services);
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase), api => api.Use(next => http => gate.PassAsync(http, next)));
        var group = app.MapGroup(Prefix);
        DiagnosisEndpoints.Map(group);
        CheckEndpoints.Map(group);
        WatchEndpoints.Map(group);
        group.MapGet("/problems/{name}", ApiProblem.Explain).WithMetadata(new NeedsScope(ApiScopes.None)).ExcludeFromDescription();
        group.Map("/{**rest}", Refuse).ExcludeFromDescription();
    }

    /// <summary>The answer to a case that was taken.</summary>
    /// <param name="http">The request.</param>
    /// <param name="path">Where the case is.</param>
    /// <param name="id">Its id; null where too many wait.</param>
    public static IResult Taken(HttpContext http, string path, string? id)
    {
        if (id is null)
        {
            http.Response.Headers.RetryAfter = BusyFor;
            return ApiProblem.Busy.Answer();
        }

        var location = $"{Prefix}{path}/{id}";
        return TypedResults.Accepted(location, new TakenCase(id, location));
    }

    // "Not found" must not be said of what is there for another method.
    private static IResult Refuse(HttpContext http)
    {
        if (Methods.Others(http) is not { Count: > 0 } taken)
        {
            return ApiProblem.NotFound.Answer();
        }

        Methods.Allow(http, taken);
        return ApiProblem.WrongMethod.Answer($"{SafeText.Escape(http.Request.Method)} is not taken here; expected {string.Join(", ", taken)}.");
    }
}

/// <summary>A case that was taken.</summary>
/// <param name="Id">128 random bits.</param>
/// <param name="Url">Where it can be read.</param>
internal sealed record TakenCase(string Id, string Url);
