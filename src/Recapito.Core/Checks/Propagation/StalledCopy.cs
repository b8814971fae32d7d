using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// A secondary name server that has had more than the time that its zone gives it and still serves the old version: its zone transfer fails, and no waiting
/// mends that (RFC 1034 §4.3.5, RFC 1912 §2.2).
/// </summary>
internal static class StalledCopy
{
    /// <summary>Id of the words.</summary>
    public const string Doubt = "why.secondary-may-never-catch-up";

    // A serial tells the day and not the hour, in the time zone of whoever wrote it.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(2);

    /// <summary>One of the lagging servers is late, by the date in the serials or by the age of the bounce.</summary>
    public static bool In(Case now) => now.Zone.Lagging.Any(server => IsLate(now, server));

    private static bool IsLate(Case now, ServerView server)
    {
        if (server.Soa is not Present<RrSet> { Value.Soa: { } soa } seen)
        {
            return false;
        }

        // One refresh may just have been missed, or have failed once.
        var ttl = server.Mx is Present<RrSet> mx ? mx.Value.Ttl : 0;
        var due = seen.Source.At - Slack - TimeSpan.FromSeconds((2.0 * soa.RefreshSeconds) + ttl);
        return now.Symptom.At < due
            || (DateOf(soa.Serial, seen.Source.At) is not null && now.Zone.Newest[0].Serial is { } newest && DateOf(newest, seen.Source.At) < due);
    }

    /// <summary>The day in a serial of the form YYYYMMDDnn (RFC 1912 §2.2); null where it is no such one, or one of days to come.</summary>
    private static DateTimeOffset? DateOf(uint serial, DateTimeOffset observed) =>
        DateTimeOffset.TryParseExact((serial / 100).ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
        && day.Year >= 1990 && day <= observed.AddDays(1) ? day : null;
}
