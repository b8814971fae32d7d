using Recapito.Core;

namespace Recapito.Cli;

/// <summary>A cell of CSV (RFC 4180) that no spreadsheet takes for a formula (OWASP: CSV injection) and no terminal obeys.</summary>
internal static class CsvCell
{
    /// <summary>The text as a cell, in quotes where it needs them; null is an empty cell.</summary>
    public static string Of(string? cell)
    {
        var text = SafeText.Escape(cell);
        if (text.Length == 0)
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",") >= 0 || safe != text ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
