using System.Buffers;

namespace Recapito.Core;

/// <summary>A reply that another host gave after the one before it.</summary>
/// <param name="Start">Where what belongs to it begins: the name of the host, or words that announce it.</param>
/// <param name="Text">The reply, and what follows it.</param>
/// <param name="Host">Name or address of the host.</param>
internal sealed record FurtherReply(int Start, string Text, string Host)
{
    /// <summary>A host stands no further from its reply than this: "host X [192.0.2.1] SMTP error from remote mail server after RCPT TO:&lt;…>: 550".</summary>
    private const int LongestLead = 240;

    private static readonly SearchValues<char> OfName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    private static readonly SearchValues<char> OfAddress = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>What a host did, behind its address (qmail: "192.0.2.22 does not like recipient. Remote host said: 550 …").</summary>
    private static readonly string[] Deeds = [" does not like ", " failed after "];

    private static readonly string[] Announcing = ["host ", "server ", "connected to ", "connect to ", "tried "];

    /// <summary>
    /// Where a text that begins with a temporary refusal (RFC 5321 §5.1: then the next host is tried) goes on with the reply of a host that it
    /// names; null where it does not.
    /// </summary>
    internal static FurtherReply? Find(string text)
    {
        if (text.Length < 4 || text[0] != '4' || !WrittenText.StartsWithCode(text) || !char.IsAsciiDigit(text[1]))
        {
            return null;
        }

        for (var colon = text.IndexOf(':', 3); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            var rest = text.AsSpan(colon + 1).TrimStart(" '\"");
            if (IsReply(rest) && HostBefore(text, colon) is { } host)
            {
                return new(host.Start, rest.ToString(), host.Name);
            }
        }

        return null;
    }

    /// <summary>A reply code and something behind it; an enhanced code alone may stand in the words of the reply before.</summary>
    private static bool IsReply(ReadOnlySpan<char> text) =>
        text.Length > 4 && text[0] is '4' or '5' && text[1] is >= '0' and <= '7' && text[1] != '.' && text[3] is ' ' or '-' && WrittenText.StartsWithCode(text);

    private static (int Start, string Name)? HostBefore(string text, int colon)
    {
        var end = colon;
        var least = Math.Max(3, colon - LongestLead);
        while (end > least)
        {
            var start = text.LastIndexOf(' ', end - 1, end - least) + 1;
            if (start <= least)
            {
                return null;
            }

            if (HostIn(text, start, end, isLast: end == colon) is { } host)
            {
                var named = NameBefore(text, start, ref host);
                var announced = WithAnnouncement(text, named);

                // An address that nothing names is that of the client, at the end of the reply before: "IP name lookup failed [192.0.2.9]".
                return announced < start || end == colon || !IsAddressLiteral(host) || TellsDeed(text.AsSpan(end)) ? (announced, host) : null;
            }

            end = start - 1;
        }

        return null;
    }

    /// <summary>"mx.contoso.example[192.0.2.1]", "[192.0.2.1]"; a name without address only before the colon or behind a word that announces it.</summary>
    private static string? HostIn(string text, int start, int end, bool isLast)
    {
        var word = text.AsSpan(start, end - start).TrimEnd(",;.");
        var open = word.IndexOfAny('[', '(');
        var name = open < 0 ? word : word[..open];
        var address = open < 0 ? word : word[(open + 1)..].TrimEnd("])");
        if (IsAddressLiteral(address))
        {
            return IsName(name) ? name.ToString() : address.ToString();
        }

        return IsName(word) && (isLast || WithAnnouncement(text, start) < start) ? word.ToString() : null;
    }

    /// <summary>"mx.contoso.example [192.0.2.1]": the name stands before the address.</summary>
    private static int NameBefore(string text, int start, ref string host)
    {
        if (text[start] is not ('[' or '(') || start < 6)
        {
            return start;
        }

        var before = text.LastIndexOf(' ', start - 2) + 1;
        var word = text.AsSpan(before, start - 1 - before);
        if (before < 3 || !IsName(word))
        {
            return start;
        }

        host = word.ToString();
        return before;
    }

    private static int WithAnnouncement(string text, int start)
    {
        foreach (var words in Announcing)
        {
            if (text.AsSpan(0, start).EndsWith(words, StringComparison.OrdinalIgnoreCase))
            {
                return start - words.Length;
            }
        }

        return start;
    }

    private static bool TellsDeed(ReadOnlySpan<char> rest)
    {
        foreach (var words in Deeds)
        {
            if (rest.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAddressLiteral(ReadOnlySpan<char> word) =>
        word.Length is >= 7 and <= 45 && word.ContainsAny('.', ':') && !word.ContainsAnyExcept(OfAddress) && System.Net.IPAddress.TryParse(word, out _);

    /// <summary>A domain name of two labels or more, the last one of letters.</summary>
    private static bool IsName(ReadOnlySpan<char> word)
    {
        var dot = word.LastIndexOf('.');
        return dot > 0 && word.Length - dot > 2 && char.IsAsciiLetterOrDigit(word[0]) && !word[(dot + 1)..].ContainsAnyExceptInRange('A', 'z')
            && !word.ContainsAnyExcept(OfName);
    }
}
