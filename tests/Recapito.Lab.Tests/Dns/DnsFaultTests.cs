using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>What a server does wrong byte by byte, and what the lab's own resolver makes of it.</summary>
public sealed class DnsFaultTests(DnsFaultTests.Lab lab) : IClassFixture<DnsFaultTests.Lab>
{
    private static readonly string[] Faults =
    [
        "pointer-loop", "pointer-forward", "pointer-past-end", "long-name", "wrong-id", "wrong-question", "other-case", "other-source", "no-tcp",
        "many-records", "huge-tcp", "ttl-zero", "ttl-huge", "no-edns", "edns-drop", "edns-ignored", "edns-version-error", "edns-version-drop",
        "edns-option-error", "edns-option-echo", "edns-flag-echo", "upward-referral", "aa-missing",
    ];

    private static readonly string World = $$"""
        dns:
          servers: { ns.bad.example: { address: 192.0.2.53, serves: [bad.example] } }
          zones:
            bad.example: |
              @ NS ns
              ns A 192.0.2.53
        {{string.Concat(Faults.Select(fault => $"      {fault} MX 10 mx\n      {fault} TXT \"{fault}\"\n"))}}
          faults:
        {{string.Concat(Faults.Select(fault => $"    - {{ server: ns.bad.example, name: {fault}.bad.example, do: {fault} }}\n"))}}
          resolvers: [{ name: r, address: 192.0.2.10 }]
        """;

    private const int Mx = 15, Txt = 16, FormErr = 1;
    private const string Ns = "192.0.2.53";

    // The answer's owner name begins behind the header and the question.
    [Theory]
    [InlineData("pointer-loop", "own place")]
    [InlineData("pointer-forward", "later place")]
    [InlineData("pointer-past-end", "no place")]
    public async Task A_bad_pointer_leads(string fault, string where)
    {
        var answer = (await Ask(fault))!;
        var place = 12 + fault.Length + 1 + "bad.example".Length + 2 + 4;
        var pointer = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(place));

        Assert.Equal(1, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)));
        Assert.Equal(0xC000, pointer & 0xC000);
        Assert.True(where switch
        {
            "own place" => (pointer & 0x3FFF) == place,
            "later place" => (pointer & 0x3FFF) > place && (pointer & 0x3FFF) < answer.Length,
            _ => (pointer & 0x3FFF) > answer.Length,
        });
    }

    [Fact]
    public async Task A_long_name_has_more_than_255_octets() =>
        Assert.Contains(string.Concat(Enumerable.Repeat("?" + new string('x', 63), 5)), Encoding.ASCII.GetString((await Ask("long-name"))!).Replace((char)63, '?'), StringComparison.Ordinal);

    [Fact]
    public async Task Another_number_and_another_question_are_not_what_was_asked()
    {
        Assert.Equal(0x1235, BinaryPrimitives.ReadUInt16BigEndian(await Ask("wrong-id")));
        var question = Encoding.ASCII.GetString((await Ask("wrong-question"))!);
        Assert.Contains("\u0005other\u0007example", question, StringComparison.Ordinal);
        Assert.Contains("WRONG-id", Encoding.ASCII.GetString((await Ask("WRONG-id"))!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other-case", "OTHER-CASE")]
    [InlineData("Other-Case", "other-case")]
    public async Task The_case_is_not_echoed(string asked, string echoed) =>
        Assert.Contains(echoed, Encoding.ASCII.GetString((await Ask(asked))!), StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_may_come_from_another_port()
    {
        var port = lab.Routes.Routes.First(route => route is { Address: Ns, Port: 53 }).LoopbackPort;
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await socket.SendAsync(Asking.Query("other-source.bad.example", Mx, 0), new IPEndPoint(IPAddress.Loopback, port), TestContext.Current.CancellationToken);

        Assert.NotEqual(port, (await socket.ReceiveAsync(TestContext.Current.CancellationToken)).RemoteEndPoint.Port);
    }

    [Theory]
    [InlineData("many-records", Mx, 2000, 40_000)]
    [InlineData("many-records", Txt, 2000, 40_000)]
    [InlineData("huge-tcp", Mx, 1, 64_000)]
    public async Task A_large_answer_is_cut_over_UDP_and_whole_over_TCP(string fault, int type, int records, int octets)
    {
        Assert.Equal(2, (await Ask(fault, type))![2] & 2);

        var whole = (await Ask(fault, type, tcp: true))!;
        Assert.Equal(records, BinaryPrimitives.ReadUInt16BigEndian(whole.AsSpan(6)));
        Assert.InRange(whole.Length, octets, ushort.MaxValue);
    }

    [Theory]
    [InlineData("ttl-zero", "0")]
    [InlineData("ttl-huge", "2147483648")]
    public async Task A_TTL_is_raw(string fault, string ttl) =>
        Assert.StartsWith($"{fault}.bad.example {ttl} MX", (await Asking.Ask(lab.Routes, Ns, $"{fault}.bad.example", Mx))!.Sections[0][0], StringComparison.Ordinal);

    [Fact]
    public async Task Without_TCP_only_UDP_is_answered()
    {
        Assert.NotNull(await Ask("no-tcp"));
        Assert.Null(await Ask("no-tcp", tcp: true));
    }

    // fault, version, flags, options in hex; response code, OPT behind its size (code, version, flags, length, options), or null for none; "-" for silence
    [Theory]
    [InlineData("other-case", 0, 0x8000, "", 0, "000080000000")]
    [InlineData("other-case", 1, 0, "", 0, "010000000000")]
    [InlineData("other-case", 0, 0x0040, "", 0, "000000000000")]
    [InlineData("other-case", 0, 0, "fde9000101", 0, "000000000000")]
    [InlineData("no-edns", 0, 0, "", FormErr, null)]
    [InlineData("edns-drop", 0, 0, "", 0, "-")]
    [InlineData("edns-ignored", 0, 0x8000, "", 0, null)]
    [InlineData("edns-version-error", 1, 0, "", 0, "000000000000")]
    [InlineData("edns-version-error", 0, 0x0040, "", 0, "000000000000")]
    [InlineData("edns-version-drop", 1, 0, "", 0, "-")]
    [InlineData("edns-option-error", 0, 0, "fde9000101", FormErr, "000000000000")]
    [InlineData("edns-option-error", 0, 0, "", 0, "000000000000")]
    [InlineData("edns-option-echo", 0, 0, "fde9000101", 0, "000000000005fde9000101")]
    [InlineData("edns-flag-echo", 0, 0x8040, "", 0, "000080400000")]
    public async Task EDNS_is_answered_so(string fault, int version, int flags, string options, int rcode, string? opt)
    {
        var patience = opt is "-" ? TimeSpan.FromMilliseconds(200) : Asking.Patience;
        var answer = await Asking.AskRaw(lab.Routes, Ns, Asking.EdnsQuery(fault + ".bad.example", Mx, version, flags, Convert.FromHexString(options)), patience: patience);

        Assert.Equal(opt, answer is null ? "-" : Asking.Opt(answer));
        Assert.Equal(rcode, answer is null ? 0 : answer[3] & 15);
    }

    [Theory]
    [InlineData("no-edns")]
    [InlineData("edns-drop")]
    [InlineData("edns-version-error")]
    [InlineData("edns-option-error")]
    public async Task A_server_that_trips_over_EDNS_answers_rightly_without_it(string fault) =>
        Assert.Equal("aa", (await Asking.Ask(lab.Routes, Ns, fault + ".bad.example", Mx))?.Flags);

    [Fact]
    public async Task Two_OPT_records_are_an_error()
    {
        var query = Asking.EdnsQuery("bad.example", Mx);
        query[11] = 2;

        Assert.Equal(FormErr, (await Asking.AskRaw(lab.Routes, Ns, [.. query, .. query.AsSpan(^11)]))![3] & 15);
    }

    [Theory]
    [InlineData("pointer-loop", true)]
    [InlineData("long-name", true)]
    [InlineData("wrong-id", true)]
    [InlineData("wrong-question", true)]
    [InlineData("other-source", true)]
    [InlineData("upward-referral", true)]
    [InlineData("other-case", false)]
    [InlineData("many-records", false)]
    [InlineData("no-tcp", false)]
    [InlineData("no-edns", false)]
    public async Task The_resolver_takes_what_can_be_used(string fault, bool fails) =>
        Assert.Equal(fails ? 2 : 0, (await Asking.Ask(lab.Routes, "192.0.2.10", fault + ".bad.example", Mx, tcp: true))?.Rcode);

    private Task<byte[]?> Ask(string fault, int type = Mx, bool tcp = false) =>
        Asking.AskRaw(lab.Routes, Ns, Asking.Query(fault + ".bad.example", type, 0), tcp, tcp && fault is "no-tcp" ? TimeSpan.FromSeconds(1) : null);

    public sealed class Lab : IAsyncDisposable
    {
        private readonly RunningLab lab = RunningLab.Start(WorldSnapshot.At(WorldFile.Read("faults.yaml", World)), (_, _, _) => null);

        public LabRoutes Routes => lab.Routes;

        public ValueTask DisposeAsync() => lab.DisposeAsync();
    }
}
