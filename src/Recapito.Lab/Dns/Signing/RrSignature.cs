using System.Globalization;

namespace Recapito.Lab;

/// <summary>What a signature is made of (RFC 4034 §3.1.8.1).</summary>
internal static class RrSignature
{
    /// <summary>The RRSIG record of an RRset.</summary>
    /// <param name="set">The records, one owner and type.</param>
    /// <param name="key">The key that signs.</param>
    /// <param name="inception">From when on it is valid.</param>
    /// <param name="expiration">Until when.</param>
    public static ZoneRecord Make(IReadOnlyList<ZoneRecord> set, ZoneKey key, DateTimeOffset inception, DateTimeOffset expiration)
    {
        var labels = DnsName.Labels(set[0].Name);
        var count = labels.Count - (labels is [[(byte)'*'], ..] ? 1 : 0);
        List<string> fields =
        [
            DnsTypeName.Of(set[0].Type), key.Record.Fields[2], count.ToString(CultureInfo.InvariantCulture), set[0].Ttl.ToString(CultureInfo.InvariantCulture),
            RData.Time(expiration), RData.Time(inception), key.Tag.ToString(CultureInfo.InvariantCulture), key.Record.Name, "",
        ];
        var bare = new ZoneRecord(set[0].Name, DnsType.Rrsig, set[0].Ttl, fields);
        fields[^1] = Convert.ToBase64String(key.Sign(Octets(bare, set)));
        return bare;
    }

    /// <summary>The octets that a signature is about: its own data without the signature, then the records in canonical order and form.</summary>
    public static byte[] Octets(ZoneRecord signature, IReadOnlyList<ZoneRecord> set)
    {
        var octets = new List<byte>(RDataOctets.Canonical(signature with { Fields = [.. signature.Fields.Take(8), ""] }));
        var labels = int.Parse(signature.Fields[2], CultureInfo.InvariantCulture);
        var name = set[0].Name;

        // RFC 4035 §5.3.2: what a wildcard was expanded to is signed under the wildcard's name.
        var own = DnsName.Labels(name);
        for (var left = own.Count - (own is [[(byte)'*'], ..] ? 1 : 0); left > labels; left--)
        {
            name = DnsName.Parent(name)!;
        }

        var owner = DnsName.Octets(name == set[0].Name ? name : DnsName.Join("*", name));
        var ttl = uint.Parse(signature.Fields[3], CultureInfo.InvariantCulture);
        foreach (var data in set.Select(RDataOctets.Canonical).DistinctBy(Convert.ToHexString).Order(Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other))))
        {
            octets.AddRange(owner);
            octets.AddRange([(byte)((int)set[0].Type >> 8), (byte)set[0].Type, 0, 1]);
            octets.AddRange([(byte)(ttl >> 24), (byte)(ttl >> 16), (byte)(ttl >> 8), (byte)ttl, (byte)(data.Length >> 8), (byte)data.Length]);
            octets.AddRange(data);
        }

        return [.. octets];
    }
}
