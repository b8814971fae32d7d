using System.Diagnostics;
using System.Net.Security;
using System.Text;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// One GET of a policy or a registry's answer. The platform's HTTP client speaks over a connection that is ours: the Dialer opens it, and the
/// handshake is <see cref="TlsClient"/>, so that nothing goes elsewhere and nothing is asked where the certificate is not trusted (RFC 8461 §3.3).
/// </summary>
/// <param name="dialer">Where connections come from.</param>
/// <param name="resolve">Finds the host's addresses.</param>
/// <param name="lab">The lab whose roots and clock count; null for the real world.</param>
/// <param name="clock">The clock of provenance.</param>
public sealed class HttpsProbe(Dialer dialer, Func<DnsRequest, CancellationToken, Task<Observation<RrSet>>> resolve, LabRoutes? lab, TimeProvider clock)
{
    /// <summary>How many octets of a body are kept: the list of all registries is longer than any policy may be.</summary>
    private const int MostBody = 160 * 1024;

    private const int MostHeadersKilobytes = 16;
    private const int MostLocation = 2000;

    private static readonly string Agent = $"recapito/{typeof(HttpsProbe).Assembly.GetName().Version?.ToString(3)}";

    private readonly AddressRace race = new(dialer);

    /// <summary>Asks one question.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<HttpsAnswer>> AskAsync(HttpsRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = Stopwatch.GetTimestamp();
        Provenance Source(string by) => new(by, clock.GetUtcNow(), $"curl -si '{request.Url}'") { Elapsed = Stopwatch.GetElapsedTime(started) };
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || url is not { Scheme: "https", Port: 443, UserInfo: "" } || !Names.IsHostName(url.IdnHost))
        {
            return new Unavailable<HttpsAnswer>(request, $"not asked: {Visible.Text(request.Url)} is no https address of a host", Source(Provenance.NobodyAsked));
        }

        var host = Names.Canonical(url.IdnHost);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(dialer.Limits.Step);
        try
        {
            var (addresses, none) = await HostAddresses.AskAsync(resolve, host, total.Token).ConfigureAwait(false);
            return addresses.Count > 0
                ? await GetAsync(request, url, host, addresses, Source, total.Token).ConfigureAwait(false)
                : none is Outcome.Absent
                    ? new Absent<HttpsAnswer>(request, $"{host} has no address", Source(host))
                    : new Unavailable<HttpsAnswer>(request, $"the address of {host} could not be asked for", Source(host));
        }
        catch (Exception e) when (e is HttpRequestException || ProbeFailure.IsGap(e))
        {
            cancel.ThrowIfCancellationRequested();
            var cause = e is HttpRequestException { InnerException: { } inner } ? inner : e;
            return cause is DialException { Failure: DialFailure.Refused }
                ? new Absent<HttpsAnswer>(request, cause.Message, Source(host))
                : new Unavailable<HttpsAnswer>(request, Why(cause), Source(host));
        }
    }

    private string Why(Exception e) => e is HttpRequestException http
        ? $"the answer is no HTTP: {Visible.Text(http.Message)}"
        : ProbeFailure.Reason(e, dialer.Limits.Step);

    private async Task<Observation<HttpsAnswer>> GetAsync(
        HttpsRequest request, Uri url, string host, IReadOnlyList<string> addresses, Func<string, Provenance> source, CancellationToken cancel)
    {
        var connection = await race.ConnectAsync(addresses, url.Port, cancel).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var by = $"{host} [{connection.RemoteAddress ?? addresses[0]}]";
            // The time of the whole is that of the handshake too: with a clock of its own, chance would say which of the two ran out.
            var (stream, tls) = await TlsClient.ConnectAsync(connection.Stream, host, lab, Timeout.InfiniteTimeSpan, SslApplicationProtocol.Http11, cancel).ConfigureAwait(false);
            if (stream is null)
            {
                return new Present<HttpsAnswer>(request, new(null, null, "", tls), source(by));
            }

            await using (stream.ConfigureAwait(false))
            {
                return new Present<HttpsAnswer>(request, tls.Trusted ? await FetchAsync(url, host, stream, tls, cancel).ConfigureAwait(false) : new(null, null, "", tls), source(by));
            }
        }
    }

    private static async Task<HttpsAnswer> FetchAsync(Uri url, string host, Stream stream, TlsSession tls, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = MostHeadersKilobytes,
            ConnectCallback = (_, _) => ValueTask.FromResult(stream),
        };
        using var client = new HttpMessageInvoker(handler);

        // To the client this is plain HTTP over a stream that it is given; that the stream is TLS, it need not know.
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(url) { Scheme = "http", Port = url.Port }.Uri);
        message.Headers.Host = host;
        message.Headers.ConnectionClose = true;
        message.Headers.TryAddWithoutValidation("User-Agent", Agent);
        message.Headers.TryAddWithoutValidation("Accept", "text/plain, application/rdap+json, application/json, */*;q=0.1");
        using var response = await client.SendAsync(message, cancel).ConfigureAwait(false);
        var (body, cut) = await BodyAsync(response.Content, cancel).ConfigureAwait(false);
        return new((int)response.StatusCode, MediaType(response), body, tls) { Location = Location(response), Cut = cut };
    }

    private static string? MediaType(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type ? Visible.Text(type.ToLowerInvariant()) : null;

    private static string? Location(HttpResponseMessage response) =>
        response.Headers.Location?.OriginalString is { } to ? Visible.Text(to.Length > MostLocation ? to[..MostLocation] : to) : null;

    private static async Task<(string Body, bool Cut)> BodyAsync(HttpContent content, CancellationToken cancel)
    {
        var buffer = new byte[MostBody + 1];
        var length = 0;
        var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancel).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
            }
        }

        return (Encoding.UTF8.GetString(buffer, 0, Math.Min(length, MostBody)), length > MostBody);
    }
}
