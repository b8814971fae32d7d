using System.Text.Json;

namespace Recapito.Core;

/// <summary>An object of the recipient's directory.</summary>
internal sealed class RecipientForm : EvidenceForm<RecipientRequest, DirectoryRecipient>
{
    public override string Kind => "recipient";

    public override RecipientRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "address");
        return new(read.Mailbox(spot, "address"));
    }

    protected override void Write(Utf8JsonWriter json, RecipientRequest request) => json.WriteString("address", request.Address);

    protected override void Write(Utf8JsonWriter json, DirectoryRecipient value, bool isWhole)
    {
        json.WriteString("address", value.Address);
        json.WriteString("recipientType", value.RecipientType);
    }

    protected override DirectoryRecipient ReadValue(FormReader read, RecipientRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "address", "recipientType");
        return new(
            read.Spots.TextOrNull(spot, "address") is { } address ? Names.CanonicalAddress(address) : asked.Address,
            read.Spots.Text(read.Spots.Need(spot, "recipientType", "Exchange's RecipientTypeDetails, such as \"UserMailbox\"")));
    }
}
