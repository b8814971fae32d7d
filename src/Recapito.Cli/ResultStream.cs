namespace Recapito.Cli;

/// <summary>Whoever reads the output has gone away, as "head" does when it has enough: nothing more is to be done, and nothing is wrong.</summary>
internal sealed class OutputClosedException(Exception cause) : Exception(cause.Message, cause);

/// <summary>The output takes no more, as on a full disk: what was written is not all. Exit code 74.</summary>
internal sealed class OutputFailedException(string why, Exception cause) : Exception($"cannot write the results: {why}", cause);

/// <summary>The output; what goes wrong there is told apart from what goes wrong with the input.</summary>
internal sealed class ResultStream(Stream inner) : WrittenStream(inner)
{
    /// <summary>EPIPE, which has this number on every Unix; ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.</summary>
    private static readonly int[] ReaderIsGone = OperatingSystem.IsWindows() ? [unchecked((int)0x8007006D), unchecked((int)0x800700E8)] : [32];

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

    protected override void Failed(Exception e) => throw (ReaderIsGone.Contains(e.HResult) ? new OutputClosedException(e) : new OutputFailedException(Why(e), e));

    // For EBADF and the like, .NET speaks of a path; the system's own words are within.
    private static string Why(Exception e) => (e is UnauthorizedAccessException && e.InnerException is IOException words ? words : e).Message;
}
