using System.Text;

namespace Recapito.Core;

/// <summary>Words in one language, English where it lacks some. What goes into a placeholder is text of others and passes <see cref="SafeText"/>.</summary>
public sealed class Wording
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Where the words stand.</summary>
    internal Catalogue Catalogue { get; }

    private readonly Dictionary<string, string> words;
    private readonly Dictionary<string, string> english;

    /// <summary>The words of a catalogue.</summary>
    /// <param name="catalogue">Where they stand.</param>
    /// <param name="language">BCP 47 tag; "it-CH" takes "it" where there is no closer one.</param>
    public Wording(Catalogue catalogue, string language)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(language);
        Catalogue = catalogue;
        english = catalogue.WordsIn("en") ?? Nothing;
        var tag = language.ToLowerInvariant();
        var primary = tag.Split('-', '_')[0];
        Language = catalogue.Languages.Contains(tag) ? tag : catalogue.Languages.Contains(primary) ? primary : "en";
        words = catalogue.WordsIn(Language) ?? english;
    }

    /// <summary>The language that the words are in.</summary>
    public string Language { get; }

    /// <summary>True where there are words for the key.</summary>
    public bool Has(string key) => words.ContainsKey(key) || english.ContainsKey(key);

    /// <summary>The words of a key with its placeholders filled; the key itself where there are none.</summary>
    public string Say(string key, IReadOnlyDictionary<string, string>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var template = words.GetValueOrDefault(key) ?? english.GetValueOrDefault(key);
        return template is null ? SafeText.Escape(key) : Fill(template, arguments ?? Nothing);
    }

    /// <summary>The same, with one or more arguments.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var named = new Dictionary<string, string>();
        foreach (var (name, value) in arguments)
        {
            named[name] = value ?? "";
        }

        return Say(key, named);
    }

    /// <summary>The same, where commands stand between <see cref="TextWidth.CommandMark"/>s instead of backquotes: a value with a backquote begins no command.</summary>
    internal string SaySteps(string key, IReadOnlyDictionary<string, string> arguments)
    {
        ArgumentNullException.ThrowIfNull(key);
        var template = words.GetValueOrDefault(key) ?? english.GetValueOrDefault(key);
        return template is null ? SafeText.Escape(key) : Fill(template.Replace('`', TextWidth.CommandMark), arguments);
    }

    /// <summary>The key of words for one kind, the first that there are words for, of reader or case ("next.inside.command" for the terminal, "….message" for a letter), or the key itself where there are none.</summary>
    internal string Fitting(string key, params ReadOnlySpan<string> kinds)
    {
        foreach (var kind in kinds)
        {
            if (Has($"{key}.{kind}"))
            {
                return $"{key}.{kind}";
            }
        }

        return key;
    }

    /// <summary>The words of a key ("why.others-stand"), or the text itself where it is no key but words already ("timeout after 2 s").</summary>
    internal string SayOrText(string keyOrText, IReadOnlyDictionary<string, string>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(keyOrText);
        return Has(keyOrText) ? Say(keyOrText, arguments) : GapWords.Say(keyOrText, english, words);
    }

    /// <summary>A text with placeholders, filled.</summary>
    internal string Fill(string template, IReadOnlyDictionary<string, string> arguments)
    {
        var text = new StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length;)
        {
            var end = template[i] is '{' && !IsHashTable(template, i) ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(template[i++]);
                continue;
            }

            var said = Argument(template[(i + 1)..end], arguments);
            text.Append(said.Length > 0 && IsGeneric(template[(i + 1)..end], arguments) && IsSentenceStart(text) ? char.ToUpperInvariant(said[0]) + said[1..] : said);
            i = end + 1;
        }

        return text.ToString();
    }

    // "@{Add={'recipient}}" of PowerShell: no name of a placeholder is followed by an equals sign.
    private static bool IsHashTable(string template, int at) => template.AsSpan(at + 1).IndexOfAny("{}|=") is >= 0 and var next && template[at + 1 + next] is '=';

    private static bool IsGeneric(string placeholder, IReadOnlyDictionary<string, string> arguments) =>
        !placeholder.Contains('|', StringComparison.Ordinal) && arguments.GetValueOrDefault(placeholder) is null or "" or "–" or "?";

    private static bool IsSentenceStart(StringBuilder text) =>
        text.Length == 0 || text[^1] is '\n' || (text.Length > 1 && text[^1] is ' ' && text[^2] is '.' or '?' or '!');

    // What is not known is named by its kind ("the host"), never left as a hole. In a command, "{host|HOST}" leaves a word in capitals to be filled in, and
    // an apostrophe before the name puts what is known into PowerShell's quotes; two take it for a list, and quote each of its items.
    private string Argument(string placeholder, IReadOnlyDictionary<string, string> arguments)
    {
        var bar = placeholder.IndexOf('|');
        var name = (bar < 0 ? placeholder : placeholder[..bar]).TrimStart('\'');
        if (arguments.TryGetValue(name, out var value) && value is not ("" or "–" or "?"))
        {
            // Why there is no answer may be told within another sentence.
            if (placeholder is "why" or "reason")
            {
                return GapWords.Say(value, english, words);
            }

            return SafeText.Escape(placeholder.StartsWith("''", StringComparison.Ordinal) ? string.Join(',', value.Split(", ").Select(PowerShellText.Quoted))
                : placeholder[0] is '\'' ? PowerShellText.Quoted(value) : value);
        }

        if (bar >= 0)
        {
            return placeholder[(bar + 1)..];
        }

        var generic = $"ui.placeholder.{name}";
        return words.GetValueOrDefault(generic) ?? english.GetValueOrDefault(generic) ?? value ?? $"{{{name}}}";
    }
}
