using System.Text.Json;

namespace Recapito.Core;

/// <summary>What a host says of one recipient.</summary>
internal sealed class RcptForm : EvidenceForm<RcptRequest, RcptAnswer>
{
    public override string Kind => "rcpt";

    public override RcptRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "host", "address", "role", "subject");
        var role = read.Spots.Name<RcptRole>(read.Spots.Need(spot, "role", "\"target\", \"control\", \"known-good\" or \"relay\""));
        return new(
            read.Host(spot, "host"), read.Address(spot, "address"), role, role is RcptRole.Control ? read.Host(spot, "subject") : read.Mailbox(spot, "subject"));
    }

    protected override void Write(Utf8JsonWriter json, RcptRequest request)
    {
        json.WriteString("host", request.Host);
        json.WriteString("address", request.Address);
        json.WriteString("role", Kebab.Of(request.Role));
        json.WriteString("subject", request.Subject);
    }

    protected override void Write(Utf8JsonWriter json, RcptAnswer value, bool isWhole)
    {
        json.WriteString("recipient", value.Recipient);
        json.WriteBoolean("accepted", value.Accepted);
        json.WritePropertyName("reply");
        ObservationJson.WriteReply(json, value.Reply);
        json.WriteString("command", value.Command);
    }

    protected override RcptAnswer ReadValue(FormReader read, RcptRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "recipient", "accepted", "reply", "command");
        var reply = read.Reply(read.Spots.Need(spot, "reply", "the reply, such as \"550 5.4.1 Recipient address rejected: Access denied.\""));
        return new(
            read.Spots.TextOrNull(spot, "recipient") ?? asked.Subject,
            spot.Members.TryGetValue("accepted", out var accepted) ? read.Spots.Flag(accepted) : reply.Code is 250 or 251,
            reply,
            read.Spots.TextOrNull(spot, "command") ?? "RCPT TO");
    }
}
