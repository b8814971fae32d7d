using System.Text.Json;

namespace Recapito.Core;

/// <summary>What TLS showed, as part of other values.</summary>
internal static class TlsSessionForm
{
    public static void Write(Utf8JsonWriter json, TlsSession? tls, bool isWhole)
    {
        if (tls is null)
        {
            json.WriteNull("tls");
            return;
        }

        json.WriteStartObject("tls");
        json.WriteString("protocol", tls.Protocol);
        ObservationJson.WriteStrings(json, "subjects", tls.Subjects);
        json.WriteBoolean("trusted", tls.Trusted);
        json.WriteString("problem", tls.Problem);
        if (tls.CipherSuite is { } suite)
        {
            json.WriteString("cipherSuite", suite);
        }

        if (tls.Failure is { } failure)
        {
            json.WriteString("failure", Kebab.Of(failure));
        }

        if (isWhole && tls.Chain.Count > 0)
        {
            ObservationJson.WriteStrings(json, "chain", tls.Chain);
        }

        json.WriteEndObject();
    }

    /// <returns>Null where it is null or missing.</returns>
    public static TlsSession? Read(FormReader read, JsonSpot spot)
    {
        if (!spot.Members.TryGetValue("tls", out var tls) || tls.Type is JsonTokenType.Null)
        {
            return null;
        }

        var spots = read.Spots;
        spots.Members(tls, "protocol", "subjects", "trusted", "problem", "cipherSuite", "failure", "chain");
        return new(
            spots.TextOrNull(tls, "protocol"), read.Texts(tls, "subjects"), spots.Flag(spots.Need(tls, "trusted", "true or false")), spots.TextOrNull(tls, "problem"))
        {
            CipherSuite = spots.TextOrNull(tls, "cipherSuite"),
            Failure = tls.Members.TryGetValue("failure", out var failure) ? spots.Name<TlsFailure>(failure) : null,
            Chain = tls.Members.TryGetValue("chain", out var chain) ? [.. spots.Array(chain).Select(one => Certificate(spots, one))] : [],
        };
    }

    private static string Certificate(SpotReader spots, JsonSpot spot)
    {
        var text = spots.Text(spot);
        spots.Expect(spot, text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out _), "a certificate (DER) in base64");
        return text;
    }
}
