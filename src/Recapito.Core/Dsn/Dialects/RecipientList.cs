using System.Text;

namespace Recapito.Core;

/// <summary>Collects the recipients that a text names and hands out what it says of them.</summary>
internal sealed class RecipientList
{
    /// <summary>A code stands this near to the start of what it opens.</summary>
    private const int LongestStart = 64;

    private readonly List<NamedRecipient> all = [];
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly StringBuilder held = new();
    private readonly StringBuilder remarks = new();
    private int blockStart;
    private NamedRecipient? current;
    private StringBuilder? sink;

    internal int Count => all.Count;

    /// <summary>Something of a diagnostic was left out, as it is too long.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>The host that the text names last; it is that of the replies that follow.</summary>
    internal string? Host { get; set; }

    /// <summary>The command of a transcript that was sent last.</summary>
    internal string? Command { get; set; }

    /// <summary>A recipient was named, and nothing is said of it yet.</summary>
    internal bool LacksWords => current is not null && current.Diagnostic.Length == 0;

    /// <summary>The recipient that was named last stands in a list; what follows in its paragraph is about it.</summary>
    internal bool IsListed => current is { By: NamedBy.List };

    /// <summary>What was said before any recipient was named, or of none.</summary>
    internal string Held => held.ToString();

    /// <summary>Sentences that say that something failed, the first ones.</summary>
    internal string Remarks => remarks.ToString();

    /// <summary>The surest ones.</summary>
    internal IReadOnlyList<NamedRecipient> Surest()
    {
        var surest = all.Count == 0 ? NamedBy.List : all.Min(recipient => recipient.By);
        return all.FindAll(recipient => recipient.By == surest);
    }

    /// <summary>No recipient that was named is this one.</summary>
    internal bool IsStrange(ReadOnlySpan<char> address) => !places.ContainsKey(address.ToString());

    /// <summary>What follows is about this recipient.</summary>
    internal void Open(ReadOnlySpan<char> address, NamedBy by)
    {
        var name = FieldValues.Address(address.ToString());
        if (places.TryGetValue(name, out var place))
        {
            current = all[place];
            current.By = (NamedBy)Math.Min((int)current.By, (int)by);
        }
        else
        {
            // Those who were named since something was said of any share what comes next.
            blockStart = current is null || current.Diagnostic.Length == 0 ? blockStart : all.Count;
            places.Add(name, all.Count);
            current = new(name, by);
            all.Add(current);
        }

        current.Host ??= by == NamedBy.List ? null : Host;
        current.Command ??= by == NamedBy.Reply ? Command : null;
        sink = null;
    }

    /// <summary>Words of the report about the recipient that was named last.</summary>
    internal void Say(ReadOnlySpan<char> words, int longest)
    {
        sink ??= Sink();
        Append(sink, words, longest);
    }

    /// <summary>A reply begins: it takes the place of words that were said before.</summary>
    internal void NewReply()
    {
        sink = Sink();
        if (current is { } recipient && recipient.Diagnostic == sink)
        {
            recipient.Host ??= Host;
        }
    }

    internal void AddReplyLine(ReadOnlySpan<char> words, int longest)
    {
        sink ??= Sink();
        Append(sink, words, longest);
    }

    /// <summary>A whole reply with its code.</summary>
    internal void AddReply(ReadOnlySpan<char> words)
    {
        var target = Named(words) ?? current;
        if (target is null)
        {
            sink = held;
        }
        else
        {
            target.Host ??= Host;
            target.Command ??= Command;
            sink = target.Diagnostic;
        }

        if (!StartsWithCode(sink))
        {
            Append(sink, words, ReportGrammar.LongestDiagnostic);
        }
    }

    /// <summary>A sentence that says that something failed.</summary>
    internal void Remark(ReadOnlySpan<char> words)
    {
        if (remarks.Length < 600)
        {
            Append(remarks, words, 600);
        }
    }

    private NamedRecipient? Named(ReadOnlySpan<char> words) =>
        AddressText.TryFind(words, out var start, out var length) && places.TryGetValue(words.Slice(start, length).ToString(), out var place) ? all[place] : null;

    /// <summary>What is said next goes to all who were named together and of whom nothing is said yet, else to the last one, else it is held.</summary>
    private StringBuilder Sink()
    {
        if (current is null)
        {
            return held;
        }

        if (current.Diagnostic.Length == 0)
        {
            var shared = new StringBuilder();
            for (var i = blockStart; i < all.Count; i++)
            {
                if (all[i].Diagnostic.Length == 0)
                {
                    all[i].Diagnostic = shared;
                    all[i].Host ??= Host;
                }
            }

            return shared;
        }

        return current.Diagnostic;
    }

    private static bool StartsWithCode(StringBuilder text)
    {
        Span<char> start = stackalloc char[Math.Min(text.Length, LongestStart)];
        text.CopyTo(0, start, start.Length);
        return WrittenText.StartsWithCode(start);
    }

    private void Append(StringBuilder to, ReadOnlySpan<char> words, int longest)
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
