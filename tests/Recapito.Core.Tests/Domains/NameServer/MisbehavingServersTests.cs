namespace Recapito.Core.Tests;

public class MisbehavingServersTests
{
    private static readonly Vantage Ns1 = Vantage.Server("ns1.dnshost.example", "192.0.2.53");
    private static readonly DateTimeOffset Now = DomainScene.Now;

    public static TheoryData<string> Ids => [.. DnsMisbehaviour.All];

    [Theory, MemberData(nameof(Ids))]
    public void A_gap_that_is_a_finding_is_found_with_who_and_what(string id)
    {
        var finding = Assert.Single(Judge(Gap(RrType.Mx, Ns1, id), Gap(RrType.Txt, Ns1, id)));
        Assert.Equal((id, Subject.NameServer, 2), (finding.Id, finding.Subject, finding.Evidence.Count));
        Assert.Equal(
            ("ns1.dnshost.example [192.0.2.53]", "contoso.example", "MX", "the reason"),
            (finding.Arguments["server"], finding.Arguments["name"], finding.Arguments["type"], finding.Arguments["reason"]));
    }

    [Theory]
    [InlineData(DnsMisbehaviour.Malformed, "dns-resolver-unusable")]
    [InlineData(DnsMisbehaviour.TruncatedTcpClosed, "dns-resolver-unusable")]
    [InlineData(DnsMisbehaviour.AliasLoop, DnsMisbehaviour.AliasLoop)]
    [InlineData(DnsMisbehaviour.AliasChainTooLong, DnsMisbehaviour.AliasChainTooLong)]
    public void What_our_own_resolver_does_wrong_is_not_laid_on_the_domain(string id, string want) =>
        Assert.Equal(want, Assert.Single(Judge(Gap(RrType.Mx, Vantage.Resolver, id))).Id);

    [Theory]
    [InlineData(null)]
    [InlineData("dns-silent")]
    [InlineData("no-such-finding")]
    public void Other_gaps_accuse_nobody(string? id) => Assert.Empty(Judge(Gap(RrType.Mx, Ns1, id)));

    [Fact]
    public void A_question_that_was_answered_after_all_is_no_finding()
    {
        var gap = Gap(RrType.Mx, Ns1, DnsMisbehaviour.Malformed);
        var answer = new Absent<RrSet>((DnsRequest)gap.Request, "NODATA", new("ns1", Now.AddSeconds(1)));
        Assert.Empty(Judge(gap, answer));
    }

    [Fact]
    public void Each_server_is_named_by_itself()
    {
        var other = Vantage.Server("ns2.dnshost.example", "198.51.100.53");
        Assert.Equal(2, Judge(Gap(RrType.Mx, Ns1, DnsMisbehaviour.Malformed), Gap(RrType.Mx, other, DnsMisbehaviour.Malformed)).Count);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(16, true)]
    public void Eight_aliases_in_a_row_are_told_and_in_order(int count, bool told)
    {
        var chain = Enumerable.Range(0, count).Select(at => new DnsRecord($"a{at}.example", RrType.Cname, 60, $"a{at + 1}.example"));
        var asked = new DnsRequest("a0.example", RrType.A, Vantage.Resolver);
        var seen = new Present<RrSet>(asked, new([.. chain, new($"a{count}.example", RrType.A, 60, "203.0.113.9")], false), new("resolver", Now));
        var found = Judge(seen);
        Assert.Equal(told ? ["dns-alias-chain-long"] : [], found.Select(finding => finding.Id));
        Assert.All(found, finding => Assert.Equal((Severity.Ok, "a0.example"), (finding.Severity, finding.Arguments["name"])));
    }

    private static Unavailable<RrSet> Gap(RrType type, Vantage from, string? id) =>
        new(new DnsRequest("contoso.example", type, from), "the reason", new(from == Vantage.Resolver ? "resolver 192.0.2.10" : $"{from.Name} [{from.Address}]", Now))
        {
            Finding = id,
        };

    private static IReadOnlyList<DomainFinding> Judge(params Observation[] seen)
    {
        var evidence = seen.Aggregate(EvidenceSet.Empty, (all, one) => all.With(one));
        return DomainExamination.Judge("contoso.example", evidence, new(), Now, Catalogue.Default).Findings;
    }
}
