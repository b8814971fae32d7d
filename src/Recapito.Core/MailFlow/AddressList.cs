namespace Recapito.Core;

/// <summary>Who has an address, by what was listed of a side.</summary>
internal static class AddressList
{
    private static readonly ExchangeObjectKind[] Kinds = [ExchangeObjectKind.Recipient, ExchangeObjectKind.MailPublicFolder, ExchangeObjectKind.DynamicDistributionGroup];

    /// <summary>The object with this address; null where none was listed.</summary>
    /// <param name="organisation">What was listed.</param>
    /// <param name="side">In whose directory.</param>
    /// <param name="address">The canonical address.</param>
    public static DirectoryRecipient? Find(ExchangeInventory organisation, ExchangeSide side, string address) => Kinds
        .SelectMany(kind => organisation.Of(side, kind).Select(item => ListedRecipient.Read(item, kind)))
        .Where(entry => entry.Addresses.Contains(address)).Select(entry => entry.Recipient).FirstOrDefault();
}
