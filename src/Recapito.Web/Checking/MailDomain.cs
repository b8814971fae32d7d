namespace Recapito.Web;

/// <summary>What is taken for the name of a mail domain, on every page and in the API alike.</summary>
internal static class MailDomain
{
    /// <summary>The domain in a text: people copy the address of a page as well as that of a mailbox. Whether it is one, <see cref="IsOne"/> tells.</summary>
    /// <returns>Canonical.</returns>
    public static string In(string text)
    {
        var told = text.Trim();
        return Names.Canonical(Uri.TryCreate(told, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? page.Host : told[(told.LastIndexOf('@') + 1)..].TrimEnd('/'));
    }

    /// <summary>A name of two labels or more: of a single one ("lee", "localhost") somebody has written half an address, or this machine's own name.</summary>
    /// <param name="name">Canonical.</param>
    public static bool IsOne(string name) => Names.IsHostName(name) && name.Contains('.', StringComparison.Ordinal);
}
