using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>Reads world files and says what an observer of a world may use.</summary>
internal static class WorldInput
{
    private const string Expected = "a world file (docs/reference/world.md)";

    private static readonly string[] InsideAccess = ["graph", "exchange", "export"];

    /// <exception cref="InputException">It cannot be read or has an error; the message names line and column.</exception>
    public static World Read(string path, Surroundings around)
    {
        try
        {
            return WorldFile.Read(path, InputFile.ReadText(path, Expected, around));
        }
        catch (WorldFileException e)
        {
            throw new InputException(e.Message);
        }
    }

    /// <summary>Every world file that the paths name; folders with all below them.</summary>
    /// <exception cref="InputException">A path names none.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths) => [.. paths.SelectMany(Find)];

    public static Inquiry InquiryOf(WorldObserver observer, IReadOnlyList<string>? access = null, IReadOnlyList<string>? knownGood = null)
    {
        var may = access ?? observer.Access;
        return new()
        {
            Dns = may.Contains("dns"),
            Smtp = may.Contains("smtp"),
            Inside = may.Any(InsideAccess.Contains),
            KnownGood = [.. (knownGood ?? observer.KnownGood).Select(Names.CanonicalAddress)],
        };
    }

    private static List<string> Find(string path)
    {
        if (path.Length == 0)
        {
            throw new InputException($"'': is no name of a file; expected {Expected}, or a folder of them.");
        }

        if (!Directory.Exists(path))
        {
            return File.Exists(path) || path == InputFile.StandardInput ? [path] : throw new InputException($"{path}: there is no such file or folder; expected {Expected}, or a folder of them.");
        }

        try
        {
            var found = Directory.EnumerateFiles(path, "*.yaml", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false }).Order(StringComparer.Ordinal).ToList();
            return found.Count > 0 ? found : throw new InputException($"{path}: holds no world file (*.yaml).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be listed: {e.Message}");
        }
    }
}
