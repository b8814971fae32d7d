using System.Text;

namespace Recapito.Lab;

/// <summary>The head of a request (RFC 9112 §3).</summary>
/// <param name="Method">"GET"; empty where there is none.</param>
/// <param name="Target">What is asked for; empty where there is nothing.</param>
/// <param name="Host">The host that is asked, without its port; null where none is named.</param>
/// <param name="IsValid">False for what is no request, or one whose end is not known here.</param>
/// <param name="KeepsAlive">True where the client may ask once more.</param>
internal sealed record HttpRequest(string Method, string Target, string? Host, bool IsValid, bool KeepsAlive);

/// <summary>Reads requests without content, one after the other.</summary>
internal sealed class HttpRequestReader(Stream stream)
{
    private const int LongestHead = 16 * 1024;
    private static readonly HttpRequest Malformed = new("", "", null, false, false);

    private readonly byte[] buffer = new byte[LongestHead];
    private int filled;

    /// <summary>The next request; null where the client has no more.</summary>
    public async Task<HttpRequest?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                var head = Encoding.Latin1.GetString(buffer, 0, end);
                filled -= end + 4;
                buffer.AsSpan(end + 4, filled).CopyTo(buffer);
                return Parse(head);
            }

            if (filled == buffer.Length)
            {
                return Malformed;
            }

            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancel).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            filled += read;
        }
    }

    internal static HttpRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        var start = lines[0].Split(' ');
        var hosts = ValuesOf(lines, "Host");
        if (start is not [{ Length: > 0 }, { Length: > 0 }, "HTTP/1.1" or "HTTP/1.0"] || hosts.Count > 1 || (hosts.Count == 0 && start[2] is "HTTP/1.1"))
        {
            return Malformed;
        }

        // Nobody here reads content; what would follow the head is therefore not taken for the next request.
        var hasContent = ValuesOf(lines, "Transfer-Encoding").Count > 0 || ValuesOf(lines, "Content-Length").Exists(length => length is not "0");
        var closes = start[2] is "HTTP/1.0" || hasContent
            || ValuesOf(lines, "Connection").Exists(list => list.Split(',').Any(option => option.Trim().Equals("close", StringComparison.OrdinalIgnoreCase)));
        return new(start[0], start[1], hosts.Count > 0 ? hosts[0].Split(':')[0] : null, true, !closes);
    }

    private static List<string> ValuesOf(string[] lines, string field) =>
        [.. lines.Skip(1).Where(line => line.StartsWith(field + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(field.Length + 1)..].Trim())];
}
