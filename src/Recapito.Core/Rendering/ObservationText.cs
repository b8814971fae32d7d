using System.Globalization;

namespace Recapito.Core;

/// <summary>A question and what was seen, in one sentence each.</summary>
internal sealed class ObservationText(Wording words)
{
    public string Question(Request request) => request switch
    {
        DnsRequest { From.Kind: VantageKind.NameServer } dns => words.Say("ui.request.dns-at",
            ("type", ObservationJson.TypeName(dns.Type)), ("name", dns.Name), ("server", dns.From.Name), ("address", dns.From.Address)),
        DnsRequest dns => words.Say("ui.request.dns", ("type", ObservationJson.TypeName(dns.Type)), ("name", dns.Name)),
        DnsMessageRequest { From.Kind: VantageKind.NameServer } dns => words.Say(dns.Form is QueryForm.Dnssec ? "ui.request.dns-message-at" : "ui.request.dns-at",
            ("type", ObservationJson.TypeName(dns.Type)), ("name", NameOf(dns)), ("server", dns.From.Name), ("address", dns.From.Address)) + FormOf(dns),
        DnsMessageRequest dns => words.Say(dns.Form is QueryForm.Dnssec ? "ui.request.dns-message" : "ui.request.dns", ("type", ObservationJson.TypeName(dns.Type)), ("name", NameOf(dns))) + FormOf(dns),
        HttpsRequest https => words.Say("ui.request.https", ("url", https.Url)),
        OldTlsRequest old => words.Say("ui.request.old-tls", ("host", old.Host), ("address", old.Address)),
        SmtpSessionRequest smtp => words.Say("ui.request.smtp-session", ("host", smtp.Host), ("address", smtp.Address)),
        ReachabilityRequest reach => words.Say("ui.request.reachability", ("host", reach.Host), ("address", reach.Address), ("control", reach.Control)),
        RcptRequest rcpt => words.Say("ui.request.rcpt-" + Kebab.Of(rcpt.Role), ("host", rcpt.Host), ("address", rcpt.Address), ("recipient", rcpt.Subject)),
        AcceptedDomainRequest accepted => words.Say("ui.request.accepted-domain", ("domain", accepted.Domain)),
        RecipientRequest recipient => words.Say(recipient.Side is ExchangeSide.ExchangeOnline ? "ui.request.recipient" : "ui.request.recipient-there", ("recipient", recipient.Address)),
        ConfigurationRequest asked => words.Say("ui.request.configuration-" + Kebab.Of(asked.Side), ("objects", asked.Objects.ToString()), ("domain", asked.Domain)),
        MessageTraceRequest asked => words.Say("ui.request.message-trace", ("recipient", asked.Recipient), ("since", ObservationJson.Time(asked.Since)), ("until", ObservationJson.Time(asked.Until))),
        MessageTraceControlRequest asked => words.Say("ui.request.message-trace-control", ("domain", Names.DomainOf(asked.Recipient) ?? ""), ("since", ObservationJson.Time(asked.Since)), ("until", ObservationJson.Time(asked.Until))),
        _ => SafeText.Escape(request.Question),
    };

    /// <summary>What came out of it.</summary>
    public string Answer(Observation seen) => seen switch
    {
        Present<RrSet> { Request: DnsRequest { Type: RrType.Soa }, Value.Soa: { } soa } => words.Say("ui.seen.serial", ("serial", soa.Serial.ToString(CultureInfo.InvariantCulture)), ("server", soa.PrimaryServer), ("refresh", soa.RefreshSeconds.ToString(CultureInfo.InvariantCulture))),
        Present<RrSet> dns => words.Say("ui.seen.records",
            ("records", string.Join(", ", dns.Value.Records.Select(Record(seen.Request)))), ("ttl", dns.Value.Ttl.ToString(CultureInfo.InvariantCulture))),
        Present<SmtpSession> smtp => words.Say("ui.seen.banner", ("reply", smtp.Value.Banner.ToString())) + Offers(smtp.Value) + Tls(smtp, smtp.Value.Tls),
        Present<Reachability> reach => words.Say("ui.seen.reach-" + Kebab.Of(reach.Value.Target), ("control", reach.Value.ControlAddress),
            ("tries", reach.Value.Tries.ToString(CultureInfo.InvariantCulture)), ("seconds", reach.Value.Waited.ToString("0.#", CultureInfo.InvariantCulture))),
        Present<RcptAnswer> rcpt => words.Say(rcpt.Value.Accepted ? "ui.seen.accepted" : "ui.seen.refused",
            ("reply", rcpt.Value.Reply.ToString()), ("command", rcpt.Value.Command)),
        Present<TestMessageAnswer> message => words.Say(message.Value.Accepted ? "ui.seen.accepted" : "ui.seen.refused",
            ("reply", message.Value.Reply.ToString()), ("command", message.Value.Command)),
        Present<DnsMessage> dns => Message(dns),
        Present<HttpsAnswer> { Value.Status: { } status } => words.Say("ui.seen.http", ("status", status.ToString(CultureInfo.InvariantCulture))),
        Present<HttpsAnswer> https => words.Say("ui.seen.tls-failed", ("why", https.Value.Tls.Problem)),
        Present<OldTls> { Value.Protocol: { } protocol } => words.Say("ui.seen.old-tls", ("protocol", protocol)),
        Present<OldTls> => words.Say("ui.seen.no-old-tls"),
        Present<AcceptedDomain> accepted => words.Say("ui.seen.accepted-domain", ("type", accepted.Value.Type.ToString())),
        Present<ExchangeObjects> { Request: MessageTraceRequest } trace => words.Say("ui.seen.message-trace",
            ("count", trace.Value.Items.Length.ToString(CultureInfo.InvariantCulture)), ("rows", string.Join(", ", trace.Value.Items.TakeLast(5).Select(row => $"{row.Text("receivedDateTime")} {row.Text("status")}")))),
        Present<TracedMail> trace => words.Say("ui.seen.message-trace-control", ("time", Time(trace.Value.ReceivedAt))),
        Present<ExchangeObjects> { Value.Items: var items } => words.Say("ui.seen.configuration",
            ("count", items.Length.ToString(CultureInfo.InvariantCulture)), ("names", string.Join(", ", items.Select(item => item.Name.Length > 0 ? item.Name : item.Text("id") ?? item.Text("Subject") ?? "–")))),
        Present<DirectoryRecipient> recipient => words.Say("ui.seen.recipient", ("type", recipient.Value.RecipientType)),
        Absent<RrSet> { Reason: var why } when Denied(why) is { } denied => denied,
        { Outcome: Outcome.Absent, Why: InsideGaps.NoneListed } => words.Say("ui.seen.none"),
        _ => words.Say("ui.seen." + Kebab.Of(seen.Outcome)).Replace("{why}", words.SayOrText(seen.Why ?? ""), StringComparison.Ordinal),
    };

    // The root has an empty name. What else is peculiar to a question stands behind it as its standards call it.
    private static string NameOf(DnsMessageRequest asked) => asked.Name.Length == 0 ? "." : asked.Name;

    private static string FormOf(DnsMessageRequest asked) => asked.Form is QueryForm.Dnssec or QueryForm.Plain ? "" : $" ({Kebab.Of(asked.Form)})";

    // How absence is written: the code, and perhaps of what the name is an alias (MessageAnswer).
    private string? Denied(string why)
    {
        const string alias = " (alias of ";
        var code = why.IndexOf(alias, StringComparison.Ordinal) is > 0 and var at ? why[..at] : why;
        var said = code switch { "NXDOMAIN" => words.Say("ui.seen.no-name"), "NODATA" => words.Say("ui.seen.no-record"), _ => null };
        return said is null || code.Length == why.Length ? said : said + words.Say("ui.seen.alias-of", ("name", why[(code.Length + alias.Length)..].TrimEnd(')')));
    }

    /// <summary>The properties of Exchange's objects that something rests on, one object a line, as the cmdlets name them.</summary>
    public static IEnumerable<string> Properties(Observation seen) => seen switch
    {
        Present<ExchangeObjects> { Request: ConfigurationRequest asked } listed => DecidingProperties.Of(asked.Objects, listed.Value).Select(SafeText.Escape),
        Present<AcceptedDomain> { Value: var domain } => [SafeText.Escape(DecidingProperties.Of(domain))],
        Present<DirectoryRecipient> { Value: var recipient } => [SafeText.Escape(DecidingProperties.Of(recipient))],
        _ => [],
    };

    /// <summary>By whom and when.</summary>
    public string By(Observation seen) => words.Say("ui.seen.by", ("by", seen.Source.By is Provenance.NobodyAsked ? words.SayOrText(seen.Source.By) : seen.Source.By), ("time", Time(seen.Source.At)));

    /// <summary>A moment as people read it, always UTC.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // Signatures are there for machines, and longer than all else.
    private string Message(Present<DnsMessage> seen) => seen.Value switch
    {
        { IsReferral: true } message => words.Say("ui.seen.referral",
            ("servers", string.Join(", ", message.Authority.Where(record => record.Type is RrType.Ns).Select(record => record.Data)))) + Signers(message),
        { Answer.Count: 0 } message => words.Say("ui.seen.message-empty", ("rcode", message.Rcode)),
        var message => words.Say("ui.seen.message", ("rcode", message.Rcode),
            ("records", string.Join(", ", message.Answer.Where(record => record.Type is not RrType.Rrsig).Select(Record(seen.Request))))) + SignedUntil(message),
    };

    // Of a signature only its end is for people.
    private string SignedUntil(DnsMessage message) => message.Answer.Where(record => record.Type is RrType.Rrsig).Select(Rrsig.Read).OfType<Rrsig>().Select(signature => signature.Ends).ToList() is { Count: > 0 } ends
        ? "; " + words.Say("ui.seen.signed-until", ("time", Time(ends.Min()))) : "";

    // Which keys the zone above vouches for stands beside the delegation.
    private string Signers(DnsMessage message) => message.Authority.Where(record => record.Type is RrType.Ds).Select(DelegationSigner.Read).OfType<DelegationSigner>().Select(signer => signer.KeyTag)
        .Distinct().ToList() is { Count: > 0 } tags ? "; " + words.Say("ui.seen.signers", ("tags", string.Join(", ", tags))) : "";

    // A key's tag is what a DS names it by; its octets are for machines.
    private static string Data(DnsRecord record) => record.Type is RrType.Dnskey && Dnskey.Read(record) is { } key
        ? string.Create(CultureInfo.InvariantCulture, $"{key.Tag} ({record.Data[..Math.Min(record.Data.Length, 24)]}…)")
        : record.Data;

    private static Func<DnsRecord, string> Record(Request request) => record =>
        request switch
        {
            DnsRequest asked => asked.Type == record.Type && asked.Name == record.Name,
            DnsMessageRequest asked => asked.Type == record.Type && asked.Name == record.Name,
            _ => false,
        }
            ? Data(record)
            : $"{record.Name} {ObservationJson.TypeName(record.Type)} {record.Data}";

    // Where TLS was begun, that tells it; without an answer to EHLO nothing was offered or held back.
    private string Offers(SmtpSession session) => session is not { Tls: null, Ehlo.IsPositive: true } ? ""
        : "; " + words.Say(session.PlainExtensions.Count > 0 ? "ui.seen.no-starttls" : "ui.seen.no-extensions", ("extensions", string.Join(", ", session.PlainExtensions)));

    private string Tls(Observation seen, TlsSession? tls) => tls switch
    {
        null => "",
        { Trusted: true } => "; " + words.Say("ui.seen.tls-trusted", ("protocol", tls.Protocol)),
        { Protocol: null } => "; " + words.Say("ui.seen.tls-failed", ("why", tls.Problem)),
        _ => "; " + words.Say("ui.seen.tls-untrusted", ("protocol", tls.Protocol), ("why", WhyUntrusted((SmtpSessionRequest)seen.Request, tls, seen.Source.At))),
    };

    // What the certificates themselves show; the platform's own word where they were not kept.
    private string WhyUntrusted(SmtpSessionRequest asked, TlsSession tls, DateTimeOffset at)
    {
        var chain = CertificateView.Chain(tls.Chain);
        if (chain is not [var own, ..])
        {
            return tls.Problem ?? "?";
        }

        List<string> why = [];
        if (own.NotAfter < at)
        {
            why.Add(words.Say("ui.tls.expired", ("time", Time(own.NotAfter))));
        }

        if (own.NotBefore > at)
        {
            why.Add(words.Say("ui.tls.not-yet", ("time", Time(own.NotBefore))));
        }

        if (!own.IsFor(asked.Host))
        {
            why.Add(words.Say("ui.tls.other-name", ("shown", string.Join(", ", own.HostNames.Take(10))), ("host", asked.Host)));
        }

        if (HostCertificates.WhyUnknown(tls.Problem ?? "", chain) is { } unknown)
        {
            why.Add(words.Say("ui.tls." + unknown["tls-".Length..]));
        }

        return why.Count > 0 ? string.Join("; ", why) : tls.Problem ?? "?";
    }
}
