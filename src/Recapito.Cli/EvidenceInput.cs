using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads saved evidence.</summary>
internal static class EvidenceInput
{
    /// <param name="paths">Evidence files, merged.</param>
    /// <param name="keepGaps">False to drop questions that had no answer then, so that they are asked again.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static EvidenceSet Read(IEnumerable<string> paths, bool keepGaps, Surroundings around) => paths.Aggregate(EvidenceSet.Empty, (all, path) =>
        Read(path, around).All.Where(seen => keepGaps || seen.Outcome is not Outcome.Unavailable).Aggregate(all, (set, seen) => set.With(seen)));

    private static EvidenceSet Read(string path, Surroundings around) =>
        Parse(InputFile.Read(path, "an evidence file (docs/reference/evidence.md)", InputFile.LargestText, around), path);

    /// <exception cref="InputException">It cannot be read.</exception>
    public static EvidenceSet Parse(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            return EvidenceFile.Read(MailForm.InUtf8(bytes), path);
        }
        catch (EvidenceFileException e)
        {
            throw new InputException(e.Message);
        }
    }
}
