namespace Recapito.Core;

/// <summary>What is known of a domain, as its checks look at it.</summary>
internal sealed class DomainView
{
    private readonly Catalogue catalogue;
    private ZoneView? zone;
    private IReadOnlyList<MxHost>? hosts;
    private AuthorityView? authority;
    private ChainOfTrust? chain;

    private readonly bool fromTheTop;

    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What may be asked.</param>
    /// <param name="now">The moment of judgement.</param>
    /// <param name="catalogue">Severities and providers.</param>
    /// <param name="fromTheTop">The zone's servers are those to which it is delegated from the top level downwards, where that is known; else those that the resolver names.</param>
    public DomainView(string domain, EvidenceSet evidence, DomainInquiry inquiry, DateTimeOffset now, Catalogue catalogue, bool fromTheTop = false)
    {
        (this.catalogue, this.fromTheTop) = (catalogue, fromTheTop);
        (Domain, Evidence, Inquiry, Now) = (domain, evidence, inquiry, now);
    }

    /// <summary>Canonical name.</summary>
    public string Domain { get; }

    public EvidenceSet Evidence { get; }

    public DomainInquiry Inquiry { get; }

    /// <summary>The moment of judgement: what expires, expires against it.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The zone's name servers, and what each says of the MX.</summary>
    public ZoneView Zone
    {
        get
        {
            if (zone is null)
            {
                zone = fromTheTop && Descent.To(Domain, Evidence) is { Zone: not null, Places.Count: > 0 } delegated ? new(Domain, Evidence, delegated) : new(Domain, Evidence);
                if (!zone.IsDelegationConfirmed && zone.Delegation is null && Authority.Holder is var (apex, places))
                {
                    // The zone above knows who serves the domain, even where the resolver does not say it.
                    zone = new(Domain, Evidence, apex, places);
                }
            }

            return zone;
        }
    }

    /// <summary>The zone's servers and its parent's, and what each says of the zone, beginning with what the resolver says of it.</summary>
    public AuthorityView Authority
    {
        get
        {
            // The zone looks here first, with the resolver's word alone; whoever asks next gets the same view.
            _ = Zone;
            return authority ??= new(this);
        }
    }

    /// <summary>The signatures from the root down to the zone.</summary>
    public ChainOfTrust Chain => chain ??= new(this);

    /// <summary>The hosts that the MX names, or the domain itself where there is no MX (RFC 5321 §5.1); lowest preference first.</summary>
    public IReadOnlyList<MxHost> Hosts => hosts ??= MxHost.Of(this);

    /// <summary>Who runs name servers and mail hosts for others.</summary>
    public IReadOnlyList<ProviderEntry> Providers => catalogue.Providers;

    /// <summary>What the resolver says; null where it was not asked yet.</summary>
    public Observation<RrSet>? Dns(string name, RrType type) => Evidence.Find(At(name, type));

    /// <summary>What one server says, as a message; null where it was not asked yet.</summary>
    public Observation<DnsMessage>? Message(string name, RrType type, Vantage from, QueryForm form = QueryForm.Dnssec) =>
        Evidence.Find(new DnsMessageRequest(name, type, from, form));

    /// <summary>The question to the resolver.</summary>
    public static DnsRequest At(string name, RrType type) => new(name, type, Vantage.Resolver);

    /// <summary>A finding with the severity that the catalogue gives it.</summary>
    /// <param name="id">Id of an entry of <c>catalogue/findings/</c>.</param>
    /// <param name="seen">What it rests on; questions that were not asked yet are left out.</param>
    /// <param name="arguments">Values for the words.</param>
    public DomainFinding Found(string id, IEnumerable<Observation?> seen, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var entry = catalogue.Findings.TryGetValue(id, out var known) ? known : throw new InvalidOperationException($"the catalogue has no finding '{id}'");
        var values = new Dictionary<string, string> { ["domain"] = Domain };
        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return new(id, entry.Subject, entry.Severity, values, [.. seen.OfType<Observation>()]);
    }

    /// <summary>The same, resting on one observation.</summary>
    public DomainFinding Found(string id, Observation? seen, params ReadOnlySpan<(string Name, string Value)> arguments) => Found(id, [seen], arguments);
}
