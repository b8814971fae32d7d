using Recapito.Core;
using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

/// <summary>A code that Exchange Online documents, with the texts that tell its meanings apart.</summary>
internal sealed record Code(
    string Id, (int Class, int Subject, int First, int Last)[] Ranges, string[] Texts, string[] CommonTexts, string[] Parties, string[] Steps,
    bool CodeAlone, bool TextAlone, string Source, string[] Examples);

internal sealed partial class CatalogueSource
{
    /// <summary>Shorter texts are words of everyone, and would claim replies of others.</summary>
    private const int ShortestCodeText = 6;

    public List<Code> CodeEntries { get; } = [];

    private void ReadCode(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "id", "codes", "texts", "commonTexts", "party", "steps", "alone", "source", "examples", "note");
        var id = ReadId(file, entry, "code");
        var (own, common) = (ReadCodeTexts(file, entry, "texts"), ReadCodeTexts(file, entry, "commonTexts"));
        var parties = file.Texts(entry, "party");
        foreach (var party in parties.Where(party => !PartyNames.Contains(party.Value)))
        {
            file.Fault(party, $"'{party.Value}' is no party; parties are {string.Join(", ", PartyNames)}");
        }

        var alone = file.Texts(entry, "alone");
        foreach (var one in alone.Where(one => one.Value is not ("code" or "text")))
        {
            file.Fault(one, $"'alone' must be code or text, not '{one.Value}'");
        }

        var (forCode, forText) = (alone.Any(one => one.Value == "code"), alone.Any(one => one.Value == "text"));
        var ranges = ReadCodeRanges(file, entry);
        CheckCode(file, entry, parties.Count > 0, forCode ? ranges.Length > 0 : own.Length + common.Length > 0, forText ? own.Length + common.Length > 0 : ranges.Length > 0);
        CodeEntries.Add(new(
            id, ranges, own, common, [.. parties.Select(party => party.Value ?? "")], file.Strings(entry, "steps"), forCode, forText,
            file.Required(entry, "source"), file.Strings(entry, "examples")));
    }

    private static void CheckCode(YamlFile file, YamlMappingNode entry, bool hasParty, bool hasTexts, bool hasCodes)
    {
        foreach (var (isThere, fault) in new[]
        {
            (hasParty, "'party' is missing"),
            (hasTexts, "'texts' is missing; an entry without needs 'codes' and 'alone: code'"),
            (hasCodes, "'codes' is missing; an entry without needs 'texts' and 'alone: text'"),
            (file.Texts(entry, "steps").Count > 0, "'steps' is missing: nobody would know what to do"),
            (file.Texts(entry, "examples").Count > 0, "'examples' is missing"),
        })
        {
            if (!isThere)
            {
                file.Fault(entry, fault);
            }
        }
    }

    /// <summary>Folded as replies are compared; "*" stands for anything between two parts.</summary>
    private static string[] ReadCodeTexts(YamlFile file, YamlMappingNode entry, string key)
    {
        var texts = file.Texts(entry, key);
        foreach (var text in texts.Where(text => (text.Value ?? "").Trim('*', ' ').Length < ShortestCodeText))
        {
            file.Fault(text, $"the text '{text.Value}' is shorter than {ShortestCodeText} characters");
        }

        return [.. texts.Select(text => CatalogueFormat.Fold(text.Value ?? ""))];
    }

    private static (int, int, int, int)[] ReadCodeRanges(YamlFile file, YamlMappingNode entry)
    {
        var ranges = new List<(int, int, int, int)>();
        foreach (var node in file.Texts(entry, "codes"))
        {
            var codes = new SortedSet<(int, int, int)>();
            if (TryRange(node.Value ?? "", codes))
            {
                ranges.Add((codes.Min.Item1, codes.Min.Item2, codes.Min.Item3, codes.Max.Item3));
            }
            else
            {
                file.Fault(node, $"'{node.Value}' is no enhanced code (RFC 3463 §2) and no range such as 5.7.606-649");
            }
        }

        return [.. ranges];
    }
}
