using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// Finds names in sentences, whatever stands beside them but letters and digits: "lee" in "no such user lee" and in "lee's mailbox", not in
/// "lee.contoso.example" nor in "sleep". One pass; how long it takes does not depend on how many names there are.
/// </summary>
/// <param name="words">From a name in lower case to what stands in its place.</param>
/// <param name="keyed">The same of names that are found only behind a mark of a name, such as "s=".</param>
/// <param name="stays">True for a name at a place of a text where it is an ordinary word; null where it is none anywhere.</param>
internal sealed class WordText(IReadOnlyDictionary<string, string> words, IReadOnlyDictionary<string, string> keyed, Func<string, int, int, bool>? stays = null)
{
    private const int LongestHost = 253;
    private const int LongestMark = 16;

    private static readonly FrozenSet<string> Marks = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "s", "sn", "surname", "g", "gn", "givenname", "cn", "name", "fn");

    // What ends a file's name and no host's: a lock beside a mailbox is called after it.
    private static readonly FrozenSet<string> FileEnds = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "lock", "tmp", "mbox", "maildir", "forward", "bak");

    private static readonly SearchValues<char> Joins = SearchValues.Create("-_");

    private readonly NameTable table = new(words);
    private readonly NameTable marked = new(keyed);

    /// <summary>The text with other words.</summary>
    /// <param name="text">Any text.</param>
    public string Map(string text)
    {
        if (table.IsEmpty && marked.IsEmpty)
        {
            return text;
        }

        StringBuilder? changed = null;
        var done = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = Atoms.End(text, start);
            if (end > start && Found(text, start, end) is { } found)
            {
                (changed ??= new(text.Length)).Append(text, done, start - done).Append(found.Other);
                end = done = found.End;
            }

            start = Math.Max(end, start + 1);
        }

        return changed is null ? text : changed.Append(text, done, text.Length - done).ToString();
    }

    private (int End, string Other)? Found(string text, int start, int atom) =>
        table.Find(text, start, out _) is { } name && IsMeant(text, start, name.End, isOneAtom: name.End == atom) ? name
        : !marked.IsEmpty && IsMarked(text, start) && marked.Find(text, start, out _) is { } part && part.End == atom ? part
        : null;

    private bool IsMeant(string text, int start, int end, bool isOneAtom) =>
        IsBetween(text, start, end, '<', '>')
        || (!IsWithinHost(text, start, end, isOneAtom) && !(isOneAtom && IsNumbered(text, start, end)) && stays?.Invoke(text, start, end) is not true);

    private static bool IsBetween(string text, int start, int end, char open, char close) => start > 0 && end < text.Length && text[start - 1] == open && text[end] == close;

    private static bool IsMarked(string text, int start)
    {
        var first = start - 1;
        while (first > 0 && start - first < LongestMark && char.IsAsciiLetter(text[first - 1]))
        {
            first--;
        }

        return start > 1 && text[start - 1] == '=' && Marks.Contains(text[first..(start - 1)]);
    }

    // "lee-1" is a machine or the id of a queue rather than a person.
    private static bool IsNumbered(string text, int start, int end) =>
        (end + 1 < text.Length && Joins.Contains(text[end]) && char.IsDigit(text[end + 1])) || (start > 1 && Joins.Contains(text[start - 1]) && char.IsDigit(text[start - 2]));

    // No further than a host's name is long, or a row of names would be read as often as it has names.
    private static bool IsWithinHost(string text, int start, int end, bool isOneAtom)
    {
        var last = end;
        while (last < text.Length && last - end < LongestHost && IsOfHost(text[last]))
        {
            last++;
        }

        var after = text.AsSpan(end, last - end).TrimEnd(".-_");
        var top = after[(after.LastIndexOf('.') + 1)..].ToString();
        return after.Contains('.') ? Names.IsTopLevel(top) && !FileEnds.Contains(top) : isOneAtom && after.IsEmpty && start > 1 && text[start - 1] == '.' && Atoms.IsPart(text[start - 2]);
    }

    private static bool IsOfHost(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '_';
}
