using System.Text;

namespace Recapito.Cli;

/// <summary>Reads what the user names, and says clearly why it cannot be read.</summary>
internal static class InputFile
{
    /// <summary>Standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>A world or an evidence file beyond this is none.</summary>
    public const long LargestText = 64L << 20;

    /// <summary>A file system may hold any octets as a name; .NET knows names as text only.</summary>
    public const string NotUtf8 = "its name is not UTF-8, and cannot be opened; rename it.";

    /// <summary>The octets of a file or of standard input.</summary>
    /// <param name="path">A path, or "-".</param>
    /// <param name="expected">What the file should be, for messages.</param>
    /// <param name="largest">Octets beyond which it is refused.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, string expected, long largest, Surroundings around)
    {
        if (path.Length == 0)
        {
            throw new InputException($"'': is no name of a file; expected {expected}.");
        }

        if (path != StandardInput && !File.Exists(path))
        {
            throw new InputException(Directory.Exists(path)
                ? $"{path}: is a folder; expected {expected}."
                : $"{path}: {WhyMissing(path, expected)}");
        }

        try
        {
            using var stream = path == StandardInput ? around.Input : Open(path);
            return ReadAll(path, stream, largest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>As <see cref="Read"/>, as text: UTF-8, or what a byte order mark says.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static string ReadText(string path, string expected, Surroundings around)
    {
        var bytes = Read(path, expected, LargestText, around);
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>Why a file is not found, though it may seem to be there: a sentence without the path.</summary>
    public static string WhyMissing(string path, string expected) => new FileInfo(path).LinkTarget is { } target ? $"is a link to nothing ({target})."
        : HasOtherName(path) ? NotUtf8
        : $"there is no such file; expected {expected}.";

    /// <summary>True where what the folder lists by this name cannot be found by it: U+FFFD stands for octets of its real name.</summary>
    public static bool HasOtherName(string path)
    {
        var parent = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (!path.Contains('\uFFFD', StringComparison.Ordinal) || Path.Exists(path))
        {
            return false;
        }

        try
        {
            var name = Path.GetFileName(path);
            return Directory.Exists(parent) ? Directory.EnumerateFileSystemEntries(parent).Any(entry => Path.GetFileName(entry) == name) : HasOtherName(parent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // On Windows a mailbox may be open in a mail program; it is read all the same.
    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static ReadOnlyMemory<byte> ReadAll(string path, Stream stream, long largest)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > largest)
            {
                throw new InputException($"{path}: is larger than {largest >> 20} MiB; it was not read further.");
            }
        }

        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }
}
