using Microsoft.Win32.SafeHandles;

namespace Recapito.Cli;

/// <summary>Opens the files that the user names, with as few system calls as can be: of small mails, these take most of the time.</summary>
internal static class MailFile
{
    private const string Expected = "a bounce saved as .eml or .msg, an mbox, a Maildir, a folder or an archive of them";

    /// <summary>Opens a file; that another program has it open, or moves it, does not matter.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: {InputFile.WhyMissing(path, Expected)}");
        }
        catch (ArgumentException)
        {
            throw new InputException($"'{path}': is no name of a file; expected {Expected}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(Directory.Exists(path) ? $"{path}: is a folder; expected {Expected}." : $"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads from the start until the buffer is full or the file ends.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="file">The file.</param>
    /// <param name="buffer">Takes the octets.</param>
    /// <param name="isAll">True where the file ended.</param>
    /// <returns>How many octets were read; null, and none was, where it has no start to come back to: a pipe, or a terminal.</returns>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static int? ReadStart(string path, SafeFileHandle file, Span<byte> buffer, out bool isAll)
    {
        try
        {
            for (var length = 0; ;)
            {
                var read = RandomAccess.Read(file, buffer[length..], length);
                length += read;
                isAll = read == 0;
                if (isAll || length == buffer.Length)
                {
                    return length;
                }
            }
        }
        catch (NotSupportedException)
        {
            // What is no file is rare: asking each before it is read would cost a system call.
            isAll = false;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>All of it as a stream, which closes it.</summary>
    public static Stream Whole(SafeFileHandle file) => new FileStream(file, FileAccess.Read, bufferSize: 0);
}
