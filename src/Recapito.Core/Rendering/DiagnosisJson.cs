using System.Text.Json;

namespace Recapito.Core;

/// <summary>Diagnoses as JSON, <c>recapito.diagnosis/1</c> (docs/reference/diagnosis.schema.json).</summary>
public static partial class DiagnosisJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.diagnosis/1";

    /// <summary>One document for all recipients of a report, or for the addresses that were asked about.</summary>
    /// <param name="diagnoses">One per recipient.</param>
    /// <param name="report">The bounce, or null where only an address was given.</param>
    /// <param name="file">Name of the bounce's file; null where there is none.</param>
    /// <param name="catalogue">For the words of <c>advice</c>.</param>
    /// <param name="language">Their language.</param>
    public static string Write(
        IReadOnlyList<Diagnosis> diagnoses, DsnReport? report, string? file, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        var words = new Wording(catalogue, language);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            WriteBounce(json, report, file);
            json.WriteStartArray("recipients");
            foreach (var diagnosis in diagnoses)
            {
                WriteRecipient(json, diagnosis, words);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteBounce(Utf8JsonWriter json, DsnReport? report, string? file)
    {
        if (report is null)
        {
            json.WriteNull("bounce");
            return;
        }

        json.WriteStartObject("bounce");
        json.WriteString("file", file);
        json.WriteString("system", report.System);
        json.WriteString("reportingMta", report.Message.ReportingMta);
        json.WriteString("sender", report.Returned?.Sender);
        json.WriteString("subject", report.Returned?.Subject);
        json.WriteString("messageId", report.Returned?.MessageId);
        WriteTime(json, "date", report.Date);
        json.WriteString("kind", Kebab.Of(report.Kind));
        json.WriteEndObject();
    }

    private static void WriteRecipient(Utf8JsonWriter json, Diagnosis diagnosis, Wording words)
    {
        json.WriteStartObject();
        json.WriteString("recipient", diagnosis.Symptom.Recipient);
        WriteSymptom(json, diagnosis.Symptom);
        WriteReply(json, "handedIn", diagnosis.HandedIn?.Reply);
        json.WriteString("verdict", Kebab.Of(diagnosis.Verdict));
        WriteFindings(json, diagnosis, words);
        WriteDoubts(json, diagnosis, words);
        json.WriteStartArray("remedies");
        foreach (var remedy in diagnosis.Remedies)
        {
            WriteRemedy(json, remedy, diagnosis, words);
        }

        json.WriteEndArray();
        WriteTime(json, "visibleEverywhereAt", diagnosis.VisibleEverywhereAt);
        json.WriteString("advice", VerdictWords.Advice(diagnosis, words));
        WriteEvidence(json, "evidence", diagnosis.Evidence.All);
        json.WriteEndObject();
    }

    private static void WriteReply(Utf8JsonWriter json, string name, SmtpReply? reply)
    {
        if (reply is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        ObservationJson.WriteReply(json, reply);
    }

    private static void WriteSymptom(Utf8JsonWriter json, Symptom symptom)
    {
        json.WriteStartObject("symptom");
        json.WriteString("domain", symptom.Domain);
        json.WriteString("meaning", symptom.Meaning);
        json.WriteString("form", symptom.Form);
        WriteReply(json, "reply", symptom.Reply);

        json.WriteString("refusingHost", symptom.RefusingHost);
        json.WriteString("remoteMta", symptom.RemoteMta);
        json.WriteString("reportingMta", symptom.ReportingMta);
        json.WriteString("smtpCommand", symptom.SmtpCommand);
        json.WriteString("sender", symptom.Sender);
        WriteTime(json, "at", symptom.At);
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, Diagnosis diagnosis, Wording words)
    {
        json.WritePropertyName("cause");
        if (diagnosis.Cause is { } cause)
        {
            WriteFinding(json, cause, diagnosis, words);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("hindrance", diagnosis.Hindrance?.Cause);
        json.WriteStartArray("contributing");
        foreach (var finding in diagnosis.Contributing)
        {
            WriteFinding(json, finding, diagnosis, words);
        }

        json.WriteEndArray();
        ObservationJson.WriteStrings(json, "candidates", diagnosis.Candidates);
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, Diagnosis diagnosis, Wording words)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Cause);
        json.WriteString("party", Kebab.Of(finding.Party));
        json.WriteString("says", words.Say($"cause.{finding.Cause}.says", Arguments.Of(diagnosis, finding.Arguments)));
        WriteArguments(json, finding.Arguments);
        WriteEvidence(json, "evidence", finding.Evidence);
        json.WriteEndObject();
    }

    private static void WriteDoubts(Utf8JsonWriter json, Diagnosis diagnosis, Wording words)
    {
        json.WriteStartArray("ruledOut");
        foreach (var ruled in diagnosis.RuledOut)
        {
            json.WriteStartObject();
            json.WriteString("cause", ruled.Cause);
            json.WriteString("fact", ruled.Fact);
            ObservationJson.WriteStrings(json, "by", ruled.By.Select(seen => seen.Request.Question));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notChecked");
        foreach (var gap in diagnosis.NotChecked)
        {
            json.WriteStartObject();
            json.WriteString("question", gap.Request.Question);
            json.WritePropertyName("request");
            ObservationJson.WriteRequest(json, gap.Request);
            json.WriteString("why", words.Has(gap.Why) ? words.Say(gap.Why) : gap.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        var arguments = Arguments.Of(diagnosis);
        json.WriteStartArray("whyNotProven");
        foreach (var why in diagnosis.WhyNotProven)
        {
            json.WriteStartObject();
            json.WriteString("id", words.Has(why) ? why : null);
            json.WriteString("says", words.SayOrText(why, arguments));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("nextQuestion", diagnosis.NextQuestion is { } question ? words.SayOrText(question, arguments) : null);
    }

    private static void WriteArguments(Utf8JsonWriter json, IReadOnlyDictionary<string, string> arguments)
    {
        json.WriteStartObject("arguments");
        foreach (var (name, value) in arguments.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, string name, IEnumerable<Observation> evidence)
    {
        json.WriteStartArray(name);
        foreach (var seen in evidence)
        {
            json.WriteStartObject();
            json.WriteString("question", seen.Request.Question);
            ObservationJson.WriteMembers(json, seen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? at) =>
        json.WriteString(name, at is { } moment ? ObservationJson.Time(moment) : null);
}
