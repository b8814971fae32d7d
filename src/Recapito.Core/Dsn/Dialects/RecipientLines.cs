namespace Recapito.Core;

/// <summary>Reads the lines of a report that name recipients: an address that opens a line, the name of a mailbox in a list, and what follows a phrase.</summary>
internal ref struct RecipientLines
{
    /// <summary>What may stand between a phrase and the address behind it.</summary>
    private const int LongestGap = 40;

    private readonly RecipientList recipients;
    private readonly bool isSurelyReport;
    private int listIndent;
    private AddressLineForm listForm;
    private bool afterProgram;
    private ReadOnlySpan<char> programReason;

    /// <param name="recipients">Takes those who are named.</param>
    /// <param name="isSurelyReport">The header fields are those of a report: a list needs no known words before it.</param>
    internal RecipientLines(RecipientList recipients, bool isSurelyReport) => (this.recipients, this.isSurelyReport) = (recipients, isSurelyReport);

    /// <summary>A line announced a list of recipients.</summary>
    internal bool ExpectsList { get; set; }

    /// <summary>The indent of the line before.</summary>
    internal int LastIndent { get; set; }

    /// <summary>The line stands below a recipient's name, and deeper.</summary>
    internal readonly bool IsBelowName(in ReportLine line) => listForm == AddressLineForm.Alone && line.Indent > listIndent;

    /// <summary>A line that an address opens, with what it says of it.</summary>
    internal bool TryAddress(in ReportLine line, ref ReplyLines replies)
    {
        var words = line.Words;
        if (TryExpansion(words))
        {
            replies.Say(programReason);
            return true;
        }

        var opens = AddressLine.Read(words);
        if (opens.Form == AddressLineForm.None)
        {
            return ExpectsList && line.Indent > 0 && (!replies.IsOpen || ReturnsToList(line)) && TryLocalName(line, ref replies);
        }

        var rest = words[opens.Rest..].TrimStart();
        var address = words.Slice(opens.Start, opens.Length);
        if (opens.Form == AddressLineForm.Words && !ExpectsList && !SaysWhy(line, rest) && !(isSurelyReport && TextLine.IsColumn(words[opens.Rest..])))
        {
            return false;
        }

        // The lines of one reply may name the address again; a list goes on as it began.
        if (replies.IsOpen && ((opens.Form == AddressLineForm.Words && (line.Indent != listIndent || listForm != AddressLineForm.Words)) || recipients.IsSpokenOf(address)))
        {
            return false;
        }

        (listIndent, listForm) = (line.Indent, opens.Form);
        recipients.Open(address, NamedBy.List);
        replies.Begin();
        rest = opens.Form == AddressLineForm.Words ? WithoutLink(OpenFurther(words[opens.Rest..]).TrimStart()) : rest;
        replies.Say(opens.Form switch
        {
            AddressLineForm.Colon => rest.TrimStart(":： "),
            AddressLineForm.Bracket => BehindOrigin(rest) is { IsEmpty: false } behind ? behind : IsOrigin(rest) ? default : Said(WithoutLink(rest).Trim("[]() ")),
            AddressLineForm.Words => rest.TrimStart(";,-.] "),
            _ => default,
        });
        return true;
    }

    /// <summary>"Could not reach a@b: 550 …": a phrase that a recipient follows.</summary>
    internal readonly bool TryCue(in ReportLine line, ref ReplyLines replies)
    {
        foreach (ref readonly var cue in line.Cues)
        {
            if (cue.Role != DialectRole.Recipient)
            {
                continue;
            }

            // The phrase may end at the line's end, and the address open the next one.
            var after = line.Behind(cue, AddressText.Longest + LongestGap);
            var start = after.Length - after.TrimStart(" \t\r\n:=-").Length;
            if (replies.IsOpen && after[..start].Contains('\n'))
            {
                // What is said of one recipient ends with "unknown user", and the next one follows.
                continue;
            }

            var opens = AddressLine.Read(after[start..]);
            if (opens.Form == AddressLineForm.None)
            {
                continue;
            }

            var address = after.Slice(start + opens.Start, opens.Length);
            if (replies.IsOpen && recipients.IsLast(address))
            {
                // What is said of a recipient may name it again ("after RCPT TO:<a@b>:").
                return false;
            }

            recipients.Open(address, NamedBy.List);
            SayRest(line, OpenFurther(line.From(cue.End + start + opens.Start + opens.Length)), ref replies);
            return true;
        }

        return false;
    }

    /// <summary>"(expanded from &lt;x@y>)", "(generated from x@y)": another address of the same recipient.</summary>
    internal static bool IsOrigin(ReadOnlySpan<char> rest) =>
        rest.Contains(" from", StringComparison.OrdinalIgnoreCase) && WrittenText.IndexOfReply(rest) < 0;

    /// <summary>"(expanded from &lt;x@y>): host X said: 550 …": what is said of the recipient.</summary>
    private static ReadOnlySpan<char> BehindOrigin(ReadOnlySpan<char> rest)
    {
        var close = rest.IndexOf("):");
        return close > 0 && IsOrigin(rest[..close]) ? rest[(close + 2)..].TrimStart() : default;
    }

    /// <summary>Sendmail lists a program or a file, and behind it the address that led there.</summary>
    private bool TryExpansion(ReadOnlySpan<char> words)
    {
        if (afterProgram && words.StartsWith("(expanded from:", StringComparison.OrdinalIgnoreCase) && AddressText.TryFind(words, out var start, out var length))
        {
            recipients.Open(words.Slice(start, length), NamedBy.List);
            return true;
        }

        if (afterProgram && words.StartsWith("(reason:", StringComparison.OrdinalIgnoreCase))
        {
            programReason = words[8..].Trim("() ");
        }

        afterProgram = words.StartsWith("\"|") || words.StartsWith("|") || words.StartsWith("/") || (afterProgram && words[0] == '(');
        return false;
    }

    /// <summary>What is said of a recipient stands deeper than the names of the list (Exim): the next line that does not may be a name again.</summary>
    private readonly bool ReturnsToList(in ReportLine line) => line.Indent == listIndent && LastIndent > listIndent && line.Words[^1] != ':';

    /// <summary>"a@b (a@b)&lt;mailto:a@b>": the same address once more, as Outlook writes it into texts, is nothing that is said of it.</summary>
    private static ReadOnlySpan<char> WithoutLink(ReadOnlySpan<char> rest)
    {
        var link = rest.IndexOf("<mailto:", StringComparison.OrdinalIgnoreCase);
        var close = link < 0 ? -1 : rest[link..].IndexOf('>');
        var before = link < 0 ? default : rest[..link].Trim("() ");
        return close > 0 && (before.IsEmpty || FieldValues.IsAddress(before)) ? rest[(link + close + 1)..] : rest;
    }

    /// <summary>"Lee (lee@contoso.example)": an address is nothing that is said of it.</summary>
    private static ReadOnlySpan<char> Said(ReadOnlySpan<char> words) => FieldValues.IsAddress(words) ? default : words;

    /// <summary>In a list of addresses, a name alone is that of a local mailbox.</summary>
    private bool TryLocalName(in ReportLine line, ref ReplyLines replies)
    {
        var name = line.Words.Trim("<>\"':");
        if (name.Length is 0 or > 64 || name.ContainsAny(" \t@/\\") || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }

        recipients.Open(name, NamedBy.List);
        (listIndent, listForm) = (line.Indent, AddressLineForm.Alone);
        replies.IsOpen = false;
        return true;
    }

    /// <summary>Words behind an address are about its failure only where they say so.</summary>
    private static bool SaysWhy(in ReportLine line, ReadOnlySpan<char> rest) =>
        WrittenText.IndexOfReply(rest) >= 0 || line.Has(DialectRole.Failure) || line.Has(DialectRole.Reply) || line.Has(DialectRole.Delay);

    /// <summary>"Recipients: a@b, c@d": those who follow in the line; what stands behind the last one.</summary>
    private readonly ReadOnlySpan<char> OpenFurther(ReadOnlySpan<char> rest)
    {
        while (true)
        {
            var next = AddressLine.BehindJoint(rest.TrimStart(">\"' "));
            var opens = next.IsEmpty ? default : AddressLine.Read(next);
            if (opens.Form == AddressLineForm.None)
            {
                return rest;
            }

            recipients.Open(next.Slice(opens.Start, opens.Length), NamedBy.List);
            rest = next[(opens.Start + opens.Length)..];
        }
    }

    private readonly void SayRest(in ReportLine line, ReadOnlySpan<char> rest, ref ReplyLines replies)
    {
        replies.IsOpen = true;
        if (replies.TryCue(line))
        {
            return;
        }

        rest = rest.TrimStart(">\"')”’» .,;:");
        if (WrittenText.IndexOfReply(rest) >= 0)
        {
            replies.Say(rest);
        }
        else if (line.Has(DialectRole.Failure))
        {
            recipients.SaySentence(line.Words);
        }
    }
}
