namespace Recapito.Core.Tests;

/// <summary>Diagnoses to draw. Their judgement is written by hand: what is tested is how they look.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Bounced = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    private const string OldHost = "mx.oldhost.example";
    private const string Edge = "contoso-example.mail.protection.outlook.com";

    private static readonly DnsRequest MxAtResolver = new("contoso.example", RrType.Mx, Vantage.Resolver);
    private static readonly DnsRequest MxAtServer = new("contoso.example", RrType.Mx, Vantage.Server("ns1.dnshost.example", "192.0.2.53"));

    public static Symptom RelayDenied { get; } = new()
    {
        Recipient = "lee@contoso.example",
        Domain = "contoso.example",
        Meaning = "relay-denied",
        Form = "exchange-relay-access-denied",
        Reply = SmtpReply.Parse("550 5.4.1 Relay Access Denied"),
        RefusingHost = OldHost,
        RemoteMta = OldHost,
        ReportingMta = "mail.fabrikam.example",
        SmtpCommand = "RCPT TO",
        Sender = "ana@fabrikam.example",
        At = Bounced,
    };

    public static Observation MxSeen { get; } = new Present<RrSet>(
        MxAtServer, new([new("contoso.example", RrType.Mx, 3600, "10 " + OldHost)], true),
        new("ns1.dnshost.example", Now, "dig @192.0.2.53 contoso.example MX +norecurse"));

    public static Observation TargetRefused { get; } = Rcpt(OldHost, "203.0.113.25", RcptRole.Target, "lee@contoso.example", "554 5.7.1 <lee@contoso.example>: Relay access denied");

    public static Observation ControlRefused { get; } = Rcpt(OldHost, "203.0.113.25", RcptRole.Control, "contoso.example", "554 5.7.1 <q7x2@contoso.example>: Relay access denied");

    public static Diagnosis Proven { get; } = new()
    {
        Symptom = RelayDenied,
        Verdict = Verdict.Proven,
        Cause = new("mx-host-does-not-accept-domain", Party.RecipientsAdmin, new Dictionary<string, string> { ["host"] = OldHost }, [TargetRefused, ControlRefused, MxSeen]),
        RuledOut =
        [
            new("no-mx-address-record-used", "mx-present", [MxSeen]),
            new("null-mx", "mx-present", [MxSeen]),
            new("mx-host-unreachable", "mx-host-answered", [TargetRefused]),
            new("recipient-not-in-edge-directory", "refusing-host-is-not-microsoft", []),
        ],
        Remedies =
        [
            new("replace-mx", Party.RecipientsAdmin, new Dictionary<string, string> { ["host"] = OldHost, ["target"] = Edge },
                [new SetMx("contoso.example", [new(10, OldHost)], [new(0, Edge)], 3600)]),
        ],
        VisibleEverywhereAt = Now.AddHours(1),
        Evidence = Set(MxSeen, TargetRefused, ControlRefused),
    };

    public static Diagnosis Undetermined { get; } = new()
    {
        Symptom = RelayDenied,
        Verdict = Verdict.Undetermined,
        Candidates = ["mx-host-does-not-accept-domain", "surplus-mx", "send-connector-smart-host-wrong"],
        NotChecked = [new(MxAtResolver, "gap.no-dns"), new(new SmtpSessionRequest(OldHost, "203.0.113.25"), "timeout after 2 s")],
        NextQuestion = "next.more-evidence",
        Evidence = EvidenceSet.Empty,
    };

    public static Diagnosis Likely { get; } = new()
    {
        Symptom = RelayDenied with
        {
            Meaning = "edge-recipient-rejected",
            Reply = SmtpReply.Parse("550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [AMS0EPF0000014F.eurprd05.prod.outlook.com 2026-11-23T09:29:58.112Z 08DE2A1B3C4D5E6F]"),
            RefusingHost = "AMS0EPF0000014F.eurprd05.prod.outlook.com",
            RemoteMta = "contoso-example.mail.protection.outlook.com",
        },
        Verdict = Verdict.Likely,
        Cause = new("recipient-not-in-edge-directory", Party.RecipientsAdmin, new Dictionary<string, string>(),
            [Rcpt(Edge, "203.0.113.80", RcptRole.Target, "lee@contoso.example", "550 5.4.1 Recipient address rejected: Access denied.")]),
        Candidates = ["mx-ahead-of-mailboxes"],
        WhyNotProven = ["why.no-known-good", "why.others-stand"],
        NextQuestion = "next.known-good",
        Remedies = [new("correct-or-add-recipient", Party.RecipientsAdmin, new Dictionary<string, string> { ["localPart"] = "lee", ["variant"] = "microsoft" }, [new AddRecipient("lee@contoso.example")])],
        Evidence = EvidenceSet.Empty,
    };

    public static Diagnosis InFlight { get; } = Proven with
    {
        Cause = new("dns-change-in-flight", Party.Nobody, new Dictionary<string, string> { ["host"] = OldHost }, [MxSeen]),
        Contributing = [new("mx-is-alias", Party.RecipientsAdmin, new Dictionary<string, string> { ["host"] = "mail.contoso.example" }, [])],
        Remedies = [new("wait", Party.Nobody, new Dictionary<string, string>(), [new LetTimePass(Now.AddHours(1))])],
    };

    public static Diagnosis Unreachable { get; } = Proven with
    {
        Symptom = RelayDenied with { Meaning = "no-answer", RefusingHost = null, SmtpCommand = null, Reply = SmtpReply.Parse("450 4.4.1 connect to mx.oldhost.example[203.0.113.25]:25: Connection timed out") },
        Cause = new("mx-host-unreachable", Party.RecipientsAdmin, new Dictionary<string, string> { ["host"] = OldHost, ["address"] = "203.0.113.25" },
            [new Present<Reachability>(new ReachabilityRequest("mx.oldhost.example", "203.0.113.25", "control.example"), new(ConnectResult.Silent, "192.0.2.99", 3, 15), new("this machine", Now, "nc -vz -w 5 203.0.113.25 25"))]),
        RuledOut = [new("null-mx", "mx-present", [MxSeen])],
        Remedies = [new("repair-mx-host", Party.RecipientsAdmin, new Dictionary<string, string> { ["host"] = OldHost, ["address"] = "203.0.113.25" }, [new RestoreHost(OldHost, ["203.0.113.25"])])],
        VisibleEverywhereAt = null,
    };

    public static Diagnosis BehindGateway { get; } = Likely with
    {
        Symptom = Likely.Symptom with { RemoteMta = "eu-smtp-inbound-1.gateway.example" },
        Contributing = [new("gateway-hides-microsoft", Party.RecipientsAdmin, new Dictionary<string, string>(), [])],
    };

    public static Diagnosis Healthy { get; } = new()
    {
        Symptom = new() { Recipient = "lee@contoso.example", Domain = "contoso.example" },
        Verdict = Verdict.Healthy,
        Evidence = Set(MxSeen, Rcpt(Edge, "203.0.113.80", RcptRole.Target, "lee@contoso.example", "250 2.1.5 Recipient OK")),
    };

    public static Diagnosis GaveUp { get; } = Undetermined with
    {
        Symptom = RelayDenied with { Meaning = "mail-loop", RefusingHost = null, RemoteMta = null, Reply = null, SmtpCommand = null },
    };

    public static IReadOnlyDictionary<string, Diagnosis> All { get; } = new Dictionary<string, Diagnosis>
    {
        ["proven"] = Proven,
        ["undetermined"] = Undetermined,
        ["likely"] = Likely,
        ["in-flight"] = InFlight,
        ["unreachable"] = Unreachable,
        ["behind-gateway"] = BehindGateway,
        ["healthy"] = Healthy,
        ["no-longer-reproducible"] = Healthy with { Symptom = RelayDenied, Verdict = Verdict.NoLongerReproducible },
        ["gave-up"] = GaveUp,
    };

    public static DsnReport Report { get; } = new()
    {
        Kind = ReportKind.Bounce,
        System = "postfix",
        Message = new() { ReportingMta = "mail.fabrikam.example" },
        Recipients =
        [
            new()
            {
                FinalRecipient = "lee@contoso.example", Status = new(5, 4, 1), RefusingHost = OldHost, RemoteMta = OldHost,
                Replies = [new(SmtpReply.Parse("550 5.4.1 Relay Access Denied"), OldHost)],
            },
        ],
        Returned = new() { Sender = "ana@fabrikam.example", Subject = "Angebot für März", MessageId = "1@fabrikam.example" },
        Date = Bounced,
        Issues = [new("part 2 (message/delivery-status), recipient 1", 1042, "Status: 5.0.0 says less than the reply (RFC 3463 §3)", "the reply's code is used")],
    };

    public static EvidenceSet Set(params ReadOnlySpan<Observation> all)
    {
        var set = EvidenceSet.Empty;
        foreach (var seen in all)
        {
            set = set.With(seen);
        }

        return set;
    }

    private static Present<RcptAnswer> Rcpt(string host, string address, RcptRole role, string subject, string reply) => new(
        new RcptRequest(host, address, role, subject),
        new(subject, reply.StartsWith('2'), SmtpReply.Parse(reply), "RCPT TO"),
        new(host, Now, role is RcptRole.Target ? $"swaks --server {address} --from '<>' --to {subject} --quit-after RCPT" : null)
        {
            Transcript = ["S: 220 " + host + " ESMTP", "C: RCPT TO:<" + subject + ">", "S: " + reply],
        });
}
