using System.Text.Json;

namespace Recapito.Core;

/// <summary>A domain of the recipient's organisation.</summary>
internal sealed class AcceptedDomainForm : EvidenceForm<AcceptedDomainRequest, AcceptedDomain>
{
    public override string Kind => "accepted-domain";

    public override AcceptedDomainRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "domain");
        return new(read.Host(spot, "domain"));
    }

    protected override void Write(Utf8JsonWriter json, AcceptedDomainRequest request) => json.WriteString("domain", request.Domain);

    protected override void Write(Utf8JsonWriter json, AcceptedDomain value, bool isWhole)
    {
        json.WriteString("domain", value.Domain);
        json.WriteString("type", value.Type.ToString());
        json.WriteBoolean("matchSubDomains", value.MatchSubDomains);
        ObservationJson.WriteTime(json, "whenCreated", value.WhenCreated);
        ObservationJson.WriteTime(json, "whenChanged", value.WhenChanged);
    }

    protected override AcceptedDomain ReadValue(FormReader read, AcceptedDomainRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "domain", "type", "matchSubDomains", "whenCreated", "whenChanged");
        return new(
            read.Spots.TextOrNull(spot, "domain") is { } domain ? Names.Canonical(domain) : asked.Domain,
            read.Spots.ExchangeName<AcceptedDomainType>(read.Spots.Need(spot, "type", "\"Authoritative\", \"InternalRelay\" or \"ExternalRelay\"")),
            read.Flag(spot, "matchSubDomains"))
        {
            WhenCreated = read.MomentOrNull(spot, "whenCreated"),
            WhenChanged = read.MomentOrNull(spot, "whenChanged"),
        };
    }
}
