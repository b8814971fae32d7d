namespace Recapito.Core;

/// <summary>The question that would settle a likely cause, by what is missing for its proof.</summary>
internal static class NextQuestion
{
    private static readonly (string Missing, string Question)[] Order =
    [
        ("why.report-names-no-host", "next.full-report"),
        ("why.hops-show-no-circle", "next.whole-header"),
        ("why.no-authoritative-answer", "next.ask-authoritative"),
        ("why.domain-is-alias", "next.alias"),
        ("why.zone-incomplete", "next.ask-authoritative"),
        ("why.resolver-asks-other-servers", "next.other-resolver"),
        ("why.resolver-names-former-servers", "next.other-resolver"),
        ("why.delegation-not-confirmed", "next.ask-authoritative"),
        ("why.address-not-confirmed", "next.ask-authoritative"),
        ("why.resolver-silent", "next.ask-authoritative"),
        ("why.view-not-excluded", "next.ask-authoritative"),
        ("why.no-answer-from-names-zone", "next.ask-authoritative"),
        ("why.parent-not-heard", "next.ask-authoritative"),
        ("why.chain-above-not-verified", "next.ask-authoritative"),
        ("why.signature-fault-not-seen", "next.ask-authoritative"),
        ("why.resolver-has-answer", "next.other-resolver"),
        ("why.name-servers-silent", "next.ask-authoritative"),
        ("why.report-names-other-name", "next.send-again"),
        ("why.report-tells-of-other-answer", "next.send-again"),
        ("why.seen-by-one-resolver", "next.senders-resolver"),
        ("why.depends-on-sender", "next.senders-system"),
        ("why.way-to-own-host-not-seen", "next.senders-system"),
        ("why.no-control-host", "next.control-host"),
        ("why.answers-over-ipv6", "next.senders-system"),
        ("why.ipv6-not-compared", "next.ipv6"),
        ("why.not-reproduced", "next.ask-smtp"),
        ("why.control-not-asked", "next.ask-smtp"),
        ("why.not-every-mx-answered", "next.ask-smtp"),
        ("why.new-host-not-seen-to-accept", "next.ask-smtp"),
        ("why.new-host-refuses-too", "next.new-host"),
        ("why.mx-not-seen-to-accept", "next.ask-smtp"),
        ("why.mx-refuses-too", "next.check-address"),
        ("why.host-not-seen", "next.ask-host"),
        ("why.secondary-may-never-catch-up", "next.zone-transfer"),
        ("why.taker-may-take-everything", "next.where-mailboxes-are"),
        ("why.no-known-good", "next.known-good"),
        ("why.known-good-not-refused", "next.ask-smtp"),
        ("why.right-organisation-not-settled", "next.right-organisation"),
        ("why.known-good-not-taken", "next.inside"),
        ("why.known-good-not-seen", "next.ask-smtp"),
        ("why.inside-not-seen", "next.inside"),
        ("why.behind-gateway", "next.inside"),
        ("why.refused-after-data", "next.inside"),
        ("why.domain-type-not-seen", "next.inside"),
        ("why.servers-not-seen", "next.servers"),
        ("why.smart-host-not-seen", "next.sender-servers"),
        ("why.certificate-not-seen", "next.sender-servers"),
        ("why.recipient-not-seen", "next.inside"),
        ("why.property-not-shown", "next.inside"),
        ("why.demand-not-seen", "next.inside"),
        ("why.report-names-no-fault", "next.full-report"),
        ("why.fault-not-seen-now", "next.bounce-anew"),
        ("why.changed-since", "next.bounce-anew"),
        ("why.recipient-newer-than-bounce", "next.bounce-anew"),
        ("why.took-mail-after-bounce", "next.bounce-anew"),
        ("why.type-may-be-unknown-to-edge", "next.bounce-anew"),
        ("why.no-such-connector-now", "next.bounce-anew"),
        ("why.direct-send-allowed-now", "next.bounce-anew"),
        ("why.mail-service-there-now", "next.bounce-anew"),
        ("why.sending-address-not-seen", "next.sending-address"),
        ("why.sending-server-not-seen", "next.sender-servers"),
        ("why.other-connector-may-have-taken-it", "next.handed-on"),
        ("why.recipient-passed-on", "next.handed-on"),
        ("why.circle-goes-elsewhere", "next.handed-on"),
        ("why.mx-leads-elsewhere", "next.handed-on"),
        ("why.both-sides-decide", "next.handed-on"),
        ("why.host-answers-here", "next.handed-on"),
        ("why.smart-host-silent", "next.handed-on"),
        ("why.relay-may-want-sign-in", "next.relay-terms"),
        ("why.age-of-domain-not-seen", "next.age-of-domain"),
        ("why.domain-added-lately", "next.after-a-day"),
        ("why.incident-is-coincidence", "next.after-incident"),
        ("why.arrival-not-shown", "next.full-report"),
        ("why.host-is-gateway", "next.ask-gateway"),
        ("why.passing-refusal", "next.send-later"),
        ("why.taken-from-here", "next.ask-postmaster"),
        ("why.refused-client-is-another", "next.look-up-listing"),
        ("why.own-address-not-known", "next.look-up-listing"),
        ("why.source-is-admitted", "next.sending-address"),
        ("why.sender-policy-passes-now", "next.sender-results"),
        ("why.sender-policy-forbids-nothing-now", "next.sender-results"),
        ("why.sending-address-not-named", "next.sender-results"),
        ("why.sender-policy-not-seen", "next.sender-results"),
        ("why.signature-not-seen", "next.sender-results"),
        ("why.sent-by-another-host", "next.sender-results"),
        ("why.mx-leads-to-another-edge", "next.edge-by-setting"),
        ("why.mailbox-elsewhere-not-seen", "next.inside"),
        ("why.tried-address-not-current", "next.senders-port-25"),
        ("why.senders-network-not-seen", "next.senders-port-25"),
        ("why.report-tells-no-reason", "next.queue-log"),
        ("why.answers-otherwise-now", "next.diagnose-anew"),
        ("why.mx-names-other-host-now", "next.diagnose-anew"),
        ("why.export-undated", "next.script"),
        ("why.asked-earlier", "next.ask-again"),
        ("why.others-stand", "next.inside"),
    ];

    public static string? For(IReadOnlyList<string> missing) =>
        Order.FirstOrDefault(pair => missing.Contains(pair.Missing)).Question;

    /// <summary>
    /// The same question, or the one that fits better what was asked already: who has signed in to the tenant need not be sent for an export of it, and
    /// where a permission is lacking, nothing else helps as much.
    /// </summary>
    /// <param name="question">Word key of the question that the verdict leads to; null for none.</param>
    /// <param name="now">The case.</param>
    /// <param name="gaps">What was not checked, and why.</param>
    public static string? Fitting(string? question, Case now, IReadOnlyList<Gap> gaps)
    {
        if (now.Symptom.IsDelayed && question is "next.send-later" or "next.diagnose-anew" or "next.bounce-anew" or "next.send-again")
        {
            return "next.delayed";
        }

        if (question is "next.handed-on" && gaps.Any(gap => gap.Request is MessageTraceRequest or MessageTraceControlRequest))
        {
            return "next.trace";
        }

        if (question is "next.ask-smtp" && now.UsableHosts.Any(host => Reach.Of(host, now).IsDead))
        {
            return "next.silent-host";
        }

        if (question is "next.ask-smtp" && gaps.Any(gap => gap.Request is RcptRequest && gap.Why.StartsWith(RcptGaps.AboutUs, StringComparison.Ordinal)))
        {
            return "next.unlisted-address";
        }

        if (question is not ("next.inside" or "next.known-good"))
        {
            return question;
        }

        var inside = InsideGapsOf(now, gaps);
        return Lacks(inside) ? "next.permission"
            : question is "next.known-good" ? question
            : inside.Exists(gap => gap.Why == InsideGaps.NeedsCommands) ? "next.exchange-commands"
            : question;
    }

    /// <summary>The question where no cause leads: what may still be asked by machine first, then what people can see, unless the reply itself tells what is wrong.</summary>
    /// <param name="now">The case.</param>
    /// <param name="candidates">Causes that stand.</param>
    /// <param name="gaps">What was not checked, and why.</param>
    public static string WhereNoneLeads(Case now, IReadOnlyList<string> candidates, IReadOnlyList<Gap> gaps)
    {
        // What the reply tells plainly is settled by no host's answer from outside.
        if ((candidates.All(cause => cause is "recipient-does-not-exist") || now.Symptom is { IsWordsAlone: true, Meaning: Meanings.RecipientUnknown }) && ByReport(now, candidates) is { } told)
        {
            return told;
        }

        if (gaps.Any(IsForbiddenOutside))
        {
            return "next.more-evidence";
        }

        if (now.UsableHosts.Any(host => MailHosts.DifferAtResolver(host.Name, now.Evidence)))
        {
            return "next.inner-address";
        }

        if (now.RefusingHost is { } refuser && now.Symptom.Meaning is Meanings.RelayDenied && now.Rcpt(refuser, RcptRole.Control).Accepted && now.Rcpt(refuser, RcptRole.Target).Refused)
        {
            return "next.ask-postmaster";
        }

        if (now.Symptom.Meaning is Meanings.NoAnswer && now.EveryHostDeniesRelay)
        {
            return "next.new-host";
        }

        if (gaps.Any(gap => gap.Request is ReachabilityRequest))
        {
            return "next.ask-smtp";
        }

        var inside = InsideGapsOf(now, gaps);
        return Lacks(inside) ? "next.permission"
            : inside.Exists(gap => gap.Why == InsideGaps.NeedsCommands) ? "next.exchange-commands"
            : (MayBeOfSender(now, candidates) ? OfSender(now, candidates, inside) : null) ?? ByReport(now, candidates) ?? (now.Zone is { Agrees: false, Newest.Count: 0 } ? "next.zone-versions" : ByGaps(now, gaps));
    }

    /// <summary>What whoever holds the bounce can find out without any tool.</summary>
    private static string? ByReport(Case now, IReadOnlyList<string> candidates) => now.Symptom.Reason switch
    {
        _ when candidates.Contains("recipient-does-not-exist") => "next.check-address",
        "norelaying" when now.RefusingHost is { } host && now.Rcpt(host, RcptRole.KnownGood).Accepted => "next.check-address",
        _ when now.Symptom.Meaning is Meanings.MailLoop => "next.handed-on",
        _ when now.Symptom.Meaning is Meanings.BeyondAscii => "next.ascii-address",
        _ when now.Symptom.Meaning is Meanings.ListMembersOnly => "next.list-members",
        "requireptr" => "next.reverse-name",
        "userunknown" or "hasmoved" or "suspend" when candidates.Count == 0 => "next.check-address",
        "mailboxfull" when candidates.Count == 0 => now.Symptom.IsNotFinal ? "next.room-while-waiting" : "next.make-room",
        "mesgtoobig" when candidates.Count == 0 => SizeLimit.Of(now.Symptom, now.Evidence) is null ? "next.smaller-message" : "next.smaller-than-limit",
        { } reason when candidates.Count == 0 && now.Catalogue.AdviceOf(reason) is "change-the-message" => "next.change-message",
        _ => null,
    };

    private static string ByGaps(Case now, IReadOnlyList<Gap> gaps) =>
        gaps.Any(IsUnread) ? "next.ask-postmaster"
        : gaps.Any(gap => gap.Request is DnsRequest or SmtpSessionRequest) ? "next.unanswered"
        : !now.Symptom.FromReport ? "next.full-report"
        : now.Symptom.RefusingHost is not null ? "next.ask-postmaster"
        : "next.senders-system";

    private static List<Gap> InsideGapsOf(Case now, IReadOnlyList<Gap> gaps) => [.. gaps.Where(gap => IsOfThisCase(gap.Request, now))];

    private static bool Lacks(List<Gap> inside) => inside.Exists(gap => gap.Why.Contains(InsideGaps.Lacks, StringComparison.Ordinal));

    private static bool MayBeOfSender(Case now, IReadOnlyList<string> candidates) =>
        candidates.Count == 0 || candidates.Any(id => now.Catalogue.Causes.GetValueOrDefault(id)?.Parties.Contains(Party.SendersAdmin) is true);

    // The connectors of the sender's tenant and servers are asked for only where one of their causes stands.
    private static string? OfSender(Case now, IReadOnlyList<string> candidates, List<Gap> gaps)
    {
        if (candidates is ["senders-network-blocks-smtp"])
        {
            return "next.senders-port-25";
        }

        var theirs = gaps.Select(gap => gap.Request).OfType<ConfigurationRequest>().Where(asked => asked.Domain == InsidePlan.SenderDomain(now.Symptom) && asked.Domain != now.Symptom.Domain).ToList();
        return theirs.Exists(asked => asked.Side is ExchangeSide.ExchangeOnline) ? "next.sender-inside" : theirs.Count > 0 ? "next.sender-servers" : null;
    }

    // The host was asked and answered; what its words are about, only those who wrote them can say.
    private static bool IsUnread(Gap gap) => gap.Request is RcptRequest { Role: RcptRole.Target } && gap.Why.StartsWith(RcptGaps.Unread, StringComparison.Ordinal);

    private static bool IsForbiddenOutside(Gap gap) => gap.Why is "gap.no-dns" or "gap.no-smtp" or "gap.no-rcpt";

    // Of a recipient's domain that another tenant holds, this tenant can show nothing, whatever it is asked by.
    private static bool IsOfThisCase(Request request, Case now) => request switch
    {
        ConfigurationRequest { Objects: ExchangeObjectKind.ServiceIssue } => false,
        ConfigurationRequest asked => asked.Domain != now.Symptom.Domain || IsHeld(now),
        RecipientRequest => IsHeld(now),
        AcceptedDomainRequest => true,
        _ => false,
    };

    private static bool IsHeld(Case now) => now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is { } seen
        && (seen is Present<AcceptedDomain> || seen.Why?.Contains(InsideGaps.Lacks, StringComparison.Ordinal) is true);
}
