using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;
using Recapito.SystemTests;

namespace Recapito.Probes.Tests;

/// <summary>Loopback servers behind addresses of a world, without a line of Recapito.Lab: a shared codec would share its bugs.</summary>
internal sealed class TestLab : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);
    public const string Resolver = "192.0.2.10";

    private readonly CancellationTokenSource end = new();
    private readonly List<LabRoute> routes = [];
    private readonly List<IDisposable> sockets = [];
    private readonly ConcurrentBag<Task> tasks = [];
    private readonly Dictionary<string, Socket> datagrams = [];
    private readonly ConcurrentDictionary<string, (string From, Func<DnsQuery, byte[]?> Answer)> elsewhere = new();

    public List<ReadOnlyMemory<byte>> TrustedRoots { get; } = [];

    /// <summary>Every DNS query that came, as "name type protocol".</summary>
    public ConcurrentQueue<DnsQuery> Queries { get; } = new();

    /// <summary>Every question: one that was sent again, as a busy machine did not answer at once, counts once.</summary>
    public IReadOnlyList<DnsQuery> Asked => [.. Queries.DistinctBy(query => (query.Id, query.Name, query.Type, query.Tcp))];

    public LabRoutes Routes => new([.. routes], Resolver, [.. TrustedRoots], Now);

    // Who answers does it at once, or when this machine has time again.
    public ProbeLimits Limits { get; set; } = ProbeLimits.ForLab with { Dns = TimeSpan.FromSeconds(30), LabSilence = TimeSpan.FromMilliseconds(30) };

    public Dialer Dialer => new(Limits, Routes);

    public TestLab With(string address, RouteFate fate, int port = 25, TransportProtocol protocol = TransportProtocol.Tcp)
    {
        routes.Add(new(address, port, protocol, fate));
        return this;
    }

    /// <summary>A DNS server; the answer null is silence.</summary>
    public TestLab Dns(string address, Func<DnsQuery, byte[]?> answer)
    {
        var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        sockets.Add(udp);
        datagrams[address] = udp;
        routes.Add(new(address, 53, TransportProtocol.Udp, RouteFate.Deliver, ((IPEndPoint)udp.LocalEndPoint!).Port));
        tasks.Add(Task.Run(async () =>
        {
            var buffer = new byte[4096];
            while (true)
            {
                var got = await udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), end.Token);
                if (Reply(buffer.AsSpan(0, got.ReceivedBytes), tcp: false) is { } bytes)
                {
                    await udp.SendToAsync(bytes, got.RemoteEndPoint, end.Token);
                }

                if (elsewhere.TryGetValue(address, out var other) && other.Answer(DnsQuery.Parse(buffer.AsSpan(0, got.ReceivedBytes), tcp: false)) is { } forwarded)
                {
                    await datagrams[other.From].SendToAsync(forwarded, got.RemoteEndPoint, end.Token);
                }
            }
        }));
        return Tcp(address, 53, async (stream, _) =>
        {
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, end.Token);
            var query = new byte[(length[0] << 8) | length[1]];
            await stream.ReadExactlyAsync(query, end.Token);
            if (Reply(query, tcp: true) is { } bytes)
            {
                await stream.WriteAsync((byte[])[(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes], end.Token);
                _ = await stream.ReadAsync(length, end.Token);
            }
        });

        byte[]? Reply(ReadOnlySpan<byte> bytes, bool tcp)
        {
            var query = DnsQuery.Parse(bytes, tcp);
            Queries.Enqueue(query);
            return answer(query);
        }
    }

    /// <summary>A host that is there, and where nothing listens on UDP port 53: the kernel says so (ICMP).</summary>
    public TestLab NoDns(string address)
    {
        routes.Add(new(address, 53, TransportProtocol.Udp, RouteFate.Deliver, Ports.Unused()));
        return this;
    }

    /// <summary>Questions to one DNS server are answered from the address of another, too.</summary>
    public void ForwardTo(string from, string asked, Func<DnsQuery, byte[]?> answer) => elsewhere[asked] = (from, answer);

    /// <summary>A host that takes connections and never says a word.</summary>
    public TestLab Mute(string address) => Tcp(address, 25, async (stream, _) => _ = await stream.ReadAsync(new byte[1], end.Token), RouteFate.Mute);

    /// <summary>A TCP server; each connection is handed to the script with its number, from 0.</summary>
    public TestLab Tcp(string address, int port, Func<Stream, int, Task> script, RouteFate fate = RouteFate.Deliver)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        sockets.Add(listener);
        routes.Add(new(address, port, TransportProtocol.Tcp, fate, ((IPEndPoint)listener.LocalEndpoint).Port));
        tasks.Add(Task.Run(async () =>
        {
            for (var number = 0; ; number++)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                client.NoDelay = true;
                var at = number;
                tasks.Add(Task.Run(async () =>
                {
                    using (client)
                    {
                        await script(client.GetStream(), at);
                    }
                }));
            }
        }));
        return this;
    }

    /// <summary>An SMTP server by a table of replies.</summary>
    public SmtpScript Smtp(string address)
    {
        var script = new SmtpScript(end.Token);
        Tcp(address, 25, script.ServeAsync);
        return script;
    }

    public SmtpProbe SmtpProbe(Func<SmtpReply, RefusalAbout?>? about = null, string? ehlo = "probe.example") =>
        new(Dialer, new() { LabRoutes = Routes, EhloName = ehlo, ControlLocalPart = () => "recapito-probe-abcdefghijkl" }, new StandingClock(Now), about ?? (_ => null));

    public DnsProbe DnsProbe() => new(Dialer, new StandingClock(Now), Resolver);

    /// <summary>A probe that has several resolvers.</summary>
    public DnsProbe DnsProbe(params string[] resolvers) => new(Dialer, new StandingClock(Now), () => resolvers);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        sockets.ForEach(socket => socket.Dispose());

        // A script that waits for something which a failed assertion left undone must fail its test, not hold up all of them.
        await Task.WhenAll(tasks.Select(Ended)).WaitAsync(TimeSpan.FromSeconds(20));
        end.Dispose();
    }

    private static async Task Ended(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>An SMTP server that says what a table tells it to, and keeps every octet that it hears.</summary>
internal sealed class SmtpScript(CancellationToken end)
{
    private readonly List<(string Prefix, string Reply)> replies = [];
    private readonly ConcurrentQueue<byte> heard = new();
    private (string? Command, string? Last) swallowed;

    public string Banner { get; set; } = "220 mx.contoso.example ESMTP";

    public Func<Stream, Task<Stream>>? Tls { get; set; }

    public int Connections { get; private set; }

    public string Heard => Encoding.UTF8.GetString([.. heard]);

    // What came last may still be coming.
    public IReadOnlyList<string> Lines => [.. Heard.Split("\r\n")[..^1].Where(line => line.Length > 0)];

    /// <summary>The largest number of command lines that came before a reply was written: the flight of RFC 2920.</summary>
    public int LongestFlight { get; private set; }

    /// <summary>The reply to commands with this beginning; the one written last wins. "" closes, "…" keeps silent, "\n" parts lines.</summary>
    public SmtpScript On(string prefix, string reply)
    {
        replies.Insert(0, (prefix, reply));
        return this;
    }

    /// <summary>After a 354 in reply to a command, lines have no reply up to one that ends them (RFC 5321 §4.1.1.4).</summary>
    public SmtpScript Swallowing(string command, string last)
    {
        swallowed = (command, last);
        return this;
    }

    public async Task ServeAsync(Stream stream, int number)
    {
        var swallows = false;
        Connections = number + 1;
        if (!await SayAsync(stream, Banner))
        {
            return;
        }

        var buffer = new byte[4096];
        var pending = "";
        while (await stream.ReadAsync(buffer, end) is > 0 and var read)
        {
            foreach (var octet in buffer.AsSpan(0, read))
            {
                heard.Enqueue(octet);
            }

            pending += Encoding.UTF8.GetString(buffer, 0, read);
            LongestFlight = Math.Max(LongestFlight, pending.Split("\r\n").Length - 1);
            for (int at; (at = pending.IndexOf("\r\n", StringComparison.Ordinal)) >= 0; pending = pending[(at + 2)..])
            {
                var line = pending[..at];
                if (swallows && line != swallowed.Last)
                {
                    continue;
                }

                swallows = line == swallowed.Command && ReplyTo(line).StartsWith("354", StringComparison.Ordinal);
                if (!await SayAsync(stream, ReplyTo(line)))
                {
                    return;
                }

                if (line == "STARTTLS" && Tls is not null)
                {
                    stream = await Tls(stream);
                }
            }
        }
    }

    private string ReplyTo(string line) =>
        replies.FirstOrDefault(rule => line.StartsWith(rule.Prefix, StringComparison.OrdinalIgnoreCase)) is { Reply: { } reply } ? reply
        : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-mx.contoso.example\n250 PIPELINING"
        : line is "QUIT" ? "" : "250 2.0.0 OK";

    private async Task<bool> SayAsync(Stream stream, string reply)
    {
        if (reply == "…")
        {
            _ = await stream.ReadAsync(new byte[4096], end);
            return false;
        }

        if (reply.Length > 0)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(reply.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"), end);
        }

        return reply.Length > 0;
    }
}
