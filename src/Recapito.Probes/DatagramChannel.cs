using System.Net;
using System.Net.Sockets;

namespace Recapito.Probes;

/// <summary>
/// A UDP socket that the <see cref="Dialer"/> opened for one question to one server, on a random port of its own (RFC 5452 §9.2). It is not
/// connected, so that answers from elsewhere are seen and can be told apart. Disposing it frees the server's place.
/// </summary>
public sealed class DatagramChannel : IDisposable
{
    private readonly Socket socket;
    private readonly IPAddress world;
    private readonly Func<IPEndPoint, string> nameOf;
    private readonly Action released;

    internal DatagramChannel(Socket socket, IPEndPoint server, IPAddress world, Func<IPEndPoint, string> nameOf, Action released)
    {
        this.socket = socket;
        this.world = world;
        this.nameOf = nameOf;
        this.released = released;
        Server = server;
    }

    /// <summary>Where datagrams really go: the server, or the loopback port that stands for it in a lab.</summary>
    public IPEndPoint Server { get; }

    /// <summary>Sends one datagram.</summary>
    /// <exception cref="DialException">The network says that it cannot arrive.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        try
        {
            await socket.SendToAsync(message, SocketFlags.None, Server, cancel).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw Failure(e);
        }
    }

    /// <summary>Waits for a datagram, from wherever. One that came in time is given even if nobody had time to look before time was up: nobody was silent.</summary>
    /// <param name="buffer">Takes it.</param>
    /// <param name="cancel">Ends the wait where none is there.</param>
    /// <returns>Its length, and where it came from if not from the server: an address, in a lab one of the lab's world.</returns>
    /// <exception cref="DialException">The network says that nothing arrived (ICMP).</exception>
    public async Task<(int Length, string? OtherSource)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await TakeAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (socket.Available > 0)
        {
            return await TakeAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<(int Length, string? OtherSource)> TakeAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            var anyone = new IPEndPoint(Server.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, cancel).ConfigureAwait(false);
            var source = (IPEndPoint)got.RemoteEndPoint;
            return (got.ReceivedBytes, source.Equals(Server) ? null : nameOf(source));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.MessageSize)
        {
            // Windows says so where others cut the datagram; the caller sees a full buffer in either case.
            return (buffer.Length, null);
        }
        catch (SocketException e)
        {
            throw Failure(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        released();
    }

    // "Port unreachable" comes as a refusal, on Windows as a reset.
    private DialException Failure(SocketException e) =>
        e.SocketErrorCode is SocketError.ConnectionReset ? ProbeFailure.OfConnect(new((int)SocketError.ConnectionRefused), world) : ProbeFailure.OfConnect(e, world);
}
