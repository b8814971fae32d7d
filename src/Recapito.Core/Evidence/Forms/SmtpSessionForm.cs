using System.Text.Json;

namespace Recapito.Core;

/// <summary>What a host says of itself.</summary>
internal sealed class SmtpSessionForm : EvidenceForm<SmtpSessionRequest, SmtpSession>
{
    /// <summary>A day, in milliseconds.</summary>
    private const uint MostDelay = 86_400_000;

    public override string Kind => "smtp-session";

    public override SmtpSessionRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "host", "address");
        return new(read.Host(spot, "host"), read.Address(spot, "address"));
    }

    protected override void Write(Utf8JsonWriter json, SmtpSessionRequest request)
    {
        json.WriteString("host", request.Host);
        json.WriteString("address", request.Address);
    }

    protected override void Write(Utf8JsonWriter json, SmtpSession value, bool isWhole)
    {
        json.WritePropertyName("banner");
        ObservationJson.WriteReply(json, value.Banner);
        ObservationJson.WriteStrings(json, "extensions", value.Extensions);
        if (!value.PlainExtensions.SequenceEqual(value.Extensions))
        {
            ObservationJson.WriteStrings(json, "plainExtensions", value.PlainExtensions);
        }

        TlsSessionForm.Write(json, value.Tls, isWhole);
        if (isWhole && value.Ehlo is { } ehlo)
        {
            json.WritePropertyName("ehlo");
            ObservationJson.WriteReply(json, ehlo);
        }

        if (isWhole && value.BannerDelay is { } delay)
        {
            json.WriteNumber("bannerDelay", (long)delay.TotalMilliseconds);
        }
    }

    protected override SmtpSession ReadValue(FormReader read, SmtpSessionRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "banner", "extensions", "plainExtensions", "tls", "ehlo", "bannerDelay");
        var extensions = read.Texts(spot, "extensions");
        return new(read.Reply(read.Spots.Need(spot, "banner", "the greeting")), extensions, TlsSessionForm.Read(read, spot))
        {
            PlainExtensions = spot.Members.TryGetValue("plainExtensions", out var plain) ? read.Spots.Texts(plain) : extensions,
            Ehlo = spot.Members.TryGetValue("ehlo", out var ehlo) ? read.Reply(ehlo) : null,
            BannerDelay = spot.Members.TryGetValue("bannerDelay", out var delay) ? TimeSpan.FromMilliseconds(read.Spots.Number(delay, MostDelay)) : null,
        };
    }
}
