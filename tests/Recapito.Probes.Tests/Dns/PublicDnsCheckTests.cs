using Recapito.Core;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

public class PublicDnsCheckTests
{
    private static readonly DnsRequest Mx = new("contoso.example", RrType.Mx, Vantage.Resolver);

    public static TheoryData<string, bool, bool, Outcome> Resolvers => new()
    {
        // resolver                                knows the root  knows the name  what its answer is worth
        { "an honest one, name exists",            true,           true,           Outcome.Present },
        { "an honest one, no such name",           true,           false,          Outcome.Absent },
        { "a closed network's, no such name",      false,          false,          Outcome.Unavailable },
        { "an inside one that has the name",       false,          true,           Outcome.Present },
    };

    [Theory, MemberData(nameof(Resolvers))]
    public async Task No_such_name_counts_only_from_a_resolver_that_knows_the_root(string resolver, bool root, bool name, Outcome want)
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, query => query.Name switch
        {
            "" or "." => root ? query.Answer("", 0, [Ns(".", "a.root.example")]) : query.Answer("", 3),
            _ => name ? query.Answer("", 0, [DnsQuery.Mx(query.Name, 10, "mx.contoso.example")]) : query.Answer("", 3),
        });
        var seen = await new PublicDnsCheck(lab.DnsProbe()).AskAsync(Mx, TestContext.Current.CancellationToken);
        Assert.True(seen.Outcome == want, $"{resolver}: {seen.Outcome} {seen.Why}");
    }
}
