namespace Recapito.Core;

/// <summary>
/// Why there is no answer, as those who asked wrote it, in the reader's language. Evidence files keep the English text; its forms stand in the catalogue under
/// "gap.text.", with placeholders for what differs, and a text that has none of these forms stays as it is.
/// </summary>
internal static class GapWords
{
    private const string Prefix = "gap.text.";

    /// <summary>The text in the words of a language.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="english">The forms.</param>
    /// <param name="words">The words of the language.</param>
    public static string Say(string text, IReadOnlyDictionary<string, string> english, IReadOnlyDictionary<string, string> words)
    {
        if (ReferenceEquals(english, words))
        {
            return SafeText.Escape(text);
        }

        foreach (var (key, form) in english.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal)).OrderByDescending(pair => pair.Value.Length))
        {
            if (words.TryGetValue(key, out var said) && Match(form, text) is { } values)
            {
                // Only the form itself is searched for placeholders: a value may hold braces of its own.
                return string.Concat(said.Split('{', '}').Select((part, i) => i % 2 == 0 ? part : Value(part)));

                // A reason within a reason is of ours again; all else is quoted.
                string Value(string name) => name is "why" or "first" ? Say(values.GetValueOrDefault(name) ?? "", english, words) : SafeText.Escape(values.GetValueOrDefault(name) ?? "");
            }
        }

        return SafeText.Escape(text);
    }

    /// <summary>What stands in the places of the form's placeholders; null where the text has another form.</summary>
    private static Dictionary<string, string>? Match(string form, string text)
    {
        // Literal text and names of placeholders by turns: it begins and ends with a literal, which may be empty.
        var parts = form.Split('{', '}');
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return null;
        }

        var at = parts[0].Length;
        for (var i = 2; i < parts.Length; i += 2)
        {
            var end = i == parts.Length - 1 && (parts[i].Length == 0 || text.EndsWith(parts[i], StringComparison.Ordinal)) ? text.Length - parts[i].Length : text.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (end <= at || parts[i].Length == 0 && i < parts.Length - 1)
            {
                return null;
            }

            values[parts[i - 1]] = text[at..end];
            at = end + parts[i].Length;
        }

        return at == text.Length ? values : null;
    }
}
