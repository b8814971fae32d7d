using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads saved evidence.</summary>
internal static class EvidenceInput
{
    /// <param name="paths">Evidence files, merged.</param>
    /// <param name="keepGaps">False to drop questions that had no answer then, so that they are asked again.</param>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static EvidenceSet Read(IEnumerable<string> paths, bool keepGaps) => paths.Aggregate(EvidenceSet.Empty, (all, path) =>
        Read(path).All.Where(seen => keepGaps || seen.Outcome is not Outcome.Unavailable).Aggregate(all, (set, seen) => set.With(seen)));

    private static EvidenceSet Read(string path)
    {
        try
        {
            return EvidenceFile.Read(File.ReadAllBytes(path), path);
        }
        catch (EvidenceFileException e)
        {
            throw new InputException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }
}
