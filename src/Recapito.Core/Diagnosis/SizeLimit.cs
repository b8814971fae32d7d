using System.Globalization;

namespace Recapito.Core;

/// <summary>How large a message the refusing host takes, as it announces itself (RFC 1870 §4).</summary>
internal static class SizeLimit
{
    /// <summary>In octets; null where the reply is not about that, or the host was not asked, announces nothing, or no fixed limit (zero).</summary>
    public static long? Of(Symptom symptom, EvidenceSet evidence)
    {
        if (symptom.Reason is not "mesgtoobig" || (symptom.RefusingHost ?? symptom.RemoteMta) is not { } host)
        {
            return null;
        }

        var announced = evidence.Asked<SmtpSessionRequest>().Where(asked => asked.Host == host).Select(evidence.Find).OfType<Present<SmtpSession>>()
            .SelectMany(seen => seen.Value.Extensions).Select(Octets).OfType<long>().ToList();
        return announced.Count > 0 ? announced.Min() : null;
    }

    private static long? Octets(string extension) =>
        extension.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var keyword, var limit] && keyword.Equals("SIZE", StringComparison.OrdinalIgnoreCase)
        && long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var octets) && octets > 0 ? octets : null;
}
