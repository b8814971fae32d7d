using System.Text.Json;

namespace Recapito.Core;

/// <summary>A test as JSON, <c>recapito.test/1</c> (docs/reference/test.schema.json).</summary>
public static class StepTreeJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.test/1";

    /// <summary>One document, indented, with everything that was seen.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="language">Their language.</param>
    public static string Write(StepTree tree, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(tree);
        var words = new StepTreeWords(catalogue, language);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("test", Kebab.Of(tree.Test));
            json.WriteString("subject", tree.Subject);
            json.WriteString("at", ObservationJson.Time(tree.At));
            json.WriteString("status", Kebab.Of(tree.Root.Status));
            json.WritePropertyName("root");
            WriteStep(json, words, tree.Root);
            json.WriteEndObject();
        });
    }

    private static void WriteStep(Utf8JsonWriter json, StepTreeWords words, Step step)
    {
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("status", Kebab.Of(step.Status));
        json.WriteString("title", words.Title(step));
        json.WriteString("result", step.Result);
        json.WriteString("says", words.Result(step));
        json.WriteStartObject("arguments");
        foreach (var (name, value) in step.Arguments)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (step.Elapsed is { } elapsed)
        {
            json.WriteNumber("milliseconds", Math.Round(elapsed.TotalMilliseconds, 1));
        }

        WriteDetails(json, step);
        ObservationJson.WriteStrings(json, "resolve", StepTreeWords.IsNotable(step) ? words.Remedies(step) : []);
        WriteFindings(json, words, step);
        json.WriteStartArray("evidence");
        foreach (var seen in step.Evidence)
        {
            WriteEvidence(json, words, seen);
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var child in step.Children)
        {
            WriteStep(json, words, child);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, Step step)
    {
        json.WriteStartArray("details");
        foreach (var detail in step.Details)
        {
            json.WriteStartObject();
            json.WriteString("label", detail.Label);
            json.WriteString("value", detail.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, StepTreeWords words, Step step)
    {
        json.WriteStartArray("findings");
        foreach (var finding in step.Findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", Kebab.Of(finding.Severity));
            json.WriteString("says", words.Says(finding));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The question and the answer in words: a test is read, while evidence files are for machines.
    private static void WriteEvidence(Utf8JsonWriter json, StepTreeWords words, Observation seen)
    {
        json.WriteStartObject();
        json.WriteString("kind", seen.Request.Kind);
        json.WriteString("question", seen.Request.Question);
        json.WriteString("outcome", Kebab.Of(seen.Outcome));
        json.WriteString("answer", words.Seen.Answer(seen));
        json.WriteString("by", seen.Source.By);
        json.WriteString("at", ObservationJson.Time(seen.Source.At));
        json.WriteString("command", seen.Source.Command);
        ObservationJson.WriteStrings(json, "transcript", seen.Source.Transcript ?? []);
        json.WriteEndObject();
    }
}
