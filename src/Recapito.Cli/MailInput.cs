namespace Recapito.Cli;

/// <summary>One mail of the input.</summary>
/// <param name="Name">Path as given, with "#2" for the second mail of an mbox.</param>
/// <param name="Bytes">The mail.</param>
internal sealed record Mail(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>Finds the mails in what the user names: a file (.eml or pasted text), an mbox, a Maildir, a folder, or "-" for standard input.</summary>
internal static class MailInput
{
    /// <summary>A mail beyond this is refused; the largest that public systems pass is far below.</summary>
    private const long LargestMail = 256L * 1024 * 1024;

    private static readonly byte[] MboxLine = "From "u8.ToArray();

    /// <summary>The mails, lazily; a path that cannot be read is told to <paramref name="complain"/> and the rest goes on.</summary>
    public static IEnumerable<Mail> Open(IEnumerable<string> paths, Action<string> complain) =>
        paths.SelectMany(path => Files(path, complain)).SelectMany(file => Mails(file, complain));

    /// <summary>The one mail that a command takes.</summary>
    /// <exception cref="InputException">It cannot be read, is empty, or is several.</exception>
    public static Mail Single(string path)
    {
        var problems = new List<string>();
        var mails = Open([path], problems.Add).Take(2).ToList();
        return problems.Count > 0 ? throw new InputException(problems[0])
            : mails.Count == 1 ? mails[0]
            : throw new InputException($"{path}: expected one mail, found {(mails.Count == 0 ? "none" : "several")}; use 'recapito read' for many.");
    }

    private static IEnumerable<string> Files(string path, Action<string> complain)
    {
        if (path == "-" || File.Exists(path))
        {
            return [path];
        }

        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
                .Where(file => !IsInTemporaryFolder(path, file)).Order(StringComparer.Ordinal);
        }

        complain($"{path}: there is no such file or folder.");
        return [];
    }

    /// <summary>A Maildir's "tmp" holds mails that are still being written.</summary>
    private static bool IsInTemporaryFolder(string root, string file) =>
        Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar) is [.., "tmp", _] && Directory.Exists(Path.Combine(root, "cur"));

    private static IEnumerable<Mail> Mails(string file, Action<string> complain)
    {
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = ReadAll(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            complain(e is InputException ? e.Message : $"{file}: cannot be read: {e.Message}");
            yield break;
        }

        if (bytes.IsEmpty)
        {
            complain($"{file}: is empty; expected a mail (RFC 5322), such as a bounce saved as .eml.");
            yield break;
        }

        if (IsOutlookMessage(bytes.Span))
        {
            complain($"{file}: is an Outlook message (.msg), which cannot be read yet; in Outlook, save or drag the bounce as .eml, or paste its text into a file.");
            yield break;
        }

        var starts = MboxStarts(bytes.Span);
        for (var i = 0; i < Math.Max(1, starts.Count); i++)
        {
            yield return starts.Count == 0 ? new(file, bytes) : new($"{file}#{i + 1}", Slice(bytes, starts, i));
        }
    }

    private static ReadOnlyMemory<byte> ReadAll(string file)
    {
        using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > LargestMail)
            {
                throw new InputException($"{file}: is larger than {LargestMail / 1024 / 1024} MB, which no mail is; it was not read.");
            }
        }

        return copy.ToArray();
    }

    /// <summary>The compound file signature that Outlook's messages begin with ([MS-CFB] §2.2).</summary>
    private static bool IsOutlookMessage(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <summary>Offsets of the "From " lines of an mbox (RFC 4155): the first at 0, the others after an empty line; empty where it is no mbox.</summary>
    private static List<int> MboxStarts(ReadOnlySpan<byte> bytes)
    {
        var starts = new List<int>();
        if (!bytes.StartsWith(MboxLine))
        {
            return starts;
        }

        starts.Add(0);
        for (var at = 0; at < bytes.Length;)
        {
            var next = bytes[at..].IndexOf("\nFrom "u8);
            if (next < 0)
            {
                break;
            }

            at += next + 1;
            if (EndsWithEmptyLine(bytes[..at]))
            {
                starts.Add(at);
            }
        }

        return starts;
    }

    private static bool EndsWithEmptyLine(ReadOnlySpan<byte> before) => before.EndsWith("\n\n"u8) || before.EndsWith("\r\n\r\n"u8);

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> all, List<int> starts, int i)
    {
        var end = i + 1 < starts.Count ? starts[i + 1] : all.Length;
        var mail = all[starts[i]..end];
        var line = mail.Span.IndexOf((byte)'\n');
        return line < 0 ? mail : mail[(line + 1)..];
    }
}
