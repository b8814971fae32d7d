namespace Recapito.Core;

/// <summary>The steps of one mail exchanger: its name, its value where it is Microsoft's, each address, the recipient.</summary>
/// <param name="view">What is known of the way.</param>
/// <param name="steps">Makes steps.</param>
/// <param name="host">The host.</param>
internal sealed class HostSteps(InboundView view, StepFactory steps, MxHost host)
{
    // About the value of the MX record, not about the addresses behind it.
    private static readonly string[] OfValue = ["mx-token-unknown", "mx-token-of-other-domain", "mx-exchange-online-legacy-name"];

    private readonly List<DomainFinding> findings =
        [.. view.Findings.Where(finding => finding.Subject is Subject.Mx && finding.Severity >= Severity.Notice && finding.Arguments.GetValueOrDefault("host") == host.Name)];

    public Step Root()
    {
        var resolve = Resolve();
        var value = MicrosoftNames.IsMxShaped(host.Name) ? Value() : null;
        var addresses = host.Addresses.Select(address => new AddressSteps(view, steps, host, address)).Select(one => (Port: one.Port(), Capabilities: one.Capabilities())).ToList();
        var recipients = new RecipientSteps(view, steps);
        var (recipient, relay) = (recipients.Recipient(host), recipients.Relay(host));
        var reached = addresses.Count == 0
            ? StepStatus.Skipped
            : StepStatuses.Alternatively(addresses.Select(one => StepStatuses.Together(one.Port.Status, one.Capabilities.Status)));
        var status = StepStatuses.Together([resolve.Status, value?.Status ?? StepStatus.Skipped, reached, recipient.Status, relay.Status]);
        return StepFactory.Done("host", status, Result(status), ("host", host.Name)) with
        {
            Children = [resolve, .. value is null ? Array.Empty<Step>() : [value], .. addresses.SelectMany(one => new[] { one.Port, one.Capabilities }), recipient, relay],
            Elapsed = StepFactory.Sum(resolve.Elapsed, StepFactory.Longest(addresses.Select(one => one.Capabilities))
                ?? StepFactory.Longest(addresses.Select(one => one.Port)), recipient.Elapsed),
        };
    }

    private static string Result(StepStatus status) => status switch
    {
        StepStatus.Ok => "passed",
        StepStatus.Warning => "warnings",
        StepStatus.Fail => "failed",
        StepStatus.Undetermined or StepStatus.Skipped => "undetermined",
        _ => "running",
    };

    private Step Resolve()
    {
        (string, string)[] about = [("host", host.Name)];
        var wrong = findings.Where(finding => !OfValue.Contains(finding.Id)).ToList();
        if (!InboundView.IsName(host))
        {
            return StepFactory.Done("resolve", StepStatus.Fail, "no-name", about) with { Findings = wrong };
        }

        if (host.V4 is null || host.V6 is null)
        {
            return steps.Wait("resolve", [DomainView.At(host.Name, RrType.A), DomainView.At(host.Name, RrType.Aaaa)], about);
        }

        var (status, result) = host.HasNoAddress
            ? MicrosoftNames.IsVerification(host.Name) ? (StepStatus.Warning, "verification") : (StepStatus.Fail, "no-address")
            : host.Addresses.Count > 0 ? (StepStatuses.Of(wrong), wrong.Count > 0 ? "resolved-with-findings" : "resolved")
            : (StepStatus.Undetermined, "not-seen");
        return StepFactory.Done("resolve", status, result, [.. about, ("why", Why())]) with
        {
            Details = [.. host.Addresses.Select(address => new StepDetail("address", address))],
            Findings = wrong,
            Evidence = [.. host.Answers.OfType<Observation>()],
            Elapsed = StepFactory.Longest(host.Answers),
        };
    }

    private string Why() => new[] { host.V4, host.V6 }.OfType<Unavailable<RrSet>>().Select(gap => gap.Reason).FirstOrDefault() ?? host.V4?.Why ?? "";

    // Microsoft's own test compares with the names that it gives out; ours also with what the usual rule makes of the domain.
    private Step Value()
    {
        (string, string)[] about = [("host", host.Name), ("expected", MicrosoftNames.SuggestedMx(view.Domain.Domain))];
        if (host.V4 is null || host.V6 is null)
        {
            return steps.Wait("value", [DomainView.At(host.Name, RrType.A), DomainView.At(host.Name, RrType.Aaaa)], about);
        }

        var wrong = findings.Where(finding => OfValue.Contains(finding.Id)).ToList();
        var differs = wrong.Exists(finding => finding.Id is not "mx-exchange-online-legacy-name");
        var result = differs ? "differs"
            : host.Name == MicrosoftNames.SuggestedMx(view.Domain.Domain) ? "as-expected"
            : "allowed";
        return StepFactory.Done("value", StepStatuses.Together(differs ? StepStatus.Warning : StepStatus.Ok, StepStatuses.Of(wrong)), result, about) with
        {
            Details = [new("value", host.Name), new("expected", MicrosoftNames.SuggestedMx(view.Domain.Domain))],
            Findings = wrong,
        };
    }
}
