using System.Buffers.Binary;
using Recapito.Core;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

public class DnsMessageProbeTests
{
    private const string Domain = "contoso.example";
    private const string Server = "192.0.2.53";
    private static readonly Vantage Ns1 = Vantage.Server("ns1.dnshost.example", Server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Form; what dig takes for it; then of the query: EDNS as "version flags options", CD, the name as sent, TCP.</summary>
    public static TheoryData<QueryForm, string, string, bool, string, bool> Forms => new()
    {
        { QueryForm.Dnssec, "+dnssec ", "0 8000 ", false, "contoso.example", false },
        { QueryForm.Plain, "", "0 0000 ", false, "contoso.example", false },
        { QueryForm.CheckingDisabled, "+dnssec +cdflag ", "0 8000 ", true, "contoso.example", false },
        { QueryForm.NoEdns, "+noedns ", "none", false, "contoso.example", false },
        { QueryForm.EdnsVersion, "+edns=1 +noednsnegotiation ", "1 0000 ", false, "contoso.example", false },
        { QueryForm.EdnsOption, "+ednsopt=65001 ", "0 0000 65001", false, "contoso.example", false },
        { QueryForm.EdnsFlag, "+ednsflags=0x40 ", "0 0040 ", false, "contoso.example", false },
        { QueryForm.MixedCase, "", "0 0000 ", false, "CoNtOsO.ExAmPlE", false },
        { QueryForm.Tcp, "+dnssec +tcp ", "0 8000 ", false, "contoso.example", true },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Each_form_of_question_goes_out_as_it_says(QueryForm form, string options, string edns, bool checkingDisabled, string name, bool tcp)
    {
        await using var lab = new TestLab().Dns(Server, q => q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]));
        var seen = Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1, form), Cancel));
        var query = Assert.Single(lab.Asked);
        Assert.Equal((edns, checkingDisabled, name, tcp, false), (query.Edns, query.CheckingDisabled, query.Name, query.Tcp, query.RecursionDesired));
        Assert.Equal((name, tcp ? TransportProtocol.Tcp : TransportProtocol.Udp), (seen.Value.EchoedName, seen.Value.Via));
        Assert.Equal($"dig +norecurse {options}@192.0.2.53 {name} MX", seen.Source.Command);
        Assert.NotNull(seen.Source.Elapsed);
    }

    [Theory]
    [InlineData(0, "NOERROR")]
    [InlineData(1, "FORMERR")]
    [InlineData(2, "SERVFAIL")]
    [InlineData(3, "NXDOMAIN")]
    [InlineData(5, "REFUSED")]
    [InlineData(11, "RCODE 11")]
    public async Task Whatever_a_server_answers_is_its_message(int rcode, string want)
    {
        await using var lab = new TestLab().Dns(Server, q => q.Answer("aa", rcode, authority: [Soa(Domain)]));
        var seen = Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel));
        Assert.Equal((want, true), (seen.Value.Rcode, seen.Value.Authoritative));
        Assert.Equal([new(Domain, RrType.Soa, 3600, "ns1.dnshost.example hostmaster.contoso.example 2026112302 7200 3600 1209600 3600")], seen.Value.Authority);
    }

    [Fact]
    public async Task A_server_that_cannot_read_the_question_need_not_repeat_it()
    {
        await using var lab = new TestLab().Dns(Server, q =>
        {
            var bytes = q.Answer("", 1)[..12];
            bytes[5] = 0;
            return bytes;
        });
        var seen = Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel));
        Assert.Equal(("FORMERR", null, null), (seen.Value.Rcode, seen.Value.EchoedName, seen.Value.EdnsVersion));
    }

    [Fact]
    public async Task EDNS_of_the_answer_is_read_with_its_RCODE_flags_options_and_errors()
    {
        // 192 0x40: upper RCODE 1, version 0, flags; options 3 (NSID) and 15 (EDE 18 "Prohibited").
        byte[] options = [0, 3, 0, 1, 0x61, 0, 15, 0, 6, 0, 18, .. "hi\u001b!"u8];
        byte[] opt = [0, 0, 41, 4, 208, 1, 0, 0x80, 0x40, 0, (byte)options.Length, .. options];
        await using var lab = new TestLab().Dns(Server, q => q.Answer("", 0, additional: [A("ns1.dnshost.example", Server), opt]));
        var seen = Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel)).Value;
        Assert.Equal(("BADVERS", 0, 0x40), (seen.Rcode, seen.EdnsVersion, seen.EdnsFlags));
        Assert.Equal([3, 15], seen.EdnsOptions);
        Assert.Equal(["18 hi\\x1B!"], seen.ExtendedErrors);
        Assert.Equal([new("ns1.dnshost.example", RrType.A, 300, Server)], seen.Additional);
    }

    [Fact]
    public async Task A_truncated_answer_is_the_one_over_TCP_and_says_so()
    {
        await using var lab = new TestLab().Dns(Server, q => q.Tcp ? q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]) : q.Answer("aatc"));
        var seen = Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel)).Value;
        Assert.Equal((true, TransportProtocol.Tcp, 1), (seen.Truncated, seen.Via, seen.Answer.Count));
    }

    [Theory]
    [InlineData(RouteFate.Refuse, Outcome.Absent, "connection refused by 192.0.2.53 port 53")]
    [InlineData(RouteFate.Drop, Outcome.Unavailable, "no answer from 192.0.2.53 port 53 within 0.03 s, 2 tries")]
    [InlineData(RouteFate.Unreachable, Outcome.Unavailable, "no route to 192.0.2.53")]
    public async Task Only_a_refused_connection_means_that_there_is_no_server(RouteFate fate, Outcome outcome, string why)
    {
        foreach (var (form, protocol) in new[] { (QueryForm.Dnssec, TransportProtocol.Udp), (QueryForm.Tcp, TransportProtocol.Tcp) })
        {
            await using var lab = new TestLab().With(Server, fate, 53, protocol);
            var seen = await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1, form), Cancel);
            Assert.Equal((outcome, why), (seen.Outcome, seen.Why));
            Assert.Null(seen.Misbehaviour);
        }
    }

    [Fact]
    public async Task An_answer_from_another_address_is_noted_and_used_only_where_the_right_one_is_silent()
    {
        await using var lab = new TestLab();
        lab.Limits = lab.Limits with { Dns = TimeSpan.FromSeconds(3) };
        lab.Dns("192.0.2.54", _ => null).Dns(Server, _ => null);
        lab.ForwardTo("192.0.2.54", Server, q => q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]));
        var message = Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel)).Value;
        Assert.Equal(("192.0.2.54", 1), (message.OtherSource, message.Answer.Count));
        var records = await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Ns1), Cancel);
        Assert.Equal((Outcome.Unavailable, "the answer came from another address: 192.0.2.54"), (records.Outcome, records.Why));
    }

    [Fact]
    public async Task Names_of_the_reverse_zone_and_names_with_underscores_can_be_asked_for()
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer("", 3));
        foreach (var name in (string[])["25.113.0.203.in-addr.arpa", "_25._tcp.mx.contoso.example", "_dmarc.contoso.example"])
        {
            Assert.IsType<Absent<RrSet>>(await lab.DnsProbe().AskAsync(new DnsRequest(name, RrType.Ptr, Vantage.Resolver), Cancel));
        }

        Assert.Equal(3, lab.Asked.Count);
        var unknown = await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Unknown, Ns1), Cancel);
        Assert.Equal((Outcome.Unavailable, "not a record type that can be asked for"), (unknown.Outcome, unknown.Why));
    }
}
