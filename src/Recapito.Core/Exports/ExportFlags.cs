namespace Recapito.Core;

/// <summary>Properties that are true or false. Another text in their place is no value, and whoever wrote it must hear of it.</summary>
internal static class ExportFlags
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllAcceptedDomains", "CloudServicesMailEnabled", "DNSRoutingEnabled", "DomainSecureEnabled", "Enabled", "IgnoreSTARTTLS", "IsSelfSigned", "IsTransportRuleScoped", "MatchSubDomains",
        "RejectDirectSend", "RequireTLS", "RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses", "RouteAllMessagesViaOnPremises", "TargetDeliveryDomain", "UseMXRecord",
    };

    /// <summary>Remarks on a value that is neither; nothing ($null) is none.</summary>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">Where it stands.</param>
    /// <param name="object">The object as it is kept.</param>
    /// <param name="remarks">Takes the remark.</param>
    public static void Check(ExchangeObjectKind kind, string name, ExportNode value, ExchangeObject @object, ExportRemarks remarks)
    {
        if (Names.Contains(name) && @object.Text(name) is { Length: > 0 } text && @object.Flag(name) is null)
        {
            remarks.AddOnce(value.Place, $"{kind}: {SafeText.Escape(name)} is \"{SafeText.Escape(text)}\"; expected true or false, so it is not known");
        }
    }
}
