using System.Text.Json;

namespace Recapito.Core;

public static partial class DiagnosisJson
{
    private static void WriteRemedy(Utf8JsonWriter json, Remedy remedy, Diagnosis diagnosis, Wording words)
    {
        json.WriteStartObject();
        json.WriteString("id", remedy.Id);
        json.WriteString("party", Kebab.Of(remedy.Party));
        json.WriteString("title", words.Say($"remedy.{remedy.Id}.title", Arguments.Of(diagnosis, remedy)));
        WriteArguments(json, remedy.Arguments);
        json.WriteStartArray("changes");
        foreach (var change in remedy.Changes)
        {
            WriteChange(json, change);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, WorldChange change)
    {
        json.WriteStartObject();
        json.WriteString("kind", change.Kind);
        switch (change)
        {
            case SetMx mx:
                json.WriteString("domain", mx.Domain);
                WriteMx(json, "before", mx.Before);
                WriteMx(json, "after", mx.After);
                json.WriteNumber("ttlSeconds", mx.TtlSeconds);
                break;
            case RestoreHost host:
                json.WriteString("host", host.Host);
                ObservationJson.WriteStrings(json, "addresses", host.Addresses);
                break;
            case AddRecipient recipient:
                json.WriteString("address", recipient.Address);
                break;
            case AddAcceptedDomain domain:
                json.WriteString("domain", domain.Domain);
                break;
            case LetTimePass wait:
                WriteTime(json, "until", wait.Until);
                break;
            default:
                throw new NotSupportedException($"no JSON form for changes of kind {change.Kind}");
        }

        json.WriteEndObject();
    }

    private static void WriteMx(Utf8JsonWriter json, string name, IEnumerable<MxRecord> records)
    {
        json.WriteStartArray(name);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteNumber("preference", record.Preference);
            json.WriteString("exchange", record.Exchange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
