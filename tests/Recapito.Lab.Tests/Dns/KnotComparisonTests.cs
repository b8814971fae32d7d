using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>The lab's name server beside Knot DNS with the same zone, both seen through dig: a third party's server and a third party's eyes.</summary>
public sealed class KnotComparisonTests(KnotComparisonTests.Plain both) : IClassFixture<KnotComparisonTests.Plain>
{
    public static TheoryData<string, string> Queries => new()
    {
        { "a.example", "SOA" }, { "a.example", "NS" }, { "a.example", "MX" }, { "a.example", "TXT" }, { "a.example", "CAA" }, { "a.example", "A" },
        { "mx.a.example", "A" }, { "mx.a.example", "AAAA" }, { "mx.a.example", "MX" }, { "MX.a.EXAMPLE", "A" },
        { "alias.a.example", "A" }, { "alias.a.example", "CNAME" }, { "alias.a.example", "TXT" }, { "away.a.example", "A" }, { "broken.a.example", "A" },
        { "below.a.example", "A" }, { "deep.a.example", "A" }, { "b.deep.a.example", "A" }, { "none.a.example", "MX" }, { "x.none.a.example", "MX" },
        { "p.wild.a.example", "A" }, { "p.q.wild.a.example", "MX" }, { "p.wild.a.example", "TXT" }, { "wild.a.example", "A" },
        { "child.a.example", "MX" }, { "www.child.a.example", "A" }, { "ns.child.a.example", "A" }, { "child.a.example", "NS" },
        { "null.a.example", "MX" }, { "_25._tcp.mx.a.example", "TLSA" }, { "_smtp._tcp.a.example", "SRV" }, { "other.example", "A" }, { ".", "NS" },
        { "a.example", "SPF" }, { "a.example", "CDS" }, { "a.example", "CDNSKEY" }, { "a.example", "TYPE65400" }, { "a.example", "DS" }, { "child.a.example", "DS" },
        { "renamed.a.example", "DNAME" }, { "renamed.a.example", "A" }, { "host.renamed.a.example", "A" }, { "none.renamed.a.example", "A" },
        { "x.away2.a.example", "MX" }, { "x.away2.a.example", "CNAME" }, { "4.3.2.1.a.example", "PTR" },
    };

    [Theory, MemberData(nameof(Queries))]
    public async Task Dig_sees_the_same_at_both(string name, string type)
    {
        foreach (var option in new[] { "+notcp", "+tcp", "+noedns" })
        {
            await both.Compare(name, type, option);
        }
    }

    [Theory]
    [InlineData("+edns=1", "+noednsneg")]
    [InlineData("+ednsopt=65001:01")]
    [InlineData("+ednsflags=0x40")]
    [InlineData("+dnssec")]
    [InlineData("+cdflag", "+adflag")]
    public async Task What_is_odd_about_a_query_is_taken_as_Knot_takes_it(params string[] options)
    {
        await both.Compare("a.example", "MX", options);
        await both.Compare("none.a.example", "MX", options);
    }

    public sealed class Plain() : KnotAndLab(null);
}

/// <summary>The same for a zone that the lab signed, with NSEC.</summary>
public sealed class KnotNamedDenialTests(KnotNamedDenialTests.WithNsec both) : IClassFixture<KnotNamedDenialTests.WithNsec>
{
    [Theory, MemberData(nameof(KnotComparisonTests.Queries), MemberType = typeof(KnotComparisonTests))]
    public Task Dig_sees_the_same_signatures_and_proofs_at_both(string name, string type) => both.Compare(name, type, "+dnssec", "+tcp");

    public sealed class WithNsec() : KnotAndLab("denial: nsec");
}

/// <summary>The same with NSEC3.</summary>
public sealed class KnotHashedDenialTests(KnotHashedDenialTests.WithNsec3 both) : IClassFixture<KnotHashedDenialTests.WithNsec3>
{
    [Theory, MemberData(nameof(KnotComparisonTests.Queries), MemberType = typeof(KnotComparisonTests))]
    public Task Dig_sees_the_same_signatures_and_proofs_at_both(string name, string type) => both.Compare(name, type, "+dnssec", "+tcp");

    public sealed class WithNsec3() : KnotAndLab("denial: nsec3, iterations: 3, salt: aabb");
}
