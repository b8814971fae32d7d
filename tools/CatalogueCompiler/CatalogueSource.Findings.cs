using YamlDotNet.RepresentationModel;

namespace Recapito.CatalogueCompiler;

/// <summary>Something that a check can find.</summary>
internal sealed record Finding(string Id, string Subject, string Severity, string? Cause, string[] Zonemaster, string[] Sources, string? Party, bool IsInferred, string? Shell, string? Command);

internal sealed partial class CatalogueSource
{
    private static readonly string[] SeverityNames = ["ok", "info", "notice", "warning", "error", "critical"];

    private static readonly string[] BasisNames = ["documented", "inferred"];
    private static readonly string[] ShellNames = ["exchange-online", "exchange-server"];

    public List<Finding> Findings { get; } = [];

    private void ReadFinding(YamlFile file, YamlMappingNode entry)
    {
        file.OnlyKeys(entry, "id", "subject", "severity", "cause", "zonemaster", "sources", "party", "basis", "shell", "command");
        var id = ReadId(file, entry, "finding");
        var sources = file.Strings(entry, "sources");
        if (sources.Length == 0)
        {
            file.Fault(entry, $"the finding '{id}' names no public source");
        }

        var cause = file.Text(entry, "cause");
        if (cause is not null && Causes.TrueForAll(known => known.Id != cause))
        {
            file.Fault(entry, $"the finding '{id}' leads to '{cause}', and there is no such cause");
        }

        var severity = ReadOneOf(file, entry, "severity", SeverityNames);
        if (severity is null)
        {
            file.Fault(entry, $"the finding '{id}' has no severity; severities are {string.Join(", ", SeverityNames)}");
        }

        // What no document says may be told, and accuses nobody.
        var isInferred = ReadOneOf(file, entry, "basis", BasisNames) == BasisNames[1];
        if (isInferred && Array.IndexOf(SeverityNames, severity) > Array.IndexOf(SeverityNames, "notice"))
        {
            file.Fault(entry, $"the finding '{id}' is inferred, and more than a notice");
        }

        Findings.Add(new(id, file.Required(entry, "subject"), severity ?? "", cause, file.Strings(entry, "zonemaster"), sources, ReadOneOf(file, entry, "party", PartyNames), isInferred,
            ReadOneOf(file, entry, "shell", ShellNames), file.Text(entry, "command")));
    }
}
