using System.Runtime.CompilerServices;

namespace Recapito.Core;

/// <summary>
/// The SPF records among the TXT records of an answer. A tree is walked anew after each answer, of whatever kind; so what was read of one answer is kept
/// as long as it is.
/// </summary>
/// <param name="Records">The records; one where all is in order (RFC 7208 §4.5).</param>
/// <param name="Record">The one record, read; null where there is none, or more than one.</param>
internal sealed record SpfPublished(IReadOnlyList<string> Records, SpfRecord? Record)
{
    private static readonly SpfPublished Nothing = new([], null);
    private static readonly ConditionalWeakTable<Observation<RrSet>, SpfPublished> Known = [];

    /// <summary>What an answer holds; nothing where there is no answer.</summary>
    public static SpfPublished In(Observation<RrSet>? seen) => seen is Present<RrSet> ? Known.GetValue(seen, Read) : Nothing;

    private static SpfPublished Read(Observation<RrSet> seen)
    {
        string[] records = [.. TxtStrings.Of(seen).Where(SpfParser.IsRecord)];
        return new(records, records is [var text] ? SpfParser.Parse(text) : null);
    }
}
