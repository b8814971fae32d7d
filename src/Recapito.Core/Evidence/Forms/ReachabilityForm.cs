using System.Text.Json;

namespace Recapito.Core;

/// <summary>How a connection to port 25 ended beside the control host's.</summary>
internal sealed class ReachabilityForm : EvidenceForm<ReachabilityRequest, Reachability>
{
    public override string Kind => "reachability";

    public override ReachabilityRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "host", "address", "control");
        return new(read.Host(spot, "host"), read.Address(spot, "address"), read.Host(spot, "control"));
    }

    protected override void Write(Utf8JsonWriter json, ReachabilityRequest request)
    {
        json.WriteString("host", request.Host);
        json.WriteString("address", request.Address);
        json.WriteString("control", request.Control);
    }

    protected override void Write(Utf8JsonWriter json, Reachability value, bool isWhole)
    {
        json.WriteString("target", Kebab.Of(value.Target));
        json.WriteString("controlAddress", value.ControlAddress);
        json.WriteNumber("tries", value.Tries);
        json.WriteNumber("waited", value.Waited);
    }

    protected override Reachability ReadValue(FormReader read, ReachabilityRequest asked, JsonSpot spot)
    {
        var spots = read.Spots;
        spots.Members(spot, "target", "controlAddress", "tries", "waited");
        return new(
            spots.Name<ConnectResult>(spots.Need(spot, "target", "how the connection ended")),
            spots.Text(spots.Need(spot, "controlAddress", "the address of the control host that answered")),
            (int)spots.Number(spots.Need(spot, "tries", "how often it was tried"), int.MaxValue),
            spots.Seconds(spots.Need(spot, "waited", "how long in all, in seconds")));
    }
}
