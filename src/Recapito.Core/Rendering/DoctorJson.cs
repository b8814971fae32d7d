namespace Recapito.Core;

/// <summary>A report on what an application may ask of a tenant, as JSON.</summary>
public static class DoctorJson
{
    /// <summary>JSON for machines (<c>recapito.m365-doctor/1</c>).</summary>
    public static string Write(DoctorReport report, Catalogue catalogue, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        var words = new Wording(catalogue, language);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", "recapito.m365-doctor/1");
            json.WriteString("tenant", report.Tenant);
            json.WriteString("cloud", report.Cloud);
            json.WriteString("signIn", report.Way);
            json.WriteString("at", ObservationJson.Time(report.At));
            json.WriteString("worst", Kebab.Of(report.Worst));
            json.WriteStartArray("questions");
            foreach (var answer in report.Answers)
            {
                json.WriteStartObject();
                json.WriteString("id", answer.Id);
                json.WriteString("status", Kebab.Of(answer.Status));
                ObservationJson.WriteStrings(json, "needs", answer.Needs);
                ObservationJson.WriteStrings(json, "lacks", answer.Lacks);
                ObservationJson.WriteStrings(json, "surplus", answer.Surplus);
                json.WriteString("why", DoctorText.Why(answer, words));
                json.WriteString("remedy", DoctorText.Remedy(answer, words) is { Count: > 0 } steps ? string.Join('\n', steps) : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
