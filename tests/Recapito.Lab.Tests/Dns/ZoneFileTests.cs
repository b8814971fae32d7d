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
        { "types of DNSSEC", "@ DS 60485 5 1 2BB183AF5F22588179A53B0A 98631FAD1A292118\n@ DNSKEY 257 3 13 AQID BAU=\n@ NSEC b.a.example. A TYPE1234 RRSIG\n@ NSEC3PARAM 1 0 5 -\n@ CDS 0 0 0 00\n@ CDNSKEY 0 3 0 AA==\nx NSEC3 1 1 12 AABBCCDD 2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3S A\n@ RRSIG A 13 2 60 1795428900 20261116101500 7 a.example. AQID", "a.example 3600 DS 60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118|a.example 3600 DNSKEY 257 3 13 AQIDBAU=|a.example 3600 NSEC b.a.example A TYPE1234 RRSIG|a.example 3600 NSEC3PARAM 1 0 5 -|a.example 3600 CDS 0 0 0 00|a.example 3600 CDNSKEY 0 3 0 AA==|x.a.example 3600 NSEC3 1 1 12 aabbccdd 2vptu5timamqttgl4luu9kg21e0aor3s A|a.example 3600 RRSIG A 13 2 60 20261123101500 20261116101500 7 a.example AQID" },
        { "octets of any type (RFC 3597)", "@ TYPE731 \\# 6 abcd ( ef01\n 2345 )\n@ A \\# 4 0A000001\n@ MX \\# 1 ff\n@ TYPE15 10 mx\n@ TYPE9 \\# 0", "a.example 3600 TYPE731 \\# 6 abcdef012345|a.example 3600 A \\# 4 0a000001|a.example 3600 MX \\# 1 ff|a.example 3600 MX 10 mx.a.example|a.example 3600 TYPE9 \\# 0" },
        { "DNAME, SPF, PTR", "old DNAME new\n@ SPF \"v=spf1 -all\"\n@ PTR mx", "old.a.example 3600 DNAME new.a.example|a.example 3600 SPF v=spf1 -all|a.example 3600 PTR mx.a.example" },
        { "escapes outside quotes, octets outside ASCII", "@ TXT a\\;b\\065 \"\\200\"", "a.example 3600 TXT a;bA \u00c8" },
        { "a digest that is made when the world starts", "_25._tcp.mx TLSA 3 1 1 {spki-sha256:mx.a.example}", "_25._tcp.mx.a.example 3600 TLSA 3 1 1 {spki-sha256:mx.a.example}" },
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
    [InlineData("@ TYPE731 abcd", 1, 3, "takes its octets")]
    [InlineData("@ TYPE731 \\# 2 ab", 1, 11, "number of octets")]
    [InlineData("@ TYPE0 \\# 0", 1, 3, "no record type")]
    [InlineData("@ DS 1 13 2 abc", 1, 13, "in pairs")]
    [InlineData("@ DNSKEY 257 3 13 !", 1, 19, "base64")]
    [InlineData("@ NSEC b A FOO", 1, 12, "a record type")]
    [InlineData("@ RRSIG A 13 2 60 soon 20261116101500 7 @ AQID", 1, 19, "a moment")]
    [InlineData("@ TLSA 3 1 1 {sha256:mx}", 1, 14, "hexadecimal")]
    public void An_error_names_its_line_and_column(string text, int line, int column, string words)
    {
        var e = Assert.Throws<ZoneFileException>(() => ZoneFile.Parse("a.example", text));

        Assert.Equal((line, column), (e.Line, e.Column));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private static string Show(IEnumerable<ZoneRecord> records) =>
        string.Join('|', records.Select(record => $"{record.Name} {record.Ttl} {DnsTypeName.Of(record.Type)} {record.Text}"));
}
