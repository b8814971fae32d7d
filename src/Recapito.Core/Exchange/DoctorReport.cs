namespace Recapito.Core;

/// <summary>How it stands with one question that an application may put to a tenant; the gravest is the last.</summary>
public enum DoctorStatus
{
    /// <summary>It is as it should be.</summary>
    Ok,

    /// <summary>It was not asked: it was not wanted, or nothing can be asked before.</summary>
    NotAsked,

    /// <summary>There was no answer that says either.</summary>
    Unknown,

    /// <summary>A permission, a role or a registration is missing.</summary>
    Missing,

    /// <summary>The application may more than it needs.</summary>
    TooMuch,
}

/// <summary>One question and how it stands.</summary>
/// <param name="Id">"sign-in", "domains", "service-health" …: the words stand in the catalogue (<c>m365.question.</c>).</param>
/// <param name="Status">How it stands.</param>
/// <param name="Needs">Permissions and roles that the question needs; empty where it needs none.</param>
/// <param name="Why">The service's own words; null where all is well.</param>
/// <param name="Remedy">Which remedy (<c>m365.remedy.</c> of the catalogue); null where there is none.</param>
public sealed record DoctorAnswer(string Id, DoctorStatus Status, IReadOnlyList<string> Needs, string? Why, string? Remedy)
{
    /// <summary>What of <see cref="Needs"/> is missing, as far as the service's answer tells it; empty where nothing is, or something else.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>Permissions that the application has and does not need.</summary>
    public IReadOnlyList<string> Surplus { get; init; } = [];

    /// <summary>What is to be said beside the service's own words (<c>m365.why.</c> of the catalogue); null for nothing.</summary>
    public RecordNote? Note { get; init; }

    /// <summary>True where it is too much because other people's mail can be read, or the permission for that is granted.</summary>
    public bool ReadsMail { get; init; }
}

/// <summary>What an application may ask of a tenant, and whether it may more than that.</summary>
/// <param name="Tenant">The tenant that was signed in to.</param>
/// <param name="Cloud">Its cloud.</param>
/// <param name="Way">The way of signing in.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Answers">In the order of asking.</param>
public sealed record DoctorReport(string Tenant, string Cloud, string Way, DateTimeOffset At, IReadOnlyList<DoctorAnswer> Answers)
{
    /// <summary>The gravest of all.</summary>
    public DoctorStatus Worst => Answers.Select(answer => answer.Status).Append(DoctorStatus.Ok).Max();

    /// <summary>Permissions and roles that are missing, each once.</summary>
    public IReadOnlyList<string> Lacks => [.. Answers.SelectMany(answer => answer.Lacks).Distinct(StringComparer.Ordinal)];

    /// <summary>Permissions beyond those that are needed, each once.</summary>
    public IReadOnlyList<string> Surplus => [.. Answers.SelectMany(answer => answer.Surplus).Distinct(StringComparer.Ordinal)];
}

/// <summary>What Microsoft tells a tenant of Exchange Online's health; or why that is not known.</summary>
/// <param name="Tenant">The tenant that was signed in to.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Issues">All that Microsoft names of Exchange Online; empty where there are none, or a gap.</param>
/// <param name="Gap">Null where they are known.</param>
public sealed record HealthReport(string Tenant, DateTimeOffset At, IReadOnlyList<ServiceIssue> Issues, string? Gap)
{
    /// <summary>Issues of the mail flow, those that last first, then the newest.</summary>
    public IReadOnlyList<ServiceIssue> MailFlow => [.. Issues.Where(issue => issue.IsOfMailFlow).OrderBy(issue => issue.IsResolved).ThenByDescending(issue => issue.Start).ThenBy(issue => issue.Id, StringComparer.Ordinal)];
}
