using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>In what a reader looks at a page.</summary>
/// <param name="IsForAccess">Whether the rules of access are tried in it: each width and each colour is in one such view, and the rules take a second.</param>
public sealed record View(string Name, int Width, int Height, ColorScheme Colours, bool IsForAccess)
{
    public static View Desktop { get; } = new("desktop-light", 1280, 900, ColorScheme.Light, IsForAccess: true);

    public static View DesktopDark { get; } = new("desktop-dark", 1280, 900, ColorScheme.Dark, IsForAccess: false);

    public static View Phone { get; } = new("phone-light", 390, 844, ColorScheme.Light, IsForAccess: false);

    public static View PhoneDark { get; } = new("phone-dark", 390, 844, ColorScheme.Dark, IsForAccess: true);

    public static IReadOnlyList<View> All { get; } = [Desktop, DesktopDark, Phone, PhoneDark];

    public override string ToString() => Name;
}
