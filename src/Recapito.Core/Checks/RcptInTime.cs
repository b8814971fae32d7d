using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// Recipients are asked for seldom, so an answer may be an hour older than all that stands beside it (docs/adr/0026). Until then a mailbox is
/// created, a domain is accepted: such an answer shows what was, and neither reproduces a refusal now nor says that the address is taken now.
/// </summary>
internal static class RcptInTime
{
    /// <summary>A diagnosis of one recipient takes five minutes at most; twice that leaves room for it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The evidence with gaps in place of such answers; the same set where there are none.</summary>
    /// <param name="evidence">What was observed.</param>
    /// <param name="domain">Of the recipient.</param>
    public static EvidenceSet Of(EvidenceSet evidence, string domain)
    {
        var about = evidence.All.Where(seen => IsAbout(seen.Request, domain)).ToList();
        var newest = about.Count > 0 ? about.Max(seen => seen.Source.At) : default;
        return about.Exists(seen => IsEarlier(seen, newest))
            ? evidence.Map(seen => IsEarlier(seen, newest) && IsAbout(seen.Request, domain) ? seen.Request.Unanswered(Why(seen, newest), seen.Source) : seen)
            : evidence;
    }

    private static bool IsAbout(Request request, string domain) => request switch
    {
        DnsRequest asked => asked.Name == domain,
        RcptRequest { Role: RcptRole.Control } asked => asked.Subject == domain,
        RcptRequest asked => Names.DomainOf(asked.Subject) == domain,
        _ => false,
    };

    private static bool IsEarlier(Observation seen, DateTimeOffset newest) => seen is Present<RcptAnswer> && newest - seen.Source.At > Longest;

    private static string Why(Observation seen, DateTimeOffset newest) =>
        string.Create(CultureInfo.InvariantCulture, $"it was asked {seen.Source.At:yyyy-MM-dd HH:mm:ss}, the rest until {newest:yyyy-MM-dd HH:mm:ss} UTC, and may have changed in between");
}
