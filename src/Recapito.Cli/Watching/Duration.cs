using System.Globalization;

namespace Recapito.Cli;

/// <summary>Durations as people write them: "30s", "2h", "1h30m", "90".</summary>
internal static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The duration, more than zero and 30 days at most; null for anything else.</summary>
    public static TimeSpan? Read(string text)
    {
        var (total, number) = (0d, "");
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && number.Length < 8)
            {
                number += c;
            }
            else if (number.Length > 0 && Seconds(c) is { } unit)
            {
                total += int.Parse(number, CultureInfo.InvariantCulture) * unit;
                number = "";
            }
            else
            {
                return null;
            }
        }

        total += number.Length > 0 ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
        return total > 0 && total <= Longest.TotalSeconds ? TimeSpan.FromSeconds(total) : null;
    }

    private static double? Seconds(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86400,
        _ => null,
    };
}
