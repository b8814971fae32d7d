using System.Globalization;

namespace Recapito.Core;

/// <summary>Canonical forms of host names and addresses: lower case, A-labels, no dot at the end (RFC 5890, RFC 4343).</summary>
public static class Names
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>The canonical form of a host or domain name. What cannot be one comes back in lower case unchanged; see <see cref="IsHostName"/>.</summary>
    public static string Canonical(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var trimmed = name.Trim();
        if (trimmed is not "." && trimmed.EndsWith('.'))
        {
            trimmed = trimmed[..^1];
        }

        if (System.Text.Ascii.IsValid(trimmed))
        {
            return trimmed.ToLowerInvariant();
        }

        try
        {
            return Idn.GetAscii(trimmed).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return trimmed.ToLowerInvariant();
        }
    }

    /// <summary>True for a label that may end a host's name in a text; words such as "SMTPSEND.DNS.NonExistentDomain" end in none.</summary>
    internal static bool IsTopLevel(string label) =>
        label.Length > 1 && (label.All(char.IsAsciiLetterLower) || label.All(char.IsAsciiLetterUpper) || label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// True for a name that may be asked of the DNS and put on an SMTP line: letters, digits, hyphens and underscores in labels of
    /// 1 to 63, 253 octets at most (RFC 1035 §2.3.4). CR, LF, NUL and blanks make it false.
    /// </summary>
    public static bool IsHostName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 253
            && name.Split('.').All(label => label.Length is > 0 and <= 63
                && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
    }

    /// <summary>The domain of an address in canonical form, or null where there is none.</summary>
    public static string? DomainOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        return at < 1 || at == address.Length - 1 ? null : Canonical(address[(at + 1)..]);
    }

    /// <summary>Local part as written, domain canonical; for use as a key, as mail systems in question compare local parts without case, lower it.</summary>
    public static string CanonicalAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        return at < 1 ? address.Trim().ToLowerInvariant() : $"{address[..at].Trim().ToLowerInvariant()}@{Canonical(address[(at + 1)..])}";
    }

    /// <summary>
    /// True for a mailbox that may be put on an SMTP line: a printable ASCII or UTF-8 local part of at most 64 octets without blanks, angle
    /// brackets or control characters, and a host name as its domain (RFC 5321 §4.1.2, §4.5.3.1).
    /// </summary>
    public static bool IsAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        return at is > 0 and <= 64
            && address[..at].All(c => c > ' ' && c is not ('<' or '>' or '\u007f') && !char.IsControl(c))
            && IsHostName(Canonical(address[(at + 1)..]));
    }

    /// <summary>One operator's hosts, as their names tell it by the last two labels: Exchange Online's edge answers under several names, a gateway takes and sends under others.</summary>
    internal static bool AreOfOneSystem(string one, string other) => Tail(one) == Tail(other);

    private static string Tail(string host)
    {
        var labels = host.TrimEnd('.').ToLowerInvariant().Split('.');
        return string.Join('.', labels[Math.Max(0, labels.Length - 2)..]);
    }
}
