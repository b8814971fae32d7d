namespace Recapito.Core;

/// <summary>TLSA records of the mail hosts, against the certificates that the hosts really send (RFC 6698, RFC 7671, RFC 7672).</summary>
internal sealed class DaneRecords : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "dane-absent", "dane-partial", "dane-not-signed", "dane-mx-not-signed", "dane-address-not-signed", "dane-undetermined", "dane-record-unusable",
        "dane-matches", "dane-rollover", "dane-mismatch", "dane-ta-certificate-invalid", "dane-without-starttls",
    ];

    public override IEnumerable<Request> Asks(DomainView view) => Hosts(view).SelectMany(host => new DaneZone(view, host).Further.Prepend(DaneZone.Tlsa(host)));

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zones = Hosts(view).Select(host => (Host: host, Zone: new DaneZone(view, host))).ToList();
        if (zones.Count > 0 && zones.TrueForAll(one => one.Zone.HasNone))
        {
            yield return view.Found("dane-absent", zones.Select(one => one.Zone.Answer));
        }
        else if (zones.Exists(one => one.Zone.IsSigned && one.Zone.Records.Count > 0) && zones.Where(one => one.Zone.HasNone).ToList() is { Count: > 0 } without)
        {
            yield return view.Found("dane-partial", without.Select(one => one.Zone.Answer), ("hosts", string.Join(", ", without.Select(one => one.Host.Name))));
        }

        foreach (var (host, zone) in zones.Where(one => one.Zone.Records.Count > 0))
        {
            foreach (var finding in Unsigned(zone) is { } id ? [view.Found(id, zone.Seen, ("host", host.Name))] : Signed(view, host, zone))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<MxHost> Hosts(DomainView view) => view.Hosts.Where(host => Names.IsHostName("_25._tcp." + host.Name));

    /// <summary>Why senders do not look at the records; null where they do, or where that is not known yet.</summary>
    private static string? Unsigned(DaneZone zone) => zone switch
    {
        { Validates: false } => "dane-undetermined",
        { IsSigned: false, Validates: true } => "dane-not-signed",
        { IsSigned: true, MxIsSigned: false } => "dane-mx-not-signed",
        { IsSigned: true, AddressesAreSigned: false } => "dane-address-not-signed",
        _ => null,
    };

    private static IEnumerable<DomainFinding> Signed(DomainView view, MxHost host, DaneZone zone)
    {
        if (zone is not { IsSigned: true, MxIsSigned: true, AddressesAreSigned: true })
        {
            yield break;
        }

        var records = zone.Records.Select(TlsaRecord.Parse).ToList();
        if (records.Exists(record => record is not { IsUsable: true }))
        {
            var bad = zone.Records.Where(data => TlsaRecord.Parse(data) is not { IsUsable: true }).Select(Short);
            yield return view.Found("dane-record-unusable", zone.Answer, ("host", host.Name), ("records", string.Join(", ", bad)));
        }

        List<TlsaRecord> usable = [.. records.OfType<TlsaRecord>().Where(record => record.IsUsable)];
        if (usable.Count == 0)
        {
            yield break;
        }

        var answered = MailTarget.Answered(MailTarget.Of(view).Where(target => target.Host.Name == host.Name), view);
        foreach (var same in answered.GroupBy(one => string.Join(' ', one.Seen.Value.Tls?.Chain ?? [])))
        {
            foreach (var finding in Compared(view, zone, usable, [.. same]))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<DomainFinding> Compared(
        DomainView view, DaneZone zone, List<TlsaRecord> usable, IReadOnlyList<(MailTarget Target, Present<SmtpSession> Seen)> same)
    {
        var (target, seen) = same[0];
        var chain = CertificateView.Chain(seen.Value.Tls?.Chain ?? []);
        var path = new DanePath(chain);
        var matching = usable.Where(record => path.Of(record) is DaneMatch.Yes).ToList();
        var others = usable.Where(record => path.Of(record) is DaneMatch.No).ToList();
        var id = Verdict(view, target.Host, seen.Value, matching, chain);
        if (id is not "dane-matches" and not "dane-without-starttls" && usable.Count > matching.Count + others.Count)
        {
            yield break;
        }

        if (id is null)
        {
            yield break;
        }

        (string, string)[] arguments =
        [
            ("host", target.Host.Name), ("addresses", MailTarget.List(same.Select(one => one.Target))),
            ("records", string.Join(", ", id is "dane-matches" or "dane-ta-certificate-invalid" ? matching : usable)),
            ("others", string.Join(", ", others)),
        ];
        yield return view.Found(id, [zone.Answer, .. same.Select(one => one.Seen)], arguments);
        if (id is "dane-matches" && others.Count > 0)
        {
            yield return view.Found("dane-rollover", [zone.Answer, .. same.Select(one => one.Seen)], arguments);
        }
    }

    private static string? Verdict(DomainView view, MxHost host, SmtpSession session, List<TlsaRecord> matching, IReadOnlyList<CertificateView> chain)
    {
        if (session is { Tls: null, Ehlo.IsPositive: true })
        {
            return "dane-without-starttls";
        }

        // Without a certificate there is nothing to compare with; that TLS fails is said elsewhere.
        return chain.Count == 0 ? null
            : matching.Count == 0 ? "dane-mismatch"
            : matching.Exists(record => record.Usage == 3) || Holds(view, host, chain[0]) ? "dane-matches"
            : "dane-ta-certificate-invalid";
    }

    // With DANE-TA name and dates count (RFC 7672 §3.1.2, §3.2.2); the name may be the mail domain's too.
    private static bool Holds(DomainView view, MxHost host, CertificateView own) =>
        (own.IsFor(host.Name) || own.IsFor(view.Domain)) && own.NotBefore <= view.Now && view.Now <= own.NotAfter;

    private static string Short(string data) => TlsaRecord.Parse(data)?.ToString() ?? (data.Length > 40 ? data[..40] + "…" : data);
}
