using System.Globalization;
using System.Net.Security;
using System.Text;

namespace Recapito.Lab;

/// <summary>The web hosts of one address: HTTP/1.1 over TLS (RFC 9110, RFC 9112). They answer what the world says, lies among it, and 404 to everything else.</summary>
/// <param name="sites">The hosts by name, the first one for clients that name none of them.</param>
/// <param name="clock">The lab's clock.</param>
internal sealed class WebServer(IReadOnlyList<(string Name, WorldWebHost Host)> sites, DateTimeOffset clock)
{
    private static readonly WorldPage NotFound = new(404, "text/plain", "There is no such page.\n");
    private static readonly WorldPage Malformed = new(400, "text/plain", "This is no request.\n");
    private static readonly WorldPage WrongMethod = new(405, "text/plain", "Only GET and HEAD.\n");

    /// <summary>Serves one connection.</summary>
    public async Task ServeAsync(Stream connection, CancellationToken cancel)
    {
        var tls = new TlsServer(sites[0].Host.Tls) { ByName = name => SiteOf(name).Tls, Protocols = [SslApplicationProtocol.Http11] };
        if (await tls.AcceptAsync(connection, cancel).ConfigureAwait(false) is not { } secure)
        {
            return;
        }

        await using (secure.ConfigureAwait(false))
        {
            var reader = new HttpRequestReader(secure);
            while (await reader.NextAsync(cancel).ConfigureAwait(false) is { } request && await AnswerAsync(secure, request, cancel).ConfigureAwait(false))
            {
                // One request after the other on the same connection (RFC 9112 §9.3).
            }

            await secure.ShutdownAsync().ConfigureAwait(false);
        }
    }

    private WorldWebHost SiteOf(string? name) => sites.FirstOrDefault(site => site.Name == DnsName.Canonical(name ?? ""), sites[0]).Host;

    // False where the connection ends here.
    private async Task<bool> AnswerAsync(Stream stream, HttpRequest request, CancellationToken cancel)
    {
        var page = request switch
        {
            { IsValid: false } => Malformed,
            { Method: not ("GET" or "HEAD") } => WrongMethod,
            _ => SiteOf(request.Host).Pages.GetValueOrDefault(request.Target, NotFound),
        };
        if (page.Does is not null)
        {
            return await Misbehaviour.AnswerAsync(stream, Head(page, page.Body, false), page, cancel).ConfigureAwait(false);
        }

        var body = page.Status is 204 or 304 ? "" : page.Body;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Head(page, body, request.KeepsAlive) + (request.Method is "HEAD" ? "" : body)), cancel).ConfigureAwait(false);
        await stream.FlushAsync(cancel).ConfigureAwait(false);
        return request.KeepsAlive;
    }

    private string Head(WorldPage page, string body, bool keepsAlive)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {page.Status} \r\nDate: {clock.UtcDateTime:R}\r\n"));
        head.Append(page.Type.Length > 0 ? $"Content-Type: {page.Type}\r\n" : "").Append(page.Location is { } to ? $"Location: {to}\r\n" : "");
        head.Append(page == WrongMethod ? "Allow: GET, HEAD\r\n" : "");

        // RFC 9110 §8.6: an answer without content by its status says no length.
        head.Append(page.Status is 204 or 304 ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Misbehaviour.LengthOf(page, body)}\r\n"));
        return head.Append(keepsAlive ? "" : "Connection: close\r\n").Append("\r\n").ToString();
    }
}
