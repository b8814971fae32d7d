using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>A domain's report as JSON, <c>recapito.check/1</c> (docs/reference/check.schema.json).</summary>
public static class DomainJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.check/1";

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One document, indented, with everything that was seen.</summary>
    /// <param name="report">The report.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="language">Their language.</param>
    public static string Write(DomainReport report, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Wording(catalogue, language);
        return ObservationJson.Document(json => WriteReport(json, report, words, catalogue, evidence: true));
    }

    /// <summary>One line, without the evidence, for lists of domains.</summary>
    /// <param name="report">The report.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="language">Their language.</param>
    public static string Line(DomainReport report, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(report);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            WriteReport(json, report, new Wording(catalogue, language), catalogue, evidence: false);
        }

        return ObservationJson.EscapeUnseen(Encoding.UTF8.GetString(buffer.ToArray())) + "\n";
    }

    /// <summary>The report within a document.</summary>
    internal static void WriteReport(Utf8JsonWriter json, DomainReport report, Wording words, Catalogue catalogue, bool evidence)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("domain", report.Domain);
        json.WriteString("at", ObservationJson.Time(report.At));
        json.WriteString("worst", Kebab.Of(report.Worst));
        json.WriteBoolean("determined", report.IsDetermined);
        json.WriteNumber("questions", report.Evidence.All.Count());
        if (report.Elapsed is { } elapsed)
        {
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        }

        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            FindingJson.Write(json, finding, words, catalogue, evidence);
        }

        json.WriteEndArray();
        json.WriteStartArray("notChecked");
        foreach (var gap in report.Gaps)
        {
            json.WriteStartObject();
            json.WritePropertyName("request");
            ObservationJson.WriteRequest(json, gap.Request);
            json.WriteString("why", gap.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (evidence)
        {
            FindingJson.WriteEvidence(json, report.Evidence.All);
        }

        json.WriteEndObject();
    }
}
