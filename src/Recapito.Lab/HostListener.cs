using System.Net;
using System.Net.Sockets;

namespace Recapito.Lab;

/// <summary>Takes the TCP connections of one address of a host.</summary>
internal sealed class HostListener : IAsyncDisposable
{
    private readonly SmtpConnectionHandler handler;
    private readonly string local;
    private readonly Func<IPEndPoint, string> clientOf;
    private readonly int delay;
    private readonly Socket socket;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    private HostListener(Socket socket, SmtpConnectionHandler handler, string local, Func<IPEndPoint, string> clientOf, int delay)
    {
        (this.socket, this.handler, this.local, this.clientOf, this.delay) = (socket, handler, local, clientOf, delay);
        loop = Serve();
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Starts to listen.</summary>
    /// <param name="place">Address and port to bind; port 0 for any.</param>
    /// <param name="handler">Serves each connection.</param>
    /// <param name="local">The host's address in the world.</param>
    /// <param name="clientOf">The client's address in the world, from its real one.</param>
    /// <param name="delay">Milliseconds of the imitated line.</param>
    /// <exception cref="SocketException">The address or port cannot be bound.</exception>
    public static HostListener Start(IPEndPoint place, SmtpConnectionHandler handler, string local, Func<IPEndPoint, string> clientOf, int delay)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(place);
            socket.Listen();
            return new(socket, handler, local, clientOf, delay);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        socket.Dispose();
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task Serve()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeConnection(await socket.AcceptAsync(stop.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Stopped, or the client went away before we looked.
            }
        }
    }

    private async Task ServeConnection(Socket connection)
    {
        var cancel = stop.Token;
        try
        {
            connection.NoDelay = true;
            var client = clientOf((IPEndPoint)connection.RemoteEndPoint!);
            Stream stream = new NetworkStream(connection, ownsSocket: true);
            stream = delay > 0 ? new DelayStream(stream, delay, cancel) : stream;
            await using (stream.ConfigureAwait(false))
            {
                await Task.Delay(delay, cancel).ConfigureAwait(false);
                await handler(stream, client, local, cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client is gone, or the lab stops.
        }
    }
}
