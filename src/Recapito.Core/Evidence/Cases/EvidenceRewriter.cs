using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Writes evidence anew with other texts. It works on the file's JSON, so that no text of any kind of evidence, those of later versions among them, gets by
/// unseen.
/// </summary>
internal abstract class EvidenceRewriter
{
    private const string Configuration = "configuration";
    private const string Trace = "message-trace";

    // What a checker reads of their words ("NXDOMAIN"), and nobody writes of a person.
    private static readonly string[] WithoutSentences = ["dns", "dns-message", "https"];

    private static readonly string[] FromInside = ["accepted-domain", "recipient", Configuration, Trace, "message-trace-control"];

    /// <summary>The same evidence with other texts.</summary>
    public EvidenceSet Rewrite(EvidenceSet evidence)
    {
        using var document = JsonDocument.Parse(EvidenceFile.Write(evidence));
        var text = ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", EvidenceFile.Schema);
            json.WriteStartArray("observations");
            foreach (var seen in document.RootElement.GetProperty("observations").EnumerateArray())
            {
                Observation(json, seen);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return EvidenceFile.Read(System.Text.Encoding.UTF8.GetBytes(text), "evidence");
    }

    /// <summary>A text that may hold addresses.</summary>
    protected abstract string Addresses(string text);

    /// <summary>A sentence, in which a local part may also stand alone.</summary>
    protected abstract string Sentence(string text);

    /// <summary>Who said something of the inside: a person's words or the path of a file.</summary>
    protected abstract string Source(string text);

    /// <summary>The lines of a reply.</summary>
    protected abstract IReadOnlyList<string> Lines(SmtpReply reply);

    /// <summary>The values of a property of an object of an organisation's configuration.</summary>
    protected abstract IReadOnlyList<string> Property(ExchangeObjectKind kind, string name, IReadOnlyList<string> values);

    /// <summary>True for a member of a value that is left out.</summary>
    protected abstract bool LeavesOut(JsonProperty member);

    /// <summary>True for a property of a row of a message trace that is left out.</summary>
    protected abstract bool LeavesOutOfTrace(string property);

    private void Observation(Utf8JsonWriter json, JsonElement seen)
    {
        var request = seen.GetProperty("request");
        var kind = request.GetProperty("kind").GetString()!;
        Func<string, string> sentence = WithoutSentences.Contains(kind) ? Addresses : Sentence;
        json.WriteStartObject();
        foreach (var member in seen.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            switch (member.Name)
            {
                case "value" when kind is Configuration:
                    var objects = Enum.Parse<ExchangeObjectKind>(request.GetProperty("objects").GetString()!);
                    Objects(json, member.Value, (name, values) => Property(objects, name, values));
                    break;
                case "value" when kind is Trace:
                    Objects(json, member.Value, (name, values) => LeavesOutOfTrace(name) ? null : [.. values.Select(Addresses)]);
                    break;
                case "why":
                    Copy(json, member.Value, sentence);
                    break;
                case "command" or "transcript":
                    Copy(json, member.Value, Sentence);
                    break;
                case "by" when FromInside.Contains(kind):
                    Copy(json, member.Value, Source);
                    break;
                default:
                    Copy(json, member.Value, Addresses);
                    break;
            }
        }

        json.WriteEndObject();
    }

    private void Copy(Utf8JsonWriter json, JsonElement value, Func<string, string> text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => !LeavesOut(member)))
                {
                    Member(json, value, member, text);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Copy(json, item, text);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(text(value.GetString()!));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private void Member(Utf8JsonWriter json, JsonElement whole, JsonProperty member, Func<string, string> text)
    {
        if (member.Name is "lines")
        {
            ObservationJson.WriteStrings(json, member.Name, Lines(Reply(whole)));
            return;
        }

        json.WritePropertyName(member.Name);
        Copy(json, member.Value, text);
    }

    private static SmtpReply Reply(JsonElement reply) => new(
        reply.GetProperty("code") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : null,
        EnhancedStatusCode.TryParse(reply.GetProperty("status").GetString() ?? "", out var status) ? status : null,
        [.. reply.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)]);

    private static void Objects(Utf8JsonWriter json, JsonElement value, Func<string, IReadOnlyList<string>, IReadOnlyList<string>?> rewrite)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in value.GetProperty("items").EnumerateArray())
        {
            json.WriteStartObject();
            foreach (var property in item.EnumerateObject())
            {
                if (rewrite(property.Name, Values(property.Value)) is { } values)
                {
                    ExchangeObjectsJson.WriteProperty(json, property.Name, values);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IReadOnlyList<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => [value.GetString()!],
    };
}
