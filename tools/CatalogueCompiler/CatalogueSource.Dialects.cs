using Recapito.Core;
using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

/// <summary>What a kind of report says of itself and of its recipients, as <c>catalogue/dialects/*.yaml</c> describes it.</summary>
/// <param name="Id">Who writes it ("qmail", "exim" …); see <see cref="CatalogueFormat.IsGeneral"/> for what many systems write.</param>
/// <param name="Source">Where the form is documented.</param>
/// <param name="Language">BCP 47 tag, or null for several.</param>
/// <param name="Kind">What such a report is, where it is no bounce, or null.</param>
/// <param name="Cues">Phrases with the role that each plays.</param>
/// <param name="Examples">Whole texts, each with what is to be read in it.</param>
internal sealed record DialectEntry(string Id, string Source, string? Language, string? Kind, IReadOnlyList<(DialectRole Role, string Phrase)> Cues, IReadOnlyList<DialectExample> Examples);

/// <summary>A text as such a system writes it.</summary>
/// <param name="Text">The body of the report.</param>
/// <param name="Heads">Header lines that come with it.</param>
/// <param name="Recipients">Who failed.</param>
/// <param name="Says">Words that the diagnostic of the first one holds.</param>
/// <param name="Kind">"bounce", "delay" …</param>
internal sealed record DialectExample(string Text, string Heads, string[] Recipients, string? Says, string Kind);

internal sealed partial class CatalogueSource
{
    /// <summary>The key of each role in the files.</summary>
    internal static readonly (string Key, DialectRole Role)[] RoleKeys =
    [
        ("heads", DialectRole.Head), ("marks", DialectRole.Mark), ("recipients", DialectRole.Recipient), ("replies", DialectRole.Reply),
        ("hosts", DialectRole.Host), ("quotes", DialectRole.Quote), ("failures", DialectRole.Failure), ("listings", DialectRole.Listing), ("delays", DialectRole.Delay),
        ("contacts", DialectRole.Contact), ("daemons", DialectRole.Daemon), ("subjects", DialectRole.Subject), ("resumes", DialectRole.Resume), ("reporters", DialectRole.Reporter), ("lostSubjects", DialectRole.LostSubject), ("lostIds", DialectRole.LostId),
        ("successes", DialectRole.Success), ("losses", DialectRole.Loss), ("filters", DialectRole.Filter), ("messages", DialectRole.Message), ("attached", DialectRole.Attached),
    ];

    private static readonly string[] KindNames = ["bounce", "delay", "complaint", "auto-reply", "challenge", "not-a-bounce"];

    public List<DialectEntry> Dialects { get; } = [];

    private void ReadDialect(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, [.. RoleKeys.Select(role => role.Key), "id", "language", "kind", "source", "note", "examples"]);
        var id = ReadId(file, entry, "dialect");
        var source = file.Required(entry, "source");
        var cues = new List<(DialectRole, string)>();
        foreach (var (key, role) in RoleKeys)
        {
            foreach (var node in file.Texts(entry, key))
            {
                var phrase = CatalogueFormat.Fold(node.Value ?? "");
                CheckPhrase(file, node, phrase.Length > 0 && !char.IsAscii(phrase[0]) ? 2 : ShortestPhrase);
                cues.Add((role, phrase));
            }
        }

        if (!CatalogueFormat.IsGeneral(id) && !cues.Exists(cue => cue.Item1 is DialectRole.Mark or DialectRole.Head))
        {
            file.Fault(entry, $"nothing tells the dialect '{id}': it has neither marks nor heads");
        }

        Dialects.Add(new(id, source, file.Text(entry, "language"), ReadOneOf(file, entry, "kind", KindNames), cues, ReadExamples(file, entry, id)));
    }

    private static List<DialectExample> ReadExamples(YamlFile file, YamlMappingNode entry, string id)
    {
        var examples = new List<DialectExample>();
        if (!entry.Children.TryGetValue(new YamlScalarNode("examples"), out var node) || node is not YamlSequenceNode list || list.Children.Count == 0)
        {
            file.Fault(entry, $"the dialect '{id}' has no example");
            return examples;
        }

        foreach (var child in list)
        {
            if (child is not YamlMappingNode example)
            {
                file.Fault(child, "an example with 'text' and 'recipients' was expected here");
                continue;
            }

            file.OnlyKeys(example, "text", "heads", "recipients", "says", "kind");
            examples.Add(new(
                file.Required(example, "text"), file.Text(example, "heads") ?? "", file.Strings(example, "recipients"), file.Text(example, "says"),
                ReadOneOf(file, example, "kind", KindNames) ?? "bounce"));
        }

        return examples;
    }
}
