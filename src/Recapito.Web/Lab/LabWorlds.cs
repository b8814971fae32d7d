using Recapito.Lab;

namespace Recapito.Web;

/// <summary>A world that the lab shows.</summary>
/// <param name="Name">Its file, without the folder and the ending.</param>
/// <param name="Group">Name of the folder that it lies in, below the lab's; empty for none.</param>
/// <param name="About">One sentence.</param>
/// <param name="IsWatched">True where time passes in it, and something is watched.</param>
/// <param name="IsMended">True where a message comes back, and a remedy brings it on its way.</param>
/// <param name="IsProven">True where the cause can be proven.</param>
public sealed record LabEntry(string Name, string Group, string About, bool IsWatched, bool IsMended, bool IsProven);

/// <summary>The worlds beside the one that the service looks into.</summary>
internal sealed class LabWorlds
{
    private const int MostFiles = 1000;

    private static readonly string[] Mended = ["healthy", "waits"];

    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<LabEntry>> entries;

    /// <param name="path">A world file, or a folder with all below it.</param>
    /// <exception cref="WorldFileException">There is none.</exception>
    public LabWorlds(string path)
    {
        var isFolder = Directory.Exists(path);
        var folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", new EnumerationOptions { RecurseSubdirectories = isFolder }).Take(MostFiles))
        {
            files[Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '/')] = file;
        }

        // Whatever its ending, the file that was named is there.
        Current = isFolder ? First(path) : Path.GetFileNameWithoutExtension(path);
        files[Current] = isFolder ? files[Current] : path;
        entries = new(() => [.. files.Keys.Select(Entry).OfType<LabEntry>()]);
    }

    /// <summary>Name of the world that the service looks into.</summary>
    public string Current { get; }

    /// <summary>All that there is something to see in.</summary>
    public IReadOnlyList<LabEntry> All => entries.Value;

    /// <summary>True where there is a world of that name, be there something to see in it or not.</summary>
    public bool Has(string name) => files.ContainsKey(name);

    /// <summary>A world; null where there is none of that name.</summary>
    /// <exception cref="WorldFileException">The world has an error.</exception>
    public World? Find(string name) => files.TryGetValue(name, out var file) ? WorldFile.Read(file, File.ReadAllText(file)) : null;

    // The first in which there is a message to be mended, if possible one whose cause can be proven: the page's own bounce comes from there.
    private string First(string folder) => files.Keys.FirstOrDefault(name => Entry(name) is { IsMended: true, IsProven: true }) ?? files.Keys.FirstOrDefault(name => Entry(name) is { IsMended: true }) ?? files.Keys.FirstOrDefault()
        ?? throw new WorldFileException($"{folder}: holds no world file (*.yaml).");

    // What cannot be read is told by 'recapito lab prove'; there is nothing to see in it.
    private LabEntry? Entry(string name)
    {
        try
        {
            var world = Find(name)!;
            var isMended = world.Message.To.Count > 0 && world.Expect.Values.Any(want => Mended.Contains(want.After));
            return world.Watch is null && !isMended ? null : new(name, Path.GetDirectoryName(name) ?? "", world.About, world.Watch is not null, isMended, world.Expect.Values.Any(want => want.Verdict is Verdict.Proven));
        }
        catch (Exception e) when (e is WorldFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
