using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// What was seen of an organisation's inside before a bounce may have been changed until then: an administrator exports, changes a setting, sends again. It
/// neither shows nor excludes what made that bounce, and stands as a gap with its reason.
/// </summary>
internal static class InsideInTime
{
    /// <param name="evidence">What was observed.</param>
    /// <param name="bounced">When the bounce was; null without one, or where its report does not say.</param>
    public static EvidenceSet Of(EvidenceSet evidence, DateTimeOffset? bounced) =>
        bounced is { } then ? evidence.Map(seen => IsEarlier(seen, then) ? seen.Request.Unanswered(Why(seen, then), seen.Source) : seen) : evidence;

    /// <summary>The evidence with gaps in place of what was read from files that say neither when they were made nor whether they are whole.</summary>
    /// <param name="evidence">What was observed.</param>
    public static EvidenceSet Dated(EvidenceSet evidence) => evidence.Map(seen => seen.Source.IsUndated && seen.Outcome is not Outcome.Unavailable
        ? seen.Request.Unanswered("it was read from a file that says neither when it was made nor whether it is whole", seen.Source) : seen);

    private static bool IsEarlier(Observation seen, DateTimeOffset then) =>
        seen is { Outcome: not Outcome.Unavailable, Request.From.Kind: VantageKind.Inside } && seen.Source.At < then;

    private static string Why(Observation seen, DateTimeOffset then) =>
        string.Create(CultureInfo.InvariantCulture, $"it was looked at {seen.Source.At:yyyy-MM-dd HH:mm:ss}, before the bounce of {then:yyyy-MM-dd HH:mm:ss} UTC, and may have been changed until then; look again");
}
