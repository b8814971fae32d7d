#if PROBES
using System.Text;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Fuzz;

public sealed partial record FuzzTarget
{
    // A name of 255 octets, each as a backslash and three digits.
    private const int LongestName = 1020;

    /// <summary>The bytes as a message that a name server sent: read, or refused with a reason; what is read survives an evidence file.</summary>
    private static void DnsMessages(byte[] input)
    {
        var asked = new DnsMessageRequest("contoso.example", RrType.Mx, Vantage.Server("ns1.contoso.example", "192.0.2.53"));
        _ = new DnsQuestion(new(asked.Name, asked.Type, QueryForm.Dnssec, Recurses: false)).WhyNoAnswer(input);
        DnsMessage message;
        try
        {
            message = DnsMessageReader.Read(input.AsSpan(0, Math.Min(input.Length, ushort.MaxValue)), TransportProtocol.Tcp);
        }
        catch (UnreadableMessageException e)
        {
            Promise(e.Message.Length > 0, "a refusal without words");
            return;
        }

        DnsRecord[] records = [.. message.Answer, .. message.Authority, .. message.Additional];
        Promise(records.Length <= DnsMessageReader.MostRecords, $"{records.Length} records");
        foreach (var record in records)
        {
            Promise(record.Name.Length is > 0 and <= LongestName && !record.Name.Contains(' '), "an owner that is no name");
            Promise(record.Ttl <= int.MaxValue, $"a TTL of {record.Ttl}");
            Promise(record.Data.Length > 0 && record.Data.All(c => c is >= ' ' and <= '~'), "RDATA that is not printable ASCII");
        }

        var source = new Provenance("ns1", DateTimeOffset.UnixEpoch);
        var written = EvidenceFile.Write(EvidenceSet.Empty.With(new Present<DnsMessage>(asked, message, source)));
        Promise(EvidenceFile.Write(EvidenceFile.Read(Encoding.UTF8.GetBytes(written), "evidence.json")) == written, "a message that was written and read again has changed");
        _ = MessageAnswer.Read(new DnsRequest(asked.Name, asked.Type, asked.From), message, source);
    }
}
#endif
