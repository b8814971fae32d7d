using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Which of an Exchange server's certificates a connector shows.</summary>
internal static class ServerCertificates
{
    /// <summary>The newest one of the name that a connector gives, the host's own where it gives none; null where there is none of that name.</summary>
    /// <param name="name">The host's name.</param>
    /// <param name="host">The host.</param>
    /// <param name="wanted">TlsCertificateName; null where the connector names none.</param>
    public static WorldTls? Shown(string name, WorldHost host, string? wanted)
    {
        if (wanted is null)
        {
            return host.Tls;
        }

        return CertificateName.Parse(wanted) is not { } parsed ? null
            : ServerObjects.Of(name, host, ExchangeObjectKind.ExchangeCertificate).Select(item => new ExchangeCertificate(item))
                .Where(certificate => parsed.Names(certificate.Issuer, certificate.Subject)).MaxBy(certificate => certificate.NotAfter) is { } found
                ? host.Tls with { Names = found.Domains, SelfSigned = found.IsSelfSigned, NotBefore = found.NotBefore, NotAfter = found.NotAfter }
            : null;
    }
}

/// <summary>The receive connectors of an Exchange server (Microsoft: "Receive connectors"): which of them a client meets.</summary>
internal static class ServerReceiving
{
    /// <summary>True where the world writes receive connectors; any other server takes mail from everybody.</summary>
    public static bool IsDescribed(WorldHost host) => host.Configuration.ContainsKey(ExchangeObjectKind.ReceiveConnector);

    /// <summary>The connector with the narrowest ranges that hold the client; null where none that works does.</summary>
    public static ReceiveConnector? For(string name, WorldHost host, string client) => ServerObjects.Of(name, host, ExchangeObjectKind.ReceiveConnector)
        .Select(item => new ReceiveConnector(item))
        .Where(connector => connector is { IsEnabled: true, Role: "FrontendTransport" } && EdgeConnectors.IsAmong(connector.RemoteRanges, client))
        .MinBy(connector => connector.RemoteRanges.Any(range => range is "0.0.0.0-255.255.255.255" or "0.0.0.0/0"));

    /// <summary>What the client sees after STARTTLS; without names, nothing is offered.</summary>
    public static WorldTls Tls(string name, WorldHost host, string client) => For(name, host, client) is { } connector && connector.AuthMechanism.Contains("Tls", StringComparer.OrdinalIgnoreCase)
        ? ServerCertificates.Shown(name, host, connector.CertificateName) ?? new() : new();
}

/// <summary>What the connector that a client meets says to it.</summary>
internal sealed class ReceiveConnectorPolicy(string name, WorldHost host) : IHostPolicy
{
    public SmtpReply? OnConnect(SmtpEnvelope envelope) => ServerReceiving.For(name, host, envelope.Client) is null ? SmtpReply.Parse("421 4.3.2 Service not available") : null;

    public SmtpReply? OnMail(SmtpEnvelope envelope) => ServerReceiving.For(name, host, envelope.Client) is { } connector
        && !connector.PermissionGroups.Contains("AnonymousUsers", StringComparer.OrdinalIgnoreCase)
            ? SmtpReply.Parse("530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM") : null;
}
