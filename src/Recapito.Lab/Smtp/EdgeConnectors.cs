using System.Net;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>
/// The inbound connectors of a tenant at the edge (Microsoft: "Set up connectors to route mail between Microsoft 365 and your own email servers"): who is
/// taken for the organisation's own server, and whom a partner connector keeps out.
/// </summary>
/// <param name="tenant">The tenant.</param>
internal sealed class EdgeConnectors(WorldTenant tenant)
{
    private readonly List<InboundConnector> enabled =
        [.. (tenant.Configuration.GetValueOrDefault(ExchangeObjectKind.InboundConnector) ?? []).Select(item => new InboundConnector(item)).Where(connector => connector.IsEnabled)];

    /// <summary>True where the client is one of the organisation's own servers: by its certificate, or by its address.</summary>
    public bool KnowsOwnServer(SmtpEnvelope envelope) => enabled.Exists(connector => connector.Type is ConnectorType.OnPremises
        && (connector.SenderDomains.Count == 0 || connector.SenderDomains.Any(pattern => pattern.Covers(SenderDomain(envelope))))
        && IsNamed(connector, envelope));

    /// <summary>True where a partner connector is for the sender's domain and the client is not who it may come from.</summary>
    public bool KeepsOut(SmtpEnvelope envelope) => enabled.Exists(connector => connector.Type is ConnectorType.Partner
        && connector.SenderDomains.Any(pattern => pattern.Covers(SenderDomain(envelope)))
        && ((connector.RestrictsToAddresses && !IsAmong(connector.SenderAddresses, envelope.Client))
            || (connector.RestrictsToCertificate && !(connector.CertificateName is { } name && Matches(name, envelope.Certificate)))));

    /// <summary>True where a partner connector is for the sender's domain and the client is the one that it wants.</summary>
    public bool KnowsPartner(SmtpEnvelope envelope) => enabled.Exists(connector => connector.Type is ConnectorType.Partner
        && connector.SenderDomains.Any(pattern => pattern.Covers(SenderDomain(envelope))) && IsNamed(connector, envelope));

    /// <summary>The domain of the reverse-path; "" for the null one.</summary>
    public static string SenderDomain(SmtpEnvelope envelope) => envelope.ReversePath is { Length: > 0 } path ? Names.DomainOf(path) ?? "" : "";

    /// <summary>True where one of the certificate's names is the wanted one; "*.contoso.com" is met by the same wildcard and by each name one label below.</summary>
    public static bool Matches(string wanted, IReadOnlyList<string> certificate) => certificate.Any(name =>
        name.Equals(wanted, StringComparison.OrdinalIgnoreCase)
        || (wanted.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(wanted[1..], StringComparison.OrdinalIgnoreCase) && !name[..^(wanted.Length - 1)].Contains('.', StringComparison.Ordinal))
        || (name.StartsWith("*.", StringComparison.Ordinal) && wanted.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase) && !wanted[..^(name.Length - 1)].Contains('.', StringComparison.Ordinal)));

    /// <summary>True where an address is one of these, or in one of these networks ("192.0.2.0/24") or ranges ("192.0.2.1-192.0.2.9").</summary>
    public static bool IsAmong(IEnumerable<string> ranges, string address) => IPAddress.TryParse(address, out var client) && ranges.Any(range =>
        (IPAddress.TryParse(range, out var one) && one.Equals(client))
        || (IPNetwork.TryParse(range, out var network) && network.Contains(client))
        || (range.Split('-') is [var low, var high] && IPAddress.TryParse(low, out var first) && IPAddress.TryParse(high, out var last)
            && first.AddressFamily == client.AddressFamily && last.AddressFamily == client.AddressFamily && Compare(first, client) <= 0 && Compare(client, last) <= 0));

    private static int Compare(IPAddress one, IPAddress other) => one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes());

    private static bool IsNamed(InboundConnector connector, SmtpEnvelope envelope) => connector.CertificateName is { } name
        ? Matches(name, envelope.Certificate)
        : IsAmong(connector.SenderAddresses, envelope.Client);
}
