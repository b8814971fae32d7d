namespace Recapito.Core;

/// <summary>All fields of a SOA record (RFC 1035 §3.3.13); times in seconds.</summary>
internal sealed record SoaFields(string PrimaryServer, string Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum, uint Ttl)
{
    /// <summary>How long an absence is remembered (RFC 2308 §5).</summary>
    public uint NegativeTtl => Math.Min(Ttl, Minimum);

    /// <summary>The fields of a record; null where it cannot be read.</summary>
    public static SoaFields? Read(DnsRecord record)
    {
        var fields = new RdataFields(record.Data);
        var (primary, mailbox) = (fields.Next(), fields.Next());
        var soa = new SoaFields(primary, mailbox, Number(), Number(), Number(), Number(), Number(), record.Ttl);
        return fields.IsDone ? soa : null;

        uint Number() => fields.Number(uint.MaxValue);
    }
}
