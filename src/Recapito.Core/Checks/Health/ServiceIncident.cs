namespace Recapito.Core;

/// <summary>
/// Microsoft tells the organisation of an incident of the mail flow that covers the time from the message's arrival to its bounce: one that began while the
/// message waited already does not explain why it failed before. That is a coincidence in time and feature, never more than likely; that no incident is told
/// clears nothing (Microsoft Graph: serviceHealthIssue; RFC 3464 §2.2.5).
/// </summary>
internal static class ServiceIncident
{
    public static readonly Check Check = new("service-incident", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.Symptom.At is not { } then || OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.ServiceIssue) is not Present<ExchangeObjects> listed)
        {
            return Assessment.Open;
        }

        var fitting = listed.Value.Items.Select(ServiceIssue.Read).OfType<ServiceIssue>()
            .Where(issue => issue is { IsOfMailFlow: true } && issue.Service.Equals("Exchange Online", StringComparison.OrdinalIgnoreCase) && issue.Covers(then) && issue.Covers(now.Symptom.Since ?? then)).ToList();
        return fitting.Count == 0
            ? Assessment.Open
            : new(Standing.Supported, [listed, .. Proof.MxSeen(now)])
            {
                Weight = 1,
                Missing = now.Symptom.Since is null ? ["why.incident-is-coincidence", "why.arrival-not-shown"] : ["why.incident-is-coincidence"],
                Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["issue"] = string.Join(", ", fitting.Select(issue => issue.Id)), ["title"] = fitting[0].Title },
            };
    }
}
