using Recapito.Core;

namespace Recapito.Lab;

/// <summary>On which terms a connector hands mail over (Microsoft: Set-SendConnector, Set-OutboundConnector).</summary>
/// <param name="Certificate">Names in the certificate that the next host sees; empty where it shows none that is trusted.</param>
/// <param name="Demand">What it wants of the next host's certificate; null where TLS is taken as it comes.</param>
/// <param name="Domain">The domain that the next host's certificate must be for with <see cref="TlsAuthLevel.DomainValidation"/>; null for any.</param>
internal sealed record HandoverTerms(IReadOnlyList<string> Certificate, TlsAuthLevel? Demand, string? Domain)
{
    private static readonly string[] OnlineCertificate = ["mail.protection.outlook.com", "*.mail.protection.outlook.com"];

    /// <summary>True where the connector names a certificate that the server does not have: then nothing is handed over.</summary>
    private bool LacksCertificate { get; init; }

    /// <summary>Those of a send connector.</summary>
    public static HandoverTerms OfServer(string name, WorldHost host, string? connector, DateTimeOffset at)
    {
        var item = (host.Configuration.GetValueOrDefault(ExchangeObjectKind.SendConnector) ?? []).FirstOrDefault(one => one.Name == connector);
        var read = new SendConnector(item ?? new([]));
        var shown = ServerCertificates.Shown(name, host, read.CertificateName);
        var demand = read.Tls ?? (read.RequiresTls ? TlsAuthLevel.EncryptionOnly : null);
        return new(shown is { } tls && !read.IgnoresStartTls && IsTrusted(tls, at) ? tls.Names : [], read.IgnoresStartTls ? null : demand, read.TlsDomain) { LacksCertificate = shown is null };
    }

    /// <summary>Those of a tenant's outbound connector.</summary>
    public static HandoverTerms OfTenant(WorldTenant tenant, string? connector)
    {
        var item = (tenant.Configuration.GetValueOrDefault(ExchangeObjectKind.OutboundConnector) ?? []).FirstOrDefault(one => one.Name == connector);
        var read = new OutboundConnector(item ?? new([]));
        return new(OnlineCertificate, read.Tls is TlsAuthLevel.None ? null : read.Tls, read.TlsDomain);
    }

    /// <summary>Why the message stays in the queue; null where it can be handed over (Microsoft: "Email non-delivery reports and SMTP errors in Exchange Online", 4.4.317; 4.7.5).</summary>
    /// <param name="shown">What the next host shows after STARTTLS.</param>
    /// <param name="at">The moment.</param>
    /// <param name="isOnline">Whether Exchange Online says it.</param>
    public SmtpReply? Objection(WorldTls shown, DateTimeOffset at, bool isOnline)
    {
        if (LacksCertificate)
        {
            return SmtpReply.Parse("454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found.");
        }

        var why = Demand is null ? null
            : shown.Names.Count == 0 ? "451 5.7.3 STARTTLS is required to send mail"
            : Demand is TlsAuthLevel.EncryptionOnly ? null
            : !IsTrusted(shown, at) ? "UntrustedRoot"
            : Demand is TlsAuthLevel.DomainValidation && Domain is { } domain && !EdgeConnectors.Matches(domain, shown.Names) ? $"SubjectMismatch Expected Subject: {domain}"
            : null;
        return why is null ? null
            : isOnline ? SmtpReply.Parse($"450 4.4.317 Cannot connect to remote server [Message={why}]")
            : SmtpReply.Parse(why.StartsWith("451", StringComparison.Ordinal) ? why : $"454 4.7.5 Certificate validation failure, Reason:{why.Split(' ')[0]}");
    }

    private static bool IsTrusted(WorldTls tls, DateTimeOffset at) => tls is { Trusted: true, SelfSigned: false, Chain: not "incomplete" }
        && (tls.NotBefore ?? DateTimeOffset.MinValue) <= at && at < (tls.NotAfter ?? DateTimeOffset.MaxValue);
}
