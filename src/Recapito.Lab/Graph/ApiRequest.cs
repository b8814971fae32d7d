using System.Globalization;
using System.Text;

namespace Recapito.Lab;

/// <summary>A request to one of Microsoft's interfaces.</summary>
/// <param name="Method">"GET".</param>
/// <param name="Host">The host without its port, canonical.</param>
/// <param name="Path">The path, decoded.</param>
/// <param name="Query">Parameters of the query, decoded.</param>
/// <param name="Headers">Header fields by name, without regard to case.</param>
/// <param name="Body">The content as text.</param>
internal sealed record ApiRequest(
    string Method, string Host, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The query as it came.</summary>
    public string RawQuery { get; init; } = "";

    /// <summary>The path as it came.</summary>
    public string RawPath { get; init; } = "";

    /// <summary>Segments of the path.</summary>
    public string[] Segments => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The content as fields of a form (application/x-www-form-urlencoded).</summary>
    public IReadOnlyDictionary<string, string> Form => Fields(Body);

    /// <summary>Fields that stand in one text with &amp; between.</summary>
    public static IReadOnlyDictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            fields[Decoded(equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : Decoded(pair[(equals + 1)..]);
        }

        return fields;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

/// <summary>Reads requests with their content, one after the other (RFC 9112 §6.2; no chunks).</summary>
internal sealed class ApiRequestReader(Stream stream)
{
    private const int LongestHead = 64 * 1024;
    private const int LongestBody = 1024 * 1024;

    private byte[] held = [];

    /// <summary>The next request; null where the client has no more, or sends what is none.</summary>
    public async Task<ApiRequest?> NextAsync(CancellationToken cancel)
    {
        int end;
        while ((end = held.AsSpan().IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (held.Length > LongestHead || !await MoreAsync(cancel).ConfigureAwait(false))
            {
                return null;
            }
        }

        var lines = Encoding.Latin1.GetString(held, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(field => field.Length == 2)
            .GroupBy(field => field[0], field => field[1].Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(field => field.Key, field => string.Join(", ", field), StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        while (length <= LongestBody && held.Length < end + 4 + length && await MoreAsync(cancel).ConfigureAwait(false))
        {
            // Until the content is whole.
        }

        var start = lines[0].Split(' ');
        if (start.Length != 3 || headers.ContainsKey("Transfer-Encoding") || held.Length < end + 4 + length)
        {
            return null;
        }

        var body = Encoding.UTF8.GetString(held, end + 4, length);
        held = held[(end + 4 + length)..];
        return Of(start[0], start[1], headers, body);
    }

    private static ApiRequest Of(string method, string target, Dictionary<string, string> headers, string body)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
        var host = headers.TryGetValue("Host", out var named) ? DnsName.Canonical(named.Split(':')[0]) : "";
        return new(method, host, Uri.UnescapeDataString(path), ApiRequest.Fields(query), headers, body) { RawQuery = query, RawPath = path };
    }

    private async Task<bool> MoreAsync(CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        var read = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false);
        held = [.. held, .. buffer.AsSpan(0, read)];
        return read > 0;
    }
}
