using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Signs one zone: keys, signatures, denial of existence (RFC 4035 §2).</summary>
internal sealed class ZoneSigner
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private readonly string apex;
    private readonly WorldSigning how;
    private readonly ZoneKey entryKey;
    private readonly ZoneKey dataKey;
    private readonly DateTimeOffset inception;
    private readonly DateTimeOffset expiration;
    private readonly DnsType? faultOn;

    /// <param name="apex">Canonical name of the zone.</param>
    /// <param name="how">How it is signed, faults included.</param>
    /// <param name="moment">The world's clock.</param>
    public ZoneSigner(string apex, WorldSigning how, DateTimeOffset moment)
    {
        (this.apex, this.how) = (apex, how);
        entryKey = new(apex, how.Algorithm, ZoneKey.EntryFlags);
        dataKey = how.SingleKey ? entryKey : new(apex, how.Algorithm, ZoneKey.ZoneFlag);
        inception = how.Inception ?? moment - Week;
        expiration = how.Expiration ?? moment + (2 * Week);
        faultOn = how.On is { } type ? DnsTypeName.Parse(type) : null;
        (WrongFrom, WrongUntil) = how.Fault switch
        {
            "expired" => (moment - (4 * Week), moment - TimeSpan.FromDays(1)),
            "not-yet-valid" => (moment + TimeSpan.FromDays(1), moment + (2 * Week)),
            _ => (inception, expiration),
        };
    }

    private DateTimeOffset WrongFrom { get; }

    private DateTimeOffset WrongUntil { get; }

    /// <summary>The DS records that the parent holds for this zone.</summary>
    public IEnumerable<ZoneRecord> SignersInParent() => how.Fault switch
    {
        "no-ds" => [],
        "wrong-ds" => how.Digests.Select(digest => Ds(Elsewhere(), digest)),
        "extra-ds" => how.Digests.SelectMany(digest => new[] { Ds(entryKey.Record, digest), Ds(Elsewhere(), digest) }),

        // 200 is not assigned (IANA, "DNS Security Algorithm Numbers").
        "ds-unknown-algorithm" => how.Digests.Select(digest => Ds(entryKey.Record, digest)).Select(ds => ds with { Fields = [ds.Fields[0], "200", .. ds.Fields.Skip(2)] }),
        _ => how.Digests.Select(digest => Ds(entryKey.Record, digest)),
    };

    /// <summary>True where the zone above, with these DS records, leads to the zone's keys, or to an unsigned zone.</summary>
    public static bool Takes(SetDs change, WorldSigning how, DateTimeOffset moment) => how.Fault is "wrong-ds" or "unsigned-with-ds" or "ds-unknown-algorithm"
        && (change.After.Count == 0 || (how.Fault is not "unsigned-with-ds" && new ZoneSigner(change.Zone, how with { Fault = null, Digests = [2] }, moment).SignersInParent().Any(ds => change.After.Contains(ds.Text, StringComparer.OrdinalIgnoreCase))));

    /// <summary>The zone's records with everything that signing adds.</summary>
    public IReadOnlyList<ZoneRecord> Sign(IReadOnlyList<ZoneRecord> records)
    {
        if (how.Fault is "unsigned-with-ds")
        {
            return records;
        }

        List<ZoneRecord> all = [.. records, .. Keys()];
        if (how.Fault is not "missing-denial")
        {
            all.AddRange(how.Denial is "nsec3" ? [new(apex, DnsType.Nsec3Param, 0, ["1", "0", Iterations, how.Salt])] : []);
            all.AddRange(new DenialChain(apex, all, how).Records());
        }

        var zone = new AuthoritativeNames(apex, all);
        var sets = all.Where(record => record.Type is not DnsType.Rrsig && zone.IsSigned(record)).GroupBy(record => (record.Name, record.Type)).Select(set => set.ToList()).ToList();
        return [.. all, .. sets.Select(Signature).OfType<ZoneRecord>()];
    }

    private string Iterations => how.Iterations.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<ZoneRecord> Keys()
    {
        IEnumerable<ZoneRecord> keys = how.SingleKey ? [entryKey.Record] : [entryKey.Record, dataKey.Record];
        var wished = how.Cds is "other" ? Elsewhere() : entryKey.Record;
        return how.Cds switch
        {
            null => keys,
            "delete" => [.. keys, new(apex, DnsType.Cds, ZoneFile.DefaultTtl, ["0", "0", "0", "00"]), new(apex, DnsType.Cdnskey, ZoneFile.DefaultTtl, ["0", "3", "0", "AA=="])],
            _ => [.. keys, Ds(wished, how.Digests[0]) with { Type = DnsType.Cds }, wished with { Type = DnsType.Cdnskey }],
        };
    }

    private ZoneRecord? Signature(List<ZoneRecord> set)
    {
        var key = set[0].Type is DnsType.Dnskey or DnsType.Cds or DnsType.Cdnskey ? entryKey : dataKey;
        var wrong = faultOn is null || faultOn == set[0].Type;
        if (wrong && how.Fault is "no-rrsig")
        {
            return null;
        }

        var signature = wrong ? RrSignature.Make(set, key, WrongFrom, WrongUntil) : RrSignature.Make(set, key, inception, expiration);
        return wrong && how.Fault is "bogus" ? signature with { Fields = [.. signature.Fields.Take(8), Forged(signature.Fields[8])] } : signature;
    }

    private static string Forged(string signature)
    {
        var octets = Convert.FromBase64String(signature);
        octets[^1] ^= 1;
        return Convert.ToBase64String(octets);
    }

    private ZoneRecord Ds(ZoneRecord key, int digest) => new(apex, DnsType.Ds, ZoneFile.DefaultTtl, ZoneKey.Ds(key, digest));

    // A key of the same kind that the zone does not have.
    private ZoneRecord Elsewhere()
    {
        var octets = Convert.FromBase64String(entryKey.Record.Fields[3]);
        octets[^1] ^= 1;
        return entryKey.Record with { Fields = [.. entryKey.Record.Fields.Take(3), Convert.ToBase64String(octets)] };
    }
}
