using System.Globalization;

namespace Recapito.Core;

/// <summary>TLS is demanded, and the host offers none, or a device before it takes the offer away (RFC 3207 §6).</summary>
internal static class StartTlsNotOffered
{
    public static readonly Check Check = new("starttls-not-offered", now => TlsView.Judge(new TlsView(now), TlsFault.NotOffered, session => session.Tls is null ? "–" : null));
}

/// <summary>The certificate of the host carries another name than the sender demands (RFC 9525 §6.3; Microsoft: TlsDomain of an outbound connector).</summary>
internal static class TlsNameMismatch
{
    public static readonly Check Check = new("tls-name-mismatch", Assess);

    private static Assessment Assess(Case now)
    {
        var view = new TlsView(now);
        return TlsView.Judge(view, TlsFault.Name, session => Others(view, session), Missing(now, view));
    }

    /// <summary>The names of the certificate, where the demanded one is not among them; null where it is, or where either was not seen.</summary>
    private static string? Others(TlsView view, SmtpSession session)
    {
        if (view.Expected is not { } expected || view.CertificateThen(session) is not { } own)
        {
            return null;
        }

        List<string> names = [.. own.HostNames.Append(CertificateName.Of(own.Subject, "CN")?.ToLowerInvariant()).OfType<string>().Distinct()];
        return CertificateNames.MayMatch(expected, names) ? null : names.Count > 0 ? string.Join(", ", names.Take(10)) : "–";
    }

    /// <summary>
    /// A demand for the host's own name is what everybody would make. For another name it is some connector's, and it must be seen to be the recipient's:
    /// else the sender may demand what nobody owes.
    /// </summary>
    private static string[] Missing(Case now, TlsView view)
    {
        if (view is { Expected: { } expected, Host: { } host } && !CertificateNames.MayMatch(expected, [host.Name])
            && !OrganisationView.OfRecipient(now).Outbound.Any(connector => connector is { IsEnabled: true, TlsDomain: { } domain } && domain.Equals(expected, StringComparison.OrdinalIgnoreCase)))
        {
            return ["why.demand-not-seen"];
        }

        return [];
    }
}

/// <summary>The certificate of the host had expired, or leads to no root that is trusted: self-signed, of an unknown authority, or sent without its chain (RFC 5280 §6).</summary>
internal static class TlsCertificateInvalid
{
    public static readonly Check Check = new("tls-certificate-invalid", Assess);

    private static Assessment Assess(Case now)
    {
        var view = new TlsView(now);
        var judged = TlsView.Judge(view, TlsFault.Certificate, session => WhatIsWrong(now, view, session));
        return judged.Arguments.GetValueOrDefault("shown") is { } shown and not "–"
            ? judged with { Arguments = new Dictionary<string, string>(judged.Arguments) { ["variant"] = char.IsAsciiDigit(shown[0]) ? "expired" : shown } }
            : judged;
    }

    private static string? WhatIsWrong(Case now, TlsView view, SmtpSession session)
    {
        if (session.Tls is not { Trusted: false } tls || view.CertificateThen(session) is not { } own)
        {
            return null;
        }

        return own.NotAfter < now.Symptom.At ? own.NotAfter.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            : HostCertificates.WhyUnknown(tls.Problem ?? "", CertificateView.Chain(tls.Chain)) is { } unknown && (own.IsSelfIssued || KnowsRoots(now)) ? unknown["tls-".Length..]
            : null;
    }

    /// <summary>A machine without a list of trusted roots, as containers are, trusts nobody; one that trusted some other host has one.</summary>
    private static bool KnowsRoots(Case now) => now.Evidence.All.OfType<Present<SmtpSession>>().Any(seen => seen.Value.Tls is { Trusted: true });
}
