using System.Security.Cryptography.X509Certificates;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Rebuilds the mail hosts: what they are by their banners, and what they take by their answers to RCPT.</summary>
internal sealed class HostCapture(IReadOnlyList<Symptom> symptoms, EvidenceSet evidence, List<TrialAssumption> assumed)
{
    /// <summary>Every host that was connected to; the edges of Exchange Online follow from the tenants.</summary>
    public IReadOnlyDictionary<string, WorldHost> Hosts()
    {
        var all = Names().Where(name => !MicrosoftMail.IsEdge(name)).ToDictionary(name => name, HostOf);
        foreach (var symptom in symptoms)
        {
            if (symptom is { ReportingMta: { } server, Sender: { } sender } && Core.Names.DomainOf(sender) is { } domain && ServersOf(domain) is { Count: > 0 } configuration)
            {
                all[server] = all.GetValueOrDefault(server, new()) with { Is = "exchange-server", Accepts = [domain], Configuration = configuration, Tls = new() { Names = [server] } };
            }
        }

        if (ControlOverIPv6() is { } control)
        {
            all.TryAdd(Inquiry.DefaultControlHost, control);
        }

        return all;
    }

    // The lab's own control host has an IPv4 address only.
    private WorldHost? ControlOverIPv6()
    {
        List<string> addresses = [.. evidence.Asked<ReachabilityRequest>().Where(request => request.Control == Inquiry.DefaultControlHost)
            .Select(evidence.Find).OfType<Present<Reachability>>().Select(seen => seen.Value.ControlAddress).Distinct()];
        return addresses.Exists(address => address.Contains(':', StringComparison.Ordinal)) ? new() { Is = "exchange-online", Addresses = addresses } : null;
    }

    /// <summary>How the sender's own servers send, where that was shown: their own name is the one that wrote the report.</summary>
    private Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> ServersOf(string domain) => new[] { ExchangeObjectKind.SendConnector, ExchangeObjectKind.ExchangeCertificate }
        .Select(kind => (kind, Seen: evidence.Find(new ConfigurationRequest(domain, ExchangeSide.ExchangeServer, kind)) as Present<ExchangeObjects>)).Where(listing => listing.Seen is not null)
        .ToDictionary(listing => listing.kind, listing => (IReadOnlyList<ExchangeObject>)[.. listing.Seen!.Value.Items.Select(item => ExchangeProperties.Known(item, listing.kind))]);

    /// <summary>Who looks at the twin: with port 25 as it was found.</summary>
    public WorldObserver Observer()
    {
        var isClosed = evidence.Asked<ReachabilityRequest>().Any() && evidence.Asked<ReachabilityRequest>().All(request => evidence.Find(request) is Unavailable<Reachability>)
            && !evidence.Asked<SmtpSessionRequest>().Any(request => evidence.Find(request) is Present<SmtpSession>);
        if (isClosed)
        {
            assumed.Add(new("port-25-closed", ""));
        }

        return new()
        {
            Port25Open = !isClosed,
            KnownGood = [.. evidence.Asked<RcptRequest>().Where(request => request.Role is RcptRole.KnownGood).Select(request => request.Subject).Distinct()],
            BlockedBy = [.. evidence.Asked<RcptRequest>().Where(request => evidence.Find(request) is Unavailable<RcptAnswer> { Reason: var why } && why.StartsWith(RcptGaps.AboutUs, StringComparison.Ordinal))
                .Select(request => MicrosoftMail.IsEdge(request.Host) ? "exchange-online" : request.Host).Distinct()],
        };
    }

    private IEnumerable<string> Names() => evidence.Asked<SmtpSessionRequest>().Select(request => request.Host)
        .Concat(evidence.Asked<ReachabilityRequest>().Select(request => request.Host)).Concat(evidence.Asked<RcptRequest>().Select(request => request.Host)).Distinct(StringComparer.Ordinal);

    private WorldHost HostOf(string name)
    {
        var addresses = evidence.Asked<SmtpSessionRequest>().Where(request => request.Host == name).Select(request => request.Address).ToList();
        var session = evidence.Asked<SmtpSessionRequest>().Where(request => request.Host == name).Select(evidence.Find).OfType<Present<SmtpSession>>().FirstOrDefault()?.Value;
        if (session is null)
        {
            return new() { Is = Silence(name), Addresses = addresses };
        }

        var host = new WorldHost { Is = KindOf(session.Banner.Text), Addresses = addresses, Tls = TlsOf(name, session.Tls) };
        return symptoms.Select(symptom => symptom.Domain).Distinct(StringComparer.Ordinal).Aggregate(host, (all, domain) => Taking(all, name, domain));
    }

    private string Silence(string name)
    {
        var seen = evidence.Asked<ReachabilityRequest>().Where(request => request.Host == name).Select(evidence.Find).OfType<Present<Reachability>>().FirstOrDefault();
        if (seen is null && !evidence.Asked<SmtpSessionRequest>().Any(request => request.Host == name && evidence.Find(request) is Absent<SmtpSession>))
        {
            assumed.Add(new("host-not-seen", name));
            return "silent";
        }

        return seen?.Value.Target switch
        {
            ConnectResult.Silent => "silent",
            ConnectResult.NoBanner => "no-banner",
            ConnectResult.Unreachable => "unreachable",
            _ => "closed",
        };
    }

    private static string KindOf(string banner) =>
        banner.Contains("Exim", StringComparison.OrdinalIgnoreCase) ? "exim"
        : banner.Contains("Microsoft ESMTP", StringComparison.OrdinalIgnoreCase) ? "exchange-server"
        : "postfix";

    private static WorldTls TlsOf(string name, TlsSession? tls)
    {
        if (tls is null or { Failure: not null })
        {
            return new();
        }

        var shown = new WorldTls { Names = tls.Subjects.Count > 0 ? tls.Subjects : [name] };
        if (tls.Chain is not [var first, ..])
        {
            return shown with { Trusted = tls.Trusted || tls.Problem is null };
        }

        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(first));
        var isSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        var lacksIntermediate = !tls.Trusted && !isSelfSigned && tls.Chain.Count == 1;
        return shown with { Trusted = tls.Trusted || !isSelfSigned, SelfSigned = isSelfSigned, Chain = lacksIntermediate ? "incomplete" : shown.Chain, NotBefore = certificate.NotBefore.ToUniversalTime(), NotAfter = certificate.NotAfter.ToUniversalTime() };
    }

    /// <summary>What it takes of one domain. Where nobody of it is taken the domain is not its own; where the invented address is refused as unknown, it knows its recipients.</summary>
    private WorldHost Taking(WorldHost host, string name, string domain)
    {
        var targets = Answers(name, RcptRole.Target).Where(answer => Core.Names.DomainOf(answer.Recipient) == domain).ToList();
        var good = Answers(name, RcptRole.KnownGood).Where(answer => Core.Names.DomainOf(answer.Recipient) == domain).ToList();
        var control = Answers(name, RcptRole.Control).FirstOrDefault(answer => Core.Names.DomainOf(answer.Recipient) == domain);
        if (targets.Count == 0 && control is null)
        {
            assumed.Add(new("host-not-asked", name));
            return host with { Accepts = [.. host.Accepts, domain] };
        }

        var taken = targets.Concat(good).Where(answer => answer.Accepted).Select(answer => Core.Names.CanonicalAddress(answer.Recipient)).ToList();
        var refused = targets.Where(answer => !answer.Accepted && !SameWords(answer, control)).Select(answer => new WorldRefusal("rcpt", answer.Recipient, null, null, Written(answer.Reply))).ToList();
        return control is null or { Accepted: true } ? host with { Accepts = [.. host.Accepts, domain], Refuses = [.. host.Refuses, .. refused] }
            : taken.Count > 0 || IsUnknownRecipient(control.Reply)
                ? host with { Accepts = [.. host.Accepts, domain], Recipients = [.. host.Recipients ?? [], .. taken], Words = (host.Words ?? new()) with { Unknown = Pattern(control) }, Refuses = [.. host.Refuses, .. refused] }
            : IsRelayDenied(control.Reply) ? host with { Words = (host.Words ?? new()) with { NotRelayed = Pattern(control) }, Refuses = [.. host.Refuses, .. refused] }
            : host with { Accepts = [.. host.Accepts, domain], Refuses = [.. host.Refuses, .. refused, new("rcpt", "@" + domain, null, null, Written(control.Reply))] };
    }

    private IEnumerable<RcptAnswer> Answers(string host, RcptRole role) => evidence.Asked<RcptRequest>().Where(request => request.Host == host && request.Role == role)
        .Select(evidence.Find).OfType<Present<RcptAnswer>>().Select(seen => seen.Value);

    private static bool SameWords(RcptAnswer one, RcptAnswer? other) => other is not null && Pattern(one) == Pattern(other);

    private static string Pattern(RcptAnswer answer) => Written(answer.Reply).Replace(answer.Recipient, WorldWords.Recipient, StringComparison.OrdinalIgnoreCase);

    // A reply may hold any octet; a world file holds text.
    private static string Written(SmtpReply reply) => string.Concat(reply.ToString().Select(c => char.IsControl(c) && c is not '\n' ? '?' : c));

    private static bool IsRelayDenied(SmtpReply reply) => Catalogue.Default.FormOf(reply)?.Meaning is "relay-denied" or "tenant-attribution";

    private static bool IsUnknownRecipient(SmtpReply reply) => Catalogue.Default.FormOf(reply)?.Meaning is "recipient-unknown" or "edge-recipient-rejected" or "recipient-rejected"
        || (Catalogue.Default.FormOf(reply) is null && reply.Status is { Subject: 1, Detail: 1 });
}
