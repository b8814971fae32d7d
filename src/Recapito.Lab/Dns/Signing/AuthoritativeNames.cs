namespace Recapito.Lab;

/// <summary>Which records of a zone are its own: not those below a delegation or a DNAME, and at a delegation only DS and NSEC (RFC 4035 §2.2, §2.3).</summary>
internal sealed class AuthoritativeNames
{
    private readonly string apex;
    private readonly HashSet<string> cuts;
    private readonly HashSet<string> renamed;

    public AuthoritativeNames(string apex, IReadOnlyList<ZoneRecord> records)
    {
        this.apex = apex;
        cuts = [.. records.Where(record => record.Type is DnsType.Ns && record.Name != apex).Select(record => record.Name)];
        renamed = [.. records.Where(record => record.Type is DnsType.Dname).Select(record => record.Name)];
    }

    /// <summary>True for a delegation.</summary>
    public bool IsCut(string name) => cuts.Contains(name);

    /// <summary>True where a name lies below a delegation or a DNAME.</summary>
    public bool IsHidden(string name)
    {
        for (var above = name == apex ? null : DnsName.Parent(name); above is not null; above = above == apex ? null : DnsName.Parent(above))
        {
            if (cuts.Contains(above) || renamed.Contains(above))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a record that is to have a signature.</summary>
    public bool IsSigned(ZoneRecord record) => !IsHidden(record.Name) && (!IsCut(record.Name) || record.Type is DnsType.Ds or DnsType.Nsec);
}
