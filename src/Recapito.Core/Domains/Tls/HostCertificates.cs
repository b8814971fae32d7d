using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The certificate of each mail host: for whom, from whom, until when, and how strong. Most senders encrypt with any certificate (RFC 7435); with an
/// MTA-STS policy or DANE it decides whether mail is delivered (RFC 8461 §4.1, RFC 7672 §2.2).
/// </summary>
internal sealed class HostCertificates : DomainCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private static readonly TimeSpan VerySoon = TimeSpan.FromDays(14);

    public override IReadOnlyList<string> Findings { get; } =
    [
        "tls-certificate-trusted", "tls-name-mismatch", "tls-certificate-expired", "tls-certificate-not-yet-valid", "tls-self-signed", "tls-chain-incomplete",
        "tls-unknown-issuer", "tls-not-trusted", "tls-weak-key", "tls-broken-signature", "tls-certificate-expires-in-14-days", "tls-certificate-expires-in-30-days",
    ];

    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var host in MailTarget.ByHost(view))
        {
            var shown = MailTarget.Answered(host, view).Where(one => one.Seen.Value.Tls is { Protocol: not null });
            foreach (var same in shown.GroupBy(one => one.Seen.Value.Tls!.Chain is [var own, ..] ? own : ""))
            {
                foreach (var finding in Finds(view, [.. same]))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<DomainFinding> Finds(DomainView view, IReadOnlyList<(MailTarget Target, Present<SmtpSession> Seen)> same)
    {
        var tls = same[0].Seen.Value.Tls!;
        var host = same[0].Target.Host.Name;
        var chain = CertificateView.Chain(tls.Chain);
        var ids = tls.Trusted ? ["tls-certificate-trusted"] : WhyNotTrusted(tls, chain, host, view.Now).DefaultIfEmpty("tls-not-trusted");
        var own = chain.Count > 0 ? chain[0] : null;
        foreach (var id in ids.Concat(own is null ? [] : Strength(chain)).Concat(own is null ? [] : Ending(own, view.Now)))
        {
            yield return view.Found(id, same.Select(one => one.Seen), ("host", host), ("addresses", MailTarget.List(same.Select(one => one.Target))),
                ("names", tls.Subjects.Count > 0 ? string.Join(", ", tls.Subjects.Take(10)) : own?.Subject ?? "?"), ("issuer", own?.Issuer ?? "?"),
                ("until", Date(own?.NotAfter)), ("from", Date(own?.NotBefore)), ("why", tls.Problem ?? "?"), ("key", chain.Select(certificate => certificate.WeakKey).FirstOrDefault(key => key is not null) ?? ""));
        }
    }

    private static IEnumerable<string> WhyNotTrusted(TlsSession tls, IReadOnlyList<CertificateView> chain, string host, DateTimeOffset now)
    {
        if (chain.Count == 0)
        {
            yield break;
        }

        if (!chain[0].IsFor(host))
        {
            yield return "tls-name-mismatch";
        }

        if (chain[0].NotAfter < now)
        {
            yield return "tls-certificate-expired";
        }
        else if (chain[0].NotBefore > now)
        {
            yield return "tls-certificate-not-yet-valid";
        }

        if (WhyUnknown(tls.Problem ?? "", chain) is { } unknown)
        {
            yield return unknown;
        }
    }

    // The words of the platform for a chain that leads to no root that it knows (X509ChainStatusFlags).
    internal static string? WhyUnknown(string problem, IReadOnlyList<CertificateView> chain)
    {
        var unknownRoot = problem.Contains("UntrustedRoot", StringComparison.Ordinal);
        if (!unknownRoot && !problem.Contains("PartialChain", StringComparison.Ordinal))
        {
            return null;
        }

        var isLinked = Enumerable.Range(1, chain.Count - 1).All(at => chain[at - 1].IsIssuedBy(chain[at]));
        return chain[0].IsSelfIssued ? "tls-self-signed"
            : unknownRoot || chain[^1].IsSelfIssued ? "tls-unknown-issuer"
            : chain.Count == 1 || !isLinked ? "tls-chain-incomplete"
            : "tls-unknown-issuer";
    }

    private static IEnumerable<string> Strength(IReadOnlyList<CertificateView> chain)
    {
        if (chain.Any(certificate => certificate.WeakKey is not null))
        {
            yield return "tls-weak-key";
        }

        // Nobody checks the signature of a root upon itself.
        if (chain.Any(certificate => certificate is { HasBrokenSignature: true, IsSelfIssued: false }))
        {
            yield return "tls-broken-signature";
        }
    }

    // Certificates of days or weeks are always about to end: what is close is measured by their whole life, too.
    private static IEnumerable<string> Ending(CertificateView own, DateTimeOffset now)
    {
        var left = own.NotAfter - now;
        var life = own.NotAfter - own.NotBefore;
        if (left < TimeSpan.Zero)
        {
            yield break;
        }

        if (left < VerySoon && left < life / 4)
        {
            yield return "tls-certificate-expires-in-14-days";
        }
        else if (left < Soon && left < life / 3)
        {
            yield return "tls-certificate-expires-in-30-days";
        }
    }

    private static string Date(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "?";
}
