using System.Text.Json;

namespace Recapito.Core;

public static partial class DiagnosisJson
{
    private static void WriteRemedy(Utf8JsonWriter json, Remedy remedy, Diagnosis diagnosis, Wording words)
    {
        json.WriteStartObject();
        json.WriteString("id", remedy.Id);
        json.WriteString("party", Kebab.Of(remedy.Party));
        json.WriteString("title", words.Say(VerdictWords.RemedyKey(remedy, "title", words), Arguments.Of(diagnosis, remedy)));
        WriteArguments(json, remedy.Arguments);
        json.WriteStartArray("changes");
        foreach (var change in remedy.Changes)
        {
            WriteChange(json, change, remedy.Changes);
        }

        json.WriteEndArray();
        WriteUndo(json, remedy.Undo);
        json.WriteEndObject();
    }

    private static void WriteUndo(Utf8JsonWriter json, RemedyUndo undo)
    {
        json.WriteStartObject("undo");
        json.WriteStartArray("changes");
        foreach (var change in undo.Changes)
        {
            WriteChange(json, change, undo.Changes);
        }

        json.WriteEndArray();
        ObservationJson.WriteStrings(json, "commands", undo.Commands);
        ObservationJson.WriteStrings(json, "noteFirst", undo.NoteFirst);
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, WorldChange change, IReadOnlyList<WorldChange> all)
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
            case SetDs ds:
                json.WriteString("domain", ds.Zone);
                ObservationJson.WriteStrings(json, "before", ds.Before);
                ObservationJson.WriteStrings(json, "after", ds.After);
                json.WriteNumber("ttlSeconds", ds.TtlSeconds);
                break;
            case SetSpf spf:
                json.WriteString("domain", spf.Domain);
                ObservationJson.WriteStrings(json, "before", [spf.Before]);
                ObservationJson.WriteStrings(json, "after", [spf.After]);
                json.WriteNumber("ttlSeconds", spf.TtlSeconds);
                break;
            case RestoreHost host:
                json.WriteString("host", host.Host);
                ObservationJson.WriteStrings(json, "addresses", host.Addresses);
                break;
            case AddRecipient recipient:
                json.WriteString("address", recipient.Address);
                break;
            case SendToMeant other:
                json.WriteString("address", other.Meant);
                break;
            case AddAcceptedDomain domain:
                json.WriteString("domain", domain.Domain);
                break;
            case LetTimePass wait:
                WriteTime(json, "until", wait.Until);
                break;
            default:
                WriteExchange(json, change);
                break;
        }

        ObservationJson.WriteStrings(json, "commands", ExchangeCommands.Of(change, all));
        json.WriteEndObject();
    }

    private static void WriteExchange(Utf8JsonWriter json, WorldChange change)
    {
        switch (change)
        {
            case SetExchangeProperty set:
                WriteObject(json, set.Domain, set.Side, set.Objects);
                json.WriteString("identity", set.Identity);
                json.WriteString("property", set.Property);
                ObservationJson.WriteStrings(json, "before", set.Before);
                ObservationJson.WriteStrings(json, "after", set.After);
                break;
            case AddExchangeObject add:
                WriteObject(json, add.Domain, add.Side, add.Objects);
                json.WriteStartObject("properties");
                foreach (var name in add.Added.Names)
                {
                    ObservationJson.WriteStrings(json, name, add.Added[name]);
                }

                json.WriteEndObject();
                break;
            case ResyncEdgeDirectory resync:
                json.WriteString("domain", resync.Domain);
                break;
            case EnableMailService mail:
                json.WriteString("domain", mail.Domain);
                break;
            case RemoveAcceptedDomain remove:
                json.WriteString("domain", remove.Domain);
                json.WriteString("organisation", remove.Organisation);
                break;
            case ShowCertificate show:
                json.WriteString("host", show.Host);
                ObservationJson.WriteStrings(json, "names", show.Names);
                break;
            default:
                throw new NotSupportedException($"no JSON form for changes of kind {change.Kind}");
        }
    }

    private static void WriteObject(Utf8JsonWriter json, string domain, ExchangeSide side, ExchangeObjectKind objects)
    {
        json.WriteString("domain", domain);
        json.WriteString("side", Kebab.Of(side));
        json.WriteString("objects", Kebab.Of(objects));
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
