using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class ReachabilityProbeTests
{
    private const string Target = "203.0.113.25";
    private const string Control = "198.51.100.25";
    private static readonly ReachabilityRequest Request = new("mx.contoso.example", Target, "control.example");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("220 hello", ConnectResult.Answered, 1)]
    [InlineData("554 go away", ConnectResult.Answered, 1)]
    [InlineData("", ConnectResult.NoBanner, 1)]
    [InlineData("…", ConnectResult.NoBanner, 1)]
    [InlineData("HTTP/1.1 400 Bad Request", ConnectResult.NoBanner, 1)]
    [InlineData("refuse", ConnectResult.Refused, 1)]
    [InlineData("drop", ConnectResult.Silent, 2)]
    [InlineData("unreachable", ConnectResult.Unreachable, 1)]
    public async Task Beside_a_control_host_that_answers_the_target_is_what_it_is(string target, ConnectResult want, int tries)
    {
        await using var lab = Lab(target, "220 control");
        var seen = Assert.IsType<Present<Reachability>>(await Probe(lab).AskAsync(Request, Cancel));
        Assert.Equal((want, Control, tries), (seen.Value.Target, seen.Value.ControlAddress, seen.Value.Tries));
    }

    [Theory]
    [InlineData("drop", "drop")]
    [InlineData("drop", "refuse")]
    [InlineData("refuse", "unreachable")]
    [InlineData("drop", "")]
    public async Task Where_the_control_host_does_not_answer_either_nothing_is_known(string target, string control)
    {
        await using var lab = Lab(target, control);
        var seen = await Probe(lab).AskAsync(Request, Cancel);
        Assert.Equal((Outcome.Unavailable, "port 25 seems closed from here: the control host control.example did not answer either"), (seen.Outcome, seen.Why));
    }

    [Fact]
    public async Task Where_there_is_no_control_host_over_IPv6_port_25_is_not_called_closed()
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer("", 3)).With("2001:db8::25", RouteFate.Drop);
        var seen = await Probe(lab).AskAsync(Request with { Address = "2001:db8::25" }, Cancel);
        Assert.Equal((Outcome.Unavailable, "not comparable over IPv6: the control host control.example did not answer over it"), (seen.Outcome, seen.Why));
    }

    [Fact]
    public async Task A_control_host_without_an_address_is_a_gap()
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer("", 3)).With(Target, RouteFate.Drop);
        Assert.Equal(Outcome.Unavailable, (await Probe(lab).AskAsync(Request, Cancel)).Outcome);
    }

    [Fact]
    public async Task Where_a_lab_means_its_host_to_say_nothing_nobody_waits_as_long_as_for_a_busy_one()
    {
        await using var lab = Lab("", "220 control.example ESMTP").Mute("203.0.113.26");
        lab.Limits = lab.Limits with { Step = TimeSpan.FromHours(1), Total = TimeSpan.FromHours(1) };
        var heard = await Probe(lab).AskAsync(Request with { Address = "203.0.113.26" }, Cancel);
        Assert.Equal(ConnectResult.NoBanner, Assert.IsType<Present<Reachability>>(heard).Value.Target);
        Assert.Contains("within 0.03 s", string.Join('\n', heard.Source.Transcript ?? []), StringComparison.Ordinal);
    }

    private static ReachabilityProbe Probe(TestLab lab) => new(lab.Dialer, lab.DnsProbe(), new(), new StandingClock(TestLab.Now));

    private static TestLab Lab(string target, string control)
    {
        var lab = new TestLab();
        lab.Limits = lab.Limits with { Step = target is "…" ? TimeSpan.FromSeconds(3) : lab.Limits.Step };
        lab.Dns(TestLab.Resolver, q => q.Answer("", 0, [DnsQuery.A("control.example", Control)]));
        foreach (var (address, banner) in (ReadOnlySpan<(string, string)>)[(Target, target), (Control, control)])
        {
            _ = banner switch
            {
                "refuse" => lab.With(address, RouteFate.Refuse),
                "drop" => lab.With(address, RouteFate.Drop),
                "unreachable" => lab.With(address, RouteFate.Unreachable),
                _ => Serve(lab, address, banner),
            };
        }

        return lab;
    }

    private static TestLab Serve(TestLab lab, string address, string banner)
    {
        lab.Smtp(address).Banner = banner;
        return lab;
    }

    [Theory]
    [InlineData("drop", ConnectResult.Silent)]
    [InlineData("refuse", ConnectResult.Refused)]
    [InlineData("unreachable", ConnectResult.Unreachable)]
    public async Task A_silence_that_was_just_waited_for_is_not_waited_for_again(string target, ConnectResult want)
    {
        await using var lab = Lab(target, "220 control");
        lab.Limits = ProbeLimits.ForCheckInLab with { LabSilence = TimeSpan.FromMilliseconds(500) };
        var silences = new EarlierSilence(lab.Limits.SilenceHolds);
        var session = new SmtpProbe(lab.Dialer, new() { LabRoutes = lab.Routes }, new StandingClock(TestLab.Now), _ => null, silences);
        await session.AskAsync("mx.contoso.example", Target, [new SmtpSessionRequest("mx.contoso.example", Target)], null, Cancel);

        // No route leads to the target any more: were it asked again, it would refuse.
        await using var other = Lab("220 not asked", "220 control");
        other.Limits = lab.Limits;
        var probe = new ReachabilityProbe(other.Dialer, other.DnsProbe(), new(), new StandingClock(TestLab.Now), silences);
        Assert.Equal(want, Assert.IsType<Present<Reachability>>(await probe.AskAsync(Request, Cancel)).Value.Target);
    }

    [Fact]
    public async Task The_control_host_is_asked_once_for_all_targets()
    {
        await using var lab = Lab("refuse", "220 control");
        lab.Limits = ProbeLimits.ForCheckInLab;
        var probe = Probe(lab);
        for (var host = 1; host <= 3; host++)
        {
            Assert.Equal(Outcome.Present, (await probe.AskAsync(Request with { Address = $"203.0.113.{host}" }, Cancel)).Outcome);
        }

        Assert.Single(lab.Asked);
    }

    [Fact]
    public async Task That_IPv4_goes_out_says_nothing_of_IPv6()
    {
        await using var lab = Lab("drop", "220 control");
        lab.With("2001:db8::25", RouteFate.Drop);
        var seen = await Probe(lab).AskAsync(Request with { Address = "2001:db8::25" }, Cancel);
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Equal(28, Assert.Single(lab.Asked).Type);
    }
}
