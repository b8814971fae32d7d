namespace Recapito.Core.Tests;

/// <summary>When an object was changed, as exports of several machines write it: never earlier than it was.</summary>
public class ExchangeObjectTests
{
    [Theory]
    [InlineData("WhenChangedUTC", "2026-11-20T08:30:00Z", "2026-11-20 08:30")]
    [InlineData("WhenChangedUTC", "2026-11-20T08:30:00", "2026-11-20 08:30")]
    [InlineData("WhenChangedUTC", "11/20/2026 8:30:00 AM", "2026-11-20 08:30")]
    [InlineData("WhenChangedUTC", "5/5/2026 8:30:00 AM", "2026-05-05 08:30")]
    [InlineData("WhenChangedUTC", "5/11/2026 8:30:00 AM", "2026-11-05 08:30")]
    [InlineData("WhenChangedUTC", "11/5/2026 8:30:00 AM", "2026-11-05 08:30")]
    [InlineData("WhenChangedUTC", "/Date(1795163400000)/", "2026-11-20 08:30")]
    [InlineData("WhenChanged", "2026-11-20T00:30:00-08:00", "2026-11-20 08:30")]
    [InlineData("WhenChanged", "/Date(1795163400000)/", "2026-11-20 08:30")]
    [InlineData("WhenChanged", "2026-11-20T00:30:00", null)]
    [InlineData("WhenChanged", "11/20/2026 12:30:00 AM", null)]
    public void A_change_is_never_dated_before_it_was(string property, string text, string? utc) =>
        Assert.Equal(utc, new ExchangeObject([new(property, [text])]).WhenChanged?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
}
