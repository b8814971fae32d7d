namespace Recapito.Cli;

/// <summary>One mail of the input.</summary>
/// <param name="Name">Path as given, with "#2" for the second mail of an mbox.</param>
/// <param name="Bytes">The mail.</param>
internal sealed record Mail(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>Finds the mails in what the user names: a file (.eml or pasted text), an mbox, a Maildir, a folder, or "-" for standard input.</summary>
internal static class MailInput
{
    private const string Expected = "a bounce saved as .eml, an mbox, a Maildir or a folder";

    /// <summary>An mbox is read as a whole; beyond this it is refused.</summary>
    private const long LargestFile = 1L << 30;

    /// <summary>The mails, lazily; what cannot be read is told to <paramref name="complain"/> and the rest goes on.</summary>
    public static IEnumerable<Mail> Open(IEnumerable<string> paths, Surroundings around, Action<string> complain) =>
        paths.SelectMany(path => Directory.Exists(path) ? MailFolder.Files(path, complain) : [path])
            .SelectMany(file => Mails(file, around, complain));

    /// <summary>The one mail that a command takes.</summary>
    /// <exception cref="InputException">It cannot be read, is empty, or is several.</exception>
    public static Mail Single(string path, Surroundings around)
    {
        var problems = new List<string>();
        var mails = Open([path], around, problems.Add).Take(2).ToList();
        return mails is [var mail] && problems.Count == 0 ? mail
            : problems is [var problem, ..] ? throw new InputException(problem)
            : throw new InputException($"{path}: expected one mail, found {(mails.Count == 0 ? "none" : "several")}; name one of them, or use 'recapito read' for many.");
    }

    private static IEnumerable<Mail> Mails(string file, Surroundings around, Action<string> complain)
    {
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = InputFile.Read(file, Expected, LargestFile, around);
        }
        catch (InputException e)
        {
            complain(e.Message);
            return [];
        }

        if (MailForm.WhyNoMail(bytes.Span) is { } why)
        {
            complain($"{file}: {why}.");
            return [];
        }

        bytes = MailForm.InUtf8(bytes);
        return Mbox.Mails(bytes) is { Count: > 0 } mails
            ? mails.Select((mail, i) => new Mail($"{file}#{i + 1}", mail))
            : [new(file, bytes)];
    }
}
