using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Recapito.Lab;

/// <summary>One server or resolver on UDP and TCP sockets with the same port (RFC 7766 §5: TCP is not optional).</summary>
internal sealed class DnsListener : IAsyncDisposable
{
    private const int Tries = 50;
    private readonly IDnsAnswerer answerer;
    private readonly int delay;
    private readonly Socket udp;
    private readonly Socket tcp;
    private readonly Lazy<Socket> other;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops = [];

    private DnsListener(IDnsAnswerer answerer, int delay, Socket udp, Socket tcp)
    {
        (this.answerer, this.delay, this.udp, this.tcp) = (answerer, delay, udp, tcp);
        other = new(() => OtherSource((IPEndPoint)udp.LocalEndPoint!));
        loops.Add(ServeUdp());
        loops.Add(ServeTcp());
    }

    /// <summary>The port of both sockets.</summary>
    public int Port => ((IPEndPoint)udp.LocalEndPoint!).Port;

    /// <summary>Starts to serve.</summary>
    /// <param name="answerer">Who answers.</param>
    /// <param name="address">Address to bind.</param>
    /// <param name="port">Port, or 0 for any that is free for both protocols.</param>
    /// <param name="delay">Milliseconds before each answer.</param>
    /// <exception cref="SocketException">The address or port cannot be bound.</exception>
    public static DnsListener Start(IDnsAnswerer answerer, IPAddress address, int port, int delay)
    {
        for (var attempt = 1; ; attempt++)
        {
            var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                IgnoreResets(udp);
                udp.Bind(new IPEndPoint(address, port));
                tcp.Bind(new IPEndPoint(address, ((IPEndPoint)udp.LocalEndPoint!).Port));
                tcp.Listen();
                return new(answerer, delay, udp, tcp);
            }
            catch (SocketException) when (port == 0 && attempt < Tries)
            {
                // The port that UDP got is taken on TCP; another one will do.
                udp.Dispose();
                tcp.Dispose();
            }
            catch (SocketException)
            {
                udp.Dispose();
                tcp.Dispose();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        udp.Dispose();
        tcp.Dispose();
        if (other.IsValueCreated)
        {
            other.Value.Dispose();
        }

        await Task.WhenAll(loops).ConfigureAwait(false);
        stop.Dispose();
    }

    // Windows reports an asker's closed port as an error of our next receive (SIO_UDP_CONNRESET).
    private static void IgnoreResets(Socket udp)
    {
        if (OperatingSystem.IsWindows())
        {
            const int SioUdpConnReset = -1744830452;
            udp.IOControl(SioUdpConnReset, [0, 0, 0, 0], null);
        }
    }

    // Another port of the same address, as behind a badly set up balancer (RFC 2181 §4.1 asks for the address and port that was asked).
    private static Socket OtherSource(IPEndPoint own)
    {
        var socket = new Socket(own.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(own.Address, 0));
        return socket;
    }

    private async Task ServeUdp()
    {
        var buffer = new byte[4096];
        var any = new IPEndPoint(udp.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var got = await udp.ReceiveFromAsync(buffer, SocketFlags.None, any, stop.Token).ConfigureAwait(false);
                _ = AnswerUdp(buffer.AsSpan(0, got.ReceivedBytes).ToArray(), got.RemoteEndPoint);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Stopped, or one datagram was too large; the loop's condition decides.
            }
        }
    }

    private async Task AnswerUdp(byte[] message, EndPoint asker)
    {
        try
        {
            if (DnsWire.ReadQuery(message) is { } query && await Serve(query, overTcp: false).ConfigureAwait(false) is { } served)
            {
                var from = served.Wire is WireFault.OtherSource ? other.Value : udp;
                await from.SendToAsync(DnsResponse.Write(query, served, overTcp: false), SocketFlags.None, asker, stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The asker is gone, or the lab stops.
        }
    }

    private async Task ServeTcp()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeConnection(await tcp.AcceptAsync(stop.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Stopped, or the asker went away before we looked.
            }
        }
    }

    private async Task ServeConnection(Socket connection)
    {
        using var stream = new NetworkStream(connection, ownsSocket: true);
        try
        {
            await Task.Delay(delay, stop.Token).ConfigureAwait(false);
            var head = new byte[2];
            while (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false) == 2)
            {
                var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
                await stream.ReadExactlyAsync(message, stop.Token).ConfigureAwait(false);
                if (DnsWire.ReadQuery(message) is not { } query || await Serve(query, overTcp: true).ConfigureAwait(false) is not { } served)
                {
                    return;
                }

                var response = DnsResponse.Write(query, served, overTcp: true);
                byte[] framed = [(byte)(response.Length >> 8), (byte)response.Length, .. response];
                await stream.WriteAsync(framed, stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The asker is gone, or the lab stops.
        }
    }

    // Null where nothing is said.
    private async Task<ServedAnswer?> Serve(DnsQuery query, bool overTcp)
    {
        var served = query switch
        {
            { Opcode: not 0 } => new ServedAnswer(new(DnsRcode.NotImp)),
            { Question: null } => new ServedAnswer(new(DnsRcode.FormErr)),
            { Class: not 1 } => new ServedAnswer(new(DnsRcode.Refused)),
            _ => answerer.Serve(query.Question.Value),
        };
        if (served.Answer is null || (overTcp && served.TcpDead))
        {
            return null;
        }

        if (served.DelayMilliseconds + delay > 0)
        {
            await Task.Delay(served.DelayMilliseconds + delay, stop.Token).ConfigureAwait(false);
        }

        return served;
    }
}
