using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>One NSEC or NSEC3 record, as a stretch of names that do not exist between two that do (RFC 4034 §4, RFC 5155 §3).</summary>
/// <param name="Record">As it came.</param>
/// <param name="Types">Numbers of the types at the name where it begins.</param>
internal abstract record DenialRecord(DnsRecord Record, IReadOnlySet<ushort> Types)
{
    public bool Has(RrType type) => Types.Contains((ushort)type);

    /// <summary>The record, where it is an NSEC or NSEC3 of the zone and can be read.</summary>
    public static DenialRecord? Read(DnsRecord record, string zone) => record.Type switch
    {
        RrType.Nsec when DnsName.IsAtOrBelow(record.Name, zone) => NsecRecord.Read(record),
        RrType.Nsec3 when DnsName.ParentOf(record.Name) == zone => Nsec3Record.Read(record),
        _ => null,
    };

    /// <summary>The types that the rest of the fields name.</summary>
    protected static IReadOnlySet<ushort> TypesOf(RdataFields fields)
    {
        var types = new HashSet<ushort>();
        while (!fields.IsAtEnd)
        {
            if (TypeNames.NumberOf(fields.Next()) is { } type)
            {
                types.Add(type);
            }
        }

        return types;
    }
}

/// <summary>An NSEC record (RFC 4034 §4).</summary>
internal sealed record NsecRecord(DnsRecord Record, IReadOnlySet<ushort> Types, IReadOnlyList<byte[]> Owner, IReadOnlyList<byte[]> Next)
    : DenialRecord(Record, Types)
{
    public static NsecRecord? Read(DnsRecord record)
    {
        var fields = new RdataFields(record.Data);
        return DnsName.Labels(record.Name) is { } owner && DnsName.Labels(fields.Next()) is { } next ? new(record, TypesOf(fields), owner, next) : null;
    }

    /// <summary>The name lies between both; the last record of a zone reaches around to the apex.</summary>
    public bool Covers(IReadOnlyList<byte[]> name)
    {
        var (after, before) = (DnsName.Compare(Owner, name) < 0, DnsName.Compare(name, Next) < 0);
        return DnsName.Compare(Owner, Next) < 0 ? after && before : after || before;
    }

    public bool IsAt(IReadOnlyList<byte[]> name) => DnsName.Compare(Owner, name) == 0;
}

/// <summary>An NSEC3 record (RFC 5155 §3).</summary>
/// <param name="Record">As it came.</param>
/// <param name="Types">Numbers of the types at the name where it begins.</param>
/// <param name="Algorithm">1: SHA-1.</param>
/// <param name="OptOut">Unsigned delegations may lie in between (RFC 5155 §6).</param>
/// <param name="Iterations">How many times more the name is hashed.</param>
/// <param name="Salt">What is hashed with it.</param>
/// <param name="Hash">Of the name where it begins.</param>
/// <param name="Next">Of the name where it ends.</param>
internal sealed record Nsec3Record(
    DnsRecord Record, IReadOnlySet<ushort> Types, byte Algorithm, bool OptOut, ushort Iterations, byte[] Salt, byte[] Hash, byte[] Next)
    : DenialRecord(Record, Types)
{
    /// <summary>Validators treat zones with more as unsigned (RFC 9276 §3.2), and they only cost time.</summary>
    public const int MostIterations = 500;

    public static Nsec3Record? Read(DnsRecord record)
    {
        var fields = new RdataFields(record.Data);
        var (algorithm, flags, iterations) = ((byte)fields.Number(byte.MaxValue), fields.Number(byte.MaxValue), (ushort)fields.Number(ushort.MaxValue));
        var (salt, next) = (fields.Hex(fields.Next()), fields.Base32(fields.Next()));
        var hash = Base32Hex.Decode(record.Name.Split('.')[0]);
        return fields.Failed || hash is null ? null : new(record, TypesOf(fields), algorithm, (flags & 1) != 0, iterations, salt, hash, next);
    }

    public bool Covers(byte[] hash)
    {
        var (after, before) = (Hash.AsSpan().SequenceCompareTo(hash) < 0, hash.AsSpan().SequenceCompareTo(Next) < 0);
        return Hash.AsSpan().SequenceCompareTo(Next) < 0 ? after && before : after || before;
    }

    public bool IsAt(byte[] hash) => Hash.AsSpan().SequenceEqual(hash);

    /// <summary>The hash of a name with this record's parameters (RFC 5155 §5).</summary>
    public byte[] HashOf(IEnumerable<byte[]> name)
    {
#pragma warning disable CA5350 // The only hash that NSEC3 has (RFC 5155 §11).
        var hash = SHA1.HashData([.. DnsName.Wire(name), .. Salt]);
        for (var i = 0; i < Iterations; i++)
        {
            hash = SHA1.HashData([.. hash, .. Salt]);
        }
#pragma warning restore CA5350
        return hash;
    }
}
