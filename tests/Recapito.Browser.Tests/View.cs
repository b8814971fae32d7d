using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>In what a reader looks at a page.</summary>
public sealed record View(string Name, int Width, int Height, ColorScheme Colours)
{
    public static View Desktop { get; } = new("desktop-light", 1280, 900, ColorScheme.Light);

    public static View DesktopDark { get; } = new("desktop-dark", 1280, 900, ColorScheme.Dark);

    public static View Phone { get; } = new("phone-light", 390, 844, ColorScheme.Light);

    public static View PhoneDark { get; } = new("phone-dark", 390, 844, ColorScheme.Dark);

    public static IReadOnlyList<View> All { get; } = [Desktop, DesktopDark, Phone, PhoneDark];

    public override string ToString() => Name;
}
