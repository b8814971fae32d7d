using System.Text;
using Recapito.Core;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

/// <summary>RDATA of every type, by the examples of the RFCs where they have some.</summary>
public class RdataTests
{
    private static readonly byte[] Bitmap = [0, 6, 0x40, 1, 0, 0, 0, 3, 4, 27, .. new byte[26], 0x20];

    internal static (string Row, int Type, byte[] Data, string Want)[] Rows =>
    [
        ("A", 1, [203, 0, 113, 25], "203.0.113.25"),
        ("AAAA", 28, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x25], "2001:db8::25"),
        ("NS", 2, Wire("NS1.DNSHost.example"), "ns1.dnshost.example"),
        ("CNAME to the root", 5, [0], "."),
        ("DNAME", 39, Wire("new.example"), "new.example"),
        ("PTR", 12, Wire("mx.contoso.example"), "mx.contoso.example"),
        ("MX", 15, [0, 10, .. Wire("MX.contoso.example")], "10 mx.contoso.example"),
        ("null MX", 15, [0, 0, 0], "0 ."),
        ("a name with a blank, a dot and a backslash in a label", 15, [0, 1, 5, .. "a .\\\u007f"u8, 0], "1 a\\032\\.\\\\\\127"),
        ("a name in UTF-8", 2, [3, .. "bü"u8, 0], "b\\195\\188"),
        ("SOA", 6, [.. Wire("ns1.example"), .. Wire("Host.Master.example"), 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4], "ns1.example host.master.example 4294967295 1 2 3 4"),
        ("SRV", 33, [0, 1, 0, 2, 0x01, 0xBB, .. Wire("autodiscover.contoso.example")], "1 2 443 autodiscover.contoso.example"),
        ("TXT", 16, [3, .. "a\"b"u8, 0, 4, (byte)'\\', 0x1B, 0xC3, 0xBC], "\"a\\\"b\" \"\" \"\\\\\\027\\195\\188\""),
        ("SPF", 99, [6, .. "v=spf1"u8], "\"v=spf1\""),
        ("DS", 43, [0xEC, 0x45, 5, 1, 0x2B, 0xB1, 0x83], "60485 5 1 2BB183"),
        ("CDS that deletes", 59, [0, 0, 0, 0, 0], "0 0 0 00"),
        ("DNSKEY", 48, [1, 0, 3, 5, 1, 2, 3, 4], "256 3 5 AQIDBA=="),
        ("CDNSKEY that deletes", 60, [0, 0, 3, 0, 0], "0 3 0 AA=="),
        ("RRSIG", 46, [0, 1, 5, 3, 0, 1, 0x51, 0x80, 0x3E, 0x79, 0xBF, 0x77, 0x3E, 0x52, 0x32, 0x77, 0x0A, 0x52, .. Wire("Example.com"), 1, 2, 3], "A 5 3 86400 20030320131743 20030218131743 2642 example.com AQID"),
        ("RRSIG over a type without a name", 46, [0x04, 0xD2, 8, 2, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 9], "TYPE1234 8 2 60 19700101000000 19700101000000 1 . CQ=="),
        ("NSEC", 47, [.. Wire("Host.example.com"), .. Bitmap], "Host.example.com A MX RRSIG NSEC TYPE1234"),
        ("NSEC3", 50, [1, 1, 0, 12, 4, 0xAA, 0xBB, 0xCC, 0xDD, 5, 0, 1, 2, 3, 0xFF, .. Bitmap], "1 1 12 AABBCCDD 000G40VV A MX RRSIG NSEC TYPE1234"),
        ("NSEC3 of an empty name", 50, [1, 0, 0, 0, 0, 1, 0xFF], "1 0 0 - VS"),
        ("NSEC3PARAM", 51, [1, 0, 0, 0, 0], "1 0 0 -"),
        ("TLSA", 52, [3, 1, 1, 0xAB, 0xCD], "3 1 1 ABCD"),
        ("CAA", 257, [0, 5, .. "issue"u8, .. "ca.example; \"x\""u8], "0 issue \"ca.example; \\\"x\\\"\""),
        ("CAA with a tag that is none", 257, [0, 1, (byte)' ', 1], "\\# 4 00012001"),
        ("a type without a name", 1234, [1, 2, 0xFF], "\\# 3 0102FF"),
        ("a type without a name, empty", 1234, [], "\\# 0"),
    ];

    /// <summary>RDATA that is none of its type.</summary>
    internal static (string Row, int Type, byte[] Data)[] Bad =>
    [
        ("A of three octets", 1, [203, 0, 113]),
        ("A of five octets", 1, [203, 0, 113, 25, 0]),
        ("AAAA of four octets", 28, [0x20, 1, 0xd, 0xb8]),
        ("MX without a name", 15, [0, 10]),
        ("MX with octets to spare", 15, [0, 10, 0, 0]),
        ("SOA that ends early", 6, [0, 0, 0, 0, 0, 1]),
        ("TXT without a string", 16, []),
        ("TXT whose string goes past the end", 16, [5, 1, 2]),
        ("DS without its head", 43, [0, 1, 8]),
        ("RRSIG without a signer", 46, [0, 1, 5, 3, 0, 1, 0x51, 0x80, 0x3E, 0x79, 0xBF, 0x77, 0x3E, 0x52, 0x32, 0x77, 0x0A, 0x52]),
        ("NSEC with a window of 33 octets", 47, [0, 0, 33, .. new byte[33]]),
        ("NSEC with an empty window", 47, [0, 0, 0]),
        ("NSEC with windows out of order", 47, [0, 1, 1, 1, 0, 1, 1]),
        ("NSEC3 whose salt goes past the end", 50, [1, 0, 0, 0, 9, 1]),
        ("CAA whose tag goes past the end", 257, [0, 9, 1]),
        ("a label of 64 octets", 2, [64, .. new byte[64], 0]),
        ("a name past the end", 2, [5, 1, 2]),
        ("a pointer that is half there", 2, [0xC0]),
    ];

    public static TheoryData<string> RowNames => [.. Rows.Select(row => row.Row)];

    public static TheoryData<string> BadNames => [.. Bad.Select(row => row.Row)];

    [Theory, MemberData(nameof(RowNames))]
    public void Each_type_has_its_presentation_form(string name)
    {
        var row = Rows.Single(row => row.Row == name);
        var record = Assert.Single(Read(Message([Record("Contoso.example", row.Type, 60, row.Data)])).Answer);
        Assert.Equal(row.Want, record.Data);
        Assert.Equal(("contoso.example", row.Type is 1234 ? RrType.Unknown : (RrType)row.Type, 60u), (record.Name, record.Type, record.Ttl));
    }

    [Fact]
    public void Every_type_that_has_a_name_is_in_the_table() =>
        Assert.Empty(Enum.GetValues<RrType>().Except([RrType.Unknown, .. Rows.Select(row => (RrType)row.Type)]));

    [Theory, MemberData(nameof(BadNames))]
    public void What_is_not_of_its_types_form_makes_the_message_unreadable(string name)
    {
        var row = Bad.Single(row => row.Row == name);
        Assert.Throws<UnreadableMessageException>(() => Read(Message([Record("contoso.example", row.Type, 60, row.Data)])));
    }

    [Fact]
    public void Records_of_other_classes_are_left_out()
    {
        byte[] chaos = [.. Wire("version.bind"), 0, 16, 0, 3, 0, 0, 0, 0, 0, 2, 1, 65];
        Assert.Equal(["203.0.113.25"], Read(Message([chaos, A("contoso.example", "203.0.113.25")])).Answer.Select(record => record.Data));
    }

    [Fact]
    public void A_name_may_have_255_octets_and_no_more()
    {
        byte[] label = [63, .. Encoding.ASCII.GetBytes(new string('a', 63))];
        byte[] longest = [.. label, .. label, .. label, 61, .. Encoding.ASCII.GetBytes(new string('b', 61)), 0];
        Assert.Equal(255, longest.Length);
        Assert.Equal(253, Read(Message([Record(".", 2, 60, longest)])).Answer[0].Data.Length);
        byte[] tooLong = [.. label, .. label, .. label, 62, .. Encoding.ASCII.GetBytes(new string('b', 62)), 0];
        Assert.Throws<UnreadableMessageException>(() => Read(Message([Record(".", 2, 60, tooLong)])));
    }

    internal static byte[] Message(byte[][] answers) =>
        [0, 1, 0x84, 0, 0, 0, (byte)(answers.Length >> 8), (byte)answers.Length, 0, 0, 0, 0, .. answers.SelectMany(record => record)];

    private static DnsMessage Read(byte[] bytes) => DnsMessageReader.Read(bytes, TransportProtocol.Udp);
}
