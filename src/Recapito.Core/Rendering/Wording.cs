using System.Text;

namespace Recapito.Core;

/// <summary>Words in one language, English where it lacks some. What goes into a placeholder is text of others and passes <see cref="SafeText"/>.</summary>
internal sealed class Wording
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly Dictionary<string, string> words;
    private readonly Dictionary<string, string> english;

    /// <summary>The words of a catalogue.</summary>
    /// <param name="catalogue">Where they stand.</param>
    /// <param name="language">BCP 47 tag; "it-CH" takes "it" where there is no closer one.</param>
    public Wording(Catalogue catalogue, string language)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(language);
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

    /// <summary>The words of a key ("why.others-stand"), or the text itself where it is no key but words already ("timeout after 2 s").</summary>
    public string SayOrText(string keyOrText, IReadOnlyDictionary<string, string>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(keyOrText);
        return Has(keyOrText) ? Say(keyOrText, arguments) : SafeText.Escape(keyOrText);
    }

    /// <summary>A text with placeholders, filled.</summary>
    public string Fill(string template, IReadOnlyDictionary<string, string> arguments)
    {
        var text = new StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length;)
        {
            var end = template[i] is '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(template[i++]);
                continue;
            }

            text.Append(Argument(template[(i + 1)..end], arguments));
            i = end + 1;
        }

        return text.ToString();
    }

    // What is not known is named by its kind ("the host"), never left as a hole.
    private string Argument(string name, IReadOnlyDictionary<string, string> arguments)
    {
        if (arguments.TryGetValue(name, out var value) && value.Length > 0)
        {
            return SafeText.Escape(value);
        }

        var generic = $"ui.placeholder.{name}";
        return words.GetValueOrDefault(generic) ?? english.GetValueOrDefault(generic) ?? $"{{{name}}}";
    }
}
