namespace Recapito.Core.Tests;

public class SpfParserTests
{
    [Theory]
    [InlineData("v=spf1", true, false)]
    [InlineData("v=spf1 -all", true, false)]
    [InlineData("V=sPf1 -all", true, false)]
    [InlineData("v=spf1-all", false, true)]
    [InlineData("v=spf10", false, true)]
    [InlineData("v=spf1,a", false, true)]
    [InlineData("\"v=spf1 -all\"", false, true)]
    [InlineData("spf2.0/pra -all", false, false)]
    [InlineData("the text v=spf1 -all", false, false)]
    [InlineData("", false, false)]
    public void A_record_is_told_by_its_version(string text, bool record, bool lookalike) =>
        Assert.Equal((record, lookalike), (SpfParser.IsRecord(text), SpfParser.IsLookalike(text)));

    [Theory]
    [InlineData("all")]
    [InlineData("-all ?ALL ~All +aLL")]
    [InlineData("a a:b.example A/0 a/32 a:b.example/24 a:b.example/24//64 a//128 a:b.example//0")]
    [InlineData("mx mx:b.example mx/24//64")]
    [InlineData("a:b.example. a:%{d} a:x/y.example/24 a:%{l/}.b.example/8 a:_x.b.example")]
    [InlineData("ip4:192.0.2.1 ip4:0.0.0.0/0 ip4:255.255.255.255/32")]
    [InlineData("ip6:2001:db8::1 ip6:::/0 ip6:::ffff:192.0.2.1/128 IP6:2001:DB8::/32")]
    [InlineData("include:b.example include:%{d2}.b.example exists:%{ir}.%{v}._spf.%{d2} exists:%%%_%-.example")]
    [InlineData("ptr ptr:b.example")]
    [InlineData("redirect=b.example exp=x.b.example")]
    [InlineData("moo= x-y_z.1=%{s} ip4=192.0.2.1")]
    [InlineData("  a   -all  ")]
    [InlineData("exists:%{L1r+-}.b.example")]
    [InlineData("a:b.ex-ample a:b.e9 a:b.xn--p1ai")]
    public void What_the_grammar_allows_is_read(string terms) => Assert.Empty(SpfParser.Parse($"v=spf1 {terms}").Faults);

    // The position counts from 1 at the "v" of the record, so that the first term begins at 8.
    [Theory]
    [InlineData("moo", 8)]
    [InlineData("-moo:b.example", 9)]
    [InlineData("ipv4:192.0.2.1", 8)]
    [InlineData("all.", 8)]
    [InlineData("all/8", 11)]
    [InlineData("all:b.example", 11)]
    [InlineData("++all", 9)]
    [InlineData("include", 15)]
    [InlineData("include:", 16)]
    [InlineData("include: b.example", 16)]
    [InlineData("include:b.example/24", 16)]
    [InlineData("include:localhost", 16)]
    [InlineData("include:b.1", 16)]
    [InlineData("include:b.-x", 16)]
    [InlineData("include:lee@b", 16)]
    [InlineData("a:", 10)]
    [InlineData("a/33", 9)]
    [InlineData("a/024", 9)]
    [InlineData("a/", 9)]
    [InlineData("a//129", 9)]
    [InlineData("a//", 9)]
    [InlineData("a/24/64", 9)]
    [InlineData("a:b.example/33", 19)]
    [InlineData("mx:%{x}.example", 11)]
    [InlineData("mx:%{d0}.example", 11)]
    [InlineData("mx:%{d", 11)]
    [InlineData("mx:%{}.example", 11)]
    [InlineData("mx:%d.example", 11)]
    [InlineData("mx:x%", 12)]
    [InlineData("mx:%{d!}.example", 11)]
    [InlineData("ip4", 11)]
    [InlineData("ip4:", 12)]
    [InlineData("ip4:192.0.2", 12)]
    [InlineData("ip4:192.0.2.256", 12)]
    [InlineData("ip4:192.0.2.01", 12)]
    [InlineData("ip4:192.0.2.1/33", 21)]
    [InlineData("ip4:192.0.2.1/", 21)]
    [InlineData("ip4:192.0.2.0//24", 21)]
    [InlineData("ip4:2001:db8::1", 12)]
    [InlineData("ip4/24", 12)]
    [InlineData("ip6:192.0.2.1", 12)]
    [InlineData("ip6:2001:db8::1%1", 12)]
    [InlineData("ip6:[2001:db8::1]", 12)]
    [InlineData("ip6:2001:db8::/129", 22)]
    [InlineData("ptr/24", 11)]
    [InlineData("redirect=", 17)]
    [InlineData("redirect=a.example redirect=b.example", 27)]
    [InlineData("exp=a.example -all exp=b.example", 27)]
    [InlineData("1x=y", 8)]
    [InlineData("=x", 8)]
    [InlineData("x=%{", 10)]
    [InlineData("a\tmx", 8)]
    [InlineData("a,mx", 8)]
    [InlineData("a:b.éxample", 12)]
    public void What_it_forbids_is_a_fault_at_its_character(string terms, int position)
    {
        var fault = SpfParser.Parse($"v=spf1 {terms}").Faults[0];
        Assert.Equal(position, fault.Position);
        Assert.NotEmpty(fault.Expected);
    }

    [Fact]
    public void Every_fault_is_told_and_the_rest_is_read()
    {
        var record = SpfParser.Parse("v=spf1 moo mx ip4:x include:b.example -all");
        Assert.Equal([8, 19], record.Faults.Select(fault => fault.Position));
        Assert.Equal(["mx", "include:b.example", "-all"], record.Terms.Select(term => term.Text));
    }

    [Fact]
    public void Long_remote_texts_are_read_in_linear_time_and_to_an_end()
    {
        foreach (var piece in new[] { "%{", "a/", "x ", "/", "%", "ip4:1", "a:" + new string('a', 500) + " " })
        {
            var record = SpfParser.Parse("v=spf1 " + string.Concat(Enumerable.Repeat(piece, 64_000 / piece.Length)));
            Assert.True(record.Faults.Count + record.Terms.Count <= 500);
        }
    }

    [Theory]
    [InlineData("\"v=spf1 -all\"", "v=spf1 -all")]
    [InlineData("\"v=spf1 \" \"-all\"", "v=spf1 -all")]
    [InlineData("\"a\\\"b\\\\c\\195\\169\"", "a\"b\\c\u00c3\u00a9")]
    [InlineData("\"\"", "")]
    [InlineData("bare words", "barewords")]
    [InlineData("\"open", "open")]
    [InlineData("\"end\\", "end\\")]
    public void The_strings_of_a_TXT_record_are_decoded_and_joined(string data, string text) => Assert.Equal(text, TxtStrings.Joined(data));
}
