using System.Runtime.InteropServices;

namespace Recapito.Core;

/// <summary>A phrase of a recognised dialect, or of every one, in the text.</summary>
/// <param name="Role">What it says.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct CueHit(DialectRole Role, int Start, int End);

/// <summary>What the phrases of the catalogue say of a report: who wrote it, and what stands where.</summary>
internal sealed class ReportCues
{
    /// <summary>More phrases than this stand in no report.</summary>
    internal const int MostHits = 2000;

    private readonly List<CueHit> hits = new(32);
    private ulong roles;
    private bool tells;
    private readonly List<string> known = [];

    private ReportCues()
    {
    }

    /// <summary>The dialect that most of the marks speak for, or null.</summary>
    internal Dialect? Dialect { get; private set; }

    /// <summary>A mark or a header field speaks for this dialect, whether or not others weigh more.</summary>
    internal bool Knows(string dialect) => known.Contains(dialect);

    /// <summary>The header fields look like those of a mail system's report.</summary>
    internal bool HasDaemon { get; private set; }

    /// <summary>The same, an empty return path alone not counted: automatic answers have one too.</summary>
    internal bool HasDaemonOnly { get; private set; }

    /// <summary>The sender is the program that moves mail, by its own name: postmasters and administrators write to their users, too.</summary>
    internal bool HasMailerDaemon { get; private set; }

    /// <summary>The subject says that something is wrong or late, in words that no report is known by.</summary>
    internal bool HasLossInSubject { get; private set; }

    /// <summary>The subject is one of reports.</summary>
    internal bool HasSubject { get; private set; }

    /// <summary>A header field tells a dialect.</summary>
    internal bool HasHead { get; private set; }

    /// <summary>A header field tells a dialect of mails that speak of bounces and are none.</summary>
    internal bool IsNotice { get; private set; }

    /// <summary>Something was delivered, and no words say that something else was not.</summary>
    internal bool IsSuccess => Has(DialectRole.Success) && !tells;

    /// <summary>There are more phrases than are looked at.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>In the order of their starts; of those with one start, the longest first.</summary>
    internal ReadOnlySpan<CueHit> Hits => CollectionsMarshal.AsSpan(hits);

    /// <summary>Reads the text and the header lines "Name: value" of a report.</summary>
    internal static ReportCues Read(ReadOnlySpan<char> text, ReadOnlySpan<char> heads, DialectTable table)
    {
        var cues = new ReportCues();
        Span<int> weights = stackalloc int[table.Dialects.Length];
        var found = new List<PhraseHit>(64);
        table.Index.Find(heads, found, MostHits);
        cues.ReadHeads(heads, found, weights, table);
        found.Clear();
        table.Index.Find(text, found, MostHits);
        cues.IsCut = found.Count == MostHits;
        WeighMarks(found, weights, table);
        cues.Choose(weights, table);
        cues.Keep(text, found, weights, table);
        return cues;
    }

    internal bool Has(DialectRole role) => (roles & (1UL << (int)role)) != 0;

    /// <summary>The first phrase with that role; one that ends at 0 where there is none.</summary>
    internal CueHit First(DialectRole role)
    {
        foreach (ref readonly var hit in Hits)
        {
            if (hit.Role == role)
            {
                return hit;
            }
        }

        return default;
    }

    private void ReadHeads(ReadOnlySpan<char> heads, List<PhraseHit> found, Span<int> weights, DialectTable table)
    {
        foreach (var hit in found)
        {
            foreach (var cue in table.CuesOf(hit.Phrase))
            {
                var isOfSender = cue.Role == DialectRole.Daemon && !LineOf(heads, hit.Start).StartsWith("Subject: ");
                HasDaemon |= isOfSender;
                HasDaemonOnly |= isOfSender && !heads[hit.Start..hit.End].EndsWith("<>");
                HasMailerDaemon |= isOfSender && heads[hit.Start..hit.End].StartsWith("mailer", StringComparison.OrdinalIgnoreCase);
                HasLossInSubject |= cue.Role is DialectRole.Loss or DialectRole.Failure or DialectRole.Delay && LineOf(heads, hit.Start).StartsWith("Subject: ");
                HasSubject |= cue.Role == DialectRole.Subject;
                if (cue.Role == DialectRole.Head)
                {
                    HasHead = true;
                    IsNotice |= table.Dialects[cue.Dialect].Kind == ReportKind.NotABounce;
                    weights[cue.Dialect] += 1000 + table.LengthOf(hit.Phrase);
                }
            }
        }
    }

    private static ReadOnlySpan<char> LineOf(ReadOnlySpan<char> text, int at) => text[(text[..at].LastIndexOf('\n') + 1)..];

    private static void WeighMarks(List<PhraseHit> found, Span<int> weights, DialectTable table)
    {
        foreach (var hit in found)
        {
            foreach (var cue in table.CuesOf(hit.Phrase))
            {
                weights[cue.Dialect] += cue.Role == DialectRole.Mark ? table.LengthOf(hit.Phrase) : 0;
            }
        }
    }

    private void Choose(ReadOnlySpan<int> weights, DialectTable table)
    {
        var best = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                known.Add(table.Dialects[i].Id);
            }

            if (weights[i] > best && !table.Dialects[i].IsGeneral)
            {
                (best, Dialect) = (weights[i], table.Dialects[i]);
            }
        }
    }

    /// <summary>Words on both sides of a blank line are no phrase, though white space counts as one blank.</summary>
    private static bool SpansParagraphs(ReadOnlySpan<char> phrase)
    {
        var first = phrase.IndexOf('\n');
        return first >= 0 && phrase[(first + 1)..].IndexOf('\n') is >= 0 and var second && phrase.Slice(first + 1, second).IsWhiteSpace();
    }

    private void Keep(ReadOnlySpan<char> text, List<PhraseHit> found, ReadOnlySpan<int> weights, DialectTable table)
    {
        foreach (var hit in found)
        {
            if (SpansParagraphs(text[hit.Start..hit.End]))
            {
                continue;
            }

            foreach (var cue in table.CuesOf(hit.Phrase))
            {
                if ((weights[cue.Dialect] > 0 || table.Dialects[cue.Dialect].IsGeneral) && cue.Role is not (DialectRole.Head or DialectRole.Daemon or DialectRole.Subject))
                {
                    var role = cue.Role == DialectRole.Listing ? DialectRole.Failure : cue.Role;
                    if (role < DialectRole.Success)
                    {
                        hits.Add(new(role, hit.Start, hit.End));
                    }

                    roles |= 1UL << (int)role;
                    tells |= cue.Role is DialectRole.Failure or DialectRole.Delay;
                }
            }
        }

        hits.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
    }
}
