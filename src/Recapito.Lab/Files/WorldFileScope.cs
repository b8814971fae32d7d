using System.Globalization;
using System.Net;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Turns pieces of a world file into values, with errors that name the place. One per file.</summary>
internal sealed class WorldFileScope(string file, string text)
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];
    private readonly string[] lines = text.Split('\n');

    public WorldFileException Error(YamlNode at, string problem) => new(file, at.Line, at.Column, problem);

    /// <summary>A scalar that is not null.</summary>
    public string Text(YamlNode node, string what) => node is YamlText { IsNull: false } text
        ? text.Value
        : throw Error(node, $"{what} must be one value, here is {Describe(node)}; write it on one line behind the colon");

    /// <summary>A scalar that fits on one line, as what goes on the wire must.</summary>
    public string Line(YamlNode node, string what)
    {
        var value = Text(node, what);
        return value.Any(char.IsControl) ? throw Error(node, $"{what} holds a line break or control character; remove it") : value;
    }

    public IReadOnlyList<YamlNode> Items(YamlNode node, string what) => node switch
    {
        YamlList list => list.Items,
        YamlText { IsNull: true } => [],
        _ => throw Error(node, $"{what} must be a list, here is {Describe(node)}; write [a, b] or one \"- a\" per line"),
    };

    /// <summary>One value, or a list of them.</summary>
    public IReadOnlyList<YamlNode> OneOrMore(YamlNode node, string what) => node is YamlText { IsNull: false } ? [node] : Items(node, what);

    public IReadOnlyList<(YamlText Key, YamlNode Value)> Pairs(YamlNode node, string what) => node switch
    {
        YamlMap map => map.Pairs,
        YamlText { IsNull: true } => [],
        _ => throw Error(node, $"{what} must be a mapping, here is {Describe(node)}; write \"key: value\" lines below it, or {{ key: value }}"),
    };

    /// <summary>A mapping from names, each of which may be there once in any spelling.</summary>
    public Dictionary<string, T> ByName<T>(YamlNode node, string what, Func<YamlText, string> name, Func<YamlNode, T> read) =>
        ByNamed(node, what, name, (_, value) => read(value));

    /// <summary>The same, where what is read depends on the name.</summary>
    public Dictionary<string, T> ByNamed<T>(YamlNode node, string what, Func<YamlText, string> name, Func<string, YamlNode, T> read)
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in Pairs(node, what))
        {
            var canonical = name(key);
            if (!values.TryAdd(canonical, read(canonical, value)))
            {
                throw Error(key, $"\"{canonical}\" stands here a second time in another spelling; remove one of them");
            }
        }

        return values;
    }

    /// <summary>A mapping of which every key must be known.</summary>
    public Keys Keys(YamlNode node, string what, params string[] known)
    {
        var pairs = Pairs(node, what);
        foreach (var (key, _) in pairs)
        {
            if (!known.Contains(key.Value, StringComparer.Ordinal))
            {
                throw Error(key, $"\"{key.Value}\" is no key of {what}; {Suggest(key.Value, known)}known are {string.Join(", ", known)}");
            }
        }

        return new(this, pairs.ToDictionary(pair => pair.Key.Value, pair => pair.Value, StringComparer.Ordinal), node);
    }

    public string Word(YamlNode node, string what, IReadOnlyList<string> known)
    {
        var word = Text(node, what);
        return known.Contains(word, StringComparer.Ordinal) ? word : throw Error(node, $"\"{word}\" is no {what}; {Suggest(word, known)}known are {string.Join(", ", known)}");
    }

    public int Number(YamlNode node, string what, int least, int most) =>
        int.TryParse(Text(node, what), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Error(node, string.Create(CultureInfo.InvariantCulture, $"{what} must be a whole number from {least} to {most}"));

    public bool Flag(YamlNode node, string what) => Text(node, what) switch
    {
        "true" or "True" => true,
        "false" or "False" => false,
        var other => throw Error(node, $"{what} must be true or false, not \"{other}\""),
    };

    public DateTimeOffset Time(YamlNode node, string what)
    {
        var value = Text(node, what);
        var zoned = value.EndsWith('Z') ? value[..^1] + "+00:00" : value;
        return DateTimeOffset.TryParseExact(zoned, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToUniversalTime()
            : throw Error(node, $"\"{value}\" is no time for {what}; expected a date and time with its zone, such as 2026-11-23T10:15:00Z");
    }

    public string HostName(YamlNode node, string what)
    {
        var value = Line(node, what);
        var name = Names.Canonical(value);
        return Names.IsHostName(name) ? name : throw Error(node, $"\"{value}\" is no {what}: expected a name of letters, digits and hyphens with dots between, such as mx.contoso.example");
    }

    public string IpAddress(YamlNode node, string what)
    {
        var value = Line(node, what);
        return IPAddress.TryParse(value, out var address) && (value.Contains(':', StringComparison.Ordinal) || value.Count(c => c is '.') == 3)
            ? address.ToString()
            : throw Error(node, $"\"{value}\" is no IP address for {what}; expected one such as 192.0.2.25 or 2001:db8::25");
    }

    public string Mailbox(YamlNode node, string what)
    {
        var value = Line(node, what);
        return Names.IsAddress(value) ? Names.CanonicalAddress(value) : throw Error(node, $"\"{value}\" is no {what}; expected an address such as lee@contoso.example");
    }

    /// <summary>An error of a zone text, at the line and column of the file.</summary>
    public WorldFileException ZoneError(YamlText node, ZoneFileException e)
    {
        if (!node.Literal)
        {
            return Error(node, $"zone text, line {e.Line}: {e.Message}");
        }

        // A literal block's first line is the one below its "|"; its indentation is what the file's line has more than the text's.
        var line = node.Line + e.Line;
        var own = node.Value.Split('\n')[e.Line - 1];
        var raw = line <= lines.Length ? lines[line - 1].TrimEnd('\r') : own;
        return new(file, line, Math.Max(0, raw.Length - own.TrimEnd('\r').Length) + e.Column, e.Message, e);
    }

    private static string Describe(YamlNode node) => node switch
    {
        YamlText { IsNull: true } => "nothing",
        YamlText => "a single value",
        YamlList => "a list",
        _ => "a mapping",
    };

    /// <summary>The known word that was meant where at most two letters are wrong; null where none is near.</summary>
    public static string? Slip(string word, IReadOnlyList<string> known) => known.MinBy(candidate => Distance(word, candidate)) is { } nearest && Distance(word, nearest) <= 2 ? nearest : null;

    private static string Suggest(string word, IReadOnlyList<string> known)
    {
        var nearest = known.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) <= Math.Max(2, word.Length / 3) ? $"did you mean \"{nearest}\"? " : "";
    }

    // Without regard to case; bounded, as words here are short.
    private static int Distance(string one, string other) => one.Length > 64 ? int.MaxValue : Misspelling.Mistakes(one.ToLowerInvariant(), other.ToLowerInvariant());
}

/// <summary>A mapping with known keys.</summary>
internal sealed class Keys(WorldFileScope scope, IReadOnlyDictionary<string, YamlNode> values, YamlNode node)
{
    /// <summary>The value of the first of these keys that is there and not null; else null.</summary>
    public YamlNode? this[params string[] keys] => keys.Select(key => values.GetValueOrDefault(key)).FirstOrDefault(value => value is not null and not YamlText { IsNull: true });

    /// <summary>True where the key stands there, even with null.</summary>
    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>The value of a key that must be there.</summary>
    public YamlNode Must(string key, string what) => this[key] ?? throw scope.Error(node, $"{what} lacks \"{key}\"; add it");

    /// <summary>Reads a key, or gives the default where it is not there.</summary>
    public T Or<T>(string key, T otherwise, Func<YamlNode, T> read) => this[key] is { } value ? read(value) : otherwise;
}
