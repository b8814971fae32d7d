using System.Globalization;

namespace Recapito.Core;

/// <summary>Reads dates of mails (RFC 5322 §3.3): the usual form at once, every other one by MimeKit's patient reader.</summary>
internal static class MailDate
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    /// <summary>A longer text is no date; comments behind it may be long.</summary>
    private const int Longest = 200;

    /// <summary>Null where there is no text, or where it is no date.</summary>
    internal static DateTimeOffset? Read(string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Length > Longest)
        {
            value = value[..Longest];
        }

        return TryUsual(value, out var date) || MimeKit.Utils.DateUtils.TryParse(value, out date) ? date : null;
    }

    /// <summary>"Thu, 29 Apr 2010 23:34:45 +0900 (JST)".</summary>
    private static bool TryUsual(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        text = text.Trim();
        if (text.Length > 5 && text[3] == ',')
        {
            text = text[4..].TrimStart();
        }

        return Number(ref text, 1, 2, out var day) && Month(ref text, out var month) && Number(ref text, 4, 4, out var year)
            && Number(ref text, 1, 2, out var hour) && Mark(ref text, ':') && Number(ref text, 2, 2, out var minute)
            && Mark(ref text, ':') && Number(ref text, 2, 2, out var second) && Zone(text, out var offset)
            && TryMake(year, month, day, new(hour, minute, second), offset, out date);
    }

    private static bool TryMake(int year, int month, int day, TimeSpan time, int offset, out DateTimeOffset date)
    {
        date = default;
        var fits = year is > 1900 and < 9999 && day is > 0 && day <= DateTime.DaysInMonth(year, month)
            && time is { Days: 0, Seconds: < 60 } && Math.Abs(offset) <= 14 * 60;
        if (fits)
        {
            date = new(new DateTime(year, month, day) + time, TimeSpan.FromMinutes(offset));
        }

        return fits;
    }

    private static bool Number(ref ReadOnlySpan<char> text, int least, int most, out int number)
    {
        text = text.TrimStart(' ');
        var length = 0;
        while (length < text.Length && length <= most && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        number = 0;
        var fits = length >= least && length <= most && int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        text = fits ? text[length..] : text;
        return fits;
    }

    private static bool Month(ref ReadOnlySpan<char> text, out int month)
    {
        text = text.TrimStart(' ');
        var at = text.Length > 3 && text[3] == ' ' ? Months.AsSpan().IndexOf(text[..3], StringComparison.OrdinalIgnoreCase) : -1;
        month = (at / 3) + 1;
        text = at >= 0 ? text[3..] : text;
        return at >= 0 && at % 3 == 0;
    }

    private static bool Mark(ref ReadOnlySpan<char> text, char mark)
    {
        var stands = text.Length > 0 && text[0] == mark;
        text = stands ? text[1..] : text;
        return stands;
    }

    /// <summary>"+0900", "GMT", and perhaps a comment behind it.</summary>
    private static bool Zone(ReadOnlySpan<char> text, out int minutes)
    {
        text = text.Trim();
        minutes = 0;
        if (text.StartsWith("GMT") && (text.Length == 3 || text[3] == ' '))
        {
            return true;
        }

        var isOffset = text.Length >= 5 && text[0] is '+' or '-' && (text.Length == 5 || text[5] == ' ')
            && int.TryParse(text[1..5], NumberStyles.None, CultureInfo.InvariantCulture, out minutes);
        minutes = ((minutes / 100 * 60) + (minutes % 100)) * (isOffset && text[0] == '-' ? -1 : 1);
        return isOffset;
    }
}
