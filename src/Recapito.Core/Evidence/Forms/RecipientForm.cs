using System.Text.Json;

namespace Recapito.Core;

/// <summary>An object of the recipient's directory.</summary>
internal sealed class RecipientForm : EvidenceForm<RecipientRequest, DirectoryRecipient>
{
    public override string Kind => "recipient";

    public override RecipientRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "address", "side");
        return new(read.Mailbox(spot, "address"), spot.Members.TryGetValue("side", out var side) ? read.Spots.Name<ExchangeSide>(side) : ExchangeSide.ExchangeOnline);
    }

    protected override void Write(Utf8JsonWriter json, RecipientRequest request)
    {
        json.WriteString("address", request.Address);
        if (request.Side is not ExchangeSide.ExchangeOnline)
        {
            json.WriteString("side", Kebab.Of(request.Side));
        }
    }

    protected override void Write(Utf8JsonWriter json, DirectoryRecipient value, bool isWhole)
    {
        json.WriteString("address", value.Address);
        json.WriteString("recipientType", value.RecipientType);
        ObservationJson.WriteTime(json, "whenCreated", value.WhenCreated);
        ObservationJson.WriteTime(json, "whenChanged", value.WhenChanged);
        if (value.ExternalAddress is { } external)
        {
            json.WriteString("externalAddress", external);
        }
    }

    protected override DirectoryRecipient ReadValue(FormReader read, RecipientRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "address", "recipientType", "whenCreated", "whenChanged", "externalAddress");
        return new(
            read.Spots.TextOrNull(spot, "address") is { } address ? Names.CanonicalAddress(address) : asked.Address,
            read.Spots.Text(read.Spots.Need(spot, "recipientType", "Exchange's RecipientTypeDetails, such as \"UserMailbox\"")))
        {
            WhenCreated = read.MomentOrNull(spot, "whenCreated"),
            WhenChanged = read.MomentOrNull(spot, "whenChanged"),
            ExternalAddress = read.Spots.TextOrNull(spot, "externalAddress") is { } external ? Names.CanonicalAddress(external) : null,
        };
    }
}
