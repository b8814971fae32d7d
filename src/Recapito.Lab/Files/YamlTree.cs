using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Recapito.Lab;

/// <summary>A piece of a YAML file with its place.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal abstract record YamlNode(int Line, int Column);

/// <summary>A scalar.</summary>
/// <param name="Value">Its text.</param>
/// <param name="Plain">True without quotes, where "null" and "~" mean nothing at all.</param>
/// <param name="Literal">True for a block that begins with "|".</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record YamlText(string Value, bool Plain, bool Literal, int Line, int Column) : YamlNode(Line, Column)
{
    /// <summary>True for an empty value, "null" and "~" (YAML 1.2 §10.2.1.1).</summary>
    public bool IsNull => Plain && Value is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

/// <summary>A mapping.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlText Key, YamlNode Value)> Pairs, int Line, int Column) : YamlNode(Line, Column);

/// <summary>Builds a tree from the events of YamlDotNet's parser: one document, no anchors, no tags, limited depth, no key twice.</summary>
internal sealed class YamlTree
{
    /// <summary>Largest file, characters.</summary>
    public const int LargestFile = 1024 * 1024;

    private const int Deepest = 24;
    private readonly string file;
    private readonly Parser parser;

    private YamlTree(string file, string text)
    {
        this.file = file;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The root of a file.</summary>
    /// <exception cref="WorldFileException">The text is no YAML, too large, or uses what is not allowed here.</exception>
    public static YamlNode Read(string file, string text)
    {
        CheckCharacters(file, text);
        var tree = new YamlTree(file, text);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            throw YamlMistake.Explain(file, text, e);
        }
#pragma warning disable CA1031 // YamlDotNet's scanner throws InvalidOperationException and others on broken input; whatever it is, this is no YAML.
        catch (Exception e) when (e is not WorldFileException)
#pragma warning restore CA1031
        {
            var reached = tree.parser.Current?.End ?? Mark.Empty;
            throw YamlMistake.Explain(file, text, new YamlException(reached, reached, "the text breaks off or goes on in a way that cannot be read", e));
        }
    }

    private static void CheckCharacters(string file, string text)
    {
        if (text.Length > LargestFile)
        {
            throw new WorldFileException(file, 1, 1, $"the file has {text.Length} characters; a world has at most {LargestFile}. Check that this is a world file");
        }

        int line = 1, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n')
            {
                (line, start) = (line + 1, i + 1);
            }
            else if (text[i] is < ' ' and not ('\t' or '\r') or '\u007f')
            {
                throw new WorldFileException(file, line, i - start + 1, $"the control character U+{(int)text[i]:X4} is not allowed in a world file; remove it");
            }
        }
    }

    private YamlNode Document()
    {
        Next<StreamStart>();
        if (!parser.MoveNext() || parser.Current is StreamEnd)
        {
            throw new WorldFileException(file, 1, 1, "the file is empty; a world begins with keys such as \"about:\" and \"dns:\" (docs/reference/world.md)");
        }

        parser.MoveNext();
        var root = Node(0);
        Next<DocumentEnd>();
        parser.MoveNext();
        return parser.Current is StreamEnd ? root : throw At(parser.Current!, "a second document begins here; a world is one document. Put each world into a file of its own");
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (!parser.MoveNext() || parser.Current is not T)
        {
            throw At(parser.Current!, $"the YAML has another shape than expected ({typeof(T).Name})");
        }
    }

    private YamlNode Node(int depth)
    {
        var here = parser.Current!;
        if (depth > Deepest)
        {
            throw At(here, $"this is nested more than {Deepest} deep; no key of a world needs that");
        }

        if (here is AnchorAlias || (here is NodeEvent node && !node.Anchor.IsEmpty))
        {
            throw At(here, "anchors (&) and aliases (*) are not used in world files; write the value out, or put it in quotes if it is a text");
        }

        if (here is NodeEvent { Tag.IsEmpty: false, Tag.IsNonSpecific: false })
        {
            throw At(here, "tags (!) are not used in world files; remove it, or put the value in quotes if it is a text");
        }

        var (line, column) = Place(here);
        return here switch
        {
            Scalar scalar => new YamlText(scalar.Value, scalar.Style is ScalarStyle.Plain, scalar.Style is ScalarStyle.Literal, line, column),
            SequenceStart => List(depth, line, column),
            MappingStart => Map(depth, line, column),
            _ => throw At(here, "a value was expected here"),
        };
    }

    private YamlList List(int depth, int line, int column)
    {
        var items = new List<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        return new(items, line, column);
    }

    private YamlMap Map(int depth, int line, int column)
    {
        var pairs = new List<(YamlText, YamlNode)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1) as YamlText ?? throw At(parser.Current!, "a key must be a plain word; write \"key: value\"");
            if (!places.TryAdd(key.Value, key.Line))
            {
                throw new WorldFileException(file, key.Line, key.Column, $"the key \"{key.Value}\" stands here a second time (first in line {places[key.Value]}); remove one of them");
            }

            parser.MoveNext();
            pairs.Add((key, Node(depth + 1)));
        }

        return new(pairs, line, column);
    }

    private static (int Line, int Column) Place(ParsingEvent at) => ((int)at.Start.Line, (int)at.Start.Column);

    private WorldFileException At(ParsingEvent at, string problem) => new(file, (int)at.Start.Line, (int)at.Start.Column, problem);
}
