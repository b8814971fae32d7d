namespace Recapito.Core;

/// <summary>Goes with the lines of a text through its phrases: each line is asked for once, in the order of the text.</summary>
internal ref struct CueCursor
{
    private readonly ReadOnlySpan<CueHit> hits;
    private int next;

    internal CueCursor(ReportCues cues) => hits = cues.Hits;

    /// <summary>The phrases that begin in this line.</summary>
    internal ReadOnlySpan<CueHit> In(TextLine line)
    {
        while (next < hits.Length && hits[next].Start < line.Start)
        {
            next++;
        }

        var first = next;
        while (next < hits.Length && hits[next].Start < line.End)
        {
            next++;
        }

        return hits[first..next];
    }
}
