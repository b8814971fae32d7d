using System.Globalization;
using System.Net;

namespace Recapito.Core;

/// <summary>What the macros of a mail stand for (RFC 7208 §7.2), the names of its client among them, which are asked of the DNS.</summary>
/// <param name="question">The mail.</param>
/// <param name="ask">Looks an answer up, or notes that it is missing.</param>
internal sealed class SpfMacroValues(SpfQuestion question, Func<DnsRequest, Observation<RrSet>?> ask)
{
    // §4.6.4: of more names of one address, the others are left out.
    private const int MostNames = 10;

    /// <summary>The name under which the client's address has its PTR records.</summary>
    public string Reverse => ReverseName.Of(question.Client.ToString())!;

    private bool IsFour => question.Client.GetAddressBytes().Length == 4;

    /// <summary>The text with its macros replaced; null where the answer for one of them is missing.</summary>
    public string? Expand(SpfMacroString text, string domain) => text.Expand(letter => Value(letter, domain));

    /// <summary>The names of the client that lead back to its address (§5.5), ten at most; null while answers are missing.</summary>
    public IReadOnlyList<string>? ValidatedNames()
    {
        switch (ask(DomainView.At(Reverse, RrType.Ptr)))
        {
            case null:
                return null;
            case Present<RrSet> seen:
                string[] names = [.. seen.Value.Records.Where(record => record.Type is RrType.Ptr && Names.IsHostName(record.Data)).Select(record => record.Data).Take(MostNames)];
                var type = IsFour ? RrType.A : RrType.Aaaa;
                var forward = Array.ConvertAll(names, name => ask(DomainView.At(name, type)));
                return forward.Contains(null) ? null : [.. names.Where((_, at) => LeadsBack(forward[at]!))];
            default:
                return [];
        }
    }

    private bool LeadsBack(Observation<RrSet> forward) =>
        forward is Present<RrSet> set && set.Value.Addresses.Any(address => IPAddress.TryParse(address, out var ip) && ip.Equals(question.Client));

    private string? Value(char letter, string domain)
    {
        var at = question.Sender.LastIndexOf('@');
        return letter switch
        {
            's' => question.Sender,
            'l' => question.Sender[..at],
            'o' => question.Sender[(at + 1)..],
            'd' => domain,
            'i' => IsFour ? question.Client.ToString() : Nibbles(question.Client.GetAddressBytes()),
            'p' => ValidatedNames() is { } names ? Closest(names, domain) : null,
            'v' => IsFour ? "in-addr" : "ip6",
            'h' => question.Helo,
            'c' => question.Client.ToString(),
            't' => question.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            _ => "unknown",
        };
    }

    // §7.3: the domain itself, else a name below it, else any.
    private static string Closest(IReadOnlyList<string> names, string domain) =>
        names.FirstOrDefault(name => name == domain) ?? names.FirstOrDefault(name => name.EndsWith('.' + domain, StringComparison.Ordinal))
            ?? (names.Count > 0 ? names[0] : "unknown");

    private static string Nibbles(byte[] bytes) => string.Join('.', Convert.ToHexStringLower(bytes).AsEnumerable());
}
