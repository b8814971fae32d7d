namespace Recapito.Cli;

/// <summary>Whoever reads the output has gone away, as "head" does when it has enough: nothing more is to be done, and nothing is wrong.</summary>
internal sealed class OutputClosedException(IOException cause) : Exception(cause.Message, cause);

/// <summary>The output; what goes wrong there is told apart from what goes wrong with the input.</summary>
internal sealed class ResultStream(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>
    /// Standard output of this process. The console's own stream says nothing when the reader of a pipe has gone away, and a mailbox would be
    /// read to its end for nobody; a file keeps the console's stream, which shares its place in the file with other programs.
    /// </summary>
    public static Stream OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var pipe = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }

    public override void Flush() => Guarded(0, static (stream, _) => stream.Flush());

    public override void Write(byte[] buffer, int offset, int count) => Guarded((buffer, offset, count), static (stream, piece) => stream.Write(piece.buffer, piece.offset, piece.count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Guarded<T>(T piece, Action<Stream, T> write)
    {
        try
        {
            write(inner, piece);
        }
        catch (IOException e)
        {
            throw new OutputClosedException(e);
        }
    }
}
