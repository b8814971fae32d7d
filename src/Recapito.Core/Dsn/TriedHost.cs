using System.Buffers;

namespace Recapito.Core;

/// <summary>The host that a delivery did not get through to: no reply names it, as there was none.</summary>
internal static class TriedHost
{
    private const string OfExchange = "LastAttemptedServerName=";

    private const string OfStalwart = "connection to '";

    private const string DnsOfExchange = "DNS query failed";

    private const int LongestHost = 300;

    private static readonly string[] OfPostfix = ["connect to ", "conversation with ", "lost connection with ", "not offered by host "];

    private static readonly SearchValues<string> Any = SearchValues.Create([OfExchange, OfStalwart, .. OfPostfix], StringComparison.OrdinalIgnoreCase);

    /// <summary>Postfix: "connect to X[192.0.2.1]:25: …", "not offered by host X[192.0.2.1]"; Exchange: "[LastAttemptedServerName=X]". Null where the text names none.</summary>
    internal static string? In(string text)
    {
        if (text.AsSpan().IndexOfAny(Any) < 0)
        {
            return null;
        }

        if (WrittenText.Between(text, OfExchange, "]") is { Length: > 0 } server)
        {
            // Where the DNS did not answer, it is the name that was looked up: no host was tried.
            return text.Contains(DnsOfExchange, StringComparison.OrdinalIgnoreCase) ? null : FieldValues.Host(server);
        }

        if (WrittenText.Between(text, OfStalwart, "'") is { Length: > 0 and < LongestHost } stalwart)
        {
            return FieldValues.Host(stalwart);
        }

        foreach (var words in OfPostfix)
        {
            if (WrittenText.Between(text, words, "]") is { Length: < LongestHost } host && host.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open)
            {
                return FieldValues.Host(host[..open]);
            }
        }

        return null;
    }
}
