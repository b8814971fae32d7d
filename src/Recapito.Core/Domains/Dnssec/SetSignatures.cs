using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Recapito.Core;

/// <summary>What the signatures over one RRset are worth.</summary>
internal enum SetState
{
    /// <summary>One at least is good.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>None is by a key that the zone has.</summary>
    KeyUnknown,

    /// <summary>Those of known keys do not fit the records.</summary>
    Invalid,

    /// <summary>They ended before now.</summary>
    Expired,

    /// <summary>They begin after now.</summary>
    Early,

    /// <summary>Nobody here can say.</summary>
    NotVerified,
}

/// <summary>An RRset of a message with its signatures, held against keys of the zone (RFC 4035 §5.3).</summary>
/// <param name="State">What they are worth together.</param>
/// <param name="Telling">The signature that shows it; null where there is none.</param>
/// <param name="Good">The good ones.</param>
internal sealed record SetSignatures(SetState State, Rrsig? Telling, IReadOnlyList<Rrsig> Good)
{
    // Bounds against messages that make validators work (CVE-2023-50387): more signatures and keys of one tag than any zone has.
    private const int MostSignatures = 16;
    private const int MostKeysOfOneTag = 4;

    /// <summary>The verdicts on what came in a message, as long as somebody holds it: judging goes on while answers come, and costs.</summary>
    private static readonly ConditionalWeakTable<DnsMessage, ConcurrentDictionary<(string Name, RrType Type, ushort Tag, string Signature, string Key), SignatureVerdict>> Known = [];

    /// <summary>When the set stops being valid with the signatures that there are; null where it is not valid.</summary>
    public DateTimeOffset? Ends => Good.Count == 0 ? null : Good.Max(signature => signature.Ends);

    /// <summary>Weighs the signatures over an RRset.</summary>
    /// <param name="message">What it came in.</param>
    /// <param name="section">The section of the message.</param>
    /// <param name="name">Canonical owner name.</param>
    /// <param name="type">Type of the records.</param>
    /// <param name="zone">Canonical name of the zone that is to have signed.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="now">The moment of judgement.</param>
    public static SetSignatures Of(
        DnsMessage message, IReadOnlyList<DnsRecord> section, string name, RrType type, string zone, IReadOnlyList<Dnskey> keys, DateTimeOffset now)
    {
        DnsRecord[] set = [.. section.Where(record => record.Type == type && record.Name == name)];
        Rrsig[] signatures = [.. section.Where(record => record.Type is RrType.Rrsig && record.Name == name)
            .Select(record => Rrsig.Read(record)).OfType<Rrsig>().Where(signature => signature.Covered == (ushort)type && signature.Signer == zone).Take(MostSignatures)];
        if (set.Length == 0 || signatures.Length == 0)
        {
            return new(SetState.Missing, null, []);
        }

        var judged = signatures.Select(signature => (Signature: signature, State: Judge(message, set, signature, keys, now))).ToList();
        Rrsig[] good = [.. judged.Where(one => one.State is SetState.Valid).Select(one => one.Signature)];
        SetState[] order = [SetState.Valid, SetState.NotVerified, SetState.Expired, SetState.Early, SetState.Invalid, SetState.KeyUnknown];
        var best = judged.OrderBy(one => Array.IndexOf(order, one.State)).First();
        return new(best.State, best.Signature, good);
    }

    private static SetState Judge(DnsMessage message, DnsRecord[] set, Rrsig signature, IReadOnlyList<Dnskey> keys, DateTimeOffset now)
    {
        Dnskey[] makers = [.. keys.Where(key => key.Algorithm == signature.Algorithm && key.Tag == signature.KeyTag && key.Signs).Take(MostKeysOfOneTag)];
        if (makers.Length == 0)
        {
            return SetState.KeyUnknown;
        }

        if (signature.IsExpired(now))
        {
            return SetState.Expired;
        }

        if (signature.IsEarly(now))
        {
            return SetState.Early;
        }

        var verdicts = makers.Select(key => Verdict(message, set, signature, key)).ToList();
        return verdicts.Contains(SignatureVerdict.Valid) ? SetState.Valid
            : verdicts.Contains(SignatureVerdict.NotVerified) ? SetState.NotVerified
            : SetState.Invalid;
    }

    private static SignatureVerdict Verdict(DnsMessage message, DnsRecord[] set, Rrsig signature, Dnskey key) =>
        Known.GetOrCreateValue(message).GetOrAdd(
            (set[0].Name, set[0].Type, signature.KeyTag, Convert.ToBase64String(signature.Signature), Convert.ToBase64String(key.Rdata)),
            _ => RecordWire.Signed(signature, set) is { } signed ? SignatureCheck.Verify(key, signature.Signature, signed) : SignatureVerdict.NotVerified);
}
