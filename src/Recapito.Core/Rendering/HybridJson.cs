using System.Text.Json;

namespace Recapito.Core;

/// <summary>The report of a hybrid organisation as JSON, <c>recapito.hybrid/1</c> (docs/reference/hybrid.schema.json).</summary>
public static class HybridJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.hybrid/1";

    /// <summary>One document, indented.</summary>
    /// <param name="report">The report.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="language">Their language.</param>
    public static string Write(HybridReport report, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Wording(catalogue, language);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("organization", report.Organization);
            json.WriteString("at", ObservationJson.Time(report.At));
            json.WriteString("worst", Kebab.Of(report.Worst));
            json.WriteBoolean("determined", report.IsDetermined);
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                FindingJson.Write(json, finding, words, catalogue, evidence: true);
            }

            json.WriteEndArray();
            WriteNotSeen(json, report);
            WriteSeen(json, report);
            json.WriteEndObject();
        });
    }

    private static void WriteNotSeen(Utf8JsonWriter json, HybridReport report)
    {
        json.WriteStartArray("notSeen");
        foreach (var gap in report.NotSeen)
        {
            json.WriteStartObject();
            json.WriteString("side", Kebab.Of(gap.Side));
            json.WriteString("objects", gap.Objects.ToString());
            ObservationJson.WriteStrings(json, "properties", gap.Properties);
            ObservationJson.WriteStrings(json, "subjects", gap.Subjects.Select(subject => Kebab.Of(subject)));
            if (gap.Why is { } why)
            {
                json.WriteString("why", why);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeen(Utf8JsonWriter json, HybridReport report)
    {
        json.WriteStartArray("seen");
        foreach (var listed in report.Seen)
        {
            json.WriteStartObject();
            json.WriteString("side", Kebab.Of(listed.Side));
            json.WriteString("objects", listed.Kind.ToString());
            json.WriteNumber("count", listed.Items.Length);
            json.WriteString("by", listed.Source.By);
            json.WriteString("at", ObservationJson.Time(listed.Source.At));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
