using Recapito.Core;

namespace Recapito.Probes;

/// <summary>What a resolver may know of inner networks, and what whoever is not of this network may not learn of it.</summary>
internal static class InnerNames
{
    /// <summary>The resolver, without its address.</summary>
    public const string Resolver = "resolver";

    private const string NoAnswer = "this network's resolver gives no answer that can be used";

    /// <summary>What a single label is asked for: who serves a top-level domain is public.</summary>
    private static readonly HashSet<RrType> OfTopLevel = [RrType.Ns, RrType.Soa, RrType.Ds, RrType.Dnskey];

    /// <summary>Why the resolver is not asked; null where it may be.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type of the records.</param>
    /// <param name="inLab">It is asked in a simulated world.</param>
    public static string? WhyNotAsked(string name, RrType type, bool inLab) =>
        SpecialUseNames.IsInner(name, inLab) || (name is not "." && !name.Contains('.', StringComparison.Ordinal) && !OfTopLevel.Contains(type))
            ? $"{name} is no name of the public DNS: this network's resolver is not asked about it" : null;

    /// <summary>The reply, without an address of an inner network and of the resolver: neither what it holds nor that it holds nothing else is an answer then.</summary>
    public static DnsReply Kept(DnsReply reply, bool inLab) => reply switch
    {
        { Message: { } message } when message.Answer.Concat(message.Authority).Concat(message.Additional).Any(record => IsInner(record, inLab)) =>
            new("", null, "the answer of this network's resolver holds an address that is not public, and is not told"),
        { Message.OtherSource: not null } => new("", null, NoAnswer),
        { Message: null } when reply.Server.Length > 0 && reply.Why.Contains(reply.Server, StringComparison.Ordinal) => reply with { Server = "", Why = NoAnswer, IsRefused = false },
        _ => reply with { Server = "" },
    };

    private static bool IsInner(DnsRecord record, bool inLab) => record.Type is RrType.A or RrType.Aaaa && SpecialAddresses.KindOf(record.Data, inLab) is not null;
}
