using Recapito.Core;

namespace Recapito.Cli;

/// <summary>One mail of the input.</summary>
/// <param name="Name">Path as given, with "#2" for the second mail of an mbox.</param>
/// <param name="Bytes">The mail.</param>
internal sealed record Mail(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>The one mail that a command is about.</summary>
internal static class MailInput
{
    /// <summary>The mail in what the user names: a file of any form, a folder that holds one, or "-" for standard input.</summary>
    /// <exception cref="InputException">It cannot be read, is empty, or is several.</exception>
    public static Mail Single(string path, Surroundings around)
    {
        var mails = Mails(path, around).Take(2).ToList();
        return mails is [var mail] ? mail
            : throw new InputException($"{path}: expected one mail, found {(mails.Count == 0 ? "none" : "several")}; name one of them, or use 'recapito read' for many.");
    }

    /// <summary>The report of the one bounce.</summary>
    /// <exception cref="InputException">It cannot be read, or is no bounce.</exception>
    public static DsnReport Bounce(string path, Surroundings around)
    {
        var mail = Single(path, around);
        return Input.Bounce.Read(mail.Name, mail.Bytes.Span);
    }

    /// <summary>What the user names: a file, a folder, "-", or the words themselves where they are a reply, perhaps below a line that says to whom, and no file has such a name.</summary>
    /// <exception cref="InputException">It cannot be read, is empty, or is several.</exception>
    public static Mail SingleOrReply(string path, Surroundings around) =>
        path == InputFile.StandardInput || Path.Exists(path) || (PastedReply.Of(path)?.Reply ?? ReplyText.Of(path)) is not { } reply ? Single(path, around) : new($"\"{reply}\"", System.Text.Encoding.UTF8.GetBytes(path));

    private static IEnumerable<Mail> Mails(string path, Surroundings around)
    {
        var files = Directory.Exists(path) ? FolderWalk.Files(path, problem => throw new InputException(problem)) : [path];
        foreach (var file in files)
        {
            using var cursor = MailCursor.Open(file, file == InputFile.StandardInput ? around.Input : MailFile.Whole(MailFile.Open(file)));
            while (cursor.MoveNext())
            {
                yield return cursor.Problem is { } problem ? throw new InputException(problem) : new(cursor.Name.ToString(), MailForm.InUtf8(cursor.Bytes.ToArray()));
            }
        }
    }
}
