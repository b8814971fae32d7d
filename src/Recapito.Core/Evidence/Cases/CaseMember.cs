using System.Text.Json;

namespace Recapito.Core;

/// <summary>The member <c>case</c> of an evidence file.</summary>
internal static class CaseMember
{
    public const string Name = "case";

    private const string Shared = "shared";
    private const string Alone = "alone";
    private const int SignatureLength = 64;

    public static void Write(Utf8JsonWriter json, CaseMark mark, string? signature)
    {
        json.WriteStartObject(Name);
        json.WriteString("id", mark.Id);
        json.WriteString("key", mark.IsShared ? Shared : Alone);
        if (signature is not null)
        {
            json.WriteString("signature", signature);
        }

        json.WriteEndObject();
    }

    /// <returns>Null where there is none.</returns>
    public static (CaseMark Mark, string? Signature)? Read(JsonSpot root, SpotReader spots)
    {
        if (!root.Members.TryGetValue(Name, out var spot))
        {
            return null;
        }

        spots.Members(spot, "id", "key", "signature");
        var id = spots.Need(spot, "id", "the id of the case");
        spots.Expect(id, CaseKey.IsId(spots.Text(id)), "32 hexadecimal digits in lower case");
        var key = spots.Need(spot, "key", $"\"{Shared}\" or \"{Alone}\"");
        spots.Expect(key, spots.Text(key) is Shared or Alone, $"\"{Shared}\" or \"{Alone}\"");
        if (spots.TextOrNull(spot, "signature") is { } signature)
        {
            spots.Expect(spot.Members["signature"], signature.Length == SignatureLength && signature.All(char.IsAsciiHexDigitLower), "64 hexadecimal digits in lower case");
        }

        return (new(id.Text, key.Text is Shared), spots.TextOrNull(spot, "signature"));
    }
}
