using Xunit;

namespace Recapito.Lab.Tests;

public sealed class ZoneFileTests
{
    public static TheoryData<string, string, string> Texts => new()
    {
        // what, text, records as "name ttl TYPE fields"
        { "relative, apex and absolute names", "@ A 192.0.2.1\nwww A 192.0.2.2\nx.a.example. A 192.0.2.3", "a.example 3600 A 192.0.2.1|www.a.example 3600 A 192.0.2.2|x.a.example 3600 A 192.0.2.3" },
        { "$TTL, own TTL, units, class in both orders", "$TTL 1h\n@ A 192.0.2.1\n@ 60 IN A 192.0.2.2\n@ IN 1d2h A 192.0.2.3", "a.example 3600 A 192.0.2.1|a.example 60 A 192.0.2.2|a.example 93600 A 192.0.2.3" },
        { "a blank owner is the last one", "www 5 A 192.0.2.1\n  A 192.0.2.2\n\tMX 10 @", "www.a.example 5 A 192.0.2.1|www.a.example 5 A 192.0.2.2|www.a.example 5 MX 10 a.example" },
        { "$ORIGIN", "$ORIGIN sub\nwww A 192.0.2.1\n@ MX 0 mx\n$ORIGIN a.example.\n@ A 192.0.2.9", "www.sub.a.example 3600 A 192.0.2.1|sub.a.example 3600 MX 0 mx.sub.a.example|a.example 3600 A 192.0.2.9" },
        { "an SOA over several lines with comments", "@ IN SOA ns1 host\\.master ( 1 ; serial\n 2h\n 30m 2w\n 300 )\n@ A 192.0.2.1", "a.example 3600 SOA ns1.a.example host\\.master.a.example 1 7200 1800 1209600 300|a.example 3600 A 192.0.2.1" },
        { "strings", "@ TXT \"v=spf1 ; -all\" plain \"a \\\"b\\\" \\065\"", "a.example 3600 TXT v=spf1 ; -all plain a \"b\" A" },
        { "a null MX", "@ MX 0 .", "a.example 3600 MX 0 ." },
        { "an MX that is an address", "@ MX 10 203.0.113.25.", "a.example 3600 MX 10 203.0.113.25" },
        { "IPv6 in its short form", "@ AAAA 2001:DB8:0:0::1", "a.example 3600 AAAA 2001:db8::1" },
        { "other types", "_25._tcp.mx TLSA 3 1 1 ABCD ef01\n_s._tcp SRV 0 1 25 mx\n@ CAA 0 issue \"ca.example\"\n@ NS ns\nx CNAME www.b.example.", "_25._tcp.mx.a.example 3600 TLSA 3 1 1 abcdef01|_s._tcp.a.example 3600 SRV 0 1 25 mx.a.example|a.example 3600 CAA 0 issue ca.example|a.example 3600 NS ns.a.example|x.a.example 3600 CNAME www.b.example" },
        { "capitals and U-labels", "WWW A 192.0.2.1\nbücher A 192.0.2.2", "www.a.example 3600 A 192.0.2.1|xn--bcher-kva.a.example 3600 A 192.0.2.2" },
        { "nothing but comments", "; a\n\n  ; b\n", "" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_zone_text_gives_these_records_and_survives_being_written(string what, string text, string wanted)
    {
        var records = ZoneFile.Parse("a.example", text);

        Assert.True(wanted == Show(records), $"{what}: {Show(records)}");
        Assert.Equal(wanted, Show(ZoneFile.Parse("a.example", ZoneFile.Write(records))));
    }

    [Theory]
    [InlineData("www A 192.0.2.1\nwww FOO 1", 2, 5, "no record type")]
    [InlineData("www A", 1, 5, "one IPv4 address")]
    [InlineData("www A 192.0.2.1 192.0.2.2", 1, 17, "takes one IPv4 address")]
    [InlineData("  A 192.0.2.1", 1, 3, "no owner name")]
    [InlineData("@ MX 70000 mx", 1, 6, "from 0 to 65535")]
    [InlineData("$TTL soon", 1, 6, "no TTL")]
    [InlineData("$INCLUDE x", 1, 1, "not known")]
    [InlineData("@ TXT \"open", 1, 7, "not closed")]
    [InlineData("@ A 192.0.2.1 )", 1, 15, "never opened")]
    [InlineData("@ SOA a b ( 1 2 3 4 ( 5 ) )", 1, 21, "do not nest")]
    [InlineData("a..b A 192.0.2.1", 1, 1, "label is empty")]
    [InlineData("@ AAAA 192.0.2.1", 1, 8, "IPv6")]
    [InlineData("@ A 192.1", 1, 5, "IPv4")]
    [InlineData("www", 1, 1, "no type")]
    public void An_error_names_its_line_and_column(string text, int line, int column, string words)
    {
        var e = Assert.Throws<ZoneFileException>(() => ZoneFile.Parse("a.example", text));

        Assert.Equal((line, column), (e.Line, e.Column));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private static string Show(IEnumerable<ZoneRecord> records) =>
        string.Join('|', records.Select(record => $"{record.Name} {record.Ttl} {record.Type.ToString().ToUpperInvariant()} {record.Text}"));
}
