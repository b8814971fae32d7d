namespace Recapito.Core;

/// <summary>Reads what a report says of the recipients that it names: replies behind phrases or labels, alone on their lines or in a transcript, and words.</summary>
internal ref struct ReplyLines
{
    private readonly RecipientList recipients;
    private SessionTranscript session;
    private bool isAnswer;
    private bool afterAnswer;

    internal ReplyLines(RecipientList recipients)
    {
        this.recipients = recipients;
        session = new(recipients);
    }

    /// <summary>The line before is about a recipient, and so is this one where nothing speaks against it.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>A phrase ended the line before: what it announces comes next.</summary>
    internal bool IsAwaited { get; private set; }

    /// <summary>To be called before each line.</summary>
    internal void MoveOn()
    {
        afterAnswer = IsOpen && isAnswer;
        isAnswer = false;
    }

    /// <summary>A recipient was named: what follows is about it.</summary>
    internal void Begin() => (IsAwaited, IsOpen) = (false, true);

    /// <summary>Words about the recipient that was named last.</summary>
    internal readonly void Say(ReadOnlySpan<char> words)
    {
        if (!words.IsEmpty)
        {
            recipients.Say(words);
        }
    }

    /// <summary>A line of an SMTP transcript, or one that says whom it was about.</summary>
    internal bool TrySession(ReadOnlySpan<char> words)
    {
        if (session.TryRead(words, out var answers))
        {
            IsOpen = isAnswer = answers;
            return true;
        }

        if (session.TryClaim(words))
        {
            IsOpen = true;
            return true;
        }

        if (session.AnswersAnother(words))
        {
            ReadBare(words);
            return true;
        }

        return false;
    }

    /// <summary>A reply alone on its line, that is none of what is said of the last recipient.</summary>
    internal bool TryBare(ReadOnlySpan<char> words)
    {
        if (!WrittenText.StartsWithCode(words) || IsAwaited || (IsOpen && (session.GoesOn(words) || (recipients.IsListed && !afterAnswer))))
        {
            return false;
        }

        ReadBare(words);
        return true;
    }

    internal bool TryAwaited(ReadOnlySpan<char> words)
    {
        if (!IsAwaited)
        {
            return false;
        }

        Begin();
        recipients.AddReplyLine(words.TrimStart("-*> "));
        return true;
    }

    /// <summary>"Alasan: 550 5.1.1 …": a label that no phrase knows, and a reply.</summary>
    internal bool TryLabel(ReadOnlySpan<char> words)
    {
        if (IsOpen || Mention.ReplyBehindLabel(words) is not (>= 0 and var start))
        {
            return false;
        }

        recipients.NewReply();
        IsOpen = true;
        recipients.AddReplyLine(words[start..]);
        return true;
    }

    /// <summary>"The reason was: 550 …": a phrase of the catalogue, and a reply, in the same line or in the next one.</summary>
    internal bool TryCue(in ReportLine line)
    {
        if (!TryReplyCue(line, out var cue))
        {
            return false;
        }

        var before = line.Before(cue);
        if (recipients.Count == 0 && line.Has(DialectRole.Failure) && AddressText.TryFind(before, out var start, out var length))
        {
            recipients.Open(before.Slice(start, length), NamedBy.Sentence);
        }

        if (recipients.Host is null && HostBefore(before) is { } said)
        {
            recipients.NameHost(said, isOfLast: false);
        }

        var rest = line.Behind(cue).TrimStart(" \t:=-\"'“");
        if (IsOpen && WrittenText.StartsWithCode(rest) && recipients.IsRefusedForNow)
        {
            // The next host's answer: its name stands before it.
            Say(line.Words);
            return true;
        }

        recipients.NewReply();
        IsOpen = true;
        rest = rest.EndsWith(")") && before.EndsWith("(") ? rest[..^1] : rest;
        IsAwaited = rest.IsEmpty || TextLine.IsSigns(rest);
        if (!IsAwaited)
        {
            recipients.AddReplyLine(rest);
        }

        return true;
    }

    /// <summary>Of several phrases, the first one that a code follows, else the one that ends last.</summary>
    private static bool TryReplyCue(in ReportLine line, out CueHit last)
    {
        last = default;
        foreach (ref readonly var cue in line.Cues)
        {
            if (cue.Role == DialectRole.Reply)
            {
                last = cue.End > last.End ? cue : last;
                if (WrittenText.StartsWithCode(line.Behind(cue)))
                {
                    last = cue;
                    break;
                }
            }
        }

        return last.End > 0;
    }

    /// <summary>"host mx.contoso.example[192.0.2.25]", "Remote server 192.0.2.25 (mx.contoso.example)", before "said:".</summary>
    private static string? HostBefore(ReadOnlySpan<char> before)
    {
        var words = before.TrimEnd();
        var host = words.LastIndexOf("host ", StringComparison.OrdinalIgnoreCase);
        var server = words.LastIndexOf("server ", StringComparison.OrdinalIgnoreCase);
        var name = host > server ? words[(host + 5)..] : server >= 0 ? words[(server + 7)..] : default;
        var (open, isAlone) = (name.IndexOfAny('[', '('), name.EndsWith("]") || name.EndsWith(")"));
        var first = open > 0 ? name[..open].TrimEnd() : default;
        return isAlone && !first.IsEmpty && !first.Contains(' ') && first.Contains('.') ? FieldValues.Host(first.ToString()) : null;
    }

    private void ReadBare(ReadOnlySpan<char> words)
    {
        Begin();
        session.ReadBareReply(words);
    }
}
