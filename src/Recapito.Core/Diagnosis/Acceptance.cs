namespace Recapito.Core;

/// <summary>Is the address taken now? A 250 to RCPT says no more than that: the edge may refuse after DATA, and the mailbox is not seen.</summary>
internal static class Acceptance
{
    private static readonly string[] RecipientMeanings =
    [
        Meanings.EdgeRecipientRejected, Meanings.RelayDenied, Meanings.TenantAttribution, Meanings.NoAnswer, Meanings.NameNotFound, Meanings.DomainAcceptsNoMail, Meanings.NoMailSubscription, Meanings.WrongRegion, "recipient-unknown", "recipient-rejected", "busy",
    ];

    /// <summary>
    /// True where no view of the DNS is seen to differ and the host that had refused takes the address now, or, where that host is no exchanger any
    /// more or had only been silent, the current exchangers do.
    /// </summary>
    public static bool IsTakenNow(Case now)
    {
        // A client that is refused for good, in words about limits, is not this one.
        var isForGood = now.Symptom is { Meaning: Meanings.Busy, Reply: { } reply } && TransientRefusal.IsForGood(reply);
        if (isForGood || now.UsableHosts.Count == 0 || IsAliasOpen(now) || !IsOneView(now.Zone) || IsPassedOn(now) || IsGivenBack(now.Symptom) || !IsSeenAtRcpt(now.Symptom))
        {
            return false;
        }

        var refused = now.RefusingHost is { IsCurrent: true } host ? host : null;
        var answers = now.UsableHosts.Select(other => now.Rcpt(other, RcptRole.Target)).ToList();
        if (refused is not null && now.Symptom.Meaning is not (Meanings.NoAnswer or Meanings.NameNotFound or Meanings.DomainAcceptsNoMail))
        {
            return now.Rcpt(refused, RcptRole.Target) is { Accepted: true, Complete: true };
        }

        return answers.Exists(answer => answer is { Accepted: true, Complete: true }) && !answers.Exists(answer => answer.Refused);
    }

    /// <summary>
    /// True where the message trace shows that mail of the same sender, or the message itself, arrived after the edge had refused it, the address is there, and no
    /// exchanger is seen to refuse it now. Microsoft's edge is not always open to a question from outside; its trace tells the same.
    /// </summary>
    public static bool HasArrivedSince(Case now) =>
        now.Symptom.Meaning is Meanings.EdgeRecipientRejected && now.RefusedByMicrosoft && (!now.Zone.IsAsked || IsOneView(now.Zone))
        && now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Present<DirectoryRecipient>
        && TraceView.Of(now) is var trace && (trace.SameSenderSince ?? trace.SameMessage) is { } row && row.At > now.Symptom.At
        && !now.UsableHosts.Any(host => now.Rcpt(host, RcptRole.Target).Refused);

    /// <summary>Whether a host is an alias, at which only some senders fail, was not asked.</summary>
    private static bool IsAliasOpen(Case now) => now.Symptom.Meaning is Meanings.RelayDenied && now.UsableHosts.Any(host => host.AddressAnswers.Count < 2);

    /// <summary>
    /// Would a null sender at RCPT meet the same refusal? Not one that came after DATA, and not one that depends on the sender's address or client.
    /// </summary>
    private static bool IsSeenAtRcpt(Symptom symptom) =>
        symptom.Meaning is null || (RecipientMeanings.Contains(symptom.Meaning)
            && symptom.SmtpCommand?.Contains("DATA", StringComparison.OrdinalIgnoreCase) is not true && symptom.Form is not Form.AllRecipientsRejected);

    /// <summary>
    /// Exchange Online had taken the message and itself found nobody for it: it takes the address at RCPT today as it did then (Microsoft: "Use Directory-Based
    /// Edge Blocking").
    /// </summary>
    private static bool IsGivenBack(Symptom symptom) => symptom is { Meaning: "recipient-unknown" or "recipient-rejected", ReportingMta: { } reporter }
        && MicrosoftNames.IsExchangeOnline(reporter)
        && new[] { symptom.RefusingHost, symptom.RemoteMta }.OfType<string>().All(host => host.Equals(reporter, StringComparison.OrdinalIgnoreCase));

    private static bool IsOneView(ZoneView zone) =>
        zone is { IsAsked: true, ResolverDiffers: false, Agrees: true, Resolver: Present<RrSet> or Absent<RrSet> };

    /// <summary>
    /// The refusal came from behind the exchangers, or from the sender's own side: what the exchangers say now does not speak of it.
    /// </summary>
    private static bool IsPassedOn(Case now)
    {
        if (now.RefusedByMicrosoft && now.UsableHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name)))
        {
            return true;
        }

        if (now.RefusingHost is not null)
        {
            return false;
        }

        // Exchange Online had taken the message, and a server of the organisation behind it refused; or it is the sender's tenant, and the MX named that server
        // then. The report does not tell which.
        if (now.Symptom.ReportingMta is { } reporter && MicrosoftNames.IsExchangeOnline(reporter) && !now.RefusedByMicrosoft && now.UsableHosts.All(host => MicrosoftNames.IsMxShaped(host.Name)))
        {
            return true;
        }

        if (!now.NamesRefusingHost)
        {
            return false;
        }

        var refuser = Organisation(now.Symptom.RefusingHost ?? now.Symptom.RemoteMta!);
        return new[] { now.Symptom.ReportingMta, now.Symptom.Sender is { } sender ? Names.DomainOf(sender) : null }
            .OfType<string>().Any(name => Organisation(name) == refuser);
    }

    private static string Organisation(string name) => string.Join('.', name.Split('.').TakeLast(2));
}
