namespace Recapito.Core;

/// <summary>The steps of the inbound test: the MX, each host that it names, the message.</summary>
/// <param name="view">What is known of the way.</param>
/// <param name="steps">Makes steps.</param>
internal sealed class InboundSteps(InboundView view, StepFactory steps)
{
    private string Domain => view.Domain.Domain;

    private ZoneView Zone => view.Domain.Zone;

    public Step Root()
    {
        var mx = Mx();
        var hosts = view.Domain.Hosts.Select(host => new HostSteps(view, steps, host).Root()).ToList();
        var message = new RecipientSteps(view, steps).Message();
        var status = StepStatuses.Together([mx.Status, StepStatuses.Alternatively(hosts.Select(host => host.Status)), message.Status]);
        return StepFactory.Done("inbound", status, Result(status, hosts), ("domain", Domain), ("recipient", view.Question.Recipient)) with
        {
            Children = [mx, .. hosts, message],
            Elapsed = StepFactory.Sum(mx.Elapsed, StepFactory.Longest(hosts), message.Elapsed),
        };
    }

    private static string Result(StepStatus status, List<Step> hosts) => status switch
    {
        StepStatus.Ok => hosts.SelectMany(host => host.All).Any(step => step is { Id: "recipient", Status: StepStatus.Ok }) ? "verified" : "verified-to-host",
        StepStatus.Warning => "warnings",
        StepStatus.Fail => "failed",
        StepStatus.Undetermined or StepStatus.Skipped => "undetermined",
        _ => "running",
    };

    private Step Mx()
    {
        var request = DomainView.At(Domain, RrType.Mx);
        if (Zone.CurrentMx is not { } records)
        {
            return Zone.Resolver is Unavailable<RrSet> gap
                ? StepFactory.Done("mx", StepStatus.Undetermined, "not-seen", ("domain", Domain), ("why", gap.Reason)) with { Evidence = [gap], Elapsed = gap.Source.Elapsed }
                : steps.Wait("mx", [request], ("domain", Domain));
        }

        // Without records all depends on the domain's own address.
        if (records.Count == 0 && Zone.HasNoMx && view.Domain.Hosts is [{ } own] && (own.V4 is null || own.V6 is null))
        {
            return steps.Wait("mx", [DomainView.At(Domain, RrType.A), DomainView.At(Domain, RrType.Aaaa)], ("domain", Domain));
        }

        var findings = view.Findings.Where(finding => finding.Subject is Subject.Mx && !finding.Arguments.ContainsKey("host") && finding.Id is not "mx-no-usable-host").ToList();
        var takesNone = Zone.TakesNoMail;
        var status = StepStatuses.Together(takesNone ? StepStatus.Fail : StepStatus.Ok, StepStatuses.Of(findings));
        var result = takesNone ? "null-mx" : records.Count == 0 && !Zone.HasNoMx ? "no-domain" : records.Count == 0 ? WithoutRecords() : "found";
        return StepFactory.Done("mx", status, result, ("domain", Domain)) with
        {
            Details = [.. records.Select(mx => new StepDetail("mx", $"{StepFactory.Number(mx.Preference)} {mx.Exchange}"))],
            Findings = Notable(findings),
            Evidence = [.. new Observation?[] { Zone.Resolver }.Concat(Zone.Newest.Select(server => server.Mx)).OfType<Observation>()],
            Elapsed = Zone.Resolver?.Source.Elapsed,
        };
    }

    private string WithoutRecords() => view.Domain.Hosts is [{ Addresses.Count: > 0 }] ? "implicit" : view.Domain.Hosts is [{ HasNoAddress: true }] ? "none" : "implicit-unknown";

    /// <summary>Those that say what to do.</summary>
    public static IReadOnlyList<DomainFinding> Notable(IEnumerable<DomainFinding> findings) => [.. findings.Where(finding => finding.Severity >= Severity.Notice)];
}
