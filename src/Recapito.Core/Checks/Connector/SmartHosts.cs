namespace Recapito.Core;

/// <summary>
/// An outbound connector of the recipient's organisation hands mail for the domain to a host that nobody reaches (Microsoft: NDR error codes in Exchange
/// Online, 4.4.316).
/// </summary>
internal static class SmartHostUnreachable
{
    public static readonly Check Check = new("smart-host-unreachable", Assess);

    private static Assessment Assess(Case now)
    {
        var recipient = OrganisationView.OfRecipient(now);
        if (now.RefusingHost is not null || !now.IsReportedByExchangeOnline || now.TriedHost is not { } host || recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector) is not { } seen)
        {
            return Assessment.Open;
        }

        var leading = recipient.LeadingTo(host.Name);
        if (leading.Count == 0)
        {
            return Assessment.ExcludedBy("no-connector-to-tried-host", seen);
        }

        var reach = Reach.Of(host, now);
        List<string> missing = [.. now.Zone.IsComplete ? [] : new[] { "why.zone-incomplete" }];
        missing.AddRange(reach.Answered ? ["why.host-answers-here"] : reach.WhyNotDead);
        missing.AddRange(host.IsConfirmed ? [] : ["why.address-not-confirmed"]);
        missing.AddRange(leading.All(connector => recipient.StoodThen(connector.Source)) ? [] : ["why.changed-since"]);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [seen, .. reach.Seen, .. host.Own.Answers])
        {
            Weight = reach.IsDead ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["connector"] = string.Join(", ", leading.Select(connector => connector.Name)), ["identity"] = leading is [var only] ? only.Name : "–", ["variant"] = reach.Answered ? "past" : "" },
        };
    }
}

/// <summary>
/// A send connector of the sender's own servers hands mail for the domain to a host that does not relay it (Microsoft KB 2827473). The domain's own
/// exchangers take the message from anybody else.
/// </summary>
internal static class SendConnectorSmartHostWrong
{
    public static readonly Check Check = new("send-connector-smart-host-wrong", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusingHost is not null || now.RefusedByMicrosoft || ServerRoute.Of(now, OrganisationView.OfSender(now)) is not { } route)
        {
            return Assessment.Open;
        }

        if (route.Connector.UsesDns)
        {
            return Assessment.ExcludedBy("send-connector-goes-by-mx", route.Seen);
        }

        if (!now.NamesSmartHost(route.Connector))
        {
            return Assessment.Open;
        }

        var takers = now.Takers;
        List<string> missing = [.. Proof.MissingForMx(now), .. takers.Count > 0 ? [] : new[] { "why.mx-not-seen-to-accept" }];
        missing.AddRange(route.StoodThen ? [] : ["why.changed-since"]);
        missing.AddRange(now.Symptom.Meaning is Meanings.RelayDenied ? [] : ["why.smart-host-silent"]);
        missing.AddRange(route.Space.IsEverything ? ["why.relay-may-want-sign-in"] : []);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [route.Seen, .. now.TakersSeen, .. Proof.MxSeen(now)])
        {
            Weight = takers.Count > 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["connector"] = route.Connector.Name, ["identity"] = route.Connector.Name, ["sender"] = InsidePlan.SenderDomain(now.Symptom) ?? "–" },
        };
    }
}
