using System.Net;

namespace Recapito.Core;

/// <summary>IP addresses that a reply names: "Client host [192.0.2.25] blocked", "with ip: [2001:db8::25]", "?ip=192.0.2.25".</summary>
internal static class ReplyAddresses
{
    private static readonly char[] Between = [' ', '[', ']', '(', ')', '<', '>', '{', '}', '"', '\'', ',', ';', '=', '/', '?', '&', '@', '|'];

    /// <summary>The addresses, each once and in its shortest form; in the order of the text.</summary>
    public static IReadOnlyList<string> In(SmtpReply? reply) => reply is null
        ? []
        : [.. reply.Text.Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<string>().Distinct()];

    // "1" is an address to IPAddress, and "12:30" looks like the beginning of one.
    private static string? Read(string word)
    {
        var bare = word.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? word["IPv6:".Length..] : word;
        bare = bare.EndsWith("::", StringComparison.Ordinal) ? bare : bare.TrimEnd('.', ':');
        var isWritten = bare.Count(c => c == '.') == 3 || bare.Count(c => c == ':') >= 2;
        return isWritten && IPAddress.TryParse(bare, out var address) ? address.ToString() : null;
    }
}
