using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Exit codes; of several, the highest (docs/reference/command-line.md).</summary>
internal static class ExitCode
{
    public const int Healthy = 0;
    public const int Problem = 1;
    public const int Usage = 2;
    public const int Undetermined = 3;
    public const int BadInput = 4;
    public const int Internal = 70;

    /// <summary>EX_IOERR of sysexits.h.</summary>
    public const int OutputFailed = 74;

    public static int Of(DomainReport report) =>
        report.Worst >= Severity.Error ? Problem : report.IsDetermined ? Healthy : Undetermined;

    public static int Of(HybridReport report) =>
        report.Worst >= Severity.Error ? Problem : report.IsDetermined ? Healthy : Undetermined;

    public static int Of(StepTree tree) => tree.Root.Status switch
    {
        StepStatus.Fail => Problem,
        StepStatus.Ok or StepStatus.Warning => Healthy,
        _ => Undetermined,
    };

    public static int Of(WatchEnd end) => end switch
    {
        WatchEnd.Done or WatchEnd.NoChange => Healthy,
        WatchEnd.Contradicted => Problem,
        _ => Undetermined,
    };

    public static int Of(DoctorReport report) => report.Worst switch
    {
        DoctorStatus.Unknown => Undetermined,
        DoctorStatus.Missing or DoctorStatus.TooMuch => Problem,
        _ => Healthy,
    };

    public static int Of(HealthReport report) =>
        report.Gap is not null ? Undetermined : report.MailFlow.Any(issue => !issue.IsResolved) ? Problem : Healthy;

    public static int Of(TenantDomainReport report) => report.Status is TenantDomainStatus.NotInTenant ? Problem : Math.Max(Of(report.Check), report.Status switch
    {
        TenantDomainStatus.Healthy => Healthy,
        TenantDomainStatus.Undetermined => Undetermined,
        _ => Problem,
    });

    public static int Of(FixReport report) => report.Outcome switch
    {
        FixOutcome.Done or FixOutcome.DoneBefore or FixOutcome.FoundDone or FixOutcome.AlreadySo => Healthy,
        FixOutcome.NotReached => report.Reply is { State: ReplyState.Answered or ReplyState.Unproven } ? Problem : Undetermined,
        FixOutcome.DoneUnseen or FixOutcome.NotDone or FixOutcome.Unknown => Undetermined,
        _ => Problem,
    };

    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Proven or Verdict.Likely => Problem,
        Verdict.Undetermined => Undetermined,
        _ => Healthy,
    };
}
