using System.Threading.Channels;

namespace Recapito.Lab;

/// <summary>
/// A stream whose written octets arrive at the other side a fixed time later, without holding up the writer, as on a long line. Under TLS it
/// delays each flight of the handshake too.
/// </summary>
internal sealed class DelayStream : Stream
{
    private readonly Stream inner;
    private readonly TimeSpan delay;
    private readonly Channel<(long Due, byte[] Octets)> line = Channel.CreateUnbounded<(long, byte[])>(new() { SingleReader = true });
    private readonly Task pump;
    private readonly CancellationToken cancel;

    public DelayStream(Stream inner, int milliseconds, CancellationToken cancel)
    {
        (this.inner, delay, this.cancel) = (inner, TimeSpan.FromMilliseconds(milliseconds), cancel);
        pump = Pump();
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

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Put(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Put(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Put(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        // The line decides when octets arrive.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        line.Writer.TryComplete();
        await pump.ConfigureAwait(false);
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        // What is still on its way arrives before the stream closes; the pump closes it.
        if (line.Writer.TryComplete() && disposing)
        {
            _ = pump.ContinueWith(_ => inner.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        base.Dispose(disposing);
    }

    private void Put(ReadOnlySpan<byte> octets)
    {
        var due = Environment.TickCount64 + (long)delay.TotalMilliseconds;
        if (octets.Length > 0 && !line.Writer.TryWrite((due, octets.ToArray())))
        {
            throw new IOException("the connection is closed");
        }
    }

    private async Task Pump()
    {
        try
        {
            await foreach (var (due, octets) in line.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                var left = due - Environment.TickCount64;
                if (left > 0)
                {
                    await Task.Delay((int)left, cancel).ConfigureAwait(false);
                }

                await inner.WriteAsync(octets, cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            line.Writer.TryComplete();
        }
    }
}
