using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>An answer of one of Microsoft's interfaces.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Json">The content.</param>
internal sealed record ApiAnswer(int Status, string Json)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Seconds in Retry-After; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>An answer that is written.</summary>
    public static ApiAnswer Of(int status, Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new(status, Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>An error as Microsoft Graph and Exchange Online write it (Microsoft Graph: Error responses).</summary>
    public static ApiAnswer Error(int status, string code, string message) => Of(status, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteStartObject("innerError");
        json.WriteString("request-id", "11111111-2222-3333-4444-555555555555");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>An error as Microsoft Entra writes it (RFC 6749 §5.2).</summary>
    public static ApiAnswer SignInError(string error, string description) => Of(error is "invalid_client" ? 401 : 400, json =>
    {
        json.WriteString("error", error);
        json.WriteString("error_description", $"{description} Trace ID: 0a0b0c0d-0000-0000-0000-000000000000 Correlation ID: 0e0f0a0b-0000-0000-0000-000000000000 Timestamp: 2026-11-23 10:15:00Z");
        json.WriteStartArray("error_codes");
        json.WriteNumberValue(int.Parse(string.Concat(description.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture));
        json.WriteEndArray();
    });

    /// <summary>One property of an object: null, a text, a list; true, false and whole numbers as such.</summary>
    public static void WriteProperty(Utf8JsonWriter json, ExchangeObject item, string name)
    {
        json.WritePropertyName(name);
        switch (item[name])
        {
            case []:
                json.WriteNullValue();
                break;
            case [var one]:
                WriteText(json, one);
                break;
            case var many:
                json.WriteStartArray();
                foreach (var text in many)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        if (text is "True" or "False")
        {
            json.WriteBooleanValue(text is "True");
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}
