using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

/// <summary>Something wrong in a source file, printed as MSBuild expects it.</summary>
internal sealed record Fault(string File, long Line, long Column, string Message)
{
    public override string ToString() => $"{File}({Line},{Column}): error CAT001: {Message}";
}

/// <summary>One YAML file of the catalogue, read with places; what is wrong goes into the list of faults.</summary>
internal sealed class YamlFile(string path, List<Fault> faults)
{
    public string Path { get; } = path;

    /// <summary>The root of the only document, or null where there is none or it is broken (then a fault is noted).</summary>
    public YamlNode? Root()
    {
        try
        {
            using var text = new StreamReader(Path);
            var stream = new YamlStream();
            stream.Load(text);
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            faults.Add(new(Path, e.Start.Line, e.Start.Column, e.InnerException?.Message ?? e.Message));
            return null;
        }
    }

    public void Fault(YamlNode at, string message) => faults.Add(new(Path, at.Start.Line, at.Start.Column, message));

    /// <summary>The mappings of a list at the root.</summary>
    public IEnumerable<YamlMappingNode> Entries()
    {
        var root = Root();
        if (root is null or YamlScalarNode { Value: "" })
        {
            yield break;
        }

        if (root is not YamlSequenceNode list)
        {
            Fault(root, "a list of entries was expected here");
            yield break;
        }

        foreach (var node in list)
        {
            if (node is YamlMappingNode entry)
            {
                yield return entry;
            }
            else
            {
                Fault(node, "an entry with keys was expected here");
            }
        }
    }

    /// <summary>Notes every key that is not one of those known, as a misspelt key is otherwise lost silently.</summary>
    public void OnlyKeys(YamlMappingNode entry, params ReadOnlySpan<string> known)
    {
        foreach (var key in entry.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
            {
                Fault(key, $"unknown key '{key}'; known are {string.Join(", ", known.ToArray())}");
            }
        }
    }

    /// <summary>The text under a key, or null where it is absent or null.</summary>
    public string? Text(YamlMappingNode entry, string key)
    {
        if (!entry.Children.TryGetValue(new YamlScalarNode(key), out var node))
        {
            return null;
        }

        if (node is not YamlScalarNode scalar)
        {
            Fault(node, $"'{key}' must be a text");
            return null;
        }

        return scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "~" or "" ? null : scalar.Value;
    }

    /// <summary>The text under a key that must be there.</summary>
    public string Required(YamlMappingNode entry, string key)
    {
        var text = Text(entry, key);
        if (string.IsNullOrWhiteSpace(text))
        {
            Fault(entry, $"'{key}' is missing");
        }

        return text ?? "";
    }

    /// <summary>The texts under a key: a list, one text, or nothing.</summary>
    public IReadOnlyList<YamlScalarNode> Texts(YamlMappingNode entry, string key)
    {
        if (!entry.Children.TryGetValue(new YamlScalarNode(key), out var node))
        {
            return [];
        }

        if (node is YamlScalarNode one)
        {
            return one.Style == ScalarStyle.Plain && one.Value is "null" or "~" or "" ? [] : [one];
        }

        if (node is YamlSequenceNode list && list.All(item => item is YamlScalarNode))
        {
            return [.. list.Cast<YamlScalarNode>()];
        }

        Fault(node, $"'{key}' must be a list of texts");
        return [];
    }

    public string[] Strings(YamlMappingNode entry, string key) => [.. Texts(entry, key).Select(node => node.Value ?? "")];
}
