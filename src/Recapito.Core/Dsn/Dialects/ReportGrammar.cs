namespace Recapito.Core;

/// <summary>
/// Reads what all reports without a delivery-status part have in common: recipients, what went wrong with each, and a place where the lost
/// message begins. What differs between mail systems is data: the phrases of the dialects (<c>catalogue/dialects/</c>).
/// </summary>
internal ref struct ReportGrammar
{
    internal const int MostRecipients = 10_000;

    private readonly ReadOnlySpan<char> text;
    private readonly List<TextLine> lines;
    private readonly bool takesMentions;
    private readonly bool isSurelyReport;
    private readonly RecipientList recipients = new();
    private CueCursor cues;
    private RecipientLines names;
    private ReplyLines replies;
    private int refusal;
    private bool afterBlank;
    private bool isOfWaiting;
    private bool isAmongFields;

    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="cues">The phrases of the catalogue in it.</param>
    /// <param name="takesMentions">An address counts though no known words say that something failed: they may be in a language that no phrase is of.</param>
    internal ReportGrammar(ReadOnlySpan<char> text, List<TextLine> lines, ReportCues cues, bool takesMentions = false)
    {
        this.text = text;
        this.lines = lines;
        this.cues = new(cues);
        isSurelyReport = cues.HasDaemonOnly && cues.HasSubject;
        names = new(recipients, isSurelyReport);
        replies = new(recipients);
        this.takesMentions = takesMentions;
    }

    /// <summary>Reads some lines; the recipients that they name, the surest ones only.</summary>
    internal RecipientList Read(int from, int to)
    {
        for (var i = from; i < to && recipients.Count < MostRecipients; i++)
        {
            var place = lines[i];
            if (place.IsBlank)
            {
                afterBlank = true;
                isOfWaiting = isAmongFields = false;
                replies.IsOpen = false;
                continue;
            }

            var line = new ReportLine(text, place, cues.In(place));
            if (recipients.Count > 0 && !recipients.LacksWords && line.Words.StartsWith("Reporting-MTA:", StringComparison.OrdinalIgnoreCase))
            {
                // Status fields without a part of their own say it again for programs, and are read as such.
                break;
            }

            if (line.Words.Contains(LostSubject.Mark) || (isAmongFields && recipients.Held.Length == 0 && (recipients.Count == 0 || recipients.LacksWords) && IsField(line)))
            {
                isAmongFields = true;
                continue;
            }

            if (!TextLine.IsRuler(line.Words) || line.Has(DialectRole.Reply))
            {
                replies.MoveOn();
                ReadLine(line);
                afterBlank = false;
                names.LastIndent = line.Indent;
            }
        }

        return recipients;
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

    private void ReadLine(in ReportLine line)
    {
        var words = line.Words;
        if (replies.TrySession(words))
        {
            return;
        }

        recipients.RefuseCommand(RefusedIn(line.Place) ?? SessionTranscript.CommandAlone(words));
        if (line.TryFind(DialectRole.Host, out var cue))
        {
            var host = HostIn(line.Behind(cue));
            recipients.NameHost(host, isOfLast: replies.IsOpen);
            if (host is not null && line.Before(cue).IsWhiteSpace() && line.Behind(cue).Trim("[]()., ").SequenceEqual(host))
            {
                // "Giving up on 192.0.2.25.": nothing is said but the name.
                return;
            }
        }

        if ((!line.Has(DialectRole.Contact) || OpensEntry(words)) && names.TryAddress(line, ref replies))
        {
            return;
        }

        names.ExpectsList |= line.EndsWithColon && !line.Has(DialectRole.Contact) && (isSurelyReport || line.Has(DialectRole.Failure) || line.Has(DialectRole.Recipient) || line.Has(DialectRole.Delay));
        var isReply = replies.IsAwaited || WrittenText.StartsWithCode(words);
        if (isReply || (!names.TryCue(line, ref replies) && !replies.TryCue(line) && !replies.TryLabel(words)))
        {
            ReadPlain(line);
        }
    }

    private void ReadPlain(in ReportLine line)
    {
        var words = line.Words;
        if (replies.TryBare(words) || (replies.IsOpen && recipients.LacksWords && words[0] == '(' && RecipientLines.IsOrigin(words)))
        {
            return;
        }

        if (TextLine.IsHeading(words))
        {
            replies.IsOpen = false;
        }
        else if (replies.TryAwaited(words))
        {
            return;
        }
        else if (replies.IsOpen || (recipients.LacksWords && line.Indent > 0 && (afterBlank || names.IsBelowName(line))))
        {
            replies.IsOpen = true;
            replies.Say(words);
        }
        else if (line.Has(DialectRole.Failure) || line.Has(DialectRole.Delay))
        {
            ReadSentence(line);
        }
        else if (takesMentions && !line.Has(DialectRole.Contact) && Mention.TryFind(words, out var start, out var length, isSure: false))
        {
            recipients.Open(words.Slice(start, length), NamedBy.Mention);
            SayBehind(words, words[(start + length)..]);
        }
    }

    /// <summary>A reply behind a mentioned address is about it; where none stands anywhere, the line is what is said of it.</summary>
    private void SayBehind(ReadOnlySpan<char> words, ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(">\"')”’» :：");
        if (WrittenText.IndexOfReply(rest) >= 0)
        {
            replies.Say(rest);
        }
        else if (recipients.Held.Length == 0)
        {
            recipients.SaySentence(words);
            replies.IsOpen = true;
        }
    }

    /// <summary>"The user a@b does not exist": whom it names is a recipient where nothing surer names one.</summary>
    private void ReadSentence(in ReportLine line)
    {
        var words = line.Words;
        names.ExpectsList = line.EndsWithColon;
        if (!line.Has(DialectRole.Contact) && Mention.TryFind(words, out var start, out var length))
        {
            recipients.Open(words.Slice(start, length), NamedBy.Sentence);
            recipients.SaySentence(words);
            replies.IsOpen = true;
        }
        else if (isOfWaiting |= !line.Has(DialectRole.Failure) && IsOfWaiting(line))
        {
            // "No action is required on your part": that it is late, the report says of all, and why, not here.
        }
        else if (recipients.LacksWords)
        {
            replies.Say(words);
        }
        else
        {
            recipients.Remark(words);
        }
    }

    /// <summary>"&lt;a@b>: host X said: … please contact …": whom to turn to is said behind the recipient.</summary>
    private static bool OpensEntry(ReadOnlySpan<char> words) => words[0] == '<' && AddressLine.Read(words).Form is AddressLineForm.Colon or AddressLineForm.Bracket;

    /// <summary>"Date: …" beside the subject: of the lost message, too.</summary>
    private static bool IsField(in ReportLine line) =>
        line.Words.IndexOf(':') is > 0 and < 24 and var colon && line.Cues.IsEmpty && !line.Words.Contains('@') && !line.Words[..colon].ContainsAny("<\"") && WrittenText.IndexOfReply(line.Words) < 0;

    /// <summary>Opens a list, or says that it is still being tried.</summary>
    private static bool IsOfWaiting(in ReportLine line) => line.EndsWithColon || line.Has(DialectRole.Delay);

    /// <summary>"[192.0.2.25:25]"; an address of IPv6 has more colons.</summary>
    private static string? WithoutPort(string? name) => name?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && name.LastIndexOf(':') == colon ? name[..colon] : name;

    /// <summary>"while talking to mx.contoso.example.:", "by mx.contoso.example. [192.0.2.1]".</summary>
    private static string? HostIn(ReadOnlySpan<char> words) =>
        WithoutPort(FieldValues.HostAt(words)) is { } name && name.Contains('.', StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal) ? name : null;
}
