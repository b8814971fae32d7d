using System.Globalization;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>What Microsoft tells of Exchange Online's mail flow, as text and as JSON.</summary>
public static class HealthText
{
    /// <summary>Text for a person, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(HealthReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(catalogue);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        page.Paragraph(words.Say("health.title", ("tenant", report.Tenant), ("time", Time(report.At))));
        page.Blank();
        if (report.Gap is { } gap)
        {
            page.Hanging($"{page.Paint("?", Ink.Unsure)} ", "  ", words.Say("health.gap", ("why", gap)));
            return page.ToString();
        }

        foreach (var issue in report.MailFlow)
        {
            Write(issue, page, words);
        }

        if (report.MailFlow.Count == 0)
        {
            var (sign, ink) = FindingText.Badge(Severity.Ok, style.Ascii);
            page.Hanging($"{page.Paint(sign, ink)} ", "  ", words.Say("health.none"));
        }

        var others = report.Issues.Count(issue => issue is { IsOfMailFlow: false, IsResolved: false });
        page.Blank();
        page.Paragraph(words.Say("health.others", ("count", others.ToString(CultureInfo.InvariantCulture))), 0, Ink.Dim);
        return page.ToString();
    }

    private static void Write(ServiceIssue issue, Page page, Wording words)
    {
        var (sign, ink) = FindingText.Badge(issue.IsResolved ? Severity.Notice : Severity.Error, page.Style.Ascii);
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", SafeText.Escape($"{issue.Id} {issue.Title}"), Ink.Bold);
        page.Paragraph(issue switch
        {
            { IsResolved: false } => words.Say("health.open", ("time", Time(issue.Start))),
            { End: not null } => words.Say("health.over", ("time", Time(issue.Start)), ("end", Time(issue.End))),
            _ => words.Say("health.over-unknown", ("time", Time(issue.Start))),
        }, 4);
        string[] terms = [.. new[] { issue.Classification, issue.Status, issue.FeatureGroup, issue.Feature }.Where(part => part.Length > 0)];
        foreach (var text in new[] { string.Join(", ", terms), issue.Impact }.Where(text => text.Length > 0))
        {
            page.Paragraph(SafeText.Escape(text), 4);
        }
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
