namespace Recapito.Core;

/// <summary>What was not checked, and why: gaps in the answers, and questions that might not be asked at all.</summary>
internal static class Gaps
{
    public static IReadOnlyList<Gap> Of(Case now, Symptom symptom)
    {
        var unanswered = now.Evidence.All.Where(seen => seen.Outcome is Outcome.Unavailable && !IsAnsweredOtherwise(now.Evidence, seen.Request) && !IsOfNoServers(now, seen.Request))
            .DistinctBy(seen => seen.Request).Select(seen => new Gap(seen.Request, InTheReadersWords(seen.Why!)));
        var trace = TraceView.Of(now);
        var silent = trace.WhyNothingSaid is { } why ? [new Gap(trace.Empty!.Request, why)] : Array.Empty<Gap>();
        var all = new Inquiry { Inside = true, KnownGood = now.Inquiry.KnownGood, ControlHost = now.Inquiry.ControlHost, TrustAnchors = now.Inquiry.TrustAnchors };
        var unasked = EvidencePlan.Next(symptom, now.Evidence, all).Select(request => new Gap(request, WhyUnasked(request, now.Inquiry)));
        return [.. unanswered, .. silent, .. unasked, .. OfHosts(now, symptom)];
    }

    /// <summary>Exchangers beyond those that are looked at.</summary>
    private static IEnumerable<Gap> OfHosts(Case now, Symptom symptom) => now.Hosts.Except(EvidencePlan.LookedAt(symptom, now.Hosts))
        .Select(host => EvidencePlan.At(host.Name, RrType.A)).Where(request => !now.Evidence.Has(request))
        .Select(request => new Gap(request, $"only the first {EvidencePlan.MostHosts} mail exchangers of a domain are looked at, by preference"));

    private static string InTheReadersWords(string why) =>
        why.Contains(InsideGaps.TraceTooOld, StringComparison.Ordinal) ? "gap.trace-too-old"
        : why.Contains(InsideGaps.NoTraceInCloud, StringComparison.Ordinal) ? "gap.no-trace-in-cloud"
        : why.Contains(InsideGaps.NoTracePrincipal, StringComparison.Ordinal) ? "gap.no-trace-principal"
        : why == InsideGaps.TraceNotInExport ? "gap.trace-not-in-export"
        : why;

    private static bool IsAnsweredOtherwise(EvidenceSet evidence, Request request) =>
        evidence.History(request).Any(seen => seen.Outcome is not Outcome.Unavailable) || (request is AcceptedDomainRequest asked && IsWaiting(evidence, asked.Domain));

    // An organisation without servers of its own has none that could be asked.
    private static bool IsOfNoServers(Case now, Request request) =>
        request is RecipientRequest { Side: ExchangeSide.ExchangeServer } && OrganisationView.OfRecipient(now).ShowsNoServers;

    /// <summary>The tenant's own list shows the domain as not verified, which is all that was to be seen: such a domain is no accepted domain yet.</summary>
    private static bool IsWaiting(EvidenceSet evidence, string domain) =>
        evidence.Find(new ConfigurationRequest(domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain)) is Present<ExchangeObjects> listed
        && listed.Value.Items.Any(item => Names.Canonical(item.Text("id") ?? "") == domain && item.Flag("isVerified") is false);

    private static string WhyUnasked(Request request, Inquiry inquiry) => request switch
    {
        DnsRequest when !inquiry.Dns => "gap.no-dns",
        SmtpSessionRequest or RcptRequest or ReachabilityRequest when !inquiry.Smtp => "gap.no-smtp",
        RcptRequest when !inquiry.Rcpt => "gap.no-rcpt",
        AcceptedDomainRequest or RecipientRequest or ConfigurationRequest or MessageTraceRequest or MessageTraceControlRequest when !inquiry.Inside => "gap.no-inside",
        _ => "gap.not-asked",
    };
}
