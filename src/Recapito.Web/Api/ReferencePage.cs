using Scalar.AspNetCore;

namespace Recapito.Web;

/// <summary>The API's document as a page, drawn by Scalar in the reader's browser. Scalar's script comes from this program; its own page has a script within, so ours takes its place.</summary>
internal static class ReferencePage
{
    /// <summary>Where it is.</summary>
    public const string Path = "/reference";

    private const string Script = ".js";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var (page, start) = (Read("reference.html"), Read("reference.js"));
        app.MapGet(Path + "/start.js", () => TypedResults.Bytes(start, "text/javascript; charset=utf-8")).ExcludeFromDescription();
        app.MapScalarApiReference(Path).ExcludeFromDescription().Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } pattern } && !pattern.EndsWith(Script, StringComparison.Ordinal))
            {
                endpoint.RequestDelegate = http => WriteAsync(http, page);
            }
        });
    }

    // Scalar writes its styles into the page; the page shows nothing that a stranger wrote, and its scripts stay as closed as everywhere.
    private static Task WriteAsync(HttpContext http, byte[] page)
    {
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWithStyles;
        return TypedResults.Bytes(page, "text/html; charset=utf-8").ExecuteAsync(http);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(ReferencePage).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
