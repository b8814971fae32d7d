using System.Collections.Frozen;

namespace Recapito.Core;

/// <summary>
/// Words that stand in sentences of ours and in replies, so that a local part that is such a word tears no sentence. A gap there would tell the word besides:
/// whoever knows the language reads "… from" as "mail from".
/// </summary>
internal static class SpokenWords
{
    // Stands for what fills a placeholder, and for the edge of a text.
    private const int Anything = 0;

    // Roles (RFC 2142) and what such mailboxes are called, then words of protocols, commands and replies: none of them names a person.
    private static readonly FrozenSet<string> NoNames = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, [.. (
        "abuse account accounting accounts admin administrator alert alerts alias billing booking bounce bounces box contact customer data default domain email event events "
        + "finance group help helpdesk host hostmaster hotel info information invoice job jobs list mail mailbox mailer main manager marketing message messages news newsletter "
        + "noc noreply notification notifications office order orders post postmaster press privacy program reception recipient reply report reports root sales search security sender server "
        + "service services shop spam staff subscribe support system team test testing unknown usenet user username users web webmaster www ftp uucp "
        + "from rcpt helo ehlo esmtp smtp lmtp quit rset starttls auth dig swaks openssl nslookup txt spf dkim dmarc dane dnssec tlsa arc null local localhost error failed full "
        + "found exist denied rejected address relay access policy disabled here such there this that with and for the no not do").Split(' ')]);

    private static readonly Lazy<(Dictionary<string, int> Words, HashSet<long> Pairs)> Spoken = new(() => Read(Catalogue.Default));

    /// <summary>True for a word that is the name of no person.</summary>
    public static bool NamesNobody(string word) => NoNames.Contains(word);

    /// <summary>True where both words stand beside each other in a sentence of ours.</summary>
    public static bool AreNeighbours(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        Number(first) is > Anything and var one && Number(second) is > Anything and var other && Spoken.Value.Pairs.Contains(PairOf(one, other));

    /// <summary>True for a word between others as it stands in a sentence of ours, in any language.</summary>
    /// <param name="before">The word before it; empty where there is none.</param>
    /// <param name="word">The word.</param>
    /// <param name="after">The word behind it; empty where there is none.</param>
    public static bool Stands(ReadOnlySpan<char> before, ReadOnlySpan<char> word, ReadOnlySpan<char> after)
    {
        var (number, pairs) = (Number(word), Spoken.Value.Pairs);
        return number > Anything
            && (pairs.Contains(PairOf(Anything, number)) || pairs.Contains(PairOf(Number(before), number)))
            && (pairs.Contains(PairOf(number, Anything)) || pairs.Contains(PairOf(number, Number(after))));
    }

    // -1 for a word that is in no sentence, which no pair has.
    private static int Number(ReadOnlySpan<char> word) =>
        word.IsEmpty ? Anything : Spoken.Value.Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var number) ? number : -1;

    private static long PairOf(int one, int other) => ((long)one << 32) | (uint)other;

    private static (Dictionary<string, int> Words, HashSet<long> Pairs) Read(Catalogue catalogue)
    {
        Dictionary<string, int> words = new(StringComparer.OrdinalIgnoreCase);
        HashSet<long> pairs = [];
        foreach (var text in catalogue.Languages.SelectMany(language => catalogue.WordsIn(language)!.Values).Concat(catalogue.ReplyForms.SelectMany(form => form.Phrases)))
        {
            Read(text, words, pairs);
        }

        return (words, pairs);
    }

    private static void Read(string text, Dictionary<string, int> words, HashSet<long> pairs)
    {
        var (last, lookup) = (Anything, words.GetAlternateLookup<ReadOnlySpan<char>>());
        for (var start = 0; start < text.Length;)
        {
            var end = Atoms.End(text, start);
            var close = text[start] == '{' ? text.IndexOf('}', start) : -1;
            if (close > 0)
            {
                pairs.Add(PairOf(last, Anything));
                (last, end) = (Anything, close + 1);
            }
            else if (end > start)
            {
                var word = text.AsSpan(start, end - start);
                if (!lookup.TryGetValue(word, out var number))
                {
                    lookup[word] = number = words.Count + 1;
                }

                pairs.Add(PairOf(last, number));
                last = number;
            }

            start = Math.Max(end, start + 1);
        }

        pairs.Add(PairOf(last, Anything));
    }
}
