namespace Recapito.Core;

/// <summary>An incident or advisory that Microsoft tells a tenant of (Microsoft Graph: serviceHealthIssue).</summary>
/// <param name="Id">Such as "EX999001".</param>
/// <param name="Title">What it is about.</param>
public sealed record ServiceIssue(string Id, string Title)
{
    // The feature group of Exchange Online's mail flow; features are also named without it.
    private const string TimelyDelivery = "E-Mail timely delivery";

    private static readonly string[] MailFlowWords = ["mail flow", "mailflow", "mail delivery", "delayed delivery"];

    /// <summary>As Microsoft names it, such as "serviceDegradation"; "" where it is not shown.</summary>
    public string Status { get; init; } = "";

    /// <summary>"incident" or "advisory"; "" where it is not shown.</summary>
    public string Classification { get; init; } = "";

    /// <summary>The service, such as "Exchange Online".</summary>
    public string Service { get; init; } = "";

    /// <summary>The part of the service.</summary>
    public string Feature { get; init; } = "";

    /// <summary>The group of such parts.</summary>
    public string FeatureGroup { get; init; } = "";

    /// <summary>What users notice of it; "" where it is not shown.</summary>
    public string Impact { get; init; } = "";

    /// <summary>When it began, UTC; null where that is not shown.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ended, UTC; null while it lasts.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>When Microsoft last said something of it, UTC.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>True where Microsoft says that it is over.</summary>
    public bool IsResolved { get; init; }

    /// <summary>True where it is about mail on its way.</summary>
    public bool IsOfMailFlow => FeatureGroup.Equals(TimelyDelivery, StringComparison.OrdinalIgnoreCase)
        || MailFlowWords.Any(word => Feature.Contains(word, StringComparison.OrdinalIgnoreCase) || FeatureGroup.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where it lasted, or lasts, at a moment.</summary>
    public bool Covers(DateTimeOffset at) => Start <= at && (End is { } end ? at <= end : !IsResolved || at <= LastModified);

    /// <summary>From the object that Microsoft Graph shows; null where it has no id.</summary>
    public static ServiceIssue? Read(ExchangeObject source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Text("id") is not { } id ? null : new(id, source.Text("title") ?? "")
        {
            Status = source.Text("status") ?? "",
            Classification = source.Text("classification") ?? "",
            Service = source.Text("service") ?? "",
            Feature = source.Text("feature") ?? "",
            FeatureGroup = source.Text("featureGroup") ?? "",
            Impact = source.Text("impactDescription") ?? "",
            Start = source.Moment("startDateTime"),
            End = source.Moment("endDateTime"),
            LastModified = source.Moment("lastModifiedDateTime"),
            IsResolved = source.Flag("isResolved") ?? false,
        };
    }
}
