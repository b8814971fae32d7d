using System.Text;

namespace Recapito.Core;

/// <summary>Collects the recipients that a text names and hands out what it says of them.</summary>
internal sealed class RecipientList
{
    /// <summary>Longer diagnostics are cut.</summary>
    internal const int LongestDiagnostic = 4096;

    private const int LongestRemarks = 600;

    private readonly NamedRecipients all = new();
    private readonly StringBuilder held = new();
    private readonly StringBuilder remarks = new();
    private int blockStart;
    private NamedRecipient? current;
    private StringBuilder? sink;
    private bool isSentence;
    private NamedRecipient? refusedForAll;
    private NamedRecipient? asked;
    private int refusals;

    internal int Count => all.Count;

    /// <summary>Something of a diagnostic was left out, as it is too long.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>The host that the text names last; it is that of the replies that follow.</summary>
    internal string? Host { get; private set; }

    /// <summary>The command of a transcript that was sent last.</summary>
    internal string? Command { get; set; }

    /// <summary>A recipient was named, and nothing is said of it yet.</summary>
    internal bool LacksWords => current is not null && (current.IsSilent || isSentence);

    /// <summary>The recipient that was named last stands in a list; what follows in its paragraph is about it.</summary>
    internal bool IsListed => current is { By: NamedBy.List };

    /// <summary>A reply with a reply code that is not the last word was said of the recipient named last: what follows needs the name of its host.</summary>
    internal bool IsRefusedForNow => current is { IsSilent: false } && current.Diagnostic.RefusesForNow();

    /// <summary>What was said before any recipient was named, or of none.</summary>
    internal string Held => held.ToString();

    /// <summary>Sentences that say that something failed, the first ones.</summary>
    internal string Remarks => remarks.ToString();

    /// <summary>The one for whom a refusal of all recipients of a session was kept, where there was one such refusal.</summary>
    internal NamedRecipient? RefusedForAll => refusals == 1 ? refusedForAll : null;

    /// <summary>The surest ones.</summary>
    internal IReadOnlyList<NamedRecipient> Surest() => all.Surest();

    /// <summary>Something was said of this recipient, and of none after him.</summary>
    internal bool IsSpokenOf(ReadOnlySpan<char> address) =>
        current is { IsSilent: false } && address.Equals(current.Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>No recipient that was named is this one.</summary>
    internal bool IsStrange(ReadOnlySpan<char> address) => all.Find(address) is null;

    /// <summary>The recipient that was named last is this one.</summary>
    internal bool IsLast(ReadOnlySpan<char> address) => current is not null && address.Equals(current.Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>A host is named, perhaps within what is said of the last recipient ("Giving up on 192.0.2.25.").</summary>
    internal void NameHost(string? host, bool isOfLast)
    {
        if (isOfLast && current is not null)
        {
            current.Host ??= host;
        }
        else
        {
            Host = host;
        }
    }

    /// <summary>What follows is about this recipient.</summary>
    internal void Open(ReadOnlySpan<char> address, NamedBy by)
    {
        var name = FieldValues.Address(address.ToString());
        if (all.Find(name) is { } known)
        {
            current = known;
            current.By = (NamedBy)Math.Min((int)current.By, (int)by);
        }
        else
        {
            // Those who were named since something was said of any share what comes next.
            blockStart = current is null || current.IsSilent ? blockStart : all.Count;
            current = new(name, by);
            all.Add(current);
        }

        current.Host ??= by == NamedBy.List ? null : Host;
        current.Command ??= by == NamedBy.Reply ? Command : null;
        asked = by == NamedBy.Reply ? current : null;
        sink = null;
        isSentence = false;
    }

    /// <summary>The report says which command was refused: that of the recipient named last, or of those to come.</summary>
    internal void RefuseCommand(string? command)
    {
        if (command is null)
        {
            return;
        }

        if (current is null)
        {
            Command = command;
        }
        else
        {
            current.Command ??= command;
        }
    }

    /// <summary>Words of the report about the recipient that was named last.</summary>
    internal void Say(ReadOnlySpan<char> words)
    {
        sink ??= Sink();
        if (words[0] == '#' || isSentence)
        {
            sink.MakeRoomFor(words);
        }

        Append(sink, words);
    }

    /// <summary>A sentence that names the recipient and says that it failed: a reply may still come and take its place.</summary>
    internal void SaySentence(ReadOnlySpan<char> words)
    {
        Say(words);
        isSentence = true;
    }

    /// <summary>A reply begins: it takes the place of words that were said before.</summary>
    internal void NewReply()
    {
        sink = Sink();
        if (sink.Equals("host"))
        {
            // Postfix: "<a@b>: host", and "mx.b[192.0.2.1] said: 550 ..." on the next line.
            sink.Clear();
        }

        if (current is { } recipient && recipient.Diagnostic == sink)
        {
            recipient.Host ??= Host;
        }
    }

    internal void AddReplyLine(ReadOnlySpan<char> words)
    {
        sink ??= Sink();
        sink.MakeRoomFor(words);
        Append(sink, words);
    }

    /// <summary>A whole reply with its code.</summary>
    internal void AddReply(ReadOnlySpan<char> words)
    {
        // A reply that names nobody is of the one recipient of whom none is known yet, where all others have theirs.
        var target = all.NamedIn(words) ?? (refusals == 0 ? all.Unanswered() : null) ?? current;
        if (target is null)
        {
            sink = held;
        }
        else
        {
            sink = AnswersAgain(target, words) ? AskedAgain(target) : target.Diagnostic;
            refusals += IsOfAll(target, words) ? 1 : 0;
            refusedForAll = IsOfAll(target, words) ? target : refusedForAll;
            if (!sink.IsOtherReply(words))
            {
                target.Host ??= Host;
                target.Command ??= Command;
            }
        }

        if (isSentence)
        {
            sink.MakeRoomFor(words);
        }

        if (!sink.StartsWithCode() || sink.LacksCodeOf(words))
        {
            if (sink.Length > 0 && char.IsLetter(sink[^1]) && !sink.HasReply())
            {
                // "(unrecoverable error)" and then a reply: the words are none of it.
                sink.Append(':');
            }

            Append(sink, words);
        }
    }

    /// <summary>A whole reply that came before the recipient that was named last: it was held for nobody else.</summary>
    internal void Claim(ReadOnlySpan<char> words)
    {
        AddReply(words);
        if (held.Equals(words))
        {
            held.Clear();
        }
    }

    /// <summary>A sentence that says that something failed.</summary>
    internal void Remark(ReadOnlySpan<char> words)
    {
        if (remarks.Length < LongestRemarks)
        {
            Append(remarks, words, LongestRemarks);
        }
    }

    /// <summary>What is said next goes to all who were named together and of whom nothing is said yet, else to the last one, else it is held.</summary>
    private StringBuilder Sink()
    {
        if (current is null)
        {
            return held;
        }

        if (current.IsSilent)
        {
            var shared = new StringBuilder();
            for (var i = blockStart; i < all.Count; i++)
            {
                if (all[i].IsSilent)
                {
                    all[i].Diagnostic = shared;
                    all[i].Host ??= Host;
                }
            }

            return shared;
        }

        return current.Diagnostic;
    }

    /// <summary>MAIL or DATA was refused, and no recipient is named: all of the session are meant.</summary>
    private bool IsOfAll(NamedRecipient target, ReadOnlySpan<char> words) =>
        Command is "MAIL FROM" or "DATA" && target.By == NamedBy.List && target.Diagnostic.Length == 0 && all.NamedIn(words) is null;

    /// <summary>A transcript asks another host for the same recipient, after one that refused for the moment: its answer ended the attempt.</summary>
    private bool AnswersAgain(NamedRecipient target, ReadOnlySpan<char> words) =>
        target == asked && Command == "RCPT TO" && Host is not null && target.Host is { } first && first != Host
        && !target.IsSilent && target.Diagnostic[0] == '4' && target.Diagnostic.IsOtherReply(words);

    /// <summary>Others may share what was said before.</summary>
    private StringBuilder AskedAgain(NamedRecipient target)
    {
        (target.Host, target.Command) = (Host, Command);
        return target.Diagnostic = new();
    }

    private void Append(StringBuilder to, ReadOnlySpan<char> words, int longest = LongestDiagnostic)
    {
        if (to.Length + words.Length < longest)
        {
            to.Append(to.Length == 0 ? "" : "\n").Append(words);
        }
        else
        {
            IsCut |= to != remarks;
        }
    }
}
