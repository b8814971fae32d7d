namespace Recapito.Core;

/// <summary>An object with addresses, as Get-Recipient, Get-MailPublicFolder and Get-DynamicDistributionGroup show it.</summary>
/// <param name="Recipient">What is known of it.</param>
/// <param name="Addresses">All its SMTP addresses, canonical.</param>
internal sealed record ListedRecipient(DirectoryRecipient Recipient, IReadOnlySet<string> Addresses)
{
    private static readonly string[] AddressProperties = ["PrimarySmtpAddress", "EmailAddresses", "WindowsEmailAddress"];

    private static readonly string[] OutwardProperties = ["ExternalEmailAddress", "RemoteRoutingAddress", "TargetAddress"];

    /// <summary>Reads an object.</summary>
    public static ListedRecipient Read(ExchangeObject source, ExchangeObjectKind kind)
    {
        var addresses = AddressProperties.SelectMany(source.List).Select(Smtp).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var type = source.Text("RecipientTypeDetails") ?? source.Text("RecipientType") ?? kind switch
        {
            ExchangeObjectKind.MailPublicFolder => "PublicFolder",
            ExchangeObjectKind.DynamicDistributionGroup => "DynamicDistributionGroup",
            _ => "",
        };
        return new(new(addresses.FirstOrDefault() ?? "", type)
        {
            WhenCreated = source.WhenCreated,
            WhenChanged = source.WhenChanged,
            ExternalAddress = OutwardProperties.Select(source.Text).OfType<string>().Select(Smtp).FirstOrDefault(address => address is not null),
        }, addresses);
    }

    // "SMTP:lee@contoso.example" is the primary address, "smtp:" a further one; "X500:…", "SIP:…" are none of SMTP.
    private static string? Smtp(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var bare = colon < 0 ? text : text[..colon].Equals("smtp", StringComparison.OrdinalIgnoreCase) ? text[(colon + 1)..] : "";
        return Names.IsAddress(bare) ? Names.CanonicalAddress(bare) : null;
    }
}
