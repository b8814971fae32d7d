using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

/// <summary>Words that say the same, under one name, for the patterns of cues.</summary>
internal sealed record Term(string Id, List<string> Words);

/// <summary>What a text says of the reason of a failure, and how much that weighs against other cues.</summary>
internal sealed record Cue(
    string[] Patterns, string Reason, int Weight, string[] Hosts, (int, int)[] ReplyCodes, (int, int)[] StatusCodes, string[] Stages,
    string? Permanent, string? Advice, string? Provider, string[] Examples);

internal sealed partial class CatalogueSource
{
    private const int UsualWeight = 70;
    private const int GreatestWeight = 99;
    private static readonly string[] StageNames = ["connect", "ehlo", "mail", "rcpt", "data"];

    public List<Term> Terms { get; } = [];
    public List<Cue> Cues { get; } = [];

    private void ReadTerm(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "id", "words");
        var id = file.Required(entry, "id");
        var words = file.Strings(entry, "words");
        if (words.Length == 0)
        {
            file.Fault(entry, $"the term '{id}' has no words");
        }

        // Each language has a file of its own and adds its words to the same terms.
        var term = Terms.Find(known => known.Id == id);
        if (term is null)
        {
            Terms.Add(term = new(id, []));
        }

        term.Words.AddRange(words);
    }

    private void ReadCue(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(
            entry, "provider", "patterns", "reason", "weight", "hosts", "replyCodes", "statusCodes", "stages", "permanent", "advice", "source", "examples", "note");
        var reason = file.Required(entry, "reason");
        CheckReason(file, entry, reason);
        _ = file.Required(entry, "source");
        var examples = file.Strings(entry, "examples");
        if (examples.Length == 0)
        {
            file.Fault(entry, $"a cue of '{reason}' has no example");
        }

        Cues.Add(new(
            ReadPatterns(file, entry), reason, ReadWeight(file, entry, UsualWeight), [.. file.Strings(entry, "hosts").Select(host => host.ToLowerInvariant())],
            Ranges(ReadReplyCodes(file, entry)), Ranges([.. ReadStatusCodes(file, entry).Select(code => (code.Item1 * 1_000_000) + (code.Item2 * 1000) + code.Item3)]),
            ReadStages(file, entry), ReadOneOf(file, entry, "permanent", ["true", "false"]), file.Text(entry, "advice"), file.Text(entry, "provider"), examples));
    }

    /// <summary>A form of a reply is a cue too: its phrases, in any distance, each the start of words.</summary>
    private void AddCuesOfForms()
    {
        Cues.AddRange(Replies.Where(reply => reply.Reason is not null).Select(reply => new Cue(
            [string.Join(" ... ", reply.Phrases.Select(phrase => $"{phrase.Replace("*", " ", StringComparison.Ordinal)}*"))], reply.Reason!, reply.Weight, [],
            Ranges(reply.ReplyCodes), Ranges([.. reply.StatusCodes.Select(code => (code.Item1 * 1_000_000) + (code.Item2 * 1000) + code.Item3)]),
            [], reply.Permanent, reply.Advice, reply.System, reply.Examples)));
    }

    private string[] ReadPatterns(YamlFile file, YamlMappingNode entry)
    {
        var patterns = file.Texts(entry, "patterns");
        foreach (var pattern in patterns)
        {
            var items = CuePattern.Parse(pattern.Value ?? "");
            foreach (var item in items)
            {
                if (item.Term is { } term ? Terms.TrueForAll(known => known.Id != term) : item.Text.Length < (items.Count > 1 ? 1 : ShortestPhrase))
                {
                    file.Fault(pattern, $"'{item.Term ?? item.Text}' of the pattern '{pattern.Value}' is no term, or too short for a text alone");
                }
            }
        }

        if (patterns.Count == 0 && file.Texts(entry, "hosts").Count == 0)
        {
            file.Fault(entry, "a cue needs patterns or hosts");
        }

        return [.. patterns.Select(pattern => pattern.Value ?? "")];
    }

    private static int ReadWeight(YamlFile file, YamlMappingNode entry, int usual)
    {
        var text = file.Text(entry, "weight");
        if (text is null)
        {
            return usual;
        }

        if (!TryNumber(text, out var weight) || weight is < 1 or > GreatestWeight)
        {
            file.Fault(entry, $"'weight' must be a number from 1 to {GreatestWeight}");
        }

        return weight;
    }

    private static string[] ReadStages(YamlFile file, YamlMappingNode entry)
    {
        var stages = file.Texts(entry, "stages");
        foreach (var stage in stages.Where(stage => !StageNames.Contains(stage.Value)))
        {
            file.Fault(stage, $"'{stage.Value}' is no stage; stages are {string.Join(", ", StageNames)}");
        }

        return [.. stages.Select(stage => stage.Value ?? "")];
    }

    private static (int, int)[] Ranges(int[] sorted)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in sorted)
        {
            if (ranges.Count > 0 && ranges[^1].Last == number - 1)
            {
                ranges[^1] = (ranges[^1].First, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return [.. ranges];
    }
}

/// <summary>One item of a pattern: a text or a term, and how many words may stand before it.</summary>
internal sealed record CueItem(string? Term, string Text, bool OpenStart, bool OpenEnd, int Gap)
{
    public const int Anywhere = 0xFFFF;
    public const int Near = 7;
}

/// <summary>
/// "no such {recipient}", "{recipient} .. {absent}" (at most a few words between), "a ... b" (any distance), "reject*" (a stem).
/// </summary>
internal static class CuePattern
{
    public static List<CueItem> Parse(string pattern)
    {
        var items = new List<CueItem>();
        var gap = 0;
        foreach (var part in pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is ".." or "...")
            {
                gap = part.Length == 2 ? CueItem.Near : CueItem.Anywhere;
            }
            else if (part.StartsWith('{') && part.EndsWith('}'))
            {
                items.Add(new(part[1..^1], "", false, false, gap));
                gap = 0;
            }
            else if (gap == 0 && items.Count > 0 && items[^1].Term is null)
            {
                items[^1] = items[^1] with { Text = items[^1].Text + " " + part };
            }
            else
            {
                items.Add(new(null, part, false, false, gap));
                gap = 0;
            }
        }

        return items.ConvertAll(Folded);
    }

    /// <summary>A text with its folded form and without the stars that leave a boundary open.</summary>
    public static CueItem Folded(CueItem item) => item.Term is not null ? item : item with
    {
        OpenStart = item.Text.StartsWith('*'),
        OpenEnd = item.Text.EndsWith('*'),
        Text = CueText.Fold(item.Text.Trim('*')),
    };
}
