using System.Text.Json;

namespace Recapito.Core;

/// <summary>A domain of a tenant as JSON, <c>recapito.m365-domain/1</c> (docs/reference/m365-domain.schema.json).</summary>
public static class TenantDomainJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.m365-domain/1";

    /// <summary>One document, indented, with everything that was seen.</summary>
    /// <param name="report">The report.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="language">Their language.</param>
    public static string Write(TenantDomainReport report, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = new Wording(catalogue, language);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("domain", report.Domain);
            json.WriteString("tenant", report.Tenant);
            json.WriteString("at", ObservationJson.Time(report.At));
            json.WriteString("status", Kebab.Of(report.Status));
            Notes(json, "reasons", report.Reasons, words);
            json.WriteStartArray("records");
            foreach (var row in report.Records)
            {
                Record(json, row, words);
            }

            json.WriteEndArray();
            InTenant(json, report.InTenant);
            Accepted(json, report, words);
            Gaps(json, report.Gaps);
            json.WritePropertyName("check");
            if (report.Status is TenantDomainStatus.NotInTenant)
            {
                json.WriteNullValue();
            }
            else
            {
                DomainJson.WriteReport(json, report.Check, words, catalogue, evidence: true);
            }

            json.WriteEndObject();
        });
    }

    private static void Record(Utf8JsonWriter json, TenantDomainRecord row, Wording words)
    {
        json.WriteStartObject();
        json.WriteString("use", Kebab.Of(row.Use));
        json.WriteString("type", ObservationJson.TypeName(row.Type));
        json.WriteString("name", row.Name);
        json.WriteString("standing", Kebab.Of(row.Standing));
        json.WriteBoolean("fault", row.IsFault);
        json.WriteString("service", row.Service);
        json.WriteBoolean("optional", row.IsOptional);
        Number(json, "ttl", row.Ttl);
        Number(json, "preference", row.Preference);
        json.WriteString("wanted", row.Wanted);
        ObservationJson.WriteStrings(json, "there", row.There);
        Notes(json, "notes", row.Notes, words);
        json.WriteEndObject();
    }

    private static void InTenant(Utf8JsonWriter json, TenantDomain? domain)
    {
        if (domain is null)
        {
            json.WriteNull("inTenant");
            return;
        }

        json.WriteStartObject("inTenant");
        Flag(json, "isVerified", domain.IsVerified);
        Flag(json, "isDefault", domain.IsDefault);
        Flag(json, "isInitial", domain.IsInitial);
        json.WriteString("authenticationType", domain.Authentication);
        if (domain.Services is { } services)
        {
            ObservationJson.WriteStrings(json, "supportedServices", services);
        }
        else
        {
            json.WriteNull("supportedServices");
        }

        json.WriteEndObject();
    }

    private static void Accepted(Utf8JsonWriter json, TenantDomainReport report, Wording words)
    {
        json.WriteStartObject("acceptedDomain");
        json.WriteString("outcome", Kebab.Of(report.Accepted.Outcome));
        json.WriteString("domain", report.Accepted.Entry?.Domain);
        json.WriteString("type", report.Accepted.Entry is { } entry ? Kebab.Of(entry.Type) : null);
        json.WriteString("text", TenantDomainText.Accepted(report, words));
        json.WriteEndObject();
    }

    private static void Gaps(Utf8JsonWriter json, IReadOnlyList<ListingGap> gaps)
    {
        json.WriteStartArray("notListed");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WriteString("kind", Kebab.Of(gap.Kind));
            json.WriteString("why", gap.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Notes(Utf8JsonWriter json, string name, IReadOnlyList<RecordNote> notes, Wording words)
    {
        json.WriteStartArray(name);
        foreach (var note in notes)
        {
            json.WriteStartObject();
            json.WriteString("id", note.Id);
            json.WriteString("text", TenantDomainText.Note(note, words));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Flag(Utf8JsonWriter json, string name, bool? flag)
    {
        if (flag is { } value)
        {
            json.WriteBoolean(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
