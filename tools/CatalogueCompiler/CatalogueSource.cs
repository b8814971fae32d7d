using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

internal sealed record Cause(
    string Id, string[] Parties, string Remedy, string[] Symptoms, string? Refines, string[] ExcludedBy, string[] Sources);

internal sealed record Reply(
    string Id, string Meaning, string? System, string[] Phrases, int[] ReplyCodes, (int, int, int)[] StatusCodes, string About,
    string? Reason, string? Permanent, string? Advice, int Weight, string Source, string[] Examples);

/// <summary>A reason with its advice; <paramref name="Temporary"/> is the advice while sending again may help, where it differs.</summary>
internal sealed record Reason(string Id, string Advice, string? Temporary, string? Permanent, string? Party);

/// <summary>What enhanced codes mean where no reply text says it better; "x" in a code stands for any number.</summary>
internal sealed record Status(string Code, string Reason, int Weight);

/// <summary>The folder catalogue/ as read, with all that is wrong in it.</summary>
internal sealed partial class CatalogueSource
{
    private static readonly string[] PartyNames = ["sender", "senders-admin", "recipients-admin", "dns-host", "microsoft", "nobody"];
    private const int UsualStatusWeight = 30;
    private static readonly string[] AboutNames = ["recipient", "client", "sender", "domain"];

    public List<Fault> Faults { get; } = [];
    public List<Cause> Causes { get; } = [];
    public List<Reply> Replies { get; } = [];
    public List<Reason> Reasons { get; } = [];
    public List<Status> Statuses { get; } = [];
    public SortedDictionary<string, SortedDictionary<string, string>> Words { get; } = new(StringComparer.Ordinal);

    public static CatalogueSource Read(string folder)
    {
        var source = new CatalogueSource();
        source.ReadFiles(folder, "reasons.yaml", source.ReadReason);
        source.ReadFiles(folder, "statuses.yaml", source.ReadStatus);
        source.ReadFiles(Path.Combine(folder, "causes"), "*.yaml", source.ReadCause);
        source.ReadFiles(Path.Combine(folder, "findings"), "*.yaml", source.ReadFinding);
        source.ReadFiles(folder, "providers.yaml", source.ReadProvider);
        source.ReadFiles(Path.Combine(folder, "replies"), "*.yaml", source.ReadReply);
        source.ReadFiles(Path.Combine(folder, "codes"), "*.yaml", source.ReadCode);
        source.AddCuesOfForms();
        source.ReadFiles(Path.Combine(folder, "replies", "terms"), "*.yaml", source.ReadTerm);
        source.ReadFiles(Path.Combine(folder, "replies", "reasons"), "*.yaml", source.ReadCue);
        source.ReadFiles(Path.Combine(folder, "dialects"), "*.yaml", source.ReadDialect);
        source.ReadWords(Path.Combine(folder, "locales"));
        source.CheckReferences();
        return source;
    }

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly List<(YamlFile File, YamlNode At, string Cause, string Refines)> refinements = [];
    private readonly List<(YamlFile File, YamlScalarNode At)> symptoms = [];

    /// <summary>In the order of file names, compared as bytes: a build on Windows gives the same file as one on Linux.</summary>
    private static string[] Files(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];

    private void ReadFiles(string folder, string pattern, Action<YamlFile, YamlMappingNode> read)
    {
        foreach (var path in Files(folder, pattern))
        {
            var file = new YamlFile(path, Faults);
            foreach (var entry in file.Entries())
            {
                read(file, entry);
            }
        }
    }

    private string ReadId(YamlFile file, YamlMappingNode entry, string kind)
    {
        var id = file.Required(entry, "id");
        if (!ids.TryAdd($"{kind} {id}", file.Path))
        {
            file.Fault(entry, $"the {kind} '{id}' was defined before, in {ids[$"{kind} {id}"]}");
        }

        return id;
    }

    private void ReadCause(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "id", "party", "remedy", "symptoms", "refines", "excludedBy", "sources");
        var id = ReadId(file, entry, "cause");
        var parties = file.Texts(entry, "party");
        foreach (var party in parties.Where(party => !PartyNames.Contains(party.Value)))
        {
            file.Fault(party, $"'{party.Value}' is no party; parties are {string.Join(", ", PartyNames)}");
        }

        if (parties.Count == 0)
        {
            file.Fault(entry, "'party' is missing");
        }

        var sources = file.Strings(entry, "sources");
        if (sources.Length == 0)
        {
            file.Fault(entry, $"the cause '{id}' names no public source");
        }

        var refines = file.Text(entry, "refines");
        if (refines is not null)
        {
            refinements.Add((file, entry, id, refines));
        }

        symptoms.AddRange(file.Texts(entry, "symptoms").Select(symptom => (file, symptom)));
        Causes.Add(new(
            id, [.. parties.Select(party => party.Value ?? "")], file.Required(entry, "remedy"), file.Strings(entry, "symptoms"),
            refines, file.Strings(entry, "excludedBy"), sources));
    }

    /// <summary>Entries may refer to entries of files that are read later.</summary>
    private void CheckReferences()
    {
        foreach (var (file, at) in symptoms.Where(symptom => Replies.TrueForAll(reply => reply.Meaning != symptom.At.Value)))
        {
            file.Fault(at, $"the symptom '{at.Value}' is the meaning of no reply form");
        }

        foreach (var (file, at, cause, refines) in refinements)
        {
            if (!Causes.Any(known => known.Id == refines) || cause == refines)
            {
                file.Fault(at, $"'{cause}' refines '{refines}', and there is no such other cause");
            }
        }
    }

    private void ReadReason(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "id", "meaning", "advice", "temporary", "permanent", "party");
        _ = file.Required(entry, "meaning");
        Reasons.Add(new(
            ReadId(file, entry, "reason"), file.Required(entry, "advice"), file.Text(entry, "temporary"), ReadOneOf(file, entry, "permanent", ["true", "false"]),
            ReadOneOf(file, entry, "party", PartyNames)));
    }

    /// <summary>"5.7.1", "x.7.1" or "x.7.x", a range of details "5.7.606-649", or a reply code "552".</summary>
    private void ReadStatus(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "code", "reason", "weight", "source");
        var code = file.Required(entry, "code");
        var reason = file.Required(entry, "reason");
        _ = file.Required(entry, "source");
        CheckReason(file, entry, reason);
        var weight = ReadWeight(file, entry, UsualStatusWeight);
        foreach (var one in Codes(file, entry, code))
        {
            Statuses.Add(new(one, reason, weight));
        }
    }

    private static IEnumerable<string> Codes(YamlFile file, YamlMappingNode entry, string code)
    {
        if (code.Split('.') is [var kind, var subject, var detail])
        {
            var ends = detail.Split('-');
            if (ends.Length == 2 && TryNumber(ends[0], out var first) && TryNumber(ends[1], out var last))
            {
                return Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(number => $"{kind}.{subject}.{number}");
            }

            return [code];
        }

        if (code.Length != 3 || !TryNumber(code, out _))
        {
            file.Fault(entry, $"'{code}' is no code such as 5.1.1, x.1.1 (RFC 3463 §2) or 550");
        }

        return [code];
    }

    private void CheckReason(YamlFile file, YamlNode at, string? reason)
    {
        if (reason is not null && Reasons.TrueForAll(known => known.Id != reason))
        {
            file.Fault(at, $"there is no reason '{reason}' in reasons.yaml");
        }
    }

    private void ReadWords(string folder)
    {
        foreach (var language in Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var words = Words[Path.GetFileName(language)] = new(StringComparer.Ordinal);
            foreach (var path in Files(language, "*.yaml"))
            {
                ReadWords(new YamlFile(path, Faults), words);
            }
        }
    }

    private static void ReadWords(YamlFile file, SortedDictionary<string, string> words)
    {
        var root = file.Root();
        if (root is not YamlMappingNode map)
        {
            if (root is not null)
            {
                file.Fault(root, "a map of keys and texts was expected here");
            }

            return;
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || value is not YamlScalarNode { Value: { } text })
            {
                file.Fault(key, "a key with a text was expected here");
            }
            else if (text.AsSpan().ContainsAnyInRange('\0', '\b') || text.AsSpan().ContainsAnyInRange('\v', '\u001F'))
            {
                // A slip of an editor's pattern leaves them where a mark of punctuation stood, and nobody sees them.
                file.Fault(key, $"the text of '{name}' holds a control character");
            }
            else if (!words.TryAdd(name, text))
            {
                file.Fault(key, $"the key '{name}' was given before in this language");
            }
        }
    }
}
