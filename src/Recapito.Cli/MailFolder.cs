namespace Recapito.Cli;

/// <summary>The files of a folder that may be mails, with all below it; of a Maildir, the delivered ones.</summary>
internal static class MailFolder
{
    /// <summary>The files in the order of their names; a folder that cannot be listed is told to <paramref name="complain"/>.</summary>
    public static IEnumerable<string> Files(string folder, Action<string> complain)
    {
        var entries = List(folder, complain);
        var isMaildir = entries.Any(entry => Is(entry, "cur")) && entries.Any(entry => Is(entry, "new"));
        foreach (var entry in entries)
        {
            if (!Directory.Exists(entry))
            {
                // Beside its three folders, a Maildir holds a server's indexes.
                if (!isMaildir && !IsHidden(entry))
                {
                    yield return entry;
                }
            }
            else if (isMaildir ? !Is(entry, "tmp") : !IsHidden(entry))
            {
                foreach (var file in Files(entry, complain))
                {
                    yield return file;
                }
            }
        }
    }

    // A link to a folder may lead back to where we are.
    private static List<string> List(string folder, Action<string> complain)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder)
                .Where(entry => !(Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is not null))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            complain($"{folder}: cannot be listed: {e.Message}");
            return [];
        }
    }

    private static bool Is(string path, string name) => Path.GetFileName(path) == name && Directory.Exists(path);

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.') || (File.GetAttributes(path) & FileAttributes.Hidden) != 0;
}
