using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads a profile: lines of "id: severity", by which the user changes how much a finding matters.</summary>
internal static class SeverityProfile
{
    private const string Expected = "a profile with lines such as \"mx-single-host: warning\"";

    /// <exception cref="InputException">It cannot be read or has an error; the message names the line.</exception>
    public static IReadOnlyDictionary<string, Severity> Read(string path, Surroundings around)
    {
        var profile = new Dictionary<string, Severity>(StringComparer.Ordinal);
        var lines = InputFile.ReadText(path, Expected, around).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Split('#')[0].Trim();
            if (line.Length > 0)
            {
                var (id, severity) = Entry(line, FormattableString.Invariant($"{path}:{i + 1}"));
                profile[id] = severity;
            }
        }

        return profile;
    }

    private static (string Id, Severity Severity) Entry(string line, string place)
    {
        var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || Enum.GetValues<Severity>().Where(value => Kebab.Of(value) == parts[1]).Take(1).ToList() is not [var severity])
        {
            throw new InputException($"{place}: expected \"id: severity\" with one of {string.Join(", ", Enum.GetValues<Severity>().Select(Kebab.Of))}; found \"{line}\".");
        }

        return Catalogue.Default.Findings.ContainsKey(parts[0])
            ? (parts[0], severity)
            : throw new InputException($"{place}: there is no finding \"{parts[0]}\"; the ids stand in docs/reference/findings.md.");
    }
}
