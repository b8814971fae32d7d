using System.Text;

namespace Recapito.Core;

/// <summary>A report on what an application may ask of a tenant, as text and as JSON.</summary>
public static class DoctorText
{
    /// <summary>Text for a person.</summary>
    public static string Write(DoctorReport report, Catalogue catalogue, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        var words = new Wording(catalogue, language);
        var text = new StringBuilder(words.Say("m365.doctor.title", ("tenant", report.Tenant), ("cloud", report.Cloud), ("way", report.Way))).Append("\n\n");
        foreach (var answer in report.Answers)
        {
            text.Append(words.Say("m365.status." + Kebab.Of(answer.Status)).PadRight(12)).Append(words.Say("m365.question." + answer.Id)).Append('\n');
            Line(text, answer.Needs.Count > 0 ? words.Say("m365.needs", ("permissions", string.Join(", ", answer.Needs))) : null);
            Line(text, answer.Why is { } why ? SafeText.Escape(why) : null);
            Line(text, Remedy(answer, words));
        }

        return text.Append('\n').Append(words.Say("m365.verdict." + Kebab.Of(report.Worst))).Append('\n').ToString();
    }

    /// <summary>JSON for machines (<c>recapito.m365-doctor/1</c>).</summary>
    public static string WriteJson(DoctorReport report, Catalogue catalogue, string language)
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
                json.WriteString("why", answer.Why);
                json.WriteString("remedy", Remedy(answer, words));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static string? Remedy(DoctorAnswer answer, Wording words) =>
        answer.Remedy is { } remedy ? words.Say("m365.remedy." + remedy, ("permissions", string.Join(", ", answer.Needs))) : null;

    private static void Line(StringBuilder text, string? line) => _ = line is null ? text : text.Append("            ").Append(line).Append('\n');
}
