namespace Recapito.Core.Tests;

public sealed class FixVerificationTests
{
    private static readonly DateTimeOffset Now = Samples.Now;
    private static readonly RrSetChange Change = new("contoso.example", RrType.Mx, 600, ["10 old.example"], ["0 new.example"]);
    private static readonly FixJournal Applied = new([Record(FixStep.Intended), Record(FixStep.Applied)]);

    // One letter for each of two servers: n(ew), o(ld), x (other), e(mpty), s(ilent), a (no address).
    public static TheoryData<string, PresentStanding, bool> Servers => new()
    {
        { "nn", PresentStanding.After, true },
        { "no", PresentStanding.Before, false },
        { "nx", PresentStanding.Before, false },
        { "ne", PresentStanding.Before, false },
        { "ns", PresentStanding.Unseen, false },
        { "na", PresentStanding.Unseen, false },
        { "ss", PresentStanding.Unseen, false },
        { "so", PresentStanding.Before, false },
    };

    [Theory, MemberData(nameof(Servers))]
    public void It_is_everywhere_only_where_every_server_was_seen_to_have_it(string letters, PresentStanding expected, bool hasTime)
    {
        var known = World(letters);
        var verified = FixVerification.Judge([Change], Applied, known);
        Assert.Equal(expected, verified.Standing);
        Assert.Equal(hasTime ? Now.AddSeconds(3600) : null, verified.GoneAt);
        Assert.Empty(FixVerification.Next([Change], known));
    }

    [Fact]
    public void Without_a_journal_it_is_not_known_when_caches_forget() => Assert.Null(FixVerification.Judge([Change], new([]), World("nn")).GoneAt);

    [Fact]
    public void The_servers_are_looked_for_from_the_name_upwards()
    {
        var change = Change with { Owner = "www.contoso.example" };
        var asked = Assert.Single(FixVerification.Next([change], EvidenceSet.Empty));
        Assert.Equal(new DnsRequest("www.contoso.example", RrType.Ns, Vantage.Resolver), asked);
        var more = FixVerification.Next([change], EvidenceSet.Empty.With(new Absent<RrSet>((DnsRequest)asked, "NODATA", Source)));
        Assert.Equal(new DnsRequest("contoso.example", RrType.Ns, Vantage.Resolver), Assert.Single(more));
    }

    [Fact]
    public void Where_the_resolver_does_not_answer_nothing_is_known()
    {
        var verified = FixVerification.Judge([Change], Applied, EvidenceSet.Empty.With(new Unavailable<RrSet>(new DnsRequest("contoso.example", RrType.Ns, Vantage.Resolver), "SERVFAIL", Source)));
        Assert.Equal((PresentStanding.Unseen, "SERVFAIL"), (verified.Standing, verified.Problem));
    }

    private static Provenance Source => new("test", Now);

    private static FixRecord Record(FixStep step) => new(Now.AddMinutes(-5), step, "ns1.example", "contoso.example", [new(Change, 3600)]);

    private static EvidenceSet World(string letters)
    {
        var known = EvidenceSet.Empty.With(Set("contoso.example", RrType.Ns, Vantage.Resolver, [.. letters.Select((_, at) => $"ns{at}.example")]));
        for (var at = 0; at < letters.Length; at++)
        {
            var (host, address, letter) = ($"ns{at}.example", $"192.0.2.{at + 1}", letters[at]);
            var mx = new DnsRequest("contoso.example", RrType.Mx, Vantage.Server(host, address));
            known = known.With(new Absent<RrSet>(new DnsRequest(host, RrType.Aaaa, Vantage.Resolver), "NODATA", Source))
                .With(letter is 'a' ? new Unavailable<RrSet>(new DnsRequest(host, RrType.A, Vantage.Resolver), "timeout", Source) : Set(host, RrType.A, Vantage.Resolver, address));
            known = letter switch
            {
                'a' => known,
                's' => known.With(new Unavailable<RrSet>(mx, "timeout", Source)),
                'e' => known.With(new Absent<RrSet>(mx, "NODATA", Source)),
                _ => known.With(Set("contoso.example", RrType.Mx, mx.From, letter switch { 'n' => "0 new.example", 'o' => "10 old.example", _ => "5 other.example" })),
            };
        }

        return known;
    }

    private static Present<RrSet> Set(string name, RrType type, Vantage from, params string[] data) =>
        new(new DnsRequest(name, type, from), new([.. data.Select(text => new DnsRecord(name, type, 600, text))], true), Source);
}
