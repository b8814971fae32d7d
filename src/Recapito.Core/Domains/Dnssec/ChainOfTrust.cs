namespace Recapito.Core;

/// <summary>How far signatures lead from the root (RFC 4033 §5).</summary>
internal enum Trust
{
    /// <summary>Something was not asked yet, was not answered, or cannot be verified here.</summary>
    Unknown,

    /// <summary>An unbroken chain leads here.</summary>
    Secure,

    /// <summary>A zone on the way has no DS: signatures below it bind nobody.</summary>
    Insecure,

    /// <summary>A link on the way is broken.</summary>
    Broken,
}

/// <summary>A zone on the way down from the root.</summary>
/// <param name="Zone">Canonical name.</param>
/// <param name="Trust">How far the chain leads.</param>
/// <param name="Keys">Its keys where they are trusted.</param>
/// <param name="Fault">What breaks the link; null where nothing does.</param>
internal sealed record ChainLink(string Zone, Trust Trust, IReadOnlyList<Dnskey> Keys, ChainFault? Fault = null);

/// <summary>The signatures from the root to the zone above the domain's, as the resolver hands them out unchecked (CD), and the DS of the zone.</summary>
internal sealed class ChainOfTrust
{
    private const int MostKeys = 32;

    private readonly DomainView view;
    private List<ChainLink>? links;
    private IReadOnlyList<PlaceSignatures>? places;

    public ChainOfTrust(DomainView view)
    {
        this.view = view;
        Ds = FindDs();
    }

    /// <summary>The zones from the root down to the one above the domain's zone, as far as the chain could be followed.</summary>
    public IReadOnlyList<ChainLink> Links => links ??= Walk();

    /// <summary>What each server gave of the zone's keys and signatures.</summary>
    public IReadOnlyList<PlaceSignatures> Places => places ??= PlaceSignatures.Of(view);

    /// <summary>How far the chain leads to the zone above.</summary>
    public Trust Above => Links is [.., { } last] && (last.Trust is Trust.Insecure or Trust.Broken || last.Zone == view.Authority.Parent) ? last.Trust : Trust.Unknown;

    /// <summary>Keys of the zone above where they are trusted.</summary>
    public IReadOnlyList<Dnskey> ParentKeys => Above is Trust.Secure ? Links[^1].Keys : [];

    /// <summary>The zone's DS RRset: a server of the parent says it, or else the resolver; null where neither is known.</summary>
    public DsSet? Ds { get; }

    /// <summary>True where the domain's zone has a DS that binds validators: of an algorithm and a digest in use, below a zone that is not known to be unsigned.</summary>
    public bool IsBound => Ds is { Records.Count: > 0 } && Above is not Trust.Insecure && Ds.Signers.Any(IsUsable);

    /// <summary>The zone has a DS or keys, by any view.</summary>
    public bool IsSigned => Ds is { Records.Count: > 0 }
        || (view.Authority.Apex is { } apex && new[] { RrType.Ds, RrType.Dnskey }.Any(type => AtResolver(apex, type) is Present<DnsMessage> seen && seen.Value.AnswersFor(apex, type).Count > 0))
        || view.Authority.Places.Any(place => view.Authority.Authoritative(place, view.Authority.Apex!, RrType.Dnskey)?.Value.AnswersFor(view.Authority.Apex!, RrType.Dnskey).Count > 0);

    /// <summary>The resolver's unchecked answer; null where it was not asked yet.</summary>
    public Observation<DnsMessage>? AtResolver(string name, RrType type, QueryForm form = QueryForm.CheckingDisabled) => view.Message(name, type, Vantage.Resolver, form);

    /// <summary>Matches DS records with keys, and weighs the signatures over the keys (RFC 4035 §5.2).</summary>
    public static (SetSignatures Signatures, IReadOnlyList<Dnskey> Keys, IReadOnlyList<Dnskey> Named) KeysOf(
        DnsMessage message, string zone, IReadOnlyList<DelegationSigner> signers, DateTimeOffset now)
    {
        Dnskey[] keys = [.. message.AnswersFor(zone, RrType.Dnskey).Select(record => Dnskey.Read(record)).OfType<Dnskey>().Take(MostKeys)];
        Dnskey[] named = [.. keys.Where(key => key.Signs && signers.Any(signer => signer.Names(key)))];
        return (SetSignatures.Of(message, message.Answer, zone, RrType.Dnskey, zone, named, now), keys, named);
    }

    // A DS of other kinds is as none to validators (RFC 4035 §5.2).
    private static bool IsUsable(DelegationSigner signer) => signer.IsKnownDigest && SignatureCheck.Knows(signer.Algorithm);

    private List<ChainLink> Walk()
    {
        var anchors = view.Inquiry.TrustAnchors.Select(anchor => DelegationSigner.Read(".", anchor)).OfType<DelegationSigner>().ToList();
        var root = AtResolver(".", RrType.Dnskey) is Present<DnsMessage> { Value: var message } ? KeysOf(message, ".", anchors, view.Now) : default;

        // A root with other keys, or without any, is this network's own, or its resolver takes signatures away: nothing can be said of the public chain.
        if (root.Signatures is not { State: SetState.Valid } || view.Authority.Parent is not { } parent)
        {
            return [];
        }

        List<ChainLink> walked = [new(".", Trust.Secure, root.Keys)];
        foreach (var name in DnsName.Upwards(parent).Reverse().Skip(1))
        {
            if (view.Dns(name, RrType.Ns) is Absent<RrSet>)
            {
                continue;
            }

            var link = view.Dns(name, RrType.Ns) is Present<RrSet> ? LinkTo(name, walked[^1]) : new ChainLink(name, Trust.Unknown, []);
            walked.Add(link);
            if (link.Trust is not Trust.Secure)
            {
                break;
            }
        }

        return walked;
    }

    private ChainLink LinkTo(string zone, ChainLink above)
    {
        if (AtResolver(zone, RrType.Ds) is not Present<DnsMessage> { Value: { Rcode: "NOERROR" or "NXDOMAIN" } delegation } ds)
        {
            return new(zone, Trust.Unknown, []);
        }

        DelegationSigner[] signers = [.. delegation.AnswersFor(zone, RrType.Ds).Select(record => DelegationSigner.Read(record)).OfType<DelegationSigner>()];
        if (signers.Length == 0)
        {
            return new(zone, Trust.Insecure, []);
        }

        if (!signers.Any(IsUsable))
        {
            return new(zone, Trust.Unknown, []);
        }

        var signed = SetSignatures.Of(delegation, delegation.Answer, zone, RrType.Ds, above.Zone, above.Keys, view.Now);
        if (signed.State is not SetState.Valid)
        {
            return Failed(zone, signed, new(above.Zone, RrType.Ds, zone, [ds]));
        }

        if (AtResolver(zone, RrType.Dnskey) is not Present<DnsMessage> { Value: { Rcode: "NOERROR" } message } seen)
        {
            return new(zone, Trust.Unknown, []);
        }

        var (keys, all, named) = KeysOf(message, zone, signers, view.Now);
        return named.Count == 0 || keys.State is not SetState.Valid ? Failed(zone, keys, new(zone, RrType.Dnskey, zone, [seen, ds])) : new(zone, Trust.Secure, all);
    }

    // Signatures that a resolver leaves out say nothing about the zone.
    private static ChainLink Failed(string zone, SetSignatures signatures, ChainFault fault) =>
        signatures.State is SetState.Missing or SetState.NotVerified ? new(zone, Trust.Unknown, []) : new(zone, Trust.Broken, [], fault with { Signatures = signatures });

    private DsSet? FindDs()
    {
        var zone = view.Authority;
        if (zone.Apex is not { } apex)
        {
            return null;
        }

        if (!zone.IsIntercepted && zone.Referrals.FirstOrDefault(referral => referral.Zone == apex) is { } referral)
        {
            return new(apex, referral.Ds, referral.Seen, referral.Seen.Value.Authority);
        }

        return AtResolver(apex, RrType.Ds) is Present<DnsMessage> { Value: { Rcode: "NOERROR" or "NXDOMAIN" } message } seen
            ? new(apex, message.AnswersFor(apex, RrType.Ds), seen, message.Answer)
            : null;
    }
}

/// <summary>A signature that breaks the chain.</summary>
/// <param name="Zone">The zone that is to have signed.</param>
/// <param name="Type">Type of the RRset.</param>
/// <param name="Name">Its owner.</param>
/// <param name="Seen">What it came in.</param>
internal sealed record ChainFault(string Zone, RrType Type, string Name, IReadOnlyList<Observation> Seen)
{
    public SetSignatures? Signatures { get; init; }
}

/// <summary>The DS RRset of a zone, perhaps an empty one.</summary>
/// <param name="Zone">Canonical name.</param>
/// <param name="Records">As they came.</param>
/// <param name="Seen">What they came in.</param>
/// <param name="Section">The section of it, with the signatures.</param>
internal sealed record DsSet(string Zone, IReadOnlyList<DnsRecord> Records, Present<DnsMessage> Seen, IReadOnlyList<DnsRecord> Section)
{
    public IReadOnlyList<DelegationSigner> Signers => [.. Records.Select(record => DelegationSigner.Read(record)).OfType<DelegationSigner>()];
}
