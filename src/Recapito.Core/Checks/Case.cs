namespace Recapito.Core;

/// <summary>
/// One symptom beside the evidence, arranged for checks: which hosts take the domain's mail by which view of the DNS, and what they answered.
/// Only rearranges; what is missing stays missing.
/// </summary>
internal sealed class Case
{
    public Case(Symptom symptom, EvidenceSet evidence, Inquiry inquiry, Catalogue catalogue)
    {
        Evidence = symptom.FromReport ? InsideInTime.Of(evidence, symptom.At) : evidence;
        Inquiry = inquiry;
        Catalogue = catalogue;
        View = ZoneUnderQuestion.Of(symptom.Domain, Evidence, inquiry);
        Zone = View.Zone;
        Hosts = MailHosts.Of(symptom.Domain, Zone, Evidence);
        Symptom = symptom.FromReport ? symptom : LiveSymptom.Complete(symptom, this) with { IsSeenNow = true };
    }

    /// <summary>What is to be explained; without a bounce, completed from what the hosts answer now.</summary>
    public Symptom Symptom { get; }

    public EvidenceSet Evidence { get; }

    public Inquiry Inquiry { get; }

    public Catalogue Catalogue { get; }

    public ZoneView Zone { get; }

    /// <summary>The zone with its delegation and its signatures, as far as they were asked for.</summary>
    public DomainView View { get; }

    /// <summary>Every exchanger that any view names, by preference.</summary>
    public IReadOnlyList<MailHost> Hosts { get; }

    /// <summary>The exchangers of the newest version of the zone, or of the resolver where no authoritative server answered.</summary>
    public IReadOnlyList<MailHost> CurrentHosts => [.. Hosts.Where(host => host.IsCurrent)];

    /// <summary>The current exchangers that can take mail at all: an MX target that the DNS says has no address, such as Microsoft's "ms….msv1.invalid", cannot.</summary>
    public IReadOnlyList<MailHost> UsableHosts => [.. CurrentHosts.Where(host => !host.HasNoAddress)];

    /// <summary>The exchanger that said no according to the report, or null where the report's host is no exchanger.</summary>
    public MailHost? RefusingHost =>
        Hosts.FirstOrDefault(host => ReportedNames.Contains(host.Name)) ?? Hosts.Where(host => !host.HasNoAddress).FirstOrDefault(Fits);

    /// <summary>
    /// The exchanger that said no according to the report. One that names no host (of a queue that ran out, a reply that was copied) tells of the only exchanger
    /// there is, where that is Exchange Online's edge.
    /// </summary>
    public MailHost? RefusingEdge => RefusingHost ?? (!NamesRefusingHost && UsableHosts is [var only] && MicrosoftNames.IsMxShaped(only.Name) ? only : null);

    /// <summary>The host that the report names, be it an exchanger or the smart host of a connector; null where it names none, or one of Exchange Online.</summary>
    public MailHost? TriedHost => RefusingHost ?? (EvidencePlan.HostBesideMx(Symptom, Hosts) is { } name ? MailHosts.Named(name, Evidence) : null);

    /// <summary>True where Exchange Online wrote the report, of whichever tenant.</summary>
    public bool IsReportedByExchangeOnline => Symptom.ReportingMta is { } reporter && MicrosoftNames.IsExchangeOnline(reporter);

    /// <summary>A system of the sender's own domain tells of Exchange Online: no gateway of the recipient's stood between them.</summary>
    public bool SenderMetMicrosoft => InsidePlan.SenderDomain(Symptom) is { } sender && Symptom.ReportingMta is { } reporter
        && (reporter == sender || reporter.EndsWith("." + sender, StringComparison.Ordinal)) && NamesRefusingHost && ReportedNames.All(MicrosoftNames.IsExchangeOnline);

    /// <summary>The exchangers that take the recipient now.</summary>
    public IReadOnlyList<MailHost> Takers => [.. UsableHosts.Where(host => Rcpt(host, RcptRole.Target).Accepted)];

    /// <summary>What they answered.</summary>
    public IEnumerable<Observation> TakersSeen => Takers.SelectMany(host => Rcpt(host, RcptRole.Target).Seen);

    /// <summary>Each host of the domain refuses the address and an invented one as those that take nothing for the domain do.</summary>
    public bool EveryHostDeniesRelay => UsableHosts.Count > 0
        && UsableHosts.All(host => Rcpt(host, RcptRole.Target).RefusedAs(Meanings.RelayDenied) && Rcpt(host, RcptRole.Control).RefusedAs(Meanings.RelayDenied));

    /// <summary>True where the report says who refused.</summary>
    public bool NamesRefusingHost => Symptom.RefusingHost is not null || Symptom.RemoteMta is not null;

    /// <summary>True where the report's refusing host is one of Exchange Online.</summary>
    public bool RefusedByMicrosoft => ReportedNames.Append(Symptom.DecidingServer ?? "").Any(MicrosoftNames.IsExchangeOnline);

    /// <summary>True where only Exchange Online's words are in hand, of whomever, and no exchanger of the domain is one of its hosts: another system may have written them.</summary>
    public bool MayBeOfAnotherSystem => Symptom is { IsWordsAlone: true, DecidingServer: null, Meaning: Meanings.EdgeRecipientRejected } && CurrentHosts.Count > 0 && CurrentHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name));

    /// <summary>True where the report's refusing host is one to which a connector hands mail.</summary>
    public bool NamesSmartHost(SendConnector connector) => ReportedNames.Any(name => connector.SmartHosts.Contains(name)
        || (MicrosoftNames.IsExchangeOnline(name) && !MicrosoftNames.IsTenantsName(name) && connector.SmartHosts.Any(MicrosoftNames.IsMxShaped)));

    /// <summary>The hosts that the report names beside its writer.</summary>
    public IEnumerable<string> ReportedNames => new[] { Symptom.RefusingHost, Symptom.RemoteMta }.OfType<string>();

    public string MeaningOf(SmtpReply reply) => PassedOnReply.Is(reply.ToString()) ? Meanings.PassedOn : Catalogue.MeaningOf(reply);

    /// <summary>The meanings that say the same as the report's. Exchange Online has said "relay denied" in several ways over the years.</summary>
    public string[] SameMeanings => Symptom.Meaning is Meanings.RelayDenied or Meanings.TenantAttribution && RefusedByMicrosoft
        ? [Meanings.RelayDenied, Meanings.TenantAttribution]
        : [Symptom.Meaning ?? Meanings.Unknown];

    /// <summary>True where a reply has the codes of the report's, as far as both have codes: the same meaning in other words may have another reason.</summary>
    public bool HasSameCodes(RcptSummary answers) => answers.Answers.All(answer => Symptom.Reply is not { } reported
        || ((reported.Code is null || answer.Value.Reply.Code is null || reported.Code == answer.Value.Reply.Code)
            && (reported.Status is null || answer.Value.Reply.Status is null || reported.Status == answer.Value.Reply.Status)));

    /// <summary>What a host answered for one kind of recipient, over all its addresses.</summary>
    public RcptSummary Rcpt(MailHost host, RcptRole role)
    {
        var subject = role switch
        {
            RcptRole.Target => Symptom.Recipient,
            RcptRole.Control => Symptom.Domain,
            _ => KnownGood ?? "",
        };
        var seen = host.Addresses.Select(address => Evidence.Find(new RcptRequest(host.Name, address, role, subject)));
        return RcptSummary.Of([.. seen], MeaningOf);
    }

    /// <summary>The first known-good address in the recipient's domain that is not the recipient itself.</summary>
    public string? KnownGood => KnownGoodFor(Symptom, Inquiry);

    public static string? KnownGoodFor(Symptom symptom, Inquiry inquiry) => inquiry.KnownGood
        .FirstOrDefault(address => Names.DomainOf(address) == symptom.Domain && address != symptom.Recipient);

    /// <summary>
    /// The exchanger's own name, the name in its banner, or a machine of Microsoft's for any of Microsoft's exchangers. The name that Microsoft gives to another
    /// domain is none of this one's: the message was handed there by somebody's choice.
    /// </summary>
    private bool Fits(MailHost host) => ReportedNames.Any(name =>
        name == host.Name
        || host.Addresses.Contains(name)
        || (MicrosoftNames.IsMxShaped(host.Name) && MicrosoftNames.IsExchangeOnline(name) && !IsOfAnotherDomain(name, host.Name))
        || BannerNames(host).Contains(name));

    private static bool IsOfAnotherDomain(string name, string exchanger) => MicrosoftNames.IsTenantsName(name) && name.Split('.')[0] != exchanger.Split('.')[0];

    private IEnumerable<string> BannerNames(MailHost host) => host.Addresses
        .Select(address => Evidence.Find(new SmtpSessionRequest(host.Name, address)))
        .OfType<Present<SmtpSession>>()
        .Select(session => Names.Canonical(session.Value.Banner.Text.Split(' ')[0]));
}
