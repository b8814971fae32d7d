using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Writes requests and observations as JSON, alike in evidence files and diagnoses.</summary>
internal static class ObservationJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole document, with one line end after it. What a terminal or a reader could be fooled with is written as \uXXXX.</summary>
    public static string Document(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return EscapeUnseen(Encoding.UTF8.GetString(buffer.ToArray())) + "\n";
    }

    /// <summary>The members of an observation; <c>value</c> or <c>why</c> according to its outcome.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="seen">The observation.</param>
    /// <param name="isWhole">Everything, so that it can be read back; else what a person wants to see of it.</param>
    public static void WriteMembers(Utf8JsonWriter json, Observation seen, bool isWhole = false)
    {
        json.WritePropertyName("request");
        WriteRequest(json, seen.Request);
        json.WriteString("outcome", Kebab.Of(seen.Outcome));
        if (seen.Outcome is Outcome.Present)
        {
            json.WriteStartObject("value");
            FormOf(seen.Request).WriteValue(json, seen, isWhole);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("why", seen.Why);
        }

        json.WriteString("by", seen.Source.By);
        json.WriteString("at", Time(seen.Source.At));
        json.WriteString("command", seen.Source.Command);
        if (seen.Misbehaviour is { } finding)
        {
            json.WriteString("finding", finding);
        }
    }

    /// <summary>A question.</summary>
    public static void WriteRequest(Utf8JsonWriter json, Request request)
    {
        json.WriteStartObject();
        json.WriteString("kind", request.Kind);
        FormOf(request).WriteRequest(json, request);
        json.WriteEndObject();
    }

    /// <summary>A moment in UTC with as many digits as it needs.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A member that is a moment; none where it is not known.</summary>
    public static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } at)
        {
            json.WriteString(name, Time(at));
        }
    }

    /// <summary>"MX".</summary>
    public static string TypeName(RrType type) => type.ToString().ToUpperInvariant();

    /// <summary>Code, enhanced code and lines apart.</summary>
    public static void WriteReply(Utf8JsonWriter json, SmtpReply reply)
    {
        json.WriteStartObject();
        if (reply.Code is int code)
        {
            json.WriteNumber("code", code);
        }
        else
        {
            json.WriteNull("code");
        }

        json.WriteString("status", reply.Status?.ToString());
        WriteStrings(json, "lines", reply.Lines);
        json.WriteEndObject();
    }

    /// <summary>An array of strings.</summary>
    public static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// The same JSON with every unseen character but LF written as \uXXXX: outside its strings JSON is ASCII, so each stands in a string,
    /// where it may be escaped (RFC 8259 §7).
    /// </summary>
    public static string EscapeUnseen(string json)
    {
        var text = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value is not '\n' && SafeText.IsUnseen(rune))
            {
                foreach (var unit in rune.ToString())
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }
            else
            {
                text.Append(rune);
            }
        }

        return text.ToString();
    }

    private static EvidenceForm FormOf(Request request) =>
        EvidenceForm.Of(request.Kind) ?? throw new NotSupportedException($"no JSON form for requests of kind {request.Kind}");
}
