using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Whether a host's TLS is what a connector demands (Microsoft: "Validate connectors", TlsSettings and TlsDomain).</summary>
internal static class TlsHandover
{
    /// <summary>Exchange Online's words for what is wrong; null where the demand is met.</summary>
    /// <param name="host">The name by which the host was found.</param>
    /// <param name="shown">What the host shows.</param>
    /// <param name="demand">What is demanded; null for nothing.</param>
    /// <param name="now">When.</param>
    public static string? Problem(string host, WorldTls shown, TlsDemand? demand, DateTimeOffset now)
    {
        if (demand is null)
        {
            return null;
        }

        if (shown.Names.Count == 0)
        {
            return "451 5.7.3 STARTTLS is required to send mail";
        }

        if (demand.Level is TlsAuthLevel.EncryptionOnly)
        {
            return null;
        }

        return !shown.Trusted || shown.SelfSigned || shown.Chain is "incomplete" ? "UntrustedRoot"
            : now < (shown.NotBefore ?? DateTimeOffset.MinValue) || now >= (shown.NotAfter ?? DateTimeOffset.MaxValue) ? "CertificateExpired"
            : demand.Level is TlsAuthLevel.DomainValidation && !EdgeConnectors.Matches(demand.Domain ?? host, shown.Names) ? $"SubjectMismatch. Expected Subject: {demand.Domain ?? host}"
            : null;
    }
}
