namespace Recapito.Core;

/// <summary>
/// The domain is Authoritative in the tenant, though the recipient lives in another system, to which a connector already leads (Microsoft: Manage accepted
/// domains in Exchange Online). That system itself says whether it has the address.
/// </summary>
internal static class AuthoritativeWithRecipientsElsewhere
{
    public static readonly Check Check = new("authoritative-with-recipients-elsewhere", Assess);

    private static Assessment Assess(Case now)
    {
        if (UnknownAtEdge.Of(now) is not { } edge)
        {
            return Assessment.Open;
        }

        if (AskedTenant.Judged(now) is { } elsewhere)
        {
            return elsewhere;
        }

        if (edge.Cloud is Present<DirectoryRecipient> here)
        {
            return Assessment.ExcludedBy("recipient-present", here);
        }

        if (edge.Servers is Present<DirectoryRecipient> there)
        {
            // Servers whose directory is seen ought to be synchronised: that explains it more closely.
            return Assessment.ExcludedBy("recipient-at-own-servers", there);
        }

        return edge.Cloud is not null && OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector) is { } connectors ? ByConnectors(now, edge, connectors) : Assessment.Open;
    }

    private static Assessment ByConnectors(Case now, UnknownAtEdge edge, Observation connectors)
    {
        var leading = OrganisationView.OfRecipient(now).Outbound.Where(connector => RecipientElsewhere.LeadsOut(connector, now.Symptom.Domain)).OrderByDescending(connector => OrganisationView.OfRecipient(now).StoodThen(connector.Source)).ToList();
        return leading.Count == 0 ? Assessment.ExcludedBy("no-outbound-connector-for-domain", connectors)
            : edge.Servers is { } lacking && leading.TrueForAll(connector => connector.Type is ConnectorType.OnPremises) ? Assessment.ExcludedBy("recipient-absent-there", lacking)
            : Weigh(now, edge, leading[0], connectors);
    }

    private static Assessment Weigh(Case now, UnknownAtEdge edge, OutboundConnector connector, Observation connectors)
    {
        var asked = RecipientElsewhere.Behind(now);
        var holder = asked.FirstOrDefault(one => one.IsThere);
        List<string> missing = holder is null ? ["why.mailbox-elsewhere-not-seen"] : [];
        if (OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OnPremisesOrganization) is not Absent<ExchangeObjects>)
        {
            // A hybrid organisation means its servers' recipients to be synchronised; whether this one was left out, their directory says.
            missing.Add("why.servers-not-seen");
        }

        if (!OrganisationView.OfRecipient(now).StoodThen(connector.Source))
        {
            missing.Add("why.changed-since");
        }

        var judged = edge.Weigh(missing);
        return judged with
        {
            Seen = [.. judged.Seen, connectors, .. (holder ?? (asked.Count > 0 ? asked[0] : null))?.Target.Seen ?? [], .. holder?.Control.Seen ?? []],
            Arguments = new Dictionary<string, string>(judged.Arguments) { ["variant"] = "connected", ["connector"] = connector.Name, ["identity"] = connector.Name, ["other"] = holder?.Host.Name ?? (connector.SmartHosts.Count > 0 ? connector.SmartHosts[0] : "–") },
        };
    }
}

/// <summary>
/// The MX names Microsoft 365 already, and the mailbox is still at the host that an older MX names and that some view of the DNS still shows: that host takes
/// the address and refuses one that nobody has.
/// </summary>
internal static class MxAheadOfMailboxes
{
    public static readonly Check Check = new("mx-ahead-of-mailboxes", Assess);

    private static Assessment Assess(Case now)
    {
        if (UnknownAtEdge.Of(now) is not { } edge)
        {
            return Assessment.Open;
        }

        if (edge.Cloud is Present<DirectoryRecipient>)
        {
            return Assessment.ExcludedBy("recipient-present", edge.Cloud);
        }

        if (edge.Servers is Present<DirectoryRecipient> there)
        {
            return Assessment.ExcludedBy("recipient-at-own-servers", there);
        }

        return RecipientElsewhere.AtOlderMx(now) is { } before ? Weigh(now, edge, before)
            : AskedTenant.Excluding(now) ?? (OtherMailboxes.NoSign(now) is { } nothing ? Assessment.ExcludedBy("no-sign-of-other-mailboxes", nothing) : Assessment.Open);
    }

    // The edge's words themselves say that it takes the domain for an Authoritative one; whose, does not matter here.
    private static Assessment Weigh(Case now, UnknownAtEdge edge, RecipientElsewhere before)
    {
        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now)];
        var control = now.Rcpt(edge.Host, RcptRole.Control);
        if (!edge.Target.RefusedAs(Meanings.EdgeRecipientRejected) || !edge.Target.Complete || !control.RefusedAs(Meanings.EdgeRecipientRejected) || !control.Complete)
        {
            missing.Add("why.not-reproduced");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. before.Target.Seen, .. before.Control.Seen, .. edge.Target.Seen, .. control.Seen, .. Proof.MxSeen(now)])
        {
            Weight = 3,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, edge.Host)) { ["other"] = before.Host.Name },
        };
    }
}
