namespace Recapito.Core;

/// <summary>A line of a report with the phrases that begin in it.</summary>
internal readonly ref struct ReportLine
{
    private readonly ReadOnlySpan<char> text;

    /// <param name="text">The whole text.</param>
    /// <param name="place">Where the line stands in it.</param>
    /// <param name="cues">The phrases that begin in the line.</param>
    internal ReportLine(ReadOnlySpan<char> text, TextLine place, ReadOnlySpan<CueHit> cues)
    {
        this.text = text;
        Place = place;
        Cues = cues;
        Words = place.Of(text);
    }

    internal TextLine Place { get; }

    /// <summary>The line without its white space on both sides; never empty.</summary>
    internal ReadOnlySpan<char> Words { get; }

    /// <summary>As <see cref="ReportCues.Hits"/>.</summary>
    internal ReadOnlySpan<CueHit> Cues { get; }

    /// <summary>As <see cref="TextLine.Indent"/>.</summary>
    internal int Indent => Place.Indent;

    internal bool EndsWithColon => Words[^1] is ':' or '：';

    internal bool Has(DialectRole role) => TryFind(role, out _);

    /// <summary>The first phrase with that role.</summary>
    internal bool TryFind(DialectRole role, out CueHit cue)
    {
        foreach (ref readonly var hit in Cues)
        {
            if (hit.Role == role)
            {
                cue = hit;
                return true;
            }
        }

        cue = default;
        return false;
    }

    /// <summary>What stands before a phrase in the line.</summary>
    internal ReadOnlySpan<char> Before(CueHit cue) => text[Place.Start..cue.Start];

    /// <summary>What stands behind a phrase in the line; nothing where the phrase goes on in the next one.</summary>
    internal ReadOnlySpan<char> Behind(CueHit cue) => From(cue.End);

    /// <summary>What stands in the line from a place of the text on.</summary>
    internal ReadOnlySpan<char> From(int at) => at >= Place.End ? default : text[at..Place.End];

    /// <summary>What stands behind a phrase, in the line and in those that follow.</summary>
    internal ReadOnlySpan<char> Behind(CueHit cue, int most) => text[cue.End..Math.Min(text.Length, cue.End + most)];
}
