using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly.Timeout;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Asks one of Microsoft's interfaces and follows its pages. The token goes to this service's root and nowhere else: a next page at another place is not
/// asked for. Whatever is no whole answer is a gap.
/// </summary>
/// <param name="http">Speaks HTTP, and again where the service is busy.</param>
/// <param name="tokens">Where tokens come from.</param>
/// <param name="root">The service's root.</param>
/// <param name="scope">What a token is asked for with.</param>
/// <param name="secrets">What may stand in no text.</param>
/// <param name="clock">By which is waited.</param>
/// <param name="limits">How long all pages may take.</param>
internal sealed class ApiClient(HttpMessageInvoker http, ITokenSource tokens, Uri root, string scope, Secrets secrets, TimeProvider clock, ProbeLimits limits)
{
    /// <summary>How many pages are asked for.</summary>
    internal const int MostPages = 200;

    private const int MostBody = 8 * 1024 * 1024;
    private const int LongestText = 500;

    private static readonly string Agent = $"recapito/{typeof(ApiClient).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The host, for provenance.</summary>
    public string Host => root.Host;

    /// <summary>All objects of all pages, or why not.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ApiListing> ListAsync(ApiCall call, CancellationToken cancel) => ReadAsync(end => PagesAsync(call, null, MostPages, end), cancel);

    /// <summary>The first object that is looked for, and none of the others; empty where no page has one.</summary>
    /// <param name="call">The request.</param>
    /// <param name="wanted">Which one.</param>
    /// <param name="mostPages">How many pages are looked through.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ApiListing> FirstAsync(ApiCall call, Func<ExchangeObject, bool> wanted, int mostPages, CancellationToken cancel) =>
        ReadAsync(end => PagesAsync(call, wanted, mostPages, end), cancel);

    private async Task<ApiListing> ReadAsync(Func<CancellationToken, Task<ApiListing>> read, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(limits.Total, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await read(end.Token).ConfigureAwait(false);
        }
        catch (SignInException e)
        {
            return new([], new(ApiGapKind.NotSignedIn, Shown(e.Message)) { Code = e.Code });
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException || ProbeFailure.IsGap(e))
        {
            cancel.ThrowIfCancellationRequested();
            var cause = e is HttpRequestException { InnerException: { } inner } ? inner : e;
            return ApiListing.Missing(ApiGapKind.Silent, Shown(cause switch
            {
                TimeoutRejectedException => $"no answer within {ProbeFailure.Seconds(limits.Step)}",
                HttpRequestException broken => $"the answer is no HTTP: {broken.Message}",
                _ => ProbeFailure.Reason(cause, limits.Total),
            }));
        }
    }

    private async Task<ApiListing> PagesAsync(ApiCall call, Func<ExchangeObject, bool>? wanted, int mostPages, CancellationToken cancel)
    {
        var items = ImmutableArray.CreateBuilder<ExchangeObject>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var at = new Uri(root, call.Target);
        for (var pages = 1; seen.Add(at.AbsoluteUri); pages++)
        {
            if (pages > mostPages)
            {
                return ApiListing.Missing(ApiGapKind.Unreadable, $"the answer has more than {mostPages} pages");
            }

            var (page, gap) = await PageAsync(call, at, cancel).ConfigureAwait(false);
            if (page is null)
            {
                return new([], gap);
            }

            items.AddRange(wanted is null ? page.Items : page.Items.Where(wanted).Take(1));
            if (page.Next is null || (wanted is not null && items.Count > 0))
            {
                return items.Count == 0 && page.Warnings.Count > 0
                    ? ApiListing.Missing(ApiGapKind.Unreadable, Shown($"the answer is empty, with a warning: {page.Warnings[0]}")) : new(items.ToImmutable(), null);
            }

            if (!Uri.TryCreate(page.Next, UriKind.Absolute, out var next) || !IsOurs(next, call))
            {
                return ApiListing.Missing(ApiGapKind.Unreadable, Shown($"the next page is said to be at another place, {page.Next}; the token was not sent there"));
            }

            at = next;
        }

        return ApiListing.Missing(ApiGapKind.Unreadable, "the pages lead in a circle");
    }

    // The same scheme, host and port, and the same interface: the first segment of the path ("v1.0", "adminapi").
    private bool IsOurs(Uri next, ApiCall call) => next.Scheme == root.Scheme && next.Host.Equals(root.Host, StringComparison.OrdinalIgnoreCase) && next.Port == root.Port
        && next.UserInfo.Length == 0 && next.AbsolutePath.StartsWith(string.Concat("/", call.Target.AsSpan(0, call.Target.IndexOf('/', StringComparison.Ordinal) + 1)), StringComparison.Ordinal);

    private async Task<(ApiPage? Page, ApiGap? Gap)> PageAsync(ApiCall call, Uri at, CancellationToken cancel)
    {
        for (var anew = false; ; anew = true)
        {
            using var request = Request(call, at, await tokens.GetAsync(scope, anew, cancel).ConfigureAwait(false));
            using var answer = await http.SendAsync(request, cancel).ConfigureAwait(false);
            var body = await BodyAsync(answer.Content, cancel).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.Unauthorized && !anew)
            {
                // The token may have ended, or been taken back, since it was given.
                continue;
            }

            return answer.IsSuccessStatusCode ? Read(answer, body) : (null, Refusal(answer, body));
        }
    }

    private static HttpRequestMessage Request(ApiCall call, Uri at, BearerToken token)
    {
        var request = new HttpRequestMessage(call.Method, at);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new("application/json");
        }

        return request;
    }

    private (ApiPage?, ApiGap?) Read(HttpResponseMessage answer, ReadOnlyMemory<byte>? body)
    {
        if (body is not { } whole)
        {
            return (null, new(ApiGapKind.Unreadable, $"the answer is longer than {MostBody / 1024 / 1024} MB"));
        }

        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type is null || !type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new(ApiGapKind.Unreadable, Shown($"the answer is {type ?? "of no type"}, not JSON")) { Status = (int)answer.StatusCode });
        }

        try
        {
            return ApiJson.Page(whole) is { } page ? (page, null) : (null, new(ApiGapKind.Unreadable, "the answer has no list of objects in it"));
        }
        catch (JsonException)
        {
            return (null, new(ApiGapKind.Unreadable, "the answer is no JSON, or not all of it"));
        }
    }

    private ApiGap Refusal(HttpResponseMessage answer, ReadOnlyMemory<byte>? body)
    {
        var status = (int)answer.StatusCode;
        var error = body is { } whole ? ApiJson.Error(whole) : null;
        var code = error?.Code is { Length: > 0 } said ? Shown(said) : null;
        var message = error?.Message ?? Challenge(answer) ?? answer.Content.Headers.ContentType?.MediaType;
        var wait = ApiRetry.WaitOf(answer, clock) is { } asked ? $" (asks to wait {ProbeFailure.Seconds(asked)})" : "";
        return new(
            status switch { 401 => ApiGapKind.Unauthorized, 403 => ApiGapKind.Forbidden, 404 => ApiGapKind.NotFound, 429 => ApiGapKind.Throttled, _ => ApiGapKind.Failed },
            Shown(string.Create(CultureInfo.InvariantCulture, $"HTTP {status}{(code is null ? "" : " " + code)}{(message is null ? "" : ": " + message)}{wait}")))
        {
            Status = status,
            Code = code,
        };
    }

    // Some refusals have no body, and say why in the challenge (RFC 6750 §3).
    private static string? Challenge(HttpResponseMessage answer) => answer.Headers.WwwAuthenticate.Select(challenge => challenge.Parameter).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContent content, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > MostBody)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    // Scrubbed before it is cut: half a secret is one too.
    private string Shown(string text)
    {
        var clean = Visible.Text(secrets.Scrub(string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
        return clean.Length > LongestText ? clean[..LongestText] + "…" : clean;
    }
}
