using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// The octets that a signature is of: the file's JSON without blanks, comments and the signature itself, members in the order of the file, texts escaped in one way.
/// A mail system that changes line ends does not break it; whoever changes a value does.
/// </summary>
internal static class CanonicalJson
{
    public static byte[] Of(JsonSpot root)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, root, isCase: false);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonSpot spot, bool isCase)
    {
        switch (spot.Type)
        {
            case JsonTokenType.StartObject:
                json.WriteStartObject();
                foreach (var (name, member) in spot.Members.Where(member => !isCase || member.Key is not "signature"))
                {
                    json.WritePropertyName(name);
                    Write(json, member, isCase: spot.Path is "$" && name is CaseMember.Name);
                }

                json.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                spot.Items.ForEach(item => Write(json, item, isCase: false));
                json.WriteEndArray();
                break;
            case JsonTokenType.String:
                json.WriteStringValue(spot.Text);
                break;
            default:
                json.WriteRawValue(spot.Text);
                break;
        }
    }
}
