namespace Recapito.Core;

/// <summary>Which texts of an organisation's objects name a person.</summary>
internal static class ObjectText
{
    private static readonly HashSet<string> AddressProperties = new(StringComparer.OrdinalIgnoreCase)
    {
        "PrimarySmtpAddress", "EmailAddresses", "WindowsEmailAddress", "ExternalEmailAddress", "RemoteRoutingAddress", "TargetAddress",
    };

    private static readonly HashSet<string> TypeProperties = new(StringComparer.OrdinalIgnoreCase) { "RecipientTypeDetails", "RecipientType" };

    // Of the objects that are no persons' own: what people write of people.
    private static readonly HashSet<string> PersonalProperties = new(StringComparer.OrdinalIgnoreCase)
    {
        "Comment", "Comments", "Notes", "ManagedBy", "LastModifiedBy", "ModifiedBy", "CreatedBy", "LastModifyingUser", "AdminDisplayName", "AdministratorNotes",
    };

    /// <summary>
    /// A value without persons. Of an object with an address only its addresses, its type, flags and moments stay; of all others everything but remarks and
    /// the local parts of addresses, since a remedy names connectors by their names.
    /// </summary>
    public static IEnumerable<string> Redact(ExchangeObjectKind kind, string name, string value, Func<string, string> addresses, Func<string, string> opaque) =>
        kind is not (ExchangeObjectKind.Recipient or ExchangeObjectKind.MailPublicFolder or ExchangeObjectKind.DynamicDistributionGroup)
            ? [PersonalProperties.Contains(name) && value.Length > 0 ? opaque(value) : addresses(value)]
        : TypeProperties.Contains(name) || value.Length == 0 || bool.TryParse(value, out _) || ExchangeSpelling.Moment(value) is not null ? [addresses(value)]
        : AddressProperties.Contains(name) || ExchangeSpelling.Items(value).All(item => Names.IsAddress(Bare(item)))
            ? ExchangeSpelling.Items(value).Select(item => Names.IsAddress(Bare(item)) ? addresses(item) : opaque(item))
        : [opaque(value)];

    // "SMTP:lee@contoso.example"; "X500:/o=…/cn=lee" and "SIP:…" name persons too, and no mail is judged by them.
    private static string Bare(string item) => item.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? item[5..] : item;
}
