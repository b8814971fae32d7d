using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>Reads world files and says what an observer of a world may use.</summary>
internal static class WorldInput
{
    private static readonly string[] InsideAccess = ["graph", "exchange", "export"];

    /// <exception cref="InputException">It cannot be read or has an error; the message names line and column.</exception>
    public static World Read(string path)
    {
        try
        {
            return WorldFile.Read(path, File.ReadAllText(path));
        }
        catch (WorldFileException e)
        {
            throw new InputException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Every world file that the paths name; folders with all below them.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths) => [.. paths.SelectMany<string, string>(path =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : File.Exists(path) ? [path] : throw new InputException($"{path}: there is no such world file or folder."))];

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
}
