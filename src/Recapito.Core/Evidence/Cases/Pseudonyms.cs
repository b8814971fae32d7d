namespace Recapito.Core;

/// <summary>How a pseudonym looks, and what needs none.</summary>
internal static class Pseudonyms
{
    private const int Digits = 12;
    private const string LocalMark = "r-";
    private const string ValueMark = "o-";

    // Every domain has the first (RFC 5321 §4.5.1), every Exchange organisation the last; the others are roles too (RFC 2142). They name no person.
    private static readonly HashSet<string> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        "postmaster", "abuse", "hostmaster", "mailer-daemon", "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
    };

    /// <summary>"r-3f9a1c02d4e5".</summary>
    public static string Local(byte[] hash) => LocalMark + Hex(hash);

    /// <summary>"o-3f9a1c02d4e5".</summary>
    public static string Value(byte[] hash) => ValueMark + Hex(hash);

    /// <summary>True for a local part that stays: it names no person, or is a pseudonym already.</summary>
    public static bool Stays(string local) => Roles.Contains(local) || Is(local, LocalMark);

    /// <summary>True for a value that is hidden already.</summary>
    public static bool IsValue(string text) => Is(text, ValueMark);

    private static bool Is(string text, string mark) =>
        text.Length == mark.Length + Digits && text.StartsWith(mark, StringComparison.Ordinal) && text.Skip(mark.Length).All(char.IsAsciiHexDigitLower);

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash)[..Digits];
}
