using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>What Microsoft tells of Exchange Online's mail flow, as text and as JSON.</summary>
public static class HealthText
{
    /// <summary>Text for a person.</summary>
    public static string Write(HealthReport report, Catalogue catalogue, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        var words = new Wording(catalogue, language);
        var text = new StringBuilder(words.Say("health.title", ("tenant", report.Tenant), ("time", Time(report.At)))).Append("\n\n");
        if (report.Gap is { } gap)
        {
            return text.Append(words.Say("health.gap", ("why", gap))).Append('\n').ToString();
        }

        foreach (var issue in report.MailFlow)
        {
            var times = issue switch
            {
                { IsResolved: false } => words.Say("health.open", ("time", Time(issue.Start))),
                { End: not null } => words.Say("health.over", ("time", Time(issue.Start)), ("end", Time(issue.End))),
                _ => words.Say("health.over-unknown", ("time", Time(issue.Start))),
            };
            text.Append(SafeText.Escape($"{issue.Id}  {issue.Title}")).Append('\n').Append("    ").Append(times).Append('\n');
            text.Append("    ").Append(SafeText.Escape(string.Join(", ", new[] { issue.Classification, issue.Status, issue.FeatureGroup, issue.Feature }.Where(part => part.Length > 0)))).Append('\n');
            _ = issue.Impact.Length > 0 ? text.Append("    ").Append(SafeText.Escape(issue.Impact)).Append('\n') : text;
        }

        _ = report.MailFlow.Count == 0 ? text.Append(words.Say("health.none")).Append('\n') : text;
        var others = report.Issues.Count(issue => issue is { IsOfMailFlow: false, IsResolved: false });
        return text.Append('\n').Append(words.Say("health.others", ("count", others.ToString(CultureInfo.InvariantCulture)))).Append('\n').Append(words.Say("health.caution")).Append('\n').ToString();
    }

    /// <summary>JSON for machines (<c>recapito.health/1</c>).</summary>
    public static string WriteJson(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", "recapito.health/1");
            json.WriteString("tenant", report.Tenant);
            json.WriteString("at", ObservationJson.Time(report.At));
            json.WriteString("outcome", report.Gap is null ? "present" : "unavailable");
            json.WriteString("why", report.Gap);
            json.WriteStartArray("issues");
            foreach (var issue in report.MailFlow)
            {
                Write(json, issue);
            }

            json.WriteEndArray();
            json.WriteNumber("others", report.Issues.Count(issue => issue is { IsOfMailFlow: false, IsResolved: false }));
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, ServiceIssue issue)
    {
        json.WriteStartObject();
        json.WriteString("id", issue.Id);
        json.WriteString("title", issue.Title);
        json.WriteString("classification", issue.Classification);
        json.WriteString("status", issue.Status);
        json.WriteString("service", issue.Service);
        json.WriteString("feature", issue.Feature);
        json.WriteString("featureGroup", issue.FeatureGroup);
        json.WriteBoolean("isResolved", issue.IsResolved);
        json.WriteString("start", Moment(issue.Start));
        json.WriteString("end", Moment(issue.End));
        json.WriteString("lastModified", Moment(issue.LastModified));
        json.WriteEndObject();
    }

    private static string? Moment(DateTimeOffset? at) => at is { } moment ? ObservationJson.Time(moment) : null;

    private static string Time(DateTimeOffset? at) => at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "?";
}
