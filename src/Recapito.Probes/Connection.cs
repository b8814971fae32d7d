using System.Net;
using System.Net.Sockets;

namespace Recapito.Probes;

/// <summary>A TCP connection that the <see cref="Dialer"/> opened. Disposing it frees the host's place.</summary>
public sealed class Connection : IAsyncDisposable
{
    private readonly Socket socket;
    private Action? released;

    internal Connection(Socket socket, long octets, Action released)
    {
        this.socket = socket;
        this.released = released;
        Stream = new MeteredStream(new NetworkStream(socket, ownsSocket: true), octets);
    }

    /// <summary>What is read and written; reading ends with an <see cref="IOException"/> where the host sends too much.</summary>
    public Stream Stream { get; }

    /// <summary>The address of the world that was connected to, in text; null where the dialer did not say.</summary>
    public string? RemoteAddress { get; internal init; }

    /// <summary>How long one reply is waited for here: <see cref="ProbeLimits.Step"/>, or <see cref="ProbeLimits.LabSilence"/> where a lab's host never says a word.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>The stream for whoever knows streams only: closing it closes the connection and frees the host's place.</summary>
    internal Stream Detach()
    {
        ((MeteredStream)Stream).Closed = Interlocked.Exchange(ref released, null);
        return Stream;
    }

    /// <summary>Our own address on this connection.</summary>
    public IPAddress LocalAddress => ((IPEndPoint)socket.LocalEndPoint!).Address;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        Interlocked.Exchange(ref released, null)?.Invoke();
    }

    /// <summary>Counts what comes in, below TLS, so that no layer above can be fed without end.</summary>
    private sealed class MeteredStream(Stream inner, long octets) : Stream
    {
        private long left = octets;
        private Action? closed;

        public Action? Closed
        {
            set => closed = value;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            Interlocked.Exchange(ref closed, null)?.Invoke();
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                Interlocked.Exchange(ref closed, null)?.Invoke();
            }

            base.Dispose(disposing);
        }

        private int Count(int read)
        {
            left -= read;
            return left >= 0 ? read : throw new GapException("the host sends more than any SMTP server has to say");
        }
    }
}
