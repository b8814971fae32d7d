namespace Recapito.Core;

/// <summary>
/// What is common to the closer explanations of directory-based edge blocking: the edge refuses the address now as it did then, the domain is
/// Authoritative, and the organisation's directory says what the address is.
/// </summary>
internal sealed class UnknownAtEdge
{
    private UnknownAtEdge(Case now, MailHost host)
    {
        Now = now;
        Host = host;
        Target = now.Rcpt(host, RcptRole.Target);
        Domain = now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) as Present<AcceptedDomain>;
        Cloud = Answered(now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)));
        Servers = Answered(now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient, ExchangeSide.ExchangeServer)));
    }

    public Case Now { get; }

    private OrganisationView Inside => OrganisationView.OfRecipient(Now);

    public MailHost Host { get; }

    public RcptSummary Target { get; }

    /// <summary>The accepted domain; null where it was not seen.</summary>
    public Present<AcceptedDomain>? Domain { get; }

    /// <summary>What the tenant's directory says of the address; null where it was not asked.</summary>
    public Observation<DirectoryRecipient>? Cloud { get; }

    /// <summary>What the directory of the organisation's own servers says of it; null where it was not asked.</summary>
    public Observation<DirectoryRecipient>? Servers { get; }

    /// <summary>The object in the tenant; null where there is none or it was not seen.</summary>
    public DirectoryRecipient? InCloud => (Cloud as Present<DirectoryRecipient>)?.Value;

    /// <summary>The object at the servers; null where there is none or it was not seen.</summary>
    public DirectoryRecipient? AtServers => (Servers as Present<DirectoryRecipient>)?.Value;

    /// <summary>Null where the refusing host is no current exchanger of Microsoft's.</summary>
    public static UnknownAtEdge? Of(Case now) => now.Symptom.Meaning is Meanings.EdgeRecipientRejected && now.RefusingEdge is { IsCurrent: true } host && MicrosoftNames.IsMxShaped(host.Name)
        ? new(now, host)
        : null;

    /// <summary>Weighs a closer explanation that rests on an object: one that is newer than the bounce did not make it.</summary>
    public Assessment Weigh(DirectoryRecipient known, params IEnumerable<string> further) => Weigh(Inside.StoodThen(known) ? further : further.Prepend("why.recipient-newer-than-bounce"));

    /// <summary>Weighs a closer explanation that the directories support.</summary>
    public Assessment Weigh(IEnumerable<string> further)
    {
        List<string> missing = [.. Proof.MissingForReport(Now), .. Proof.MissingForMx(Now), .. further];
        if (!Target.RefusedAs(Meanings.EdgeRecipientRejected) || !Target.Complete)
        {
            missing.Add("why.not-reproduced");
        }

        if (Domain is not { Value.Type: AcceptedDomainType.Authoritative })
        {
            missing.Add("why.domain-type-not-seen");
        }
        else if (!Inside.StoodThen(Domain.Value))
        {
            // The edge went by whatever organisation had the domain then, and by the type that it had.
            missing.Add("why.changed-since");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported,
            [.. new Observation?[] { Cloud, Servers, Domain }.OfType<Observation>(), .. Target.Seen, .. Proof.MxSeen(Now)])
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(Now, Host)) { ["type"] = InCloud?.RecipientType ?? AtServers?.RecipientType ?? "–" },
        };
    }

    private static Observation<DirectoryRecipient>? Answered(Observation<DirectoryRecipient>? seen) => seen is { Outcome: not Outcome.Unavailable } ? seen : null;
}
