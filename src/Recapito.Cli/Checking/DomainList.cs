using Recapito.Core;

namespace Recapito.Cli;

/// <summary>The domains that the user names, as arguments and in a list with one a line.</summary>
internal sealed class DomainList
{
    private const string Expected = "a text file with one domain a line";

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<string> domains = [];
    private readonly List<string> faults = [];

    /// <summary>Each domain once, canonical, in the order of the input.</summary>
    public IReadOnlyList<string> Domains => domains;

    /// <summary>What cannot be a domain, with its place and what to do.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Reads arguments and list.</summary>
    /// <param name="arguments">Domains, or mail addresses, whose domain counts.</param>
    /// <param name="list">Path of a list, "-" for standard input, or null.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <exception cref="InputException">The list cannot be read, or there is nothing in it.</exception>
    public static DomainList Read(IEnumerable<string> arguments, string? list, Surroundings around)
    {
        var found = new DomainList();
        foreach (var argument in arguments)
        {
            found.Take(argument, null);
        }

        var lines = list is null ? [] : InputFile.ReadText(list, Expected, around).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Split('#')[0].Trim();
            if (text.Length > 0)
            {
                found.Take(text, FormattableString.Invariant($"{list}:{i + 1}"));
            }
        }

        return list is null || found.domains.Count + found.faults.Count > 0 ? found : throw new InputException($"{list}: there is no domain in it; expected {Expected}.");
    }

    // Of a URL, the host is what was meant (RFC 3986 §3.2).
    private static string Meant(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && Names.IsHostName(Names.Canonical(uri.Host)) ? Names.Canonical(uri.Host) : "contoso.example";

    private void Take(string text, string? place)
    {
        var at = text.LastIndexOf('@');
        var name = Names.Canonical(at < 0 ? text : text[(at + 1)..]);
        if (!Names.IsHostName(name))
        {
            faults.Add($"{(place is null ? "" : place + ": ")}\"{text}\" is no domain name (RFC 1035 §2.3.4); expected something like {Meant(text)}. It was left out.");
        }
        else if (seen.Add(name))
        {
            domains.Add(name);
        }
    }
}
