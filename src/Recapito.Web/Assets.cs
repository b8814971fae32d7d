using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Recapito.Web;

/// <summary>What browsers fetch besides pages: one style sheet, two scripts, one picture, all of them within the program.</summary>
internal static class Assets
{
    private static readonly (string Name, string Type)[] Files =
        [("recapito.css", "text/css; charset=utf-8"), ("recapito.js", "text/javascript; charset=utf-8"), ("passkey.js", "text/javascript; charset=utf-8"), ("recapito.svg", "image/svg+xml")];

    /// <summary>Serves them. A browser keeps them, and asks each time whether they have changed.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var (name, type) in Files)
        {
            var bytes = Read(name);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
            app.MapGet("/" + name, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(bytes, type, entityTag: tag);
            });
        }
    }

    // No style stands within a page, so the rules of the drawings join the others.
    private static byte[] Read(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return name.EndsWith(".css", StringComparison.Ordinal) ? [.. copy.ToArray(), .. Encoding.UTF8.GetBytes("\n" + PathFigureSvg.Style + "\n" + WatchStripSvg.Style + "\n")] : copy.ToArray();
    }
}
