using System.Diagnostics;
using System.Text;
using Recapito.Core;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

/// <summary>Name servers that lie, drip, loop and flood. Each ends in time, as what it is; silence is never "there is none".</summary>
public class HostileDnsTests
{
    private const string Domain = "contoso.example";
    private const string Server = "192.0.2.53";
    private static readonly Vantage Ns1 = Vantage.Server("ns1.dnshost.example", Server);

    // The owner of the first answer record, right behind the question.
    private static readonly int Behind = 12 + Wire(Domain).Length + 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the server answers over UDP and TCP alike; what becomes of it: the outcome, and the finding that it is.</summary>
    internal static (string Row, Func<DnsQuery, byte[]?> Answer, string Want)[] Rows =>
    [
        ("silence", _ => null, "Unavailable"),
        ("SERVFAIL", q => q.Answer("", 2), "Unavailable"),
        ("NXDOMAIN", q => q.Answer("aa", 3), "Absent"),
        ("NODATA", q => q.Answer("aa"), "Absent"),
        ("lame", q => q.Answer(), "Unavailable"),
        ("a referral to itself", q => q.Answer("", 0, authority: [Ns(Domain, "ns1.dnshost.example")]), "Unavailable"),
        ("TC, then TCP closed", q => q.Tcp ? null : q.Answer("aatc"), "Unavailable dns-truncated-tcp-closed"),
        ("a pointer to itself", q => Raw(q, [0xC0, (byte)Behind], 1), "Unavailable dns-malformed"),
        ("a pointer forward", q => Raw(q, [0xC0, (byte)(Behind + 12)], 1), "Unavailable dns-malformed"),
        ("a pointer past the end", q => Raw(q, [0xFF, 0xFF], 1), "Unavailable dns-malformed"),
        ("a pointer into the header", q => Raw(q, [0xC0, 0], 1), "Unavailable dns-malformed"),
        ("two pointers in a circle", q => Raw(q, [1, (byte)'a', 0xC0, (byte)Behind], 1), "Unavailable dns-malformed"),
        ("a label of an unknown kind", q => Raw(q, [0x80, 0], 1), "Unavailable dns-malformed"),
        ("a label of 64 octets", q => Raw(q, [0x40, .. new byte[64], 0], 1), "Unavailable dns-malformed"),
        ("a name of 256 octets", q => Raw(q, LongName(63, 63, 63, 62), 1), "Unavailable dns-malformed"),
        ("a name of 255 octets", q => Raw(q, LongName(63, 63, 63, 61), 1), "Absent"),
        ("a name that grows by pointers", q => Raw(q, [.. LongName(63, 63, 63, 58)[..^1], 0xC0, 12], 1), "Unavailable dns-malformed"),
        ("RDATA longer than the message", q => Raw(q, [0], 1, length: 0xFFFF), "Unavailable dns-malformed"),
        ("more records announced than there are", q => Count(q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]), 9), "Unavailable dns-malformed"),
        ("65,535 records announced in nothing", q => Count(q.Answer("aa"), 0xFFFF), "Unavailable dns-malformed"),
        ("octets behind the last record", q => [.. q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]), 1, 2, 3], "Present 1"),
        ("an empty datagram", _ => [], "Unavailable dns-mismatched-answer"),
        ("half a header", q => q.Answer()[..6], "Unavailable dns-mismatched-answer"),
        ("garbage", _ => [.. Enumerable.Repeat((byte)0xFF, 400)], "Unavailable dns-mismatched-answer"),
        ("the question sent back", q => [.. q.Answer()[..2], 0, .. q.Answer()[3..]], "Unavailable dns-mismatched-answer"),
        ("another id", q => q.Answer("aa", 0, [Mx(Domain, 10, "mx.evil.example")], id: (ushort)(q.Id + 1)), "Unavailable dns-mismatched-answer"),
        ("another name", q => q.Answer("aa", question: [.. Wire("evil.example"), 0, 15, 0, 1]), "Unavailable dns-mismatched-answer"),
        ("another type", q => q.Answer("aa", question: [.. Wire(Domain), 0, 16, 0, 1]), "Unavailable dns-mismatched-answer"),
        ("another class", q => q.Answer("aa", question: [.. Wire(Domain), 0, 15, 0, 3]), "Unavailable dns-mismatched-answer"),
        ("no question in a good answer", q => NoQuestion(q.Answer("aa", 0, [Mx(Domain, 10, "mx.evil.example")])), "Unavailable dns-mismatched-answer"),
        ("the name in another case", q => q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")], question: [.. Wire("CONTOSO.Example"), 0, 15, 0, 1]), "Present 1"),
        ("2,000 exchangers", q => Large(q, Many(2000, row => Mx(".", row, "mx" + row))), "Present 2000"),
        ("64 KiB of one record", q => Large(q, [Record(Domain, 15, 60, [0, 1, 0]), Record(Domain, 1234, 60, new byte[65_000])]), "Present 1"),
        ("more records than anybody needs", q => Large(q, Many(4097, _ => [0, 0, 15, 0, 1, 0, 0, 0, 1, 0, 3, 0, 1, 0])), "Unavailable dns-answer-too-large"),
        ("a datagram of 5,000 octets, closed over TCP", q => q.Tcp ? null : q.Answer("aa", 0, Many(100, row => Record(Domain, 1234, 60, new byte[50]))), "Unavailable dns-answer-too-large"),
        ("a datagram of 5,000 octets, in order over TCP", q => q.Answer("aa", 0, [Mx(Domain, 1, "mx"), .. q.Tcp ? [] : Many(100, _ => Record(Domain, 1234, 60, new byte[50]))]), "Present 1"),
        ("an alias to itself", q => q.Answer("aa", 0, [Cname(Domain, Domain)]), "Unavailable dns-alias-loop"),
        ("aliases in a circle", q => q.Answer("aa", 0, [Cname(Domain, "b.example"), Cname("b.example", "c.example"), Cname("c.example", "b.example")]), "Unavailable dns-alias-loop"),
        ("a chain of 8", q => Chain(q, 8), "Present 9"),
        ("a chain of 16", q => Chain(q, 16), "Present 17"),
        ("a chain of 17", q => Chain(q, 17), "Unavailable dns-alias-chain-too-long"),
        ("DNAME with the alias made of it", q => q.Answer("aa", 0, [Record("example", 39, 60, Wire("test")), Cname(Domain, "contoso.test"), Mx("contoso.test", 10, "mx")]), "Present 2"),
        ("DNAME that would be too long", q => q.Answer("aa", 6, [Record("example", 39, 60, Wire("test"))]), "Unavailable"),
        ("a TTL of 0", q => q.Answer("aa", 0, [Mx(Domain, 10, "mx", 0)]), "Present 1"),
        ("a TTL of 2^31", q => q.Answer("aa", 0, [Mx(Domain, 10, "mx", int.MinValue)]), "Present 1"),
        ("null MX", q => q.Answer("aa", 0, [Mx(Domain, 0, ".")]), "Present 1"),
        ("MX to addresses", q => q.Answer("aa", 0, [Mx(Domain, 1, "192.0.2.7"), Mx(Domain, 2, "127.0.0.1"), Mx(Domain, 3, "10.1.2.3"), Mx(Domain, 4, "[::1]")]), "Present 4"),
        ("an exchanger with a line end and a blank", q => q.Answer("aa", 0, [Mx(Domain, 1, "mx\r\nQUIT x")]), "Present 1"),
        ("records of others beside", q => q.Answer("aa", 0, [Mx("evil.example", 1, "mx"), Mx(Domain, 1, "mx")], [Ns("com", "ns.evil.example")], additional: [A("mx", "203.0.113.66")]), "Present 1"),
        ("an MX without a name", q => q.Answer("aa", 0, [Record(Domain, 15, 60, [0, 1])]), "Unavailable dns-malformed"),
        ("an address of three octets beside", q => q.Answer("aa", 0, [Mx(Domain, 1, "mx")], additional: [Record("mx", 1, 60, [1, 2, 3])]), "Unavailable dns-malformed"),
    ];

    public static TheoryData<string> RowNames => [.. Rows.Select(row => row.Row)];

    /// <summary>What a server does on TCP after a truncated answer; what becomes of it.</summary>
    internal static (string Row, Func<Stream, Task> Script, string Want)[] OverTcp =>
    [
        ("closed at once", _ => Task.CompletedTask, "Unavailable dns-truncated-tcp-closed"),
        ("closed inside the length", stream => SayAsync(stream, [0]), "Unavailable dns-truncated-tcp-closed"),
        ("closed inside the message", stream => SayAsync(stream, [1, 0, 2, 3]), "Unavailable dns-truncated-tcp-closed"),
        ("a message of no octets", stream => SayAsync(stream, [0, 0]), "Unavailable dns-mismatched-answer"),
        ("another id", stream => SayAsync(stream, [0, 12, .. new byte[12]]), "Unavailable dns-mismatched-answer"),
        ("silent", SilentAsync, "Unavailable"),
        ("one octet, then silent", stream => SayAsync(stream, [0], SilentAsync), "Unavailable"),
        ("64 KiB announced, dripping", DripAsync, "Unavailable"),
        ("a flood without an end", FloodAsync, "Unavailable dns-mismatched-answer"),
    ];

    // In these nobody says anything, whether it is waited for long or not.
    private static readonly string[] Waits = ["silence", "silent", "one octet, then silent", "64 KiB announced, dripping"];

    public static TheoryData<string> TcpNames => [.. OverTcp.Select(row => row.Row)];

    [Theory, MemberData(nameof(RowNames))]
    public async Task Whatever_a_server_answers_it_ends_as_what_it_is(string name)
    {
        var row = Rows.Single(row => row.Row == name);
        await using var lab = Lab(Waits.Contains(name) ? 0.4 : 30).Dns(Server, row.Answer);
        var started = Stopwatch.GetTimestamp();
        var seen = await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Ns1), Cancel);
        Assert.Equal(row.Want, Summary(seen));
        var message = await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel);
        Assert.True(message.Outcome is not Outcome.Absent, "only a refused connection is an absence of a message");
        Assert.InRange(lab.Queries.Count, 1, 6);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 60);
    }

    [Theory, MemberData(nameof(TcpNames))]
    public async Task Whatever_happens_over_TCP_it_ends_in_time(string name)
    {
        var row = OverTcp.Single(row => row.Row == name);
        await using var lab = Lab(Waits.Contains(name) ? 0.4 : 30).Dns(Server, q => q.Answer("aatc")).Tcp(Server, 53, async (stream, _) =>
        {
            _ = await stream.ReadAsync(new byte[512]);
            await row.Script(stream);
        });
        Assert.Equal(row.Want, Summary(await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Ns1), Cancel)));
    }

    [Theory]
    [InlineData(RouteFate.Refuse, "Unavailable dns-truncated-tcp-closed")]
    [InlineData(RouteFate.Drop, "Unavailable")]
    [InlineData(RouteFate.Unreachable, "Unavailable")]
    public async Task Without_TCP_only_a_refusal_is_a_finding(RouteFate fate, string want)
    {
        await using var lab = Lab().Dns(Server, q => q.Answer("aatc")).With(Server, fate, 53);
        Assert.Equal(want, Summary(await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Ns1), Cancel)));
    }

    [Fact]
    public async Task A_forged_answer_before_the_true_one_does_no_harm()
    {
        await using var lab = Lab().Dns(Server, q => q.Answer("aa", 0, [Mx(Domain, 1, "mx.evil.example")], id: (ushort)(q.Id ^ 1)));
        lab.ForwardTo(Server, Server, q => q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]));
        var seen = Assert.IsType<Present<RrSet>>(await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Ns1), Cancel));
        Assert.Equal("10 mx.contoso.example", Assert.Single(seen.Value.Records).Data);
    }

    [Fact]
    public async Task A_lost_datagram_is_made_good_by_the_next_one()
    {
        var calls = 0;
        await using var lab = Lab().Dns(Server, q => calls++ == 0 ? null : q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]));
        Assert.Equal("Present 1", Summary(await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Ns1), Cancel)));
        Assert.Equal(2, lab.Queries.Count);
        Assert.Single(lab.Queries.Select(query => query.Id).Distinct());
    }

    [Fact]
    public async Task A_server_that_drops_EDNS_is_silent_to_it_and_answers_without()
    {
        await using var lab = Lab(3).Dns(Server, q => q.Edns == "none" ? q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]) : null);
        var with = await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1), Cancel);
        Assert.Equal((Outcome.Unavailable, null), (with.Outcome, with.Misbehaviour));
        Assert.IsType<Present<DnsMessage>>(await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Ns1, QueryForm.NoEdns), Cancel));
    }

    [Fact]
    public async Task A_zone_that_does_not_validate_is_a_gap_and_can_still_be_seen_unchecked()
    {
        await using var lab = Lab().Dns(TestLab.Resolver, q => q.CheckingDisabled ? q.Answer("", 0, [Mx(Domain, 10, "mx.contoso.example")]) : q.Answer("", 2));
        Assert.Equal("Unavailable", Summary(await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Vantage.Resolver), Cancel)));
        var uncheked = await lab.DnsProbe().AskAsync(new DnsMessageRequest(Domain, RrType.Mx, Vantage.Resolver, QueryForm.CheckingDisabled), Cancel);
        Assert.Equal("NOERROR", Assert.IsType<Present<DnsMessage>>(uncheked).Value.Rcode);
    }

    [Fact]
    public async Task One_stale_server_of_four_is_told_from_the_others()
    {
        await using var lab = Lab();
        string[] addresses = ["192.0.2.53", "192.0.2.54", "192.0.2.55", "192.0.2.56"];
        foreach (var address in addresses)
        {
            lab.Dns(address, q => q.Answer("aa", 0, [Mx(Domain, 10, address == addresses[2] ? "old.contoso.example" : "new.contoso.example")]));
        }

        var seen = await Task.WhenAll(addresses.Select(address => lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Vantage.Server("ns", address)), Cancel)));
        Assert.Equal(
            ["10 new.contoso.example", "10 new.contoso.example", "10 old.contoso.example", "10 new.contoso.example"],
            seen.Select(one => ((Present<RrSet>)one).Value.Records[0].Data));
    }

    [Fact]
    public void The_worst_message_takes_bounded_memory()
    {
        // 4,096 records of RDATA that points into one name of 255 octets, each of which becomes four characters.
        byte[] owner = [.. Enumerable.Repeat<byte[]>([63, .. Enumerable.Repeat((byte)1, 63)], 3).SelectMany(label => label), 0];
        byte[][] records = [Record(".", 2, 1, owner), .. Many(4095, row => [0, 0, 2, 0, 1, 0, 0, 0, 1, 0, 3, 1, (byte)('a' + (row % 26)), 0])];
        var bytes = RdataTests.Message(records);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(4096, DnsMessageReader.Read(bytes, TransportProtocol.Tcp).Answer.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);

        byte[][] pointing = [Record(".", 2, 1, owner), .. Many(4000, row => [0xC0, (byte)(12 + 11 + ((row % 3) * 64)), 0, 2, 0, 1, 0, 0, 0, 1, 0, 2, 0xC0, 23])];
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(4001, DnsMessageReader.Read(RdataTests.Message(pointing), TransportProtocol.Tcp).Answer.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24 << 20);
    }

    private static TestLab Lab(double seconds = 30)
    {
        var lab = new TestLab();
        lab.Limits = lab.Limits with { Dns = TimeSpan.FromSeconds(seconds) };
        return lab;
    }

    private static string Summary(Observation<RrSet> seen) => seen switch
    {
        Present<RrSet> present => $"Present {present.Value.Records.Count}",
        { Misbehaviour: { } finding } => $"{seen.Outcome} {finding}",
        _ => $"{seen.Outcome}",
    };

    /// <summary>An answer with one NS record whose owner is given raw.</summary>
    private static byte[] Raw(DnsQuery q, byte[] owner, int count, int length = 1) =>
        Count([.. q.Answer("aa"), .. owner, 0, 2, 0, 1, 0, 0, 0, 1, (byte)(length >> 8), (byte)length, 0], count);

    private static byte[] Count(byte[] message, int answers)
    {
        (message[6], message[7]) = ((byte)(answers >> 8), (byte)answers);
        return message;
    }

    private static byte[] NoQuestion(byte[] message)
    {
        message[5] = 0;
        return [.. message[..12], .. message[Behind..]];
    }

    private static byte[] LongName(params int[] labels) =>
        [.. labels.SelectMany(length => (byte[])[(byte)length, .. Encoding.ASCII.GetBytes(new string('a', length))]), 0];

    private static byte[] Large(DnsQuery q, byte[][] answers) =>
        q.Tcp ? q.Answer("aa", 0, [.. answers.Select(record => record[0] == 0 && record[2] == 15 ? [0xC0, 12, .. record[1..]] : record)]) : q.Answer("aatc");

    private static byte[][] Many(int count, Func<int, byte[]> record) => [.. Enumerable.Range(0, count).Select(record)];

    private static byte[] Chain(DnsQuery q, int length) => q.Answer("aa", 0,
    [
        .. Many(length, row => Cname(row == 0 ? Domain : $"a{row}.example", $"a{row + 1}.example")), Mx($"a{length}.example", 10, "mx"),
    ]);

    private static async Task SayAsync(Stream stream, byte[] bytes, Func<Stream, Task>? then = null)
    {
        await stream.WriteAsync(bytes, Cancel);
        await (then?.Invoke(stream) ?? Task.CompletedTask);
    }

    private static async Task SilentAsync(Stream stream) => _ = await stream.ReadAsync(new byte[16], Cancel);

    private static async Task DripAsync(Stream stream)
    {
        await stream.WriteAsync((byte[])[0xFF, 0xFF], Cancel);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await pace.WaitForNextTickAsync(Cancel))
        {
            await stream.WriteAsync((byte[])[0], Cancel);
        }
    }

    private static async Task FloodAsync(Stream stream)
    {
        var flood = new byte[64 << 10];
        while (true)
        {
            await stream.WriteAsync(flood, Cancel);
        }
    }
}
