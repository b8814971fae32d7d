using System.Globalization;

namespace Recapito.Core;

/// <summary>A record that Microsoft wants to see in the DNS (Microsoft Graph: domainDnsMxRecord, domainDnsTxtRecord, domainDnsCnameRecord, domainDnsSrvRecord).</summary>
/// <param name="Use">What it is there for.</param>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">The host of an MX, the text of a TXT, the target of an alias, all data of an SRV.</param>
internal sealed record WantedRecord(RecordUse Use, string Name, RrType Type, string Value)
{
    public string Service { get; init; } = "";

    public bool IsOptional { get; init; }

    public int? Ttl { get; init; }

    public int? Preference { get; init; }

    /// <summary>Reads a record; null where it is of a kind that is not known here, or its name or value is none.</summary>
    public static WantedRecord? Read(ExchangeObject source, string domain, bool isVerification)
    {
        var type = TypeOf(source);
        return NameOf(source, domain, type) is { } name && ValueOf(source, type) is { } value && Names.IsHostName(name)
            ? new(UseOf(type, name, value, isVerification), name, type, value)
            {
                Service = source.Text("supportedService") ?? "",
                IsOptional = source.Flag("isOptional") is true,
                Ttl = source.Number("ttl"),
                Preference = type is RrType.Mx ? source.Number("preference") : null,
            }
            : null;
    }

    /// <summary>The row of a comparison, before it is known how it stands.</summary>
    public TenantDomainRecord Row(RecordStanding standing) => new(Use, Name, Type, standing)
    {
        Service = Service, IsOptional = IsOptional, Ttl = Ttl, Preference = Preference, Wanted = Value,
    };

    // "Mx" in recordType, or "#microsoft.graph.domainDnsMxRecord" where only that is there; Microsoft's own samples leave out the "#".
    private static RrType TypeOf(ExchangeObject source) => (source.Text("recordType") ?? Between(source.Text("@odata.type"))).ToUpperInvariant() switch
    {
        "MX" => RrType.Mx,
        "TXT" => RrType.Txt,
        "CNAME" => RrType.Cname,
        "SRV" => RrType.Srv,
        _ => RrType.Unknown,
    };

    private static string Between(string? type)
    {
        const string Begin = "domainDns";
        const string End = "Record";
        var at = type?.IndexOf(Begin, StringComparison.OrdinalIgnoreCase) ?? -1;
        return at >= 0 && type!.EndsWith(End, StringComparison.OrdinalIgnoreCase) && type.Length - End.Length > at + Begin.Length ? type[(at + Begin.Length)..^End.Length] : "";
    }

    // The label is the whole name; "@" and a name within the domain are read too.
    private static string? NameOf(ExchangeObject source, string domain, RrType type)
    {
        var label = Names.Canonical(source.Text("label") ?? "@");
        var name = label is "@" or "" ? domain : label == domain || label.EndsWith("." + domain, StringComparison.Ordinal) ? label : $"{label}.{domain}";
        return type is RrType.Srv && source.Text("service") is { } service && source.Text("protocol") is { } protocol && !name.StartsWith('_')
            ? Names.Canonical($"{service}.{protocol}.{name}") : name;
    }

    private static string? ValueOf(ExchangeObject source, RrType type) => type switch
    {
        RrType.Mx => Host(source.Text("mailExchange")),
        RrType.Cname => Host(source.Text("canonicalName")),
        RrType.Txt => source.Text("text"),
        RrType.Srv => Host(source.Text("nameTarget")) is { } target && source.Number("port") is { } port
            ? string.Create(CultureInfo.InvariantCulture, $"{source.Number("priority") ?? 0} {source.Number("weight") ?? 0} {port} {target}") : null,
        _ => null,
    };

    private static string? Host(string? text) => text is not null && Names.Canonical(text) is var host && Names.IsHostName(host) ? host : null;

    private static RecordUse UseOf(RrType type, string name, string value, bool isVerification) =>
        isVerification ? RecordUse.Verification
        : type is RrType.Mx ? RecordUse.MailExchanger
        : type is RrType.Txt && SpfParser.IsRecord(value) ? RecordUse.Spf
        : name.Contains("._domainkey.", StringComparison.Ordinal) ? RecordUse.Dkim
        : RecordUse.Service;
}
