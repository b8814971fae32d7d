namespace Recapito.Core;

/// <summary>The service extensions that a host offers (RFC 5321 §2.2.2).</summary>
internal static class SmtpKeywords
{
    /// <summary>True where a keyword is among the lines, with or without parameters.</summary>
    public static bool Has(IReadOnlyList<string> extensions, string keyword) => extensions.Any(line => Of(line) == keyword);

    /// <summary>The keyword of a line.</summary>
    public static string Of(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? line : line[..blank];
    }
}
