using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Reads members of JSON values that may be missing, null or of another type.</summary>
internal static class JsonFields
{
    private const int LongestText = 16 * 1024;

    /// <summary>The member of an object, whatever it is; an undefined value where there is none.</summary>
    internal static JsonElement Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A text, or a number as it is written; null where it is absent, empty or something else.</summary>
    internal static string? Text(this JsonElement value, string name) => value.Member(name).Text();

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    internal static string? Text(this JsonElement value, int limit = LongestText)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => StringOf(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Length == 0 ? null : text.Length > limit ? text[..limit] : text;
    }

    /// <summary>The elements of an array; a single value counts as an array of one, as some services write it so.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement value, string name) => value.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => [],
        var single => [single],
    };

    internal static bool IsObject(this JsonElement value, string name) => value.Member(name).ValueKind == JsonValueKind.Object;

    internal static bool IsArray(this JsonElement value, string name) => value.Member(name).ValueKind == JsonValueKind.Array;

    internal static bool Has(this JsonElement value, string name) => value.Member(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>ISO 8601, RFC 5322, or seconds since 1970 with or without a fraction.</summary>
    internal static DateTimeOffset? Time(this JsonElement value, string name)
    {
        if (value.Text(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is > 0 and < 253_402_300_799 ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000)) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : MailDate.Read(text);
    }

    /// <summary>The address in a member that may also have a name before it.</summary>
    internal static string? Address(this JsonElement value, string name) =>
        value.Text(name) is { } text && FieldValues.Address(text) is { Length: > 0 } address ? address : null;

    // Half of a surrogate pair ("\ud800") is JSON, and no text.
    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)).Trim('"');
        }
    }
}
