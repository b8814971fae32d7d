using System.Buffers;

namespace Recapito.Core;

/// <summary>
/// How a sender writes the recipient into the return path of each message (VERP, variable envelope return path), such as
/// <c>bounces+{local}={domain}@lists.example</c>: where a report comes back to tells whom it is about, whatever its text says.
/// </summary>
public sealed class VerpPattern
{
    private const string Local = "local";
    private const string Domain = "domain";
    private const string Recipient = "recipient";
    private const string Any = "id";

    /// <summary>Longer addresses are none (RFC 5321 §4.5.3.1.3: a path has at most 256 octets; the twice of it is let through).</summary>
    private const int LongestAddress = 512;

    private static readonly SearchValues<char> NotInLocalParts = SearchValues.Create("@ \t\r\n<>");
    private static readonly SearchValues<char> NotInDomains = SearchValues.Create(" \t\r\n!\"#$%&'()*+,/:;<=>?@[\\]^_`{|}~");

    // literals[0] names[0] literals[1] names[1] … literals[^1]
    private readonly string[] literals;
    private readonly string[] names;

    // The last field that may hold its own separator: what stands left of it ends at the first separator, what stands right begins at the last.
    private readonly int pivot;

    private VerpPattern(string text, string[] literals, string[] names)
    {
        Text = text;
        this.literals = literals;
        this.names = names;
        pivot = Math.Max(Array.IndexOf(names, Local), Array.IndexOf(names, Recipient));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>
    /// Reads a pattern: an address with <c>{local}</c> and <c>{domain}</c>, or <c>{recipient}</c> for both with "=" in the place of "@",
    /// and <c>{id}</c> as often as needed for what does not matter. Between two of them stands at least one character.
    /// </summary>
    /// <exception cref="FormatException">It is no pattern; the message says why.</exception>
    public static VerpPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var literals = new List<string>();
        var names = new List<string>();
        for (var at = 0; ;)
        {
            var open = text.IndexOf('{', at);
            var literal = open < 0 ? text[at..] : text[at..open];
            literals.Add(literal.Contains('}', StringComparison.Ordinal) ? throw new FormatException("'}' without '{'") : literal);
            if (open < 0)
            {
                break;
            }

            var close = text.IndexOf('}', open);
            names.Add(close < 0 ? throw new FormatException("'{' without '}'") : text[(open + 1)..close]);
            at = close + 1;
        }

        return Problem(literals, names) is { } problem ? throw new FormatException(problem) : new(text, [.. literals], [.. names]);
    }

    /// <summary>The recipient that an address names; null where the pattern does not fit. Takes linear time.</summary>
    public string? Match(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Length > LongestAddress
            || !address.StartsWith(literals[0], StringComparison.OrdinalIgnoreCase)
            || !address.EndsWith(literals[^1], StringComparison.OrdinalIgnoreCase)
            || address.Length < literals[0].Length + literals[^1].Length)
        {
            return null;
        }

        var values = new string[names.Length];
        var rest = address.AsSpan(literals[0].Length, address.Length - literals[0].Length - literals[^1].Length);
        for (var i = 0; i < pivot; i++)
        {
            var end = rest.IndexOf(literals[i + 1], StringComparison.OrdinalIgnoreCase);
            if (end < 0)
            {
                return null;
            }

            values[i] = rest[..end].ToString();
            rest = rest[(end + literals[i + 1].Length)..];
        }

        for (var i = names.Length - 1; i > pivot; i--)
        {
            var start = rest.LastIndexOf(literals[i], StringComparison.OrdinalIgnoreCase);
            if (start < 0)
            {
                return null;
            }

            values[i] = rest[(start + literals[i].Length)..].ToString();
            rest = rest[..start];
        }

        values[pivot] = rest.ToString();
        return Array.Exists(values, string.IsNullOrEmpty) ? null : AddressOf(values);
    }

    /// <summary>
    /// The recipient that a report's return path names: the first address that fits of those it was sent to
    /// (<see cref="DsnReport.AddressedTo"/>), else the envelope sender of the message that came back.
    /// </summary>
    public string? Match(DsnReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        for (var i = 0; i < report.AddressedTo.Count; i++)
        {
            if (Match(report.AddressedTo[i]) is { } recipient)
            {
                return recipient;
            }
        }

        return report.Returned?.Sender is { } sender ? Match(sender) : null;
    }

    /// <summary>
    /// The report with what its return path adds: the original recipient where it names none, and the recipient itself where it is a
    /// bounce or delay (or looks like a report and could not be understood) and its text names nobody.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="recipient">What <see cref="Match(DsnReport)"/> found.</param>
    public static DsnReport Complete(DsnReport report, string recipient)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Recipients.Count > 0)
        {
            return report with { Recipients = [.. report.Recipients.Select(fields => fields.OriginalRecipient is null ? fields with { OriginalRecipient = recipient } : fields)] };
        }

        if (report.Kind is not (ReportKind.Bounce or ReportKind.Delay) && ReadRecord.UnrecognisedIn(report) is null)
        {
            return report;
        }

        var kind = report.Kind == ReportKind.Delay ? ReportKind.Delay : ReportKind.Bounce;
        return report with
        {
            Kind = kind,
            Recipients = [new() { FinalRecipient = recipient, OriginalRecipient = recipient, Kind = kind }],
            Issues = [.. report.Issues.Where(issue => !ReadRecord.IsUnrecognised(issue)), new("mail", 0, "the report names no recipient", "took the one that its return path names")],
        };
    }

    private static string? Problem(List<string> literals, List<string> names)
    {
        var unknown = names.Find(name => name is not (Local or Domain or Recipient or Any));
        var hasBoth = names.Count(name => name == Local) == 1 && names.Count(name => name == Domain) == 1 && !names.Contains(Recipient);
        var hasWhole = names.Count(name => name == Recipient) == 1 && !names.Contains(Local) && !names.Contains(Domain);
        return unknown is not null ? $"'{{{unknown}}}' is not known; expected {{local}}, {{domain}}, {{recipient}} or {{id}}"
            : !hasBoth && !hasWhole ? "expected {local} and {domain} once each, or {recipient} once"
            : literals.Skip(1).SkipLast(1).Any(literal => literal.Length == 0) ? "two fields stand side by side; put a character between them"
            : !literals.Exists(literal => literal.Contains('@', StringComparison.Ordinal)) ? "expected an address with '@', such as bounces+{local}={domain}@lists.example"
            : null;
    }

    private string? AddressOf(string[] values)
    {
        var whole = Array.IndexOf(names, Recipient);
        if (whole < 0)
        {
            return Join(values[Array.IndexOf(names, Local)], values[Array.IndexOf(names, Domain)]);
        }

        // The last "=" is that of the domain: a domain holds none, a local part may (RFC 5321 §4.1.2).
        var sign = values[whole].LastIndexOf('=');
        return sign < 0 ? null : Join(values[whole][..sign], values[whole][(sign + 1)..]);
    }

    private static string? Join(string local, string domain) =>
        local.Length == 0 || local.AsSpan().ContainsAny(NotInLocalParts) || domain.Length == 0 || domain[0] is '.' or '-' || domain.AsSpan().ContainsAny(NotInDomains)
            ? null
            : $"{local}@{domain}";
}
