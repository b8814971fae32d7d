using System.Globalization;

namespace Recapito.Core;

/// <summary>The spellings that exports of the two PowerShells have for the same values.</summary>
internal static class ExchangeSpelling
{
    private static readonly char[] Separators = ['\n', '\r', ',', ' ', '\t'];

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss", "M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm:ss tt K", "R",
    ];

    private static readonly string[] DayFirst = ["d/M/yyyy h:mm:ss tt", "d/M/yyyy h:mm:ss tt K"];

    /// <summary>The items of a text that may be a joined list. A semicolon parts items too, unless a cost follows ("SMTP:*;1").</summary>
    public static IEnumerable<string> Items(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .SelectMany(AtSemicolons).Where(item => item.Length > 0 && item is not ("{}" or "{" or "}"));

    /// <summary>A moment: ISO 8601, the US form of Windows PowerShell, "/Date(1700000000000)/" of ConvertTo-Json 5.1; UTC where there is no zone.</summary>
    public static DateTimeOffset? Moment(string text)
    {
        const string Ticks = "/Date(";
        if (text.StartsWith(Ticks, StringComparison.Ordinal) && text.EndsWith(")/", StringComparison.Ordinal))
        {
            // A zone behind the number ("+0100") is only how it was shown; the number is UTC.
            var number = text[Ticks.Length..^2];
            var zone = number.LastIndexOfAny(['+', '-']);
            return long.TryParse(zone > 0 ? number[..zone] : number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds is > -62_135_596_800_000 and < 253_402_300_800_000
                    ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                    : null;
        }

        return DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
    }

    /// <summary>
    /// As <see cref="Moment"/>; where day and month cannot be told apart ("5/11/2026 8:30:00 AM", in the US in May, in Australia in November), the later one: who
    /// asks wants to be sure that something was before.
    /// </summary>
    public static DateTimeOffset? LatestMoment(string text) =>
        DateTimeOffset.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var other) && !(Moment(text) > other) ? other : Moment(text);

    /// <summary>True where a moment says in which zone it is.</summary>
    public static bool HasZone(string text) => text.EndsWith('Z') || text.EndsWith("GMT", StringComparison.Ordinal) || text.EndsWith(")/", StringComparison.Ordinal) || text is [.., '+' or '-', _, _, ':', _, _];

    private static IEnumerable<string> AtSemicolons(string text)
    {
        var start = 0;
        for (var place = text.IndexOf(';', StringComparison.Ordinal); place >= 0; place = text.IndexOf(';', place + 1))
        {
            var rest = text[(place + 1)..];
            var end = rest.IndexOf(';', StringComparison.Ordinal);
            var next = end < 0 ? rest : rest[..end];
            if (next.Length == 0 || !next.All(char.IsAsciiDigit))
            {
                yield return text[start..place].Trim();
                start = place + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
