using System.IO.Enumeration;

namespace Recapito.Cli;

/// <summary>The files of a folder that may be mails, with all below it; of a Maildir, the delivered ones, with its subfolders (Maildir++).</summary>
internal static class FolderWalk
{
    // Nothing is skipped here: asking for attributes would cost a system call for each file.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false, ReturnSpecialDirectories = false };

    /// <summary>The files in the order of their names; a folder that cannot be listed is told to <paramref name="refuse"/>.</summary>
    public static IEnumerable<string> Files(string folder, Action<string> refuse)
    {
        var entries = List(folder, refuse);
        var isMaildir = entries.Exists(entry => entry is { IsFolder: true, Name: "cur" }) && entries.Exists(entry => entry is { IsFolder: true, Name: "new" });
        foreach (var (name, isFolder, isHidden) in entries)
        {
            var path = Path.Join(folder, name);
            if (!isFolder)
            {
                // Beside its three folders, a Maildir holds a server's indexes.
                if (!isMaildir && !isHidden)
                {
                    yield return path;
                }
            }
            else if (isMaildir ? name != "tmp" : !isHidden)
            {
                foreach (var file in Files(path, refuse))
                {
                    yield return file;
                }
            }
        }
    }

    // A link to a folder may lead back to where we are.
    private static List<Entry> List(string folder, Action<string> refuse)
    {
        try
        {
            var special = SpecialFiles.In(folder);
            var found = new FileSystemEnumerable<Entry>(folder, (ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory, IsHidden(ref entry)), Everything)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    entry.IsDirectory ? (entry.Attributes & FileAttributes.ReparsePoint) == 0 : special.Count == 0 || !special.Contains(entry.FileName.ToString()),
            };
            List<Entry> entries = [.. found];
            entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
            return entries;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refuse(InputFile.HasOtherName(folder) ? $"{folder}: {InputFile.NotUtf8}" : $"{folder}: cannot be listed: {e.Message}");
            return [];
        }
    }

    private static bool IsHidden(ref FileSystemEntry entry) => entry.FileName[0] == '.' || (OperatingSystem.IsWindows() && entry.IsHidden);

    private readonly record struct Entry(string Name, bool IsFolder, bool IsHidden);
}
