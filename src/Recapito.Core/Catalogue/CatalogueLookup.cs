using System.Text;

namespace Recapito.Core;

public sealed partial class Catalogue
{
    /// <summary>A reply that is longer is no reply; what follows is not looked at (RFC 5321 §4.5.3.1.5 allows 512 octets a line).</summary>
    private const int LongestReply = 64 * 1024;

    private ReplyFormTable? formTable;
    private Dictionary<string, ReasonEntry> reasonEntries = [];
    private StatusReasons statusReasons = new([]);

    /// <summary>What texts say of the reason of a failure.</summary>
    internal CueTable Cues => cues.Value;

    /// <summary>
    /// The form that a reply has, or null where the catalogue has none: all its phrases occur in the text and its codes fit.
    /// A form that names reply codes also fits a text without a reply code; one that names enhanced codes never fits a text without.
    /// The most specific form wins: most characters of phrases, then most kinds of codes, then the order of the catalogue.
    /// </summary>
    public ReplyForm? FormOf(SmtpReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var text = reply.Text;
        var words = text.AsSpan(0, Math.Min(text.Length, LongestReply));
        var form = formTable?.Find(reply, words);
        // That it is to be tried again, or is tried no more, says nothing of why: where the words say that the mailbox is full, they say it.
        return form is { SaysOnlyWhen: true } && ReasonJudge.ToldBy(reply, this) is "mailboxfull" ? formTable?.Find(reply, words, isWithReason: true) : form;
    }

    /// <summary>
    /// What a reply means: as its form says; where the catalogue has no form of it, what a lasting refusal's own words plainly tell, in whatever wording,
    /// of relaying and of unknown recipients. Else "unknown".
    /// </summary>
    internal string MeaningOf(SmtpReply reply) => FormOf(reply)?.Meaning
        ?? (reply.Code is not (>= 500 and < 600) ? Meanings.Unknown : ReasonJudge.ToldBy(reply, this) switch
        {
            "norelaying" => Meanings.RelayDenied,
            "userunknown" => Meanings.RecipientUnknown,
            _ => Meanings.Unknown,
        });

    /// <summary>
    /// The words under a key in the language (a BCP 47 tag; its region is ignored), else in English, else null.
    /// </summary>
    internal string? Word(string language, string key)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(key);
        var dash = language.IndexOf('-', StringComparison.Ordinal);
        var primary = (dash < 0 ? language : language[..dash]).ToLowerInvariant();
        return WordsIn(primary)?.GetValueOrDefault(key) ?? WordsIn("en")?.GetValueOrDefault(key);
    }

    /// <summary>
    /// The words under a key with each {name} replaced by its argument. An argument that is missing stays visible as {name},
    /// words that are missing as [key], so that a gap in a translation can be seen and reported.
    /// </summary>
    internal string Format(string language, string key, params ReadOnlySpan<(string Name, string? Value)> arguments) =>
        Word(language, key) is { } words ? Fill(words, arguments) : $"[{key}]";

    /// <summary>The text with each {name} replaced by its argument; arguments are never read for placeholders again.</summary>
    internal static string Fill(string text, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        ArgumentNullException.ThrowIfNull(text);
        var filled = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            filled.Append(rest[..open]);
            var placeholder = rest.Slice(open, length + 1);
            filled.Append(ValueOf(placeholder[1..^1], arguments) ?? placeholder);
            rest = rest[(open + length + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    /// <summary>What to do about a reason ("stop", "retry" …; docs/adr/0010-reasons.md), or null for an unknown one.</summary>
    public string? AdviceOf(string reason) => EntryOf(reason)?.Advice;

    /// <summary>The reason that an enhanced code stands for by itself, or null. Exact codes come before those with an "x" (any number).</summary>
    public string? ReasonOf(EnhancedStatusCode status) => VoteOf(status)?.Reason;

    internal ReasonEntry? EntryOf(string reason) => reasonEntries.GetValueOrDefault(reason);

    /// <summary>The reason that an enhanced code stands for, with its weight against what the text says.</summary>
    internal StatusVote? VoteOf(EnhancedStatusCode status) => statusReasons.Of(status);

    /// <summary>The reason that a reply code stands for where nothing else is known.</summary>
    internal StatusVote? VoteOf(int replyCode) => statusReasons.Of(replyCode);

    private static string? ValueOf(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        foreach (var (known, value) in arguments)
        {
            if (name.SequenceEqual(known))
            {
                return value;
            }
        }

        return null;
    }
}
