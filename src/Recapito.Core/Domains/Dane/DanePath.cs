namespace Recapito.Core;

/// <summary>How a TLSA record stands to what a host sends.</summary>
internal enum DaneMatch
{
    /// <summary>It is for none of it, or for a certificate that did not sign the host's own.</summary>
    No,

    /// <summary>Senders differ, or a signature on the way cannot be verified here.</summary>
    Unclear,

    /// <summary>It is for the host's own certificate, or for an authority from which signatures lead down to it.</summary>
    Yes,
}

/// <summary>The certificates that a host sends, and which of them signed which.</summary>
internal sealed class DanePath
{
    // No chain in order is longer; a hostile one would only cost time.
    private const int Most = 10;

    private readonly IReadOnlyList<CertificateView> chain;
    private readonly HashSet<int> above;
    private readonly HashSet<int> perhapsAbove;

    /// <param name="chain">As the host sent them, its own first.</param>
    public DanePath(IReadOnlyList<CertificateView> chain)
    {
        this.chain = [.. chain.Take(Most)];
        var verdicts = new Dictionary<(int, int), SignatureVerdict>();
        above = Above(verdicts, verdict => verdict is SignatureVerdict.Valid);
        perhapsAbove = Above(verdicts, verdict => verdict is not SignatureVerdict.Invalid);
    }

    /// <summary>Holds a record against them: DANE-EE is the own certificate alone (RFC 7672 §3.1.1), DANE-TA an authority above it that is sent too (§3.1.2).</summary>
    public DaneMatch Of(TlsaRecord record) => record.Usage == 3
        ? chain.Count > 0 && record.Matches(chain[0]) ? DaneMatch.Yes : DaneMatch.No
        : above.Any(at => record.Matches(chain[at])) ? DaneMatch.Yes
        : perhapsAbove.Any(at => record.Matches(chain[at])) || (chain.Count > 0 && record.Matches(chain[0])) ? DaneMatch.Unclear
        : DaneMatch.No;

    // Hosts send them in any order, and others beside them.
    private HashSet<int> Above(Dictionary<(int, int), SignatureVerdict> verdicts, Func<SignatureVerdict, bool> counts)
    {
        var found = new HashSet<int>();
        var open = new Queue<int>(chain.Count > 0 ? [0] : []);
        while (open.TryDequeue(out var at))
        {
            foreach (var next in Enumerable.Range(1, Math.Max(0, chain.Count - 1)).Where(next => !found.Contains(next) && counts(Verdict(verdicts, at, next))).ToList())
            {
                found.Add(next);
                open.Enqueue(next);
            }
        }

        return found;
    }

    private SignatureVerdict Verdict(Dictionary<(int, int), SignatureVerdict> verdicts, int at, int next) =>
        verdicts.TryGetValue((at, next), out var known) ? known : verdicts[(at, next)] = chain[at].SignedBy(chain[next]);
}
