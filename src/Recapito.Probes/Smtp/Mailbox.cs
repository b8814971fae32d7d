using System.Buffers;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Which addresses may stand in RCPT TO. Stricter than <see cref="Names.IsAddress"/>: what could be read in two ways is not sent.</summary>
internal static class Mailbox
{
    private static readonly SearchValues<char> Specials = SearchValues.Create("\"\\@,;:()[]");

    /// <summary>True for a dot-string (RFC 5321 §4.1.2, RFC 6531), or a quoted string without escapes, at a host name.</summary>
    public static bool IsSafe(string address)
    {
        if (!Names.IsAddress(address))
        {
            return false;
        }

        var local = address.AsSpan(0, address.LastIndexOf('@'));
        return local is ['"', .., '"'] && local.Length > 2
            ? local[1..^1].IndexOfAny('"', '\\') < 0
            : local.IndexOfAny(Specials) < 0;
    }

    /// <summary>The address as it goes on the wire: local part as given, domain in A-labels.</summary>
    public static string OnWire(string address)
    {
        var at = address.LastIndexOf('@');
        return $"{address[..at]}@{Names.Canonical(address[(at + 1)..])}";
    }
}
