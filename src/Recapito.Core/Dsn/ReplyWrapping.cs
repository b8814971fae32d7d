using System.Buffers;

namespace Recapito.Core;

/// <summary>How a text quotes another host's reply.</summary>
internal enum WrappingKind
{
    /// <summary>Exchange: "550 5.1.351 Remote server returned … -> 550 …".</summary>
    Arrow,

    /// <summary>Exchange: "554 5.4.1 &lt;HOST #5.4.1 smtp;550 5.4.1 …&gt;".</summary>
    AngleHost,

    /// <summary>A gateway: "550 permanent failure for one or more recipients (addr:550 …)".</summary>
    Parenthesis,

    /// <summary>Postfix: "host X[192.0.2.1] said: 550 …"; Exim: "host X [192.0.2.1]: 550 …".</summary>
    Said,

    /// <summary>Exchange: "Remote Server at X (192.0.2.1) returned '550 …'".</summary>
    Returned,

    /// <summary>Exchange: "responded with: "421 …"".</summary>
    Responded,

    /// <summary>IronPort: "5.1.0 - Unknown address error 550-'5.1.1 …' (delivery attempts: 0)".</summary>
    Dashed,

    /// <summary>"554 4.4.7 Message expired: unable to deliver in 840 minutes.&lt;421 4.4.2 Connection timed out>".</summary>
    Angle,

    /// <summary>Sendmail: "554 &lt;lee@contoso.example>... 550 Host unknown".</summary>
    Dots,

    /// <summary>Words, and then a reply: "SMTP error from remote mail server after end of data: 550 …".</summary>
    Embedded,
}

/// <summary>A reply inside a text.</summary>
/// <param name="Kind">How it is wrapped.</param>
/// <param name="Start">Where the wrapping begins in the outer text.</param>
/// <param name="Text">The inner text, without the closing of the wrapping.</param>
/// <param name="Host">The host named by the wrapping, or null.</param>
/// <param name="KeepsHost">Without a host of its own it is still the host of the outer text that spoke.</param>
internal sealed record WrappedReply(WrappingKind Kind, int Start, string Text, string? Host, bool KeepsHost);

/// <summary>Finds the outermost wrapped reply of a text.</summary>
internal static class ReplyWrapping
{
    /// <summary>No address and no host is longer (RFC 5321 §4.5.3.1); a search that ends there stays linear.</summary>
    private const int LongestName = 330;

    private const string Command = "(in reply to ";

    // Searched for at once and in vector registers: without a culture, IndexOf that ignores case goes character by character.
    private static readonly SearchValues<string> SmtpType = SearchValues.Create([" smtp;"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> SaidWords = SearchValues.Create([" said: "], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> RemoteServer = SearchValues.Create(["Remote Server"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> RespondedWords = SearchValues.Create(["responded with: \"", "IP address: \"", "with error: \""], StringComparison.OrdinalIgnoreCase);

    internal static WrappedReply? Find(string text)
    {
        WrappedReply? first = null;
        foreach (var candidate in (ReadOnlySpan<WrappedReply?>)
            [Arrow(text), AngleHost(text), Parenthesis(text), Said(text), EximHost(text), Returned(text), Responded(text), Dashed(text), Angle(text), Dots(text)])
        {
            if (candidate is not null && (first is null || candidate.Start < first.Start))
            {
                first = candidate;
            }
        }

        return first ?? Embedded(text);
    }

    /// <summary>The server that Exchange 2000 and 2003 name before what another one said: themselves (KB 284204); null where a text has no such name.</summary>
    internal static string? ReporterIn(string text) => AngleHost(text) is { } found && NamesReporter(text, found) ? found.Host : null;

    /// <summary>"&lt;exchange.contoso.example #5.1.1 smtp;550 5.1.1 …&gt;"; behind the sign that Exchange 2007 sets, it is the other server.</summary>
    internal static bool NamesReporter(string text, WrappedReply found) => found.Kind is WrappingKind.AngleHost && (found.Start == 0 || text[found.Start - 1] != '#');

    private static WrappedReply? Dashed(string text)
    {
        var dash = text.IndexOf("-'", StringComparison.Ordinal);
        if (dash < 4 || !WrittenText.StartsWithCode(text.AsSpan(dash - 3)) || text[dash - 4] != ' ')
        {
            return null;
        }

        var close = text.LastIndexOf('\'');
        var inner = close > dash + 1 ? text[(dash + 2)..close] : text[(dash + 2)..];
        return new(WrappingKind.Dashed, dash - 3, $"{text[(dash - 3)..dash]} {inner}", null, true);
    }

    /// <summary>Sendmail: "554 &lt;lee@contoso.example>... 550 Host unknown".</summary>
    private static WrappedReply? Dots(string text)
    {
        var dots = text.IndexOf("... ", StringComparison.Ordinal);
        return dots > 0 && text.Length > dots + 7 && char.IsAsciiDigit(text[dots + 6]) && WrittenText.StartsWithCode(text.AsSpan(dots + 4))
            ? new(WrappingKind.Dots, dots, text[(dots + 4)..], null, true)
            : null;
    }

    private static WrappedReply? Angle(string text)
    {
        for (var open = text.IndexOf('<', StringComparison.Ordinal); open >= 0; open = text.IndexOf('<', open + 1))
        {
            if (open > 0 && text.Length > open + 5 && text[open + 4] == ' ' && char.IsAsciiDigit(text[open + 1]) && WrittenText.StartsWithCode(text.AsSpan(open + 1)))
            {
                var close = text.LastIndexOf('>');
                return new(WrappingKind.Angle, open, close > open ? text[(open + 1)..close] : text[(open + 1)..], null, true);
            }
        }

        return null;
    }

    /// <summary>Only where the text has no reply code at its start: numbers inside a reply are not replies.</summary>
    private static WrappedReply? Embedded(string text)
    {
        var isStatus = text.Length > 1 && text[1] == '.';
        if (WrittenText.StartsWithCode(text) && !isStatus)
        {
            return null;
        }

        var at = isStatus ? WrittenText.IndexOfWholeReply(text) : WrittenText.IndexOfReply(text);
        return at > 0 ? new(WrappingKind.Embedded, at, WithoutBracket(text, at), HostAlone(text.AsSpan(0, at).TrimEnd()), true) : null;
    }

    /// <summary>Courier: "mx.contoso.example [192.0.2.1]:", and nothing else before the reply.</summary>
    private static string? HostAlone(ReadOnlySpan<char> before)
    {
        var open = before.IndexOf(" [");
        var name = open > 0 ? before[..open] : default;
        return before.EndsWith("]:") && name.Contains('.') && !name.ContainsAny(" :@<\"") && System.Net.IPAddress.TryParse(before[(open + 2)..^2], out _) ? FieldValues.Host(name.ToString()) : null;
    }

    /// <summary>"There is no such user (550 5.1.1)": the bracket before the reply closes behind it.</summary>
    private static string WithoutBracket(string text, int at)
    {
        var depth = text[at - 1] == '(' ? 1 : 0;
        for (var end = at; depth > 0 && end < text.Length; end++)
        {
            depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return text[at..end];
            }
        }

        return text[at..];
    }

    private static WrappedReply? Arrow(string text)
    {
        var at = text.IndexOf(" -> ", StringComparison.Ordinal);
        return at > 0 && WrittenText.StartsWithCode(text.AsSpan(at + 4)) ? new(WrappingKind.Arrow, at, text[(at + 4)..], null, true) : null;
    }

    private static WrappedReply? AngleHost(string text)
    {
        var smtp = text.AsSpan().IndexOfAny(SmtpType);
        var open = smtp < 0 ? -1 : text.LastIndexOf('<', smtp);
        if (open < 0 || !WrittenText.StartsWithCode(text.AsSpan(smtp + 6)))
        {
            return null;
        }

        var words = text[(open + 1)..smtp].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var close = text.LastIndexOf('>');
        var inner = close > smtp ? text[(smtp + 6)..close] : text[(smtp + 6)..];
        return new(WrappingKind.AngleHost, open, inner.Trim(), words.Length > 1 ? FieldValues.Host(words[0]) : null, true);
    }

    private static WrappedReply? Parenthesis(string text)
    {
        for (var open = text.IndexOf('(', StringComparison.Ordinal); open >= 0; open = text.IndexOf('(', open + 1))
        {
            var colon = text.IndexOf(':', open, Math.Min(LongestName, text.Length - open));
            if (colon > open && FieldValues.IsAddress(text.AsSpan(open + 1, colon - open - 1)) && WrittenText.StartsWithCode(text.AsSpan(colon + 1)))
            {
                var close = text.LastIndexOf(')');
                return new(WrappingKind.Parenthesis, open, (close > colon ? text[(colon + 1)..close] : text[(colon + 1)..]).Trim(), null, false);
            }
        }

        return null;
    }

    private static WrappedReply? Said(string text)
    {
        var said = text.AsSpan().IndexOfAny(SaidWords);
        if (said < 0)
        {
            return null;
        }

        var start = text.LastIndexOf("host ", said, StringComparison.Ordinal);
        var host = start < 0 || start + 5 > said ? null : FieldValues.Host(text[(start + 5)..said]);
        var inner = WithoutCommand(text[(said + 7)..]);
        return WrittenText.StartsWithCode(inner) ? new(WrappingKind.Said, start < 0 ? said : start, inner, host, host is null) : null;
    }

    private static WrappedReply? EximHost(string text)
    {
        for (var at = text.IndexOf("host ", StringComparison.Ordinal); at >= 0; at = text.IndexOf("host ", at + 5, StringComparison.Ordinal))
        {
            var end = text.IndexOf("]: ", at, Math.Min(LongestName, text.Length - at), StringComparison.Ordinal);
            var open = end < 0 ? -1 : text.LastIndexOf('[', end, end - at);
            if (open > at + 5 && !text.AsSpan(at + 5, open - at - 5).TrimEnd().Contains(' ') && WrittenText.StartsWithCode(text.AsSpan(end + 3)))
            {
                return new(WrappingKind.Said, at, text[(end + 3)..], FieldValues.Host(text[(at + 5)..open].Trim()), false);
            }
        }

        return null;
    }

    private static WrappedReply? Returned(string text)
    {
        var server = text.AsSpan().IndexOfAny(RemoteServer);
        var returned = server < 0 ? -1 : text.IndexOf("returned ", server, StringComparison.Ordinal);
        var quote = returned < 0 ? -1 : text.AsSpan(returned).IndexOfAny('\'', '"');
        if (quote is < 9 or > 12 || returned - server is < 13 or > 300)
        {
            return null;
        }

        var start = returned + quote + 1;
        var close = text.LastIndexOf(text[start - 1]);
        var inner = (close > start ? text[start..close] : text[start..]).Trim();
        var words = text[(server + 13)..returned].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(WrappingKind.Returned, server, inner, words is ["at", var host, ..] ? FieldValues.Host(host) : null, true);
    }

    private static WrappedReply? Responded(string text)
    {
        for (var at = text.AsSpan().IndexOfAny(RespondedWords); at >= 0;)
        {
            var start = text.IndexOf('"', at) + 1;
            var close = text.IndexOf('"', start);
            if (close > start && WrittenText.StartsWithCode(text.AsSpan(start)))
            {
                return new(WrappingKind.Responded, at, text[start..close], null, true);
            }

            var next = text.AsSpan(start).IndexOfAny(RespondedWords);
            at = next < 0 ? -1 : start + next;
        }

        return null;
    }

    /// <summary>Postfix closes with "(in reply to RCPT TO command)", which is not a part of the reply.</summary>
    private static string WithoutCommand(string text)
    {
        var at = text.LastIndexOf(Command, StringComparison.Ordinal);
        return at < 0 ? text : text[..at].TrimEnd();
    }

    /// <summary>The same of a text that quotes one reply, and of which Postfix' words before it are gone.</summary>
    internal static string WithoutLastCommand(string text) =>
        text.EndsWith("command)", StringComparison.Ordinal) && text.LastIndexOf(Command, StringComparison.Ordinal) is > 0 and var at && text.IndexOf(Command, StringComparison.Ordinal) == at
            ? text[..at].TrimEnd()
            : text;
}
