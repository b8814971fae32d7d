namespace Recapito.Web;

/// <summary>Where a reader wanted to be, as a form or an address tells it: only ever a place of this service.</summary>
internal static class LocalPath
{
    /// <summary>The path; that of the start page where it leads elsewhere. Browsers drop tabs and line ends, and read "\" as "/"; a header holds nothing but ASCII.</summary>
    public static string Of(string? wanted) =>
        wanted is ['/', ..] and not ['/', '/', ..] && !wanted.Contains('\\', StringComparison.Ordinal) && wanted.All(letter => letter is > ' ' and <= '~') ? wanted : "/";
}
