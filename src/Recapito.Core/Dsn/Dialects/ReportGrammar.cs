namespace Recapito.Core;

/// <summary>
/// Reads what all reports without a delivery-status part have in common: recipients, what went wrong with each, and a place where the lost
/// message begins. What differs between mail systems is data: the phrases of the dialects (<c>catalogue/dialects/</c>).
/// </summary>
internal ref struct ReportGrammar
{
    /// <summary>Longer diagnostics are cut.</summary>
    internal const int LongestDiagnostic = 4096;

    internal const int MostRecipients = 10_000;

    private readonly ReadOnlySpan<char> text;
    private readonly List<TextLine> lines;
    private readonly ReadOnlySpan<CueHit> hits;
    private readonly bool takesMentions;
    private readonly bool isSurelyReport;
    private readonly RecipientList recipients = new();
    private int hit;
    private int refusal;
    private bool afterBlank;
    private bool awaitsReply;
    private bool inReply;
    private bool isAnswer;
    private bool afterAnswer;
    private bool expectsList;
    private int listIndent;
    private int lastIndent;
    private AddressLineForm listForm;
    private bool afterProgram;
    private ReadOnlySpan<char> programReason;
    private SessionTranscript session;

    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="cues">The phrases of the catalogue in it.</param>
    /// <param name="takesMentions">An address counts though no known words say that something failed: they may be in a language that no phrase is of.</param>
    internal ReportGrammar(ReadOnlySpan<char> text, List<TextLine> lines, ReportCues cues, bool takesMentions = false)
    {
        this.text = text;
        this.lines = lines;
        hits = cues.Hits;
        session = new SessionTranscript(recipients);
        isSurelyReport = cues.HasDaemonOnly && cues.HasSubject;
        this.takesMentions = takesMentions;
    }

    /// <summary>Reads some lines; the recipients that they name, the surest ones only.</summary>
    internal RecipientList Read(int from, int to)
    {
        for (var i = from; i < to && recipients.Count < MostRecipients; i++)
        {
            var line = lines[i];
            if (line.IsBlank)
            {
                afterBlank = true;
                inReply = false;
                continue;
            }

            if (recipients.Count > 0 && !recipients.LacksWords && line.Of(text).StartsWith("Reporting-MTA:", StringComparison.OrdinalIgnoreCase))
            {
                // Status fields without a part of their own say it again for programs, and are read as such.
                break;
            }

            var first = FirstHit(line);
            if (!TextLine.IsRuler(line.Of(text)) || HasCue(first, line, DialectRole.Reply))
            {
                afterAnswer = inReply && isAnswer;
                isAnswer = false;
                ReadLine(line, first);
                afterBlank = false;
                lastIndent = line.Indent;
            }
        }

        return recipients;
    }

    private int FirstHit(TextLine line)
    {
        while (hit < hits.Length && hits[hit].Start < line.Start)
        {
            hit++;
        }

        return hit;
    }

    /// <summary>The text is searched once: few of its lines say which command was refused.</summary>
    private string? RefusedIn(TextLine line)
    {
        if (refusal < line.Start)
        {
            var next = RefusedCommand.Index(text[line.Start..]);
            refusal = next < 0 ? int.MaxValue : line.Start + next;
        }

        return refusal < line.End ? RefusedCommand.In(line.Of(text)) : null;
    }

    private readonly bool HasCue(int first, TextLine line, DialectRole role) => TryCue(first, line, role, out _);

    private readonly bool TryCue(int first, TextLine line, DialectRole role, out CueHit cue)
    {
        for (var i = first; i < hits.Length && hits[i].Start < line.End; i++)
        {
            if (hits[i].Role == role)
            {
                cue = hits[i];
                return true;
            }
        }

        cue = default;
        return false;
    }

    private void ReadLine(TextLine line, int first)
    {
        var words = line.Of(text);
        if (session.TryRead(words, out var answers))
        {
            inReply = isAnswer = answers;
            return;
        }

        if (session.TryClaim(words))
        {
            inReply = true;
            return;
        }

        if (session.AnswersAnother(words))
        {
            ReadBareReply(words);
            return;
        }

        recipients.RefuseCommand(RefusedIn(line) ?? SessionTranscript.CommandAlone(words));
        if (TryCue(first, line, DialectRole.Host, out var host))
        {
            recipients.NameHost(HostAfter(host.End, line.End), isOfLast: inReply);
        }

        var isContact = HasCue(first, line, DialectRole.Contact);
        if (!isContact && TryAddress(line, words, first))
        {
            return;
        }

        expectsList |= words[^1] is ':' or '：' && !isContact
            && (isSurelyReport || HasCue(first, line, DialectRole.Failure) || HasCue(first, line, DialectRole.Recipient) || HasCue(first, line, DialectRole.Delay));
        var isReply = awaitsReply || WrittenText.StartsWithCode(words);
        if (isReply || (!TryRecipientCue(line, first) && !TryReplyCue(line, first) && !TryReplyLabel(words)))
        {
            ReadPlain(line, words, first);
        }
    }

    /// <summary>"Alasan: 550 5.1.1 …": a label that no phrase knows, and a reply.</summary>
    private bool TryReplyLabel(ReadOnlySpan<char> words)
    {
        if (inReply || Mention.ReplyBehindLabel(words) is not (>= 0 and var start))
        {
            return false;
        }

        recipients.NewReply();
        inReply = true;
        recipients.AddReplyLine(words[start..], LongestDiagnostic);
        return true;
    }

    private bool TryAddress(TextLine line, ReadOnlySpan<char> words, int first)
    {
        // Sendmail lists a program or a file, and behind it the address that led there.
        if (afterProgram && words.StartsWith("(expanded from:", StringComparison.OrdinalIgnoreCase) && AddressText.TryFind(words, out var start, out var length))
        {
            recipients.Open(words.Slice(start, length), NamedBy.List);
            Say(programReason);
            return true;
        }

        if (afterProgram && words.StartsWith("(reason:", StringComparison.OrdinalIgnoreCase))
        {
            programReason = words[8..].Trim("() ");
        }

        afterProgram = words.StartsWith("\"|") || words.StartsWith("|") || words.StartsWith("/") || (afterProgram && words[0] == '(');
        var opens = AddressLine.Read(words);
        if (opens.Form == AddressLineForm.None)
        {
            return expectsList && line.Indent > 0 && (!inReply || ReturnsToList(line, words)) && TryLocalName(line, words);
        }

        var rest = words[opens.Rest..].TrimStart();
        var address = words.Slice(opens.Start, opens.Length);
        if (opens.Form == AddressLineForm.Words && !expectsList && !SaysWhy(line, rest, first) && !(isSurelyReport && TextLine.IsColumn(words[opens.Rest..])))
        {
            return false;
        }

        // The lines of one reply may name the address again; a list goes on as it began.
        if (inReply && ((opens.Form == AddressLineForm.Words && (line.Indent != listIndent || listForm != AddressLineForm.Words)) || recipients.IsSpokenOf(address)))
        {
            return false;
        }

        (listIndent, listForm) = (line.Indent, opens.Form);
        recipients.Open(address, NamedBy.List);
        awaitsReply = false;
        inReply = true;
        rest = opens.Form == AddressLineForm.Words ? text[OpenFurther(line, line.Start + opens.Rest)..line.End].TrimStart() : rest;
        Say(opens.Form switch
        {
            AddressLineForm.Colon => rest.TrimStart(":： "),
            AddressLineForm.Bracket => IsOrigin(rest) ? default : rest.Trim("[]() "),
            AddressLineForm.Words => rest.TrimStart(";,-.] "),
            _ => default,
        });
        return true;
    }

    /// <summary>What is said of a recipient stands deeper than the names of the list (Exim): the next line that does not may be a name again.</summary>
    private readonly bool ReturnsToList(TextLine line, ReadOnlySpan<char> words) => line.Indent == listIndent && lastIndent > listIndent && words[^1] != ':';

    /// <summary>In a list of addresses, a name alone is that of a local mailbox.</summary>
    private bool TryLocalName(TextLine line, ReadOnlySpan<char> words)
    {
        var name = words.Trim("<>\"':");
        if (name.Length is 0 or > 64 || name.ContainsAny(" \t@/\\") || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }

        recipients.Open(name, NamedBy.List);
        (listIndent, listForm, inReply) = (line.Indent, AddressLineForm.Alone, false);
        return true;
    }

    /// <summary>Words behind an address are about its failure only where they say so.</summary>
    private readonly bool SaysWhy(TextLine line, ReadOnlySpan<char> rest, int first) =>
        WrittenText.IndexOfReply(rest) >= 0 || HasCue(first, line, DialectRole.Failure) || HasCue(first, line, DialectRole.Reply) || HasCue(first, line, DialectRole.Delay);

    /// <summary>"(expanded from &lt;x@y>)", "(generated from x@y)": another address of the same recipient.</summary>
    private static bool IsOrigin(ReadOnlySpan<char> rest) =>
        rest.Contains(" from", StringComparison.OrdinalIgnoreCase) && WrittenText.IndexOfReply(rest) < 0;

    private bool TryRecipientCue(TextLine line, int first)
    {
        for (var i = first; i < hits.Length && hits[i].Start < line.End; i++)
        {
            if (hits[i].Role != DialectRole.Recipient)
            {
                continue;
            }

            // The phrase may end at the line's end, and the address open the next one.
            var after = text[hits[i].End..Math.Min(text.Length, hits[i].End + AddressText.Longest + 40)];
            var start = after.Length - after.TrimStart(" \t\r\n:=-").Length;
            if (inReply && after[..start].Contains('\n'))
            {
                // What is said of one recipient ends with "unknown user", and the next one follows.
                continue;
            }

            var opens = AddressLine.Read(after[start..]);
            if (opens.Form != AddressLineForm.None && inReply && recipients.IsLast(after.Slice(start + opens.Start, opens.Length)))
            {
                // What is said of a recipient may name it again ("after RCPT TO:<a@b>:").
                return false;
            }

            if (opens.Form != AddressLineForm.None)
            {
                recipients.Open(after.Slice(start + opens.Start, opens.Length), NamedBy.List);
                SayRestOf(line, OpenFurther(line, hits[i].End + start + opens.Start + opens.Length), first);
                return true;
            }
        }

        return false;
    }

    /// <summary>"Recipients: a@b, c@d": those who follow in the line; where the last one ends.</summary>
    private readonly int OpenFurther(TextLine line, int from)
    {
        while (from < line.End)
        {
            var rest = text[from..line.End].TrimStart(">\"' ");
            rest = AddressLine.BehindJoint(rest);
            var next = rest.IsEmpty ? default : AddressLine.Read(rest);
            if (next.Form == AddressLineForm.None)
            {
                break;
            }

            recipients.Open(rest.Slice(next.Start, next.Length), NamedBy.List);
            from = line.End - rest.Length + next.Start + next.Length;
        }

        return from;
    }

    private void SayRestOf(TextLine line, int from, int first)
    {
        inReply = true;
        if (TryReplyCue(line, first))
        {
            return;
        }

        var rest = from >= line.End ? default : text[from..line.End].TrimStart(">\"')”’» .,;:");
        if (WrittenText.IndexOfReply(rest) >= 0)
        {
            Say(rest);
        }
        else if (HasCue(first, line, DialectRole.Failure))
        {
            recipients.SaySentence(line.Of(text), LongestDiagnostic);
        }
    }

    private bool TryReplyCue(TextLine line, int first)
    {
        CueHit? last = null;
        for (var i = first; i < hits.Length && hits[i].Start < line.End; i++)
        {
            if (hits[i].Role == DialectRole.Reply)
            {
                last = last is null || hits[i].End > last.Value.End ? hits[i] : last;
                if (hits[i].End < line.End && WrittenText.StartsWithCode(text[hits[i].End..line.End]))
                {
                    last = hits[i];
                    break;
                }
            }
        }

        if (last is not { } cue)
        {
            return false;
        }

        if (recipients.Count == 0 && HasCue(first, line, DialectRole.Failure) && AddressText.TryFind(text[line.Start..Math.Max(line.Start, cue.Start)], out var start, out var length))
        {
            recipients.Open(text.Slice(line.Start + start, length), NamedBy.Sentence);
        }

        var rest = cue.End >= line.End ? default : text[cue.End..line.End].TrimStart(" \t:=-\"'“");
        if (inReply && WrittenText.StartsWithCode(rest) && recipients.IsRefusedForNow)
        {
            // The next host's answer: its name stands before it.
            Say(line.Of(text));
            return true;
        }

        recipients.NewReply();
        inReply = true;
        rest = rest.EndsWith(")") && cue.Start > line.Start && text[cue.Start - 1] == '(' ? rest[..^1] : rest;
        awaitsReply = rest.IsEmpty || TextLine.IsSigns(rest);
        if (!awaitsReply)
        {
            recipients.AddReplyLine(rest, LongestDiagnostic);
        }

        return true;
    }

    private void ReadPlain(TextLine line, ReadOnlySpan<char> words, int first)
    {
        if (WrittenText.StartsWithCode(words) && !awaitsReply && !(inReply && (session.GoesOn(words) || (recipients.IsListed && !afterAnswer))))
        {
            ReadBareReply(words);
        }
        else if (inReply && recipients.LacksWords && words[0] == '(' && IsOrigin(words))
        {
            return;
        }
        else if (TextLine.IsHeading(words))
        {
            inReply = false;
        }
        else if (awaitsReply)
        {
            awaitsReply = false;
            inReply = true;
            recipients.AddReplyLine(words.TrimStart("-*> "), LongestDiagnostic);
        }
        else if (inReply || (recipients.LacksWords && line.Indent > 0 && (afterBlank || (listForm == AddressLineForm.Alone && line.Indent > listIndent))))
        {
            inReply = true;
            Say(words);
        }
        else if (HasCue(first, line, DialectRole.Failure) || HasCue(first, line, DialectRole.Delay))
        {
            ReadSentence(line, words, first);
        }
        else if (takesMentions && !HasCue(first, line, DialectRole.Contact) && Mention.TryFind(words, out var start, out var length, isSure: false))
        {
            recipients.Open(words.Slice(start, length), NamedBy.Mention);
            var rest = words[(start + length)..].TrimStart(">\"')”’» :：");
            if (WrittenText.IndexOfReply(rest) >= 0)
            {
                Say(rest);
            }
            else if (recipients.Held.Length == 0)
            {
                recipients.SaySentence(words, LongestDiagnostic);
                inReply = true;
            }
        }
    }

    /// <summary>"The user a@b does not exist": whom it names is a recipient where nothing surer names one.</summary>
    private void ReadSentence(TextLine line, ReadOnlySpan<char> words, int first)
    {
        expectsList = words[^1] is ':' or '：';
        if (!HasCue(first, line, DialectRole.Contact) && Mention.TryFind(words, out var start, out var length))
        {
            recipients.Open(words.Slice(start, length), NamedBy.Sentence);
            recipients.SaySentence(words, LongestDiagnostic);
            inReply = true;
        }
        else if (recipients.LacksWords)
        {
            Say(words);
        }
        else
        {
            recipients.Remark(words);
        }
    }

    private void ReadBareReply(ReadOnlySpan<char> words)
    {
        inReply = true;
        awaitsReply = false;
        session.ReadBareReply(words);
    }

    private readonly void Say(ReadOnlySpan<char> words)
    {
        if (!words.IsEmpty)
        {
            recipients.Say(words, LongestDiagnostic);
        }
    }

    /// <summary>"while talking to mx.contoso.example.:", "by mx.contoso.example. [192.0.2.1]".</summary>
    private readonly string? HostAfter(int from, int to)
    {
        var name = FieldValues.HostAt(text[Math.Min(from, to)..to]);
        return name is not null && name.Contains('.', StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal) ? name : null;
    }
}
