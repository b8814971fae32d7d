using System.Globalization;
using Recapito.Core;
using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

internal sealed partial class CatalogueSource
{
    /// <summary>Shorter phrases would be found in half of all mails.</summary>
    private const int ShortestPhrase = 3;

    // A text of one system is known for certain; "user unknown" of many systems may stand inside another refusal.
    private const int WeightOfSystem = 73;
    private const int WeightOfMany = 60;

    private void ReadReply(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(
            entry, "id", "meaning", "system", "phrases", "replyCodes", "statusCodes", "about", "reason", "permanent", "advice", "weight", "source", "examples", "note");
        var id = ReadId(file, entry, "reply form");
        var phrases = file.Texts(entry, "phrases");
        foreach (var phrase in phrases)
        {
            CheckPhrase(file, phrase, ShortestPhrase);
        }

        if (phrases.Count == 0)
        {
            file.Fault(entry, $"the reply form '{id}' has no phrase");
        }

        var examples = file.Strings(entry, "examples");
        if (examples.Length == 0)
        {
            file.Fault(entry, $"the reply form '{id}' has no example");
        }

        Replies.Add(new(
            id, file.Required(entry, "meaning"), file.Text(entry, "system"), [.. phrases.Select(phrase => CatalogueFormat.Fold(phrase.Value ?? ""))],
            ReadReplyCodes(file, entry), ReadStatusCodes(file, entry), ReadOneOf(file, entry, "about", AboutNames) ?? "recipient",
            ReadReasonOf(file, entry), ReadOneOf(file, entry, "permanent", ["true", "false"]), file.Text(entry, "advice"), ReadWeight(file, entry, file.Text(entry, "system") is null ? WeightOfMany : WeightOfSystem),
            file.Required(entry, "source"), examples));
    }

    private static void CheckPhrase(YamlFile file, YamlScalarNode node, int shortest)
    {
        var phrase = CatalogueFormat.Fold(node.Value ?? "");
        if (phrase.Trim().Length < shortest)
        {
            file.Fault(node, $"the phrase '{node.Value}' is shorter than {shortest} characters");
        }

        if (phrase.StartsWith(' '))
        {
            file.Fault(node, $"the phrase '{node.Value}' begins with a blank: phrases begin where words do");
        }
    }

    private string? ReadReasonOf(YamlFile file, YamlMappingNode entry)
    {
        var reason = file.Text(entry, "reason");
        CheckReason(file, entry, reason);
        return reason;
    }

    private static string? ReadOneOf(YamlFile file, YamlMappingNode entry, string key, string[] known)
    {
        var text = file.Text(entry, key);
        if (text is not null && !known.Contains(text))
        {
            file.Fault(entry, $"'{key}' must be one of {string.Join(", ", known)}, not '{text}'");
        }

        return text;
    }

    /// <summary>"550", "4xx" for all of a class, "none" where no code may stand; "given" with others where a code must stand (it is 1).</summary>
    private static int[] ReadReplyCodes(YamlFile file, YamlMappingNode entry)
    {
        var codes = new SortedSet<int>();
        foreach (var node in file.Texts(entry, "replyCodes"))
        {
            var text = node.Value ?? "";
            if (text is ['2' or '4' or '5', 'x', 'x'])
            {
                codes.UnionWith(Enumerable.Range((text[0] - '0') * 100, 100));
            }
            else if (text == "none")
            {
                codes.Add(0);
            }
            else if (text == "given")
            {
                codes.Add(1);
            }
            else if (text.Length == 3 && TryNumber(text, out var code) && code is >= 200 and <= 599)
            {
                codes.Add(code);
            }
            else
            {
                file.Fault(node, $"'{text}' is no reply code (RFC 5321 §4.2)");
            }
        }

        return [.. codes];
    }

    /// <summary>"5.4.1", or a range of details "5.7.606-649".</summary>
    private static (int, int, int)[] ReadStatusCodes(YamlFile file, YamlMappingNode entry)
    {
        var codes = new SortedSet<(int, int, int)>();
        foreach (var node in file.Texts(entry, "statusCodes"))
        {
            if (!TryRange(node.Value ?? "", codes))
            {
                file.Fault(node, $"'{node.Value}' is no enhanced code (RFC 3463 §2) and no range such as 5.7.606-649");
            }
        }

        return [.. codes];
    }

    private static bool TryRange(string text, SortedSet<(int, int, int)> codes)
    {
        if (text.Split('.') is not [var kind, var subject, var detail] || kind is not ("2" or "4" or "5"))
        {
            return false;
        }

        var ends = detail.Split('-');
        if (ends.Length > 2 || !TryNumber(subject, out var subjectNumber) || !TryNumber(ends[0], out var first)
            || !TryNumber(ends[^1], out var last) || last < first)
        {
            return false;
        }

        for (var number = first; number <= last; number++)
        {
            codes.Add((kind[0] - '0', subjectNumber, number));
        }

        return true;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= 999;
}
