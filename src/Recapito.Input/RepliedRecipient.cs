using System.Text.RegularExpressions;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>
/// The recipient that a reply names in its own words: "550 5.4.1 &lt;lee@contoso.example>: Access denied", "User lee@contoso.example unknown". Where another's address may be
/// meant (the sender's, a postmaster's), none is taken: whoever has the reply can be asked.
/// </summary>
internal static partial class RepliedRecipient
{
    // To these a reply sends people for help, far more often than it speaks of them.
    private static readonly HashSet<string> Contacts = new(StringComparer.OrdinalIgnoreCase) { "postmaster", "abuse", "mailer-daemon", "hostmaster", "webmaster", "noreply", "no-reply" };

    /// <summary>The one address that the reply says it is about; null where it names none, several, or perhaps the sender's.</summary>
    public static string? Of(string reply)
    {
        if (SpeaksOfSender.IsMatch(reply) || IsOfOtherSubject(reply))
        {
            return null;
        }

        var words = ReplyText.WordsOf(reply);
        return Named(Address.Matches(words).Where(found => IsMeant(words, found))) is [var only] ? only : null;
    }

    /// <summary>The addresses among other words, each once; two at most.</summary>
    public static IReadOnlyList<string> Among(string words) => Named(Address.Matches(words));

    /// <summary>True where the words speak of a sender, whose address may be meant.</summary>
    public static bool MayBeSender(string words, string reply) => SpeaksOfSender.IsMatch(words) || SpeaksOfSender.IsMatch(reply) || IsOfOtherSubject(reply);

    /// <summary>True where an address is introduced as that of who wrote.</summary>
    public static bool IsSaidToSend(string words, string address) => Sends.IsMatch(words[..words.IndexOf(address, StringComparison.OrdinalIgnoreCase)].TrimEnd(' ', '\t', '<', '[', '(', '"', '\'', '“', '‘', '«', '„'));

    /// <summary>The one address that somebody says to have written to ("I wrote to …"), whatever others stand beside it; null where there is none, or are several.</summary>
    public static string? WrittenTo(string words) => Named(Address.Matches(words).Where(found => IsWrittenTo(words, found))) is [var only] ? only : null;

    /// <summary>True where the own words around a reply speak of a sender.</summary>
    public static bool SpeaksOf(string words) => SpeaksOfSender.IsMatch(words);

    private static bool IsWrittenTo(string words, Match found)
    {
        var before = words[..found.Index].TrimEnd(' ', '\t', '\r', '\n', '<', '[', '(', '"', '\'', '“', '‘', '«', '„');
        var after = words[(found.Index + found.Length)..].TrimStart('>', ']', ')', '"', '\'', '”', '’', '»', ' ', '\t');
        return Writes.IsMatch(before) || (before.EndsWith(" an", StringComparison.OrdinalIgnoreCase) && after.Split(' ', 2)[0].TrimEnd('.', ',', ':') is "geschrieben" or "geschickt" or "gesendet" or "gemailt");
    }

    private static IReadOnlyList<string> Named(IEnumerable<Match> found) =>
        [.. found.Select(one => one.Value.TrimEnd('.')).Where(IsRecipient).Distinct(StringComparer.OrdinalIgnoreCase).Take(2)];

    // RFC 3463 §3.2: X.1.7 and X.1.8 are about the sender's address; §3.7: what X.6 quotes is a part of the message, such as its Message-ID.
    private static bool IsOfOtherSubject(string reply) => SmtpReply.Parse(reply).Status is { Subject: 1, Detail: 7 or 8 } or { Subject: 6 };

    private static bool IsMeant(string words, Match found)
    {
        var before = WithoutServer(words[..found.Index].TrimEnd(' ', '\t', '\r', '\n', '<', '[', '(', '"', '\'', '“', '‘', '«'));
        var after = words[(found.Index + found.Length)..].TrimStart('>', ']', ')', '"', '\'', '”', '’', '»');
        return before.Length == 0 ? after.Trim(' ', '\t', '\r', '\n', '.').Length > 0 : Introduces.IsMatch(before);
    }

    // Some systems put the name of the server that speaks before its words: "[mx1.contoso.example] <lee@contoso.example>: Access denied".
    private static string WithoutServer(string before) =>
        before.EndsWith(']') && before.LastIndexOf('[') is >= 0 and var open && Names.IsHostName(before[(open + 1)..^1]) && before[(open + 1)..^1].Any(char.IsAsciiLetter) ? before[..open].TrimEnd() : before;

    private static bool IsRecipient(string address) =>
        Names.IsAddress(address) && Names.DomainOf(address)!.Contains('.', StringComparison.Ordinal) && !Contacts.Contains(address[..address.LastIndexOf('@')]);

    [GeneratedRegex(@"[^\s<>()\[\],;:""'`“”‘’«»@]+@[^\s<>()\[\],;:""'`“”‘’«»@]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address { get; }

    private static Regex SpeaksOfSender { get; } = Speech.Pattern(
        $@"\b(?:{Speech.Any(one => one.Senders)}|mail from|from|return-path|reverse-path|helo|ehlo|client host|message-id|on behalf|send|sends|sending|outgoing|outbound|spam|blocked|block-?list(?:ed)?|black-?list(?:ed)?|listed|not owned|authenticated|logged in|your (?:e-?mail |own )?(?:address|account|mailbox)|spf|dkim|dmarc|exceeded)\b",
        RegexOptions.IgnoreCase);

    [GeneratedRegex(@"(?:\b(?:recipients?|rcpt to|user|mailbox|account|(?:e-?mail )?address)|\b(?:relay|relaying|deliver|delivery|delivered)\b[^.,;:@]{0,40}\b(?:to|for))[ \t]*[:=]?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Introduces { get; }

    private static Regex Sends { get; } = Speech.Pattern($@"\b{Speech.Any(one => one.From)}[ \t\u00A0]*:?\z", RegexOptions.IgnoreCase);

    private static Regex Writes { get; } = Speech.Pattern($@"\b{Speech.Any(one => one.WroteTo)}\z", RegexOptions.IgnoreCase);
}
