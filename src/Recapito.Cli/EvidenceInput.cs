using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads saved evidence.</summary>
internal static class EvidenceInput
{
    /// <param name="path">An evidence file.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <param name="parse">From its octets and its name to evidence.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static EvidenceSet Read(string path, Surroundings around, Func<ReadOnlyMemory<byte>, string, EvidenceSet> parse) =>
        Parse(InputFile.Read(path, "an evidence file (docs/reference/evidence.md)", InputFile.LargestText, around), path, parse);

    /// <summary>The evidence without questions that had no answer then, so that they are asked again.</summary>
    public static EvidenceSet WithoutGaps(EvidenceSet evidence) =>
        evidence.All.Where(seen => seen.Outcome is not Outcome.Unavailable).Aggregate(EvidenceSet.Empty, (set, seen) => set.With(seen));

    /// <exception cref="InputException">It cannot be read.</exception>
    public static EvidenceSet Parse(ReadOnlyMemory<byte> bytes, string path) => Parse(bytes, path, EvidenceFile.Read);

    private static EvidenceSet Parse(ReadOnlyMemory<byte> bytes, string path, Func<ReadOnlyMemory<byte>, string, EvidenceSet> parse)
    {
        try
        {
            return parse(MailForm.InUtf8(bytes), path);
        }
        catch (EvidenceFileException e)
        {
            throw new InputException(e.Message);
        }
    }
}
