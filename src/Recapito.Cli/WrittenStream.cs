namespace Recapito.Cli;

/// <summary>A stream that is written from start to end, and knows what to do where that fails.</summary>
internal abstract class WrittenStream(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => Guarded(0, static (stream, _) => stream.Flush());

    public override void Write(byte[] buffer, int offset, int count) => Guarded((buffer, offset, count), static (stream, piece) => stream.Write(piece.buffer, piece.offset, piece.count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The system refused to write.</summary>
    protected abstract void Failed(Exception e);

    private void Guarded<T>(T piece, Action<Stream, T> write)
    {
        try
        {
            write(inner, piece);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failed(e);
        }
    }
}

/// <summary>Standard error. Where it cannot be written, there is nobody left to tell: the work goes on, and the exit code says how it ended.</summary>
internal sealed class MessageStream(Stream inner) : WrittenStream(inner)
{
    protected override void Failed(Exception e)
    {
    }
}
