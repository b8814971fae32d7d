using System.Buffers;

namespace Recapito.Core;

/// <summary>
/// The subject of the lost message, where a report repeats it: words of whoever wrote that message, which say nothing of why it failed. They are
/// made unreadable before a report is read.
/// </summary>
internal static class LostSubject
{
    /// <summary>Stands for each character of a subject (of Unicode's private use): no phrase has it, and what is said of a recipient never.</summary>
    internal const char Mark = '\uE000';

    /// <summary>Longer labels are sentences.</summary>
    private const int LongestLabel = 80;

    /// <summary>A label of more words is a sentence, behind which a reply may stand.</summary>
    private const int MostWords = 6;

    /// <summary>Shorter subjects stand in other words as well.</summary>
    private const int ShortestQuoted = 3;

    private static readonly LabelWords Names = new(
        "subject", "betreff", "oggetto", "objet", "asunto", "assunto", "onderwerp", "ämne", "emne", "temat", "předmět", "predmet", "tárgy", "subiect", "konu", "aihe",
            "тема", "件名", "主题", "主旨", "主題", "제목", "θέμα", "נושא", "الموضوع", "subjek", "chủ đề", "your document", "ihr dokument", "votre document", "su documento", "il documento");

    /// <summary>Labels of what went wrong: what follows is no subject, though it may be the same words.</summary>
    private static readonly LabelWords Reasons = new(
        "reason", "error", "because", "diagnos", "grund", "fehler", "weil", "raison", "erreur", "motiv", "errore", "causa", "cause", "erro", "oorzaak", "said", "replied", "response", "原因", "理由", "причин");

    /// <summary>The text with the subject made unreadable; everything else stands where it stood.</summary>
    /// <param name="text">The text that people see.</param>
    /// <param name="subject">The subject, where a part of the report tells it.</param>
    internal static string Masked(string text, string? subject)
    {
        subject = subject?.Trim() is { Length: > 0 } known ? known : null;
        if (Names.IndexIn(text) < 0 && (subject is null || !text.Contains(subject, StringComparison.Ordinal)))
        {
            return text;
        }

        var masked = new Masking(text, subject);
        var (isAwaited, isLabelled, isSentence) = (false, false, false);
        foreach (var line in TextLine.Split(text))
        {
            if (line.IsBlank)
            {
                continue;
            }

            var words = line.Of(text);
            if (LabelEnd(words) is > 0 and var behind)
            {
                var label = words[..behind];
                var value = words[behind..].TrimStart(" \t:：*");
                var isName = IsAny(label, Names);
                if (!value.IsEmpty && ((isName && (label.Count(' ') < MostWords || !WrittenText.StartsWithCode(value))) || (!IsAny(label, Reasons) && masked.Is(value))))
                {
                    masked.Hide(line.End - value.Length, line.End, isName);
                    continue;
                }

                // Behind an empty subject stands the next field: with an address, or a time.
                if (!isAwaited || value.ContainsAny('@', ':'))
                {
                    (isAwaited, isLabelled, isSentence) = (value.IsEmpty && isName, value.IsEmpty && !IsAny(label, Reasons), label.Count(' ') >= MostWords);
                    masked.GoOn(line);
                    continue;
                }
            }

            if (isAwaited ? !(isSentence && WrittenText.StartsWithCode(words)) && !words.Contains('@') : isLabelled && masked.Is(words))
            {
                masked.Hide(line.Start, line.End, isAwaited);
            }
            else
            {
                masked.GoOn(line);
            }

            isAwaited = isLabelled = false;
        }

        return masked.Text(ShortestQuoted);
    }

    /// <summary>Where the label ends that a line begins with; 0 where it begins with none.</summary>
    private static int LabelEnd(ReadOnlySpan<char> words)
    {
        var end = words[..Math.Min(words.Length, LongestLabel)].IndexOfAny(':', '：', '\t');
        return end > 0 && !words[..end].ContainsAny("@<\"") && !WrittenText.StartsWithCode(words) ? end : 0;
    }

    private static bool IsAny(ReadOnlySpan<char> label, LabelWords words)
    {
        for (var from = 0; words.IndexIn(label[from..]) is >= 0 and var found; from += found + 1)
        {
            var at = from + found;
            if (at == 0 || !char.IsLetter(label[at - 1]) || label[at] > '\u2E80')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Words of labels in all languages. Most texts are ASCII, in which those of English and its like are found many times faster.</summary>
    private sealed class LabelWords(params string[] words)
    {
        private readonly SearchValues<string> ascii = SearchValues.Create([.. words.Where(word => System.Text.Ascii.IsValid(word))], StringComparison.OrdinalIgnoreCase);
        private readonly SearchValues<string> all = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

        internal int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(System.Text.Ascii.IsValid(text) ? ascii : all);
    }

    /// <summary>A text of which some is hidden; it is copied when the first is.</summary>
    private ref struct Masking(string text, string? subject)
    {
        private char[]? masked;
        private ReadOnlySpan<char> rest;

        /// <summary>The words are the subject, or the first line of a longer one.</summary>
        internal readonly bool Is(ReadOnlySpan<char> words) => subject is not null && words.Length > 0
            && (words.SequenceEqual(subject) || (words.Length > LongestLabel / 2 && subject.AsSpan().StartsWith(words)));

        /// <param name="start">Where it begins.</param>
        /// <param name="end">Where it ends, exclusive.</param>
        /// <param name="isNamed">A label calls it the subject: no part need tell it.</param>
        internal void Hide(int start, int end, bool isNamed)
        {
            var words = text.AsSpan(start, end - start);
            subject ??= isNamed ? words.ToString() : null;
            rest = subject is not null && subject.AsSpan().StartsWith(words) ? subject.AsSpan(words.Length).TrimStart() : default;
            Put(start, end);
        }

        /// <summary>A long subject is folded: what follows of it stands in the next line.</summary>
        internal void GoOn(TextLine line)
        {
            var words = line.Of(text);
            if (!rest.IsEmpty && rest.StartsWith(words))
            {
                rest = rest[words.Length..].TrimStart();
                Put(line.Start, line.End);
            }
            else
            {
                rest = default;
            }
        }

        /// <summary>The text, the subject also hidden where it stands in quotes.</summary>
        internal string Text(int shortest)
        {
            if (subject is { } known && known.Length >= shortest)
            {
                for (var at = text.IndexOf(known, StringComparison.Ordinal); at > 0; at = text.IndexOf(known, at + known.Length, StringComparison.Ordinal))
                {
                    var end = at + known.Length;
                    if (end < text.Length && text[at - 1] is '"' or '“' or '„' or '«' or '\'' && text[end] is '"' or '”' or '“' or '»' or '\'')
                    {
                        Put(at, end);
                    }
                }
            }

            return masked is null ? text : new(masked);
        }

        private void Put(int start, int end)
        {
            masked ??= text.ToCharArray();
            masked.AsSpan(start, end - start).Fill(Mark);
        }
    }
}
