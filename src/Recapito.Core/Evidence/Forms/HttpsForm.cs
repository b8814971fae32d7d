using System.Text.Json;

namespace Recapito.Core;

/// <summary>What stands at an address of the web.</summary>
internal sealed class HttpsForm : EvidenceForm<HttpsRequest, HttpsAnswer>
{
    public override string Kind => "https";

    public override HttpsRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "url");
        var url = read.Spots.Need(spot, "url", "an https URL");
        var isHttps = Uri.TryCreate(read.Spots.Text(url), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
        read.Spots.Expect(url, isHttps, "an absolute URL with https, such as \"https://mta-sts.contoso.example/.well-known/mta-sts.txt\"");
        return new(url.Text);
    }

    protected override void Write(Utf8JsonWriter json, HttpsRequest request) => json.WriteString("url", request.Url);

    protected override void Write(Utf8JsonWriter json, HttpsAnswer value, bool isWhole)
    {
        if (value.Status is { } status)
        {
            json.WriteNumber("status", status);
        }
        else
        {
            json.WriteNull("status");
        }

        json.WriteString("contentType", value.ContentType);
        json.WriteString("location", value.Location);
        json.WriteString("body", value.Body);
        json.WriteBoolean("cut", value.Cut);
        TlsSessionForm.Write(json, value.Tls, isWhole);
    }

    protected override HttpsAnswer ReadValue(FormReader read, HttpsRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "status", "contentType", "location", "body", "cut", "tls");
        read.Spots.Need(spot, "tls", "what TLS showed");
        var tls = TlsSessionForm.Read(read, spot);
        read.Spots.Expect(spot.Members["tls"], tls is not null, "an object { … }");
        return new(
            read.NumberOrNull(spot, "status", 599),
            read.Spots.TextOrNull(spot, "contentType"),
            read.Spots.TextOrNull(spot, "body") ?? "",
            tls!)
        {
            Location = read.Spots.TextOrNull(spot, "location"),
            Cut = read.Flag(spot, "cut"),
        };
    }
}
