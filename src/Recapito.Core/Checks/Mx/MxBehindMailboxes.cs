namespace Recapito.Core;

/// <summary>
/// The mailboxes moved to Microsoft 365, the MX still names the old host: a closer explanation of a host that refuses the domain. That Microsoft
/// has a name for the domain is shown by the DNS; that the mailboxes are there only by evidence from inside, without which it never exceeds likely.
/// </summary>
internal static class MxBehindMailboxes
{
    public static readonly Check Check = new("mx-behind-mailboxes", Assess);

    private static Assessment Assess(Case now)
    {
        if (now is { RefusingHost.IsCurrent: false, Zone.IsComplete: true })
        {
            return Assessment.ExcludedBy("newest-version-does-not-name-refusing-host", now.Zone.ServerObservations);
        }

        if (now.RefusingHost is not { IsCurrent: true } host || now.RefusedByMicrosoft || MicrosoftNames.IsGateway(host.Name))
        {
            return Assessment.Open;
        }

        if (Proof.IsKnownGoodHidden(now, host))
        {
            return Assessment.Open;
        }

        if (now.CurrentHosts.Any(other => MicrosoftNames.IsMxShaped(other.Name)))
        {
            return Assessment.ExcludedBy("mx-names-microsoft", Proof.MxSeen(now));
        }

        var name = MicrosoftNames.SuggestedMx(now.Symptom.Domain);
        return now.Evidence.Find(new DnsRequest(name, RrType.A, Vantage.Resolver)) switch
        {
            Present<RrSet> seen => Weigh(now, host, name, seen),
            Absent<RrSet> none => Assessment.ExcludedBy("no-token-at-microsoft", none),
            _ => Assessment.Open,
        };
    }

    /// <summary>With the mailbox seen, it stands as the general cause does: what proves that the host does not take the domain proves this too.</summary>
    private static Assessment Weigh(Case now, MailHost host, string name, Present<RrSet> token)
    {
        var arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["suggestion"] = name };
        if (now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is not Present<DirectoryRecipient> { Value: { IsElsewhere: false } mailbox } seen)
        {
            return new(Standing.Supported, [token, .. Proof.MxSeen(now)]) { Weight = 2, Missing = ["why.inside-not-seen"], Arguments = arguments };
        }

        arguments["variant"] = "seen";
        var general = MxHostDoesNotAcceptDomain.Check.Assess(now);
        var wasThere = mailbox.WhenCreated is { } made && now.Symptom.At is { } then && made <= then;
        return new(general.Standing is Standing.Confirmed ? Standing.Confirmed : Standing.Supported, [seen, token, .. general.Seen])
        {
            Weight = general.Weight,
            Missing = [.. general.Missing, .. wasThere ? [] : new[] { "why.recipient-newer-than-bounce" }],
            Arguments = arguments,
        };
    }
}
