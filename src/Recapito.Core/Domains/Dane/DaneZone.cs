namespace Recapito.Core;

/// <summary>What the resolver says of a host's TLSA records, and whether what a sender needs was validated on the way (RFC 7672 §2.1, §2.2).</summary>
internal sealed class DaneZone(DomainView view, MxHost host)
{
    private const int Most = 30;

    /// <summary>Where the records stand (RFC 7672 §2.2.3).</summary>
    public static DnsMessageRequest Tlsa(MxHost host) => At("_25._tcp." + host.Name, RrType.Tlsa);

    /// <summary>An answer that every validating resolver can validate: the root is signed.</summary>
    public static DnsMessageRequest Root { get; } = At(".", RrType.Soa);

    /// <summary>The answer for the records; null where there is none by now.</summary>
    public Present<DnsMessage>? Answer => view.Evidence.Find(Tlsa(host)) as Present<DnsMessage>;

    /// <summary>The records as they stand, behind aliases too.</summary>
    public IReadOnlyList<string> Records => [.. (Answer?.Value.Answer ?? []).Where(record => record.Type is RrType.Tlsa).Select(record => record.Data).Distinct().Take(Most)];

    /// <summary>The DNS says that there are none.</summary>
    public bool HasNone => Answer is { Value.Rcode: "NOERROR" or "NXDOMAIN" } && Records.Count == 0;

    /// <summary>What else must be asked where there are records.</summary>
    public IEnumerable<Request> Further => Records.Count == 0
        ? []
        : [Root, At(view.Domain, RrType.Mx), At(host.Name, RrType.A), At(host.Name, RrType.Aaaa)];

    /// <summary>The resolver validates at all; null where that is not known.</summary>
    public bool? Validates => view.Evidence.Find(Root) is Present<DnsMessage> { Value: { Rcode: "NOERROR" } root } ? root.AuthenticData || IsSecure(Answer) is true : null;

    /// <summary>The TLSA records were validated.</summary>
    public bool IsSigned => IsSecure(Answer) is true;

    /// <summary>So was the MX; null where that is not known.</summary>
    public bool? MxIsSigned => IsSecure(Message(view.Domain, RrType.Mx));

    /// <summary>So were the addresses; null where that is not known.</summary>
    public bool? AddressesAreSigned
    {
        get
        {
            bool?[] both = [IsSecure(Message(host.Name, RrType.A)), IsSecure(Message(host.Name, RrType.Aaaa))];
            return both.Contains(false) ? false : both.Contains(null) ? null : true;
        }
    }

    /// <summary>What the answer to that rests on.</summary>
    public IEnumerable<Observation?> Seen =>
        [Answer, Message(view.Domain, RrType.Mx), Message(host.Name, RrType.A), Message(host.Name, RrType.Aaaa), view.Evidence.Find(Root)];

    private static DnsMessageRequest At(string name, RrType type) => new(name, type, Vantage.Resolver);

    private static bool? IsSecure(Present<DnsMessage>? seen) => seen is { Value.Rcode: "NOERROR" or "NXDOMAIN" } ? seen.Value.AuthenticData : null;

    private Present<DnsMessage>? Message(string name, RrType type) => view.Evidence.Find(At(name, type)) as Present<DnsMessage>;
}
