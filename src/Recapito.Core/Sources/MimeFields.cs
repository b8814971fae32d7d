using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>Writes header fields from values that may hold anything.</summary>
internal static class MimeFields
{
    private const int LongestValue = 16 * 1024;

    /// <summary>One field on one line, or nothing where there is no value.</summary>
    internal static string Field(string name, string? value)
    {
        var line = value is null ? "" : Line(value);
        return line.Length == 0 ? "" : $"{name}: {line}\r\n";
    }

    /// <summary>A value without line ends and control characters.</summary>
    internal static string Line(string value)
    {
        var line = new StringBuilder(Math.Min(value.Length, LongestValue));
        foreach (var character in value)
        {
            if (line.Length == LongestValue)
            {
                break;
            }

            line.Append(char.IsControl(character) ? ' ' : character);
        }

        return line.ToString().Trim();
    }

    /// <summary>What may stand between quotation marks (RFC 5322 §3.2.4).</summary>
    internal static string Quotable(string value) =>
        Line(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>A mailbox (RFC 5322 §3.4) with what is known of it; null where nothing is.</summary>
    internal static string? Mailbox(string? name, string? address)
    {
        var isNamed = !string.IsNullOrWhiteSpace(name) && name != address;
        return isNamed ? $"\"{Quotable(name!)}\" <{address}>" : address;
    }

    /// <summary>RFC 5322 §3.3.</summary>
    internal static string? Date(DateTimeOffset? date) => date?.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
