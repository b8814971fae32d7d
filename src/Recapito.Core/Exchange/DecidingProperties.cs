using System.Globalization;

namespace Recapito.Core;

/// <summary>Which properties of Exchange's objects decide about mail flow: what a diagnosis shows of them, and what the commands list that let a person see the same.</summary>
public static class DecidingProperties
{
    // More objects, or more values of one, are read in the console.
    private const int MostObjects = 5;
    private const int MostValues = 6;

    /// <summary>The names of the properties, as the cmdlet shows them; empty for kinds that no check reads.</summary>
    /// <param name="kind">Of which kind.</param>
    public static IReadOnlyList<string> NamesOf(ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.AcceptedDomain => ["DomainName", "DomainType", "MatchSubDomains", "WhenCreatedUTC", "WhenChangedUTC"],
        ExchangeObjectKind.TenantDomain => ["id", "isVerified", "supportedServices"],
        ExchangeObjectKind.InboundConnector => ["Enabled", "ConnectorType", "SenderDomains", "RequireTls", "RestrictDomainsToCertificate", "TlsSenderCertificateName", "RestrictDomainsToIPAddresses", "SenderIPAddresses"],
        ExchangeObjectKind.OutboundConnector => ["Enabled", "ConnectorType", "RecipientDomains", "IsTransportRuleScoped", "AllAcceptedDomains", "TestMode", "UseMXRecord", "SmartHosts", "TlsSettings", "TlsDomain", "RouteAllMessagesViaOnPremises"],
        ExchangeObjectKind.SendConnector => ["Enabled", "AddressSpaces", "DNSRoutingEnabled", "SmartHosts", "RequireTLS", "TlsCertificateName", "IgnoreSTARTTLS"],
        ExchangeObjectKind.ExchangeCertificate => ["Subject", "CertificateDomains", "NotAfter"],
        ExchangeObjectKind.ServiceIssue => ["id", "title", "service", "featureGroup", "feature", "status", "startDateTime", "endDateTime"],
        ExchangeObjectKind.OrganizationConfig => ["RejectDirectSend"],
        _ => [],
    };

    /// <summary>The command with which a person sees them.</summary>
    /// <param name="command">A cmdlet with its parameters.</param>
    /// <param name="kind">What it lists.</param>
    public static string Listed(string command, ExchangeObjectKind kind)
    {
        var names = NamesOf(kind);
        var named = kind is ExchangeObjectKind.AcceptedDomain or ExchangeObjectKind.OrganizationConfig or ExchangeObjectKind.ExchangeCertificate or ExchangeObjectKind.TenantDomain;
        return names.Count == 0 ? command : $"{command} | Format-List {string.Join(',', named ? names : names.Prepend("Name"))}";
    }

    /// <summary>The objects with their properties, one a line.</summary>
    internal static IEnumerable<string> Of(ExchangeObjectKind kind, ExchangeObjects objects)
    {
        var names = NamesOf(kind);
        // Microsoft tells of every service; what is no mail on its way would only hide what is.
        var items = objects.Items.Where(item => kind is not ExchangeObjectKind.ServiceIssue || ServiceIssue.Read(item) is { IsOfMailFlow: true });
        var lines = items.Select(item => Line(item, names)).Where(line => line.Length > 0).ToList();
        return lines.Count > MostObjects ? lines.Take(MostObjects).Append(string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - MostObjects}")) : lines;
    }

    /// <summary>What an organisation shows of a domain that it accepts.</summary>
    internal static string Of(AcceptedDomain domain) =>
        $"DomainName: {domain.Domain}; DomainType: {domain.Type}; MatchSubDomains: {domain.MatchSubDomains}{At("WhenCreatedUTC", domain.WhenCreated)}{At("WhenChangedUTC", domain.WhenChanged)}";

    /// <summary>What a directory shows of a recipient.</summary>
    internal static string Of(DirectoryRecipient recipient)
    {
        var external = recipient.ExternalAddress is { Length: > 0 } other ? $"; ExternalEmailAddress: {other}" : "";
        return $"RecipientTypeDetails: {recipient.RecipientType}{external}{At("WhenCreatedUTC", recipient.WhenCreated)}";
    }

    private static string At(string property, DateTimeOffset? time) => time is { } at ? $"; {property}: {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}" : "";

    private static string Line(ExchangeObject item, IReadOnlyList<string> names)
    {
        var shown = names.Where(item.Has).Select(name => $"{name}: {Values(item[name])}").ToList();
        return shown.Count == 0 ? "" : (item.Name.Length > 0 && item.Has("Name") ? $"Name: {item.Name}; " : "") + string.Join("; ", shown);
    }

    /// <summary>The values of a property in one line, true and false as PowerShell writes them.</summary>
    internal static string Values(IReadOnlyList<string> values) => values switch
    {
        [] => "–",
        [var flag] when bool.TryParse(flag, out var isSet) => isSet.ToString(),
        { Count: > MostValues } => string.Join(", ", values.Take(MostValues)) + ", …",
        _ => string.Join(", ", values),
    };
}
