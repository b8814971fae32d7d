using System.Net;
using System.Net.Sockets;
using Recapito.Core;
using Recapito.SystemTests;

namespace Recapito.Probes.Tests;

/// <summary>What an update is worth where the server says nothing, or something that nobody with the key vouches for. Real servers: Recapito.SystemTests.</summary>
public sealed class DnsUpdaterTests
{
    private static readonly RrSetChange Change = new("contoso.example", RrType.Mx, 600, ["10 mx.oldhost.example"], ["0 new.example"]);

    // What the server writes: "id" stands for the id of the question, "len" for the length of what follows.
    public static TheoryData<string, string, ReplyState, string> Servers => new()
    {
        { "closes at once", "", ReplyState.Lost, "lost" },
        { "closes inside of the length", "00", ReplyState.Lost, "lost" },
        { "closes inside of the message", "000c id a800", ReplyState.Lost, "lost" },
        { "says yes without a signature", "000c id a8000000000000000000", ReplyState.Unproven, "bare" },
        { "refuses without a signature", "000c id a8050000000000000000", ReplyState.Unproven, "bare" },
        { "answers another question", "000c ffff a8000000000000000000", ReplyState.Unproven, "unreadable" },
        { "repeats the question", "000c id 28000000000000000000", ReplyState.Unproven, "unreadable" },
        { "answers with another opcode", "000c id 80000000000000000000", ReplyState.Unproven, "unreadable" },
        { "announces records that it has not", "000c id a8000000000100000000", ReplyState.Unproven, "unreadable" },
        { "sends no message at all", "0000", ReplyState.Unproven, "unreadable" },
        { "is silent", "silent", ReplyState.Lost, "lost" },
    };

    [Theory, MemberData(nameof(Servers))]
    public async Task Only_a_signature_makes_an_answer(string what, string octets, ReplyState state, string key)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, octets);
        var reply = await Updater(((IPEndPoint)listener.LocalEndpoint).Port, null, octets is "silent" ? 2 : 30).UpdateAsync("contoso.example", [Change], TestContext.Current.CancellationToken);
        listener.Stop();
        await serving;

        Assert.True((state, key) == (reply.State, reply.Key), $"{what}: {reply.State} {reply.Key} {reply.Why}");
        Assert.False(reply.IsGood);
        Assert.Null(reply.Message);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_means_that_nothing_was_sent()
    {
        var reply = await Updater(Ports.Unused(), null).UpdateAsync("contoso.example", [Change], TestContext.Current.CancellationToken);
        Assert.Equal((ReplyState.NotSent, "not-sent"), (reply.State, reply.Key));
    }

    [Fact]
    public async Task In_a_lab_nothing_is_sent_where_no_route_leads()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var reply = await Updater(((IPEndPoint)listener.LocalEndpoint).Port, new([], "192.0.2.10", [], DateTimeOffset.UnixEpoch))
            .UpdateAsync("contoso.example", [Change], TestContext.Current.CancellationToken);
        Assert.Equal(ReplyState.NotSent, reply.State);
        Assert.False(listener.Pending());
    }

    private static DnsUpdater Updater(int port, LabRoutes? lab, double seconds = 30) =>
        new(new Dialer(new() { Step = TimeSpan.FromSeconds(seconds) }, lab), "127.0.0.1", port, new TsigKey("k", TsigAlgorithm.HmacSha256, "secret"u8), TimeProvider.System);

    private static async Task ServeAsync(TcpListener listener, string octets)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, TestContext.Current.CancellationToken);
        var question = new byte[(length[0] << 8) | length[1]];
        await stream.ReadExactlyAsync(question, TestContext.Current.CancellationToken);
        if (octets is "silent")
        {
            // Until the client has enough of it.
            Assert.Equal(0, await stream.ReadAsync(length, TestContext.Current.CancellationToken));
            return;
        }

        var answer = octets.Replace(" ", "", StringComparison.Ordinal).Replace("id", Convert.ToHexString(question.AsSpan(0, 2)), StringComparison.Ordinal);
        await stream.WriteAsync(Convert.FromHexString(answer), TestContext.Current.CancellationToken);
    }
}
