namespace Recapito.Core;

/// <summary>Whether NSEC or NSEC3 records prove that there is nothing (RFC 4035 §5.4, RFC 5155 §8). The records' own signatures are judged elsewhere.</summary>
internal static class DenialProof
{
    private static readonly byte[] Asterisk = [(byte)'*'];

    /// <summary>Records that can be weighed at all: one kind, known parameters.</summary>
    public static bool CanJudge(IReadOnlyList<DenialRecord> records) =>
        records.OfType<Nsec3Record>().All(record => record.Algorithm == 1 && record.Iterations <= Nsec3Record.MostIterations);

    /// <summary>The name does not exist, nor does a wildcard that would stand in for it.</summary>
    public static bool OfName(string name, string zone, IReadOnlyList<DenialRecord> records)
    {
        if (DnsName.Labels(name) is not { } labels || DnsName.Labels(zone) is not { } apex)
        {
            return false;
        }

        NsecRecord[] plain = [.. records.OfType<NsecRecord>()];
        if (plain.Length > 0)
        {
            // A server that makes its proofs as it answers may deny by a record of the name itself that has no types (RFC 9824).
            return plain.Any(record => record.IsAt(labels) && !record.Has(RrType.A))
                || plain.Any(record => record.Covers(labels) && plain.Any(other => other.Covers([Asterisk, .. Encloser(labels, record)])));
        }

        Nsec3Record[] hashed = [.. records.OfType<Nsec3Record>()];
        return Encloser(labels, apex, hashed) is var (encloser, _)
            && hashed.Any(record => record.Covers(record.HashOf([Asterisk, .. encloser])));
    }

    /// <summary>The name has no records of the type, or no records at all.</summary>
    public static bool OfType(string name, RrType type, string zone, IReadOnlyList<DenialRecord> records)
    {
        if (DnsName.Labels(name) is not { } labels || DnsName.Labels(zone) is not { } apex)
        {
            return false;
        }

        NsecRecord[] plain = [.. records.OfType<NsecRecord>()];
        if (plain.Length > 0)
        {
            return plain.Any(record => record.IsAt(labels) && Lacks(record, type))
                || plain.Any(record => record.Covers(labels)
                    && (IsAbove(labels, record.Next)
                        || plain.Any(other => other.IsAt([Asterisk, .. Encloser(labels, record)]) && Lacks(other, type))));
        }

        Nsec3Record[] hashed = [.. records.OfType<Nsec3Record>()];
        return hashed.Any(record => record.IsAt(record.HashOf(labels)) && Lacks(record, type))
            || (Encloser(labels, apex, hashed) is var (encloser, isOptOut)
                && (isOptOut || hashed.Any(record => record.IsAt(record.HashOf([Asterisk, .. encloser])) && Lacks(record, type))));
    }

    /// <summary>An answer that a wildcard gave: no nearer name exists (RFC 4035 §5.3.4, RFC 5155 §8.8).</summary>
    /// <param name="name">The name that was asked.</param>
    /// <param name="signedLabels">How many labels the signature of the answer counts.</param>
    /// <param name="records">Of the authority section.</param>
    public static bool OfNearerName(string name, int signedLabels, IReadOnlyList<DenialRecord> records)
    {
        if (DnsName.Labels(name) is not { } labels || labels.Count <= signedLabels)
        {
            return false;
        }

        byte[][] nearer = [.. labels.Skip(labels.Count - signedLabels - 1)];
        return records.Any(record => record switch
        {
            NsecRecord plain => plain.Covers(labels),
            Nsec3Record hashed => hashed.Covers(hashed.HashOf(nearer)),
            _ => false,
        });
    }

    private static bool Lacks(DenialRecord record, RrType type) => !record.Has(type) && !record.Has(RrType.Cname);

    private static bool IsAbove(IReadOnlyList<byte[]> name, IReadOnlyList<byte[]> other) =>
        other.Count > name.Count && Common(name, other) == name.Count;

    /// <summary>The nearest name above that exists: what the name has in common with either end of the stretch that it lies in.</summary>
    private static IEnumerable<byte[]> Encloser(IReadOnlyList<byte[]> name, NsecRecord covering) =>
        name.Skip(name.Count - Math.Max(Common(name, covering.Owner), Common(name, covering.Next)));

    /// <summary>The nearest name above that a record shows to exist, where another one denies the next nearer name (RFC 5155 §8.3).</summary>
    private static (IReadOnlyList<byte[]> Name, bool IsOptOut)? Encloser(IReadOnlyList<byte[]> name, IReadOnlyList<byte[]> apex, Nsec3Record[] records)
    {
        for (var count = name.Count - 1; count >= apex.Count; count--)
        {
            byte[][] above = [.. name.Skip(name.Count - count)];
            if (records.Any(record => record.IsAt(record.HashOf(above))))
            {
                byte[][] nearer = [.. name.Skip(name.Count - count - 1)];
                return records.FirstOrDefault(record => record.Covers(record.HashOf(nearer))) is { } covering ? (above, covering.OptOut) : null;
            }
        }

        return null;
    }

    private static int Common(IReadOnlyList<byte[]> one, IReadOnlyList<byte[]> other)
    {
        var count = 0;
        while (count < Math.Min(one.Count, other.Count) && DnsName.Compare([one[^(count + 1)]], [other[^(count + 1)]]) == 0)
        {
            count++;
        }

        return count;
    }
}
