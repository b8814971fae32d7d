using System.Text.Json;

namespace Recapito.Core;

/// <summary>A finding as JSON, the same for every check.</summary>
internal static class FindingJson
{
    private static readonly string[] Parts = ["says", "why", "remedy"];

    public static void Write(Utf8JsonWriter json, DomainFinding finding, Wording words, Catalogue catalogue, bool evidence)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("subject", Kebab.Of(finding.Subject));
        json.WriteString("severity", Kebab.Of(finding.Severity));
        foreach (var (part, key) in Parts.Select(part => (part, FindingWords.Key(finding, part, words))).Where(said => words.Has(said.Item2)))
        {
            json.WriteString(part, words.Say(key, finding.Arguments));
        }

        if (catalogue.Findings.TryGetValue(finding.Id, out var entry))
        {
            WriteEntry(json, finding, words, entry);
        }

        json.WriteStartObject("arguments");
        foreach (var (name, value) in finding.Arguments)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (evidence)
        {
            WriteEvidence(json, finding.Evidence);
        }

        json.WriteEndObject();
    }

    public static void WriteEvidence(Utf8JsonWriter json, IEnumerable<Observation> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var seen in evidence)
        {
            json.WriteStartObject();
            ObservationJson.WriteMembers(json, seen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, DomainFinding finding, Wording words, FindingEntry entry)
    {
        if (entry.Party is { } party)
        {
            json.WriteString("party", Kebab.Of(party));
        }

        if (entry.IsInferred)
        {
            json.WriteBoolean("inferred", true);
        }

        if (entry.CommandFor(finding) is { } command)
        {
            json.WriteString("shell", Kebab.Of(entry.Shell ?? ExchangeSide.ExchangeServer));
            json.WriteString("command", words.Fill(command, finding.Arguments));
        }
    }
}
