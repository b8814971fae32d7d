using System.Globalization;
using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>A key of a zone (RFC 4034 §2).</summary>
/// <param name="Owner">Canonical name of the zone.</param>
/// <param name="Flags">256 for a key of the zone, and 1 for one that others point at, 128 for one that is revoked (RFC 5011).</param>
/// <param name="Algorithm">Number of the algorithm (IANA, "DNS Security Algorithm Numbers").</param>
/// <param name="PublicKey">The key as its algorithm writes it.</param>
/// <param name="Rdata">All of it in wire form.</param>
internal sealed record Dnskey(string Owner, ushort Flags, byte Algorithm, byte[] PublicKey, byte[] Rdata)
{
    /// <summary>It may sign the zone's records: a zone key, protocol 3, not revoked.</summary>
    public bool Signs => (Flags & 0x100) != 0 && (Flags & 0x80) == 0 && Rdata[2] == 3;

    /// <summary>Its short name in signatures and DS records (RFC 4034 appendix B); several keys may share one.</summary>
    public ushort Tag
    {
        get
        {
            uint sum = 0;
            for (var i = 0; i < Rdata.Length; i++)
            {
                sum += (i & 1) == 0 ? (uint)Rdata[i] << 8 : Rdata[i];
            }

            return (ushort)(sum + (sum >> 16));
        }
    }

    /// <summary>The key that a DNSKEY or CDNSKEY record holds; null where it cannot be read.</summary>
    public static Dnskey? Read(DnsRecord record) =>
        RecordWire.Rdata(RrType.Dnskey, record.Data) is { Length: > 4 } data ? new(record.Name, (ushort)((data[0] << 8) | data[1]), data[3], data[4..], data) : null;
}

/// <summary>What the parent zone says of a key of the child (RFC 4034 §5).</summary>
/// <param name="Owner">Canonical name of the child zone.</param>
/// <param name="KeyTag">Tag of the key.</param>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="DigestType">1 SHA-1, 2 SHA-256, 4 SHA-384.</param>
/// <param name="Digest">Of the owner and the key's RDATA.</param>
internal sealed record DelegationSigner(string Owner, ushort KeyTag, byte Algorithm, byte DigestType, byte[] Digest)
{
    private const byte Sha256 = 2;

    /// <summary>The digest is one that can be checked here and by validators.</summary>
    public bool IsKnownDigest => DigestType is 1 or 2 or 4;

    /// <summary>The DS that a DS or CDS record holds; null where it cannot be read.</summary>
    public static DelegationSigner? Read(DnsRecord record) => Read(record.Name, record.Data);

    /// <summary>The same of the bare text.</summary>
    public static DelegationSigner? Read(string owner, string data) =>
        RecordWire.Rdata(RrType.Ds, data) is { Length: > 4 } octets ? new(owner, (ushort)((octets[0] << 8) | octets[1]), octets[2], octets[3], octets[4..]) : null;

    /// <summary>True where the DS is of this key (RFC 4034 §5.1.4).</summary>
    public bool Names(Dnskey key)
    {
        if (key.Tag != KeyTag || key.Algorithm != Algorithm || DnsName.Wire(Owner) is not { } owner)
        {
            return false;
        }

        return DigestOf(owner, key, DigestType) is { Length: > 0 } digest && digest.AsSpan().SequenceEqual(Digest);
    }

    /// <summary>The DS of a key, with SHA-256 (RFC 4509 §2); null where its zone's name cannot be read.</summary>
    public static DelegationSigner? Of(Dnskey key) =>
        DnsName.Wire(key.Owner) is { } owner ? new(key.Owner, key.Tag, key.Algorithm, Sha256, DigestOf(owner, key, Sha256)) : null;

    /// <summary>The record's data as zone files have it (RFC 4034 §5.3).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{KeyTag} {Algorithm} {DigestType} {Convert.ToHexString(Digest)}");

    // RFC 4034 §5.1.4; empty for a type that is not known.
    private static byte[] DigestOf(byte[] owner, Dnskey key, byte type)
    {
        byte[] content = [.. owner, .. key.Rdata];
        return type switch
        {
#pragma warning disable CA5350 // The zone chose SHA-1; it is reported, and still has to be compared.
            1 => SHA1.HashData(content),
#pragma warning restore CA5350
            Sha256 => SHA256.HashData(content),
            4 => SHA384.HashData(content),
            _ => [],
        };
    }
}

/// <summary>A signature over an RRset (RFC 4034 §3).</summary>
/// <param name="Owner">Canonical name of the RRset.</param>
/// <param name="Covered">Number of its type.</param>
/// <param name="Algorithm">Of the key.</param>
/// <param name="Labels">Of the owner as it was signed; fewer where a wildcard was expanded.</param>
/// <param name="OriginalTtl">Seconds.</param>
/// <param name="Expiration">Seconds since 1970, modulo 2^32.</param>
/// <param name="Inception">The same.</param>
/// <param name="KeyTag">Of the key.</param>
/// <param name="Signer">Canonical name of the zone.</param>
/// <param name="Signature">As the algorithm writes it.</param>
internal sealed record Rrsig(
    string Owner, ushort Covered, byte Algorithm, byte Labels, uint OriginalTtl, uint Expiration, uint Inception, ushort KeyTag, string Signer, byte[] Signature)
{
    public DateTimeOffset Ends => DateTimeOffset.FromUnixTimeSeconds(Expiration);

    public DateTimeOffset Begins => DateTimeOffset.FromUnixTimeSeconds(Inception);

    /// <summary>How long it is valid.</summary>
    public TimeSpan Life => TimeSpan.FromSeconds(unchecked(Expiration - Inception));

    /// <summary>The RDATA up to the signer's name.</summary>
    public byte[] WireBeforeSigner
    {
        get
        {
            var wire = new List<byte>(18);
            RecordWire.Short(wire, Covered);
            wire.AddRange([Algorithm, Labels]);
            RecordWire.Long(wire, OriginalTtl);
            RecordWire.Long(wire, Expiration);
            RecordWire.Long(wire, Inception);
            RecordWire.Short(wire, KeyTag);
            return [.. wire];
        }
    }

    // Serial arithmetic (RFC 4034 §3.1.5).
    public bool IsExpired(DateTimeOffset now) => unchecked((int)(Expiration - Seconds(now))) < 0;

    public bool IsEarly(DateTimeOffset now) => unchecked((int)(Seconds(now) - Inception)) < 0;

    /// <summary>The signature that a record holds; null where it cannot be read.</summary>
    public static Rrsig? Read(DnsRecord record)
    {
        var fields = new RdataFields(record.Data);
        var covered = TypeNames.NumberOf(fields.Next());
        var (algorithm, labels, ttl) = ((byte)fields.Number(byte.MaxValue), (byte)fields.Number(byte.MaxValue), fields.Number(uint.MaxValue));
        var (expiration, inception) = (Time(fields.Next()), Time(fields.Next()));
        var (tag, signer, signature) = ((ushort)fields.Number(ushort.MaxValue), fields.Next(), fields.Base64(fields.Rest()));
        return fields.IsDone && covered is { } type && expiration is { } ends && inception is { } begins
            ? new(record.Name, type, algorithm, labels, ttl, ends, begins, tag, signer, signature)
            : null;
    }

    private static uint? Time(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Seconds(time)
            : null;

    private static uint Seconds(DateTimeOffset time) => unchecked((uint)time.ToUnixTimeSeconds());
}
