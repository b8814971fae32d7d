using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Benchmarks;

/// <summary>
/// A long line between a prober and a lab: a relay on loopback before each of the lab's sockets. Each datagram and each piece of a TCP stream
/// needs half a round trip each way, so a TLS flight costs what it costs on a real line. A kernel accepts a connection on loopback at once; here the
/// far side hears of it one and a half round trips later, when the third packet of a real handshake would arrive, and until then gets nothing of what the
/// near side sends. From connect to banner that makes two round trips, as it must.
/// </summary>
internal sealed class LongLink : IDisposable
{
    private readonly TimeSpan roundTrip;
    private readonly List<Socket> sockets = [];
    private readonly Deliveries deliveries = new();

    private LongLink(TimeSpan roundTrip) => this.roundTrip = roundTrip;

    private TimeSpan OneWay => roundTrip / 2;

    /// <summary>The lab's routes, through the line.</summary>
    public static (LongLink Link, LabRoutes Routes) Before(LabRoutes lab, TimeSpan roundTrip)
    {
        var link = new LongLink(roundTrip);
        return (link, lab with { Routes = [.. lab.Routes.Select(route => route.Fate is RouteFate.Deliver ? route with { LoopbackPort = link.Relay(route) } : route)] });
    }

    /// <summary>A TCP port whose far side is another one.</summary>
    public static (LongLink Link, int Port) BeforeTcp(int port, TimeSpan roundTrip)
    {
        var link = new LongLink(roundTrip);
        return (link, link.RelayTcp(port));
    }

    public void Dispose()
    {
        sockets.ForEach(socket => socket.Dispose());
        deliveries.Dispose();
    }

    private static long After(TimeSpan wait) => Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);

    private int Relay(LabRoute route) => route.Protocol is TransportProtocol.Tcp ? RelayTcp(route.LoopbackPort) : RelayUdp(route.LoopbackPort);

    private int RelayTcp(int port)
    {
        var near = Open(SocketType.Stream, ProtocolType.Tcp);
        near.Listen();
        _ = Task.Run(async () =>
        {
            while (true)
            {
                _ = CarryAsync(await near.AcceptAsync(), port);
            }
        });
        return ((IPEndPoint)near.LocalEndPoint!).Port;
    }

    private async Task CarryAsync(Socket near, int port)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            var shaken = After(roundTrip + OneWay);
            var connected = new TaskCompletionSource();
            deliveries.Put(shaken, () =>
            {
                try
                {
                    far.Connect(IPAddress.Loopback, port);
                }
                finally
                {
                    connected.SetResult();
                }
            });
            var there = PumpAsync(near, far, shaken);
            await connected.Task;
            await PumpAsync(far, near, 0);
            await there;
        }
    }

    private async Task PumpAsync(Socket from, Socket to, long notBefore)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                var octets = buffer[..count];
                deliveries.Put(Math.Max(After(OneWay), notBefore), () => to.Send(octets));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, which the other one hears of as of an end.
        }

        var ended = new TaskCompletionSource();
        deliveries.Put(Math.Max(After(OneWay), notBefore), () =>
        {
            ended.SetResult();
            to.Shutdown(SocketShutdown.Send);
        });
        await ended.Task;
    }

    private int RelayUdp(int port)
    {
        var near = Open(SocketType.Dgram, ProtocolType.Udp);
        var askers = new ConcurrentDictionary<EndPoint, Socket>();
        _ = Task.Run(async () =>
        {
            var buffer = new byte[4096];
            while (true)
            {
                var got = await near.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                var octets = buffer[..got.ReceivedBytes];
                var far = askers.GetOrAdd(got.RemoteEndPoint, asker => Asker(near, asker, port));
                deliveries.Put(After(OneWay), () => far.Send(octets));
            }
        });
        return ((IPEndPoint)near.LocalEndPoint!).Port;
    }

    // Each asker has a socket of its own at the far side, so that answers find their way back.
    private Socket Asker(Socket near, EndPoint asker, int port)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        far.Connect(new IPEndPoint(IPAddress.Loopback, port));
        lock (sockets)
        {
            sockets.Add(far);
        }

        _ = Task.Run(async () =>
        {
            var buffer = new byte[4096];
            while (true)
            {
                var count = await far.ReceiveAsync(buffer);
                var octets = buffer[..count];
                deliveries.Put(After(OneWay), () => near.SendTo(octets, asker));
            }
        });
        return far;
    }

    private Socket Open(SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        lock (sockets)
        {
            sockets.Add(socket);
        }

        return socket;
    }
}
