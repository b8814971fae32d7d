namespace Recapito.Web;

/// <summary>What is taken for the name of a mail domain, on every page and in the API alike.</summary>
internal static class MailDomain
{
    /// <summary>A name of two labels or more: of a single one ("lee", "localhost") somebody has written half an address, or this machine's own name.</summary>
    /// <param name="name">Canonical.</param>
    public static bool IsOne(string name) => Names.IsHostName(name) && name.Contains('.', StringComparison.Ordinal);
}
