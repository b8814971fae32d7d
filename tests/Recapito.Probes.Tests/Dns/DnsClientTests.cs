using System.Collections.Concurrent;
using System.Diagnostics;
using Recapito.Core;
using Recapito.SystemTests;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

public class DnsClientTests
{
    private const string First = "192.0.2.10";
    private const string Second = "192.0.2.11";
    private const string Third = "192.0.2.12";
    private static readonly DnsRequest Asked = new("contoso.example", RrType.Mx, Vantage.Resolver);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the first resolver does: "answers", "servfail", "drops", "refuses", "garbage"; who is believed; how often the second was asked.</summary>
    public static TheoryData<string, string, int> FirstResolver => new()
    {
        { "answers", "Present by resolver 192.0.2.10", 0 },
        { "servfail", "Unavailable by resolver 192.0.2.10", 0 },
        { "drops", "Present by resolver 192.0.2.11", 1 },
        { "refuses", "Present by resolver 192.0.2.11", 1 },
        { "garbage", "Present by resolver 192.0.2.11", 1 },
    };

    [Theory, MemberData(nameof(FirstResolver))]
    public async Task The_next_resolver_is_asked_where_the_one_before_does_not_speak(string does, string want, int secondAsked)
    {
        await using var lab = new TestLab();
        var speaks = does is "answers" or "servfail";
        lab.Limits = lab.Limits with { Dns = TimeSpan.FromSeconds(100), DnsResend = speaks ? TimeSpan.FromSeconds(60) : lab.Limits.DnsResend };
        _ = does is "refuses" ? lab.With(First, RouteFate.Refuse, 53, TransportProtocol.Udp) : lab.Dns(First, q => does switch
        {
            "answers" => Good(q),
            "servfail" => q.Answer("", 2),
            "garbage" => [1, 2, 3],
            _ => null,
        });
        var second = 0;
        lab.Dns(Second, q =>
        {
            second++;
            return Good(q);
        });
        var started = Stopwatch.GetTimestamp();
        var seen = await lab.DnsProbe(First, Second).AskAsync(Asked, Cancel);
        Assert.Equal((want, secondAsked), ($"{seen.Outcome} by {seen.Source.By}", second));
        Assert.StartsWith("dig @" + seen.Source.By[^10..], seen.Source.Command, StringComparison.Ordinal);

        // Not the deadline of the dead one decides, but the pause after which the next one is asked.
        Assert.True(Stopwatch.GetElapsedTime(started) < lab.Limits.Dns, "a dead resolver cost its whole deadline");
    }

    [Fact]
    public async Task The_first_resolver_may_still_answer_after_the_second_was_asked()
    {
        await using var lab = new TestLab();
        lab.Limits = lab.Limits with { DnsResend = TimeSpan.FromMilliseconds(50) };
        var firstAgain = 0;
        lab.Dns(First, q => firstAgain++ == 0 ? null : Good(q)).Dns(Second, _ => null).Dns(Third, _ => null);
        lab.Limits = lab.Limits with { DnsTries = 6 };
        var seen = await lab.DnsProbe(First, Second, Third).AskAsync(Asked, Cancel);
        Assert.Equal((Outcome.Present, "resolver 192.0.2.10"), (seen.Outcome, seen.Source.By));
        Assert.Equal(2, firstAgain);
    }

    [Fact]
    public async Task Where_all_resolvers_fail_the_first_is_named_and_each_was_asked()
    {
        await using var lab = new TestLab();
        lab.Limits = lab.Limits with { Dns = TimeSpan.FromMilliseconds(300), DnsResend = TimeSpan.FromMilliseconds(30) };
        var asked = new ConcurrentBag<string>();
        foreach (var address in (string[])[First, Second, Third])
        {
            lab.Dns(address, _ =>
            {
                asked.Add(address);
                return null;
            });
        }

        var seen = await lab.DnsProbe(First, Second, Third).AskAsync(Asked, Cancel);
        Assert.Equal((Outcome.Unavailable, "timeout after 0.3 s, 1 tries", "resolver 192.0.2.10"), (seen.Outcome, seen.Why, seen.Source.By));

        // What was sent last may still lie there.
        Assert.NotNull(await Deadline.WaitForAsync(TimeSpan.FromSeconds(30), () => asked.Distinct().Count() >= 3 ? asked : null));
        Assert.Equal([First, Second, Third], asked.Distinct().Order());
        Assert.Null(seen.Misbehaviour);
    }

    [Fact]
    public async Task Without_a_resolver_that_is_said()
    {
        await using var lab = new TestLab();
        var seen = await lab.DnsProbe((string[])[]).AskAsync(Asked, Cancel);
        Assert.Equal("this machine knows no resolver; name one", seen.Why);
    }

    [Fact]
    public async Task A_host_without_a_name_server_says_so_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), "other systems do not tell a socket of it");
        await using var lab = new TestLab().NoDns("192.0.2.53");
        lab.Limits = lab.Limits with { Dns = TimeSpan.FromSeconds(30) };
        var from = Vantage.Server("ns1.dnshost.example", "192.0.2.53");
        var message = await lab.DnsProbe().AskAsync(new DnsMessageRequest("contoso.example", RrType.Soa, from), Cancel);
        Assert.Equal((Outcome.Absent, "connection refused by 192.0.2.53"), (message.Outcome, message.Why));
        var records = await lab.DnsProbe().AskAsync(new DnsRequest("contoso.example", RrType.Soa, from), Cancel);
        Assert.Equal((Outcome.Unavailable, "connection refused by 192.0.2.53"), (records.Outcome, records.Why));
    }

    [Fact]
    public async Task Each_question_has_an_id_and_a_port_of_its_own()
    {
        await using var lab = new TestLab();
        lab.Dns(First, Good);
        var probe = lab.DnsProbe();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(row => probe.AskAsync(new DnsRequest($"n{row}.example", RrType.Mx, Vantage.Resolver), Cancel)));
        Assert.Equal(50, lab.Asked.Count);
        Assert.True(lab.Queries.Select(query => query.Id).Distinct().Count() > 45);
    }

    [Fact]
    public async Task No_more_questions_than_allowed_are_under_way_to_one_server()
    {
        await using var lab = new TestLab();
        lab.Limits = lab.Limits with { QuestionsPerServer = 2 };
        lab.Dns(First, _ => null).Dns(Second, _ => null);
        var dialer = lab.Dialer;
        using var one = await dialer.OpenDnsAsync(First, trusted: true, Cancel);
        var two = await dialer.OpenDnsAsync(First, trusted: true, Cancel);
        var three = dialer.OpenDnsAsync(First, trusted: true, Cancel);
        Assert.False(three.IsCompleted);
        using var elsewhere = await dialer.OpenDnsAsync(Second, trusted: true, Cancel);
        two.Dispose();
        (await three).Dispose();
    }

    [Fact]
    public async Task Time_is_told_by_the_clock_that_was_given()
    {
        await using var lab = new TestLab();
        lab.Limits = lab.Limits with { Dns = TimeSpan.FromSeconds(100), DnsResend = TimeSpan.FromSeconds(30) };
        var clock = new SteppingClock();
        lab.Dns(First, q =>
        {
            clock.Milliseconds += 51;
            return Good(q);
        });
        var probe = new DnsProbe(lab.Dialer, clock, First);
        Assert.Equal(TimeSpan.FromMilliseconds(51), (await probe.AskAsync(Asked, Cancel)).Source.Elapsed);
    }

    [Theory]
    [InlineData("nameserver 192.0.2.10\nnameserver 2001:db8::10", "192.0.2.10 2001:db8::10")]
    [InlineData("# nameserver 192.0.2.9\nsearch example\n\tnameserver\t192.0.2.10 # office\nnameserver\nnameserver x\noptions edns0", "192.0.2.10")]
    [InlineData("nameserver fe80::1%eth0", "fe80::1%eth0")]
    [InlineData("", "")]
    public void The_systems_file_of_resolvers_is_read_leniently(string file, string want) =>
        Assert.Equal(want, string.Join(' ', SystemResolvers.OfFile(file.Split('\n'))));

    private static byte[] Good(DnsQuery q) => q.Answer("", 0, [Mx(q.Name, 10, "mx.contoso.example")]);

    private sealed class SteppingClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
