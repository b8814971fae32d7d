namespace Recapito.Core;

/// <summary>Who has an address, by what was listed of a side.</summary>
internal static class AddressList
{
    private static readonly ExchangeObjectKind[] Kinds = [ExchangeObjectKind.Recipient, ExchangeObjectKind.MailPublicFolder, ExchangeObjectKind.DynamicDistributionGroup];

    /// <summary>The object with this address; null where none was listed.</summary>
    /// <param name="organisation">What was listed.</param>
    /// <param name="side">In whose directory.</param>
    /// <param name="address">The canonical address.</param>
    public static DirectoryRecipient? Find(ExchangeInventory organisation, ExchangeSide side, string address) => Locate(organisation, side, address)?.Recipient;

    /// <summary>The same, with the listing that has it.</summary>
    public static (DirectoryRecipient Recipient, ExchangeListing Listing)? Locate(ExchangeInventory organisation, ExchangeSide side, string address)
    {
        foreach (var listed in Kinds.Select(kind => organisation.Find(side, kind)).OfType<ExchangeListing>())
        {
            if (listed.Items.Select(item => ListedRecipient.Read(item, listed.Kind)).FirstOrDefault(entry => entry.Addresses.Contains(address)) is { } found)
            {
                return (found.Recipient with { Address = address }, listed);
            }
        }

        return null;
    }
}
