using System.Globalization;
using System.Text;

namespace Recapito.Lab;

/// <summary>Reads and writes zone texts in master file form (RFC 1035 §5, RFC 2308 §4 for $TTL).</summary>
internal sealed class ZoneFile
{
    /// <summary>TTL of records where neither they nor a $TTL say one, seconds.</summary>
    public const uint DefaultTtl = 3600;

    private readonly string apex;
    private readonly List<ZoneRecord> records = [];
    private string origin;
    private string? owner;
    private uint? defaultTtl;
    private uint? lastTtl;

    private ZoneFile(string apex) => (this.apex, origin) = (apex, apex);

    /// <summary>The records of a zone text.</summary>
    /// <param name="apex">Canonical name of the zone, which relative names are under.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ZoneFileException">The text cannot be read.</exception>
    public static IReadOnlyList<ZoneRecord> Parse(string apex, string text)
    {
        var file = new ZoneFile(apex);
        foreach (var entry in ZoneTokens.Cut(text))
        {
            file.Read(entry);
        }

        return file.records;
    }

    /// <summary>A zone text with these records, every name absolute.</summary>
    public static string Write(IEnumerable<ZoneRecord> records)
    {
        var text = new StringBuilder();
        foreach (var record in records)
        {
            text.Append(Absolute(record.Name)).Append(' ').Append(record.Ttl.ToString(CultureInfo.InvariantCulture)).Append(" IN ")
                .Append(DnsTypeName.Of(record.Type)).Append(' ').AppendJoin(' ', record.Fields.Select((field, i) => Written(record, i, Absolute))).Append('\n');
        }

        return text.ToString();
    }

    private static string Absolute(string name) => name is "." ? name : name + ".";

    /// <summary>RDATA in presentation form: names without a dot at the end, strings in quotes (RFC 1035 §5.1).</summary>
    public static string Data(ZoneRecord record) => string.Join(' ', record.Fields.Select((_, i) => Written(record, i, name => name)));

    private static string Written(ZoneRecord record, int index, Func<string, string> name) =>
        RData.IsName(record, index) ? name(record.Fields[index])
        : RData.IsText(record, index) ? Quoted(record.Fields[index])
        : record.Fields[index];

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or > '~' => quoted.Append('\\').Append(((int)c).ToString("D3", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private void Read(ZoneEntry entry)
    {
        var first = entry.Tokens[0];
        if (!entry.BlankOwner && first.Text.StartsWith('$') && !first.Quoted)
        {
            Directive(entry.Tokens);
            return;
        }

        var next = 0;
        if (!entry.BlankOwner)
        {
            owner = Name(first, "owner name");
            next = 1;
        }

        if (owner is null)
        {
            throw Error(first, "the first record of a zone text has no owner name; begin the line with a name or \"@\"");
        }

        if (!DnsName.IsWithin(owner, apex))
        {
            throw Error(first, $"the owner name \"{owner}\" lies outside of the zone \"{apex}\"; write it in the zone it belongs to, or leave out the dot at its end");
        }

        Record(entry.Tokens, next);
    }

    private void Directive(IReadOnlyList<ZoneToken> tokens)
    {
        var value = tokens.Count == 2 ? tokens[1] : throw Error(tokens[0], $"{tokens[0].Text} takes one value");
        switch (tokens[0].Text.ToUpperInvariant())
        {
            case "$TTL":
                defaultTtl = Ttl(value.Text) ?? throw Error(value, $"\"{value.Text}\" is no TTL; expected seconds (3600) or units (1h30m)");
                break;
            case "$ORIGIN":
                origin = Name(value, "origin");
                break;
            default:
                throw Error(tokens[0], $"{tokens[0].Text} is not known; expected $TTL or $ORIGIN ($INCLUDE is not read)");
        }
    }

    // TTL and class may stand in either order before the type (RFC 1035 §5.1); a number can therefore only be a TTL.
    private void Record(IReadOnlyList<ZoneToken> tokens, int next)
    {
        uint? ttl = null;
        for (; next < tokens.Count && DnsTypeName.Parse(tokens[next].Text) is null; next++)
        {
            var token = tokens[next];
            if (token.Text.Equals("IN", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            ttl = Ttl(token.Text) is { } seconds && ttl is null ? seconds
                : throw Error(token, $"\"{token.Text}\" is no record type; expected a TTL, IN or one of {string.Join(", ", DnsTypeName.All)}");
        }

        if (next >= tokens.Count)
        {
            throw Error(tokens[^1], $"the record has no type; expected one of {string.Join(", ", DnsTypeName.All)} after the owner name");
        }

        var type = DnsTypeName.Parse(tokens[next].Text)!.Value;
        lastTtl = ttl ?? defaultTtl ?? lastTtl ?? DefaultTtl;
        var fields = RData.Read(type, tokens[next], [.. tokens.Skip(next + 1)], token => Name(token, "name"));
        records.Add(new(owner!, type, lastTtl.Value, fields));
    }

    private string Name(ZoneToken token, string what)
    {
        var text = token.Text;
        var name = text is "@" ? origin
            : text is "." ? "."
            : text.EndsWith('.') && !text.EndsWith("\\.", StringComparison.Ordinal) ? DnsName.Canonical(text)
            : DnsName.Join(DnsName.Canonical(text), origin);
        return DnsName.Problem(name) is { } problem ? throw Error(token, $"\"{text}\" is no {what}: {problem}") : name;
    }

    /// <summary>Seconds, or numbers with the units w, d, h, m, s; null for anything else, and for more than RFC 2181 §8 allows.</summary>
    internal static uint? Ttl(string text)
    {
        long total = 0, number = -1;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                number = (Math.Max(number, 0) * 10) + (c - '0');
            }
            else if (number >= 0 && Seconds(c) is { } unit)
            {
                total += number * unit;
                number = -1;
            }
            else
            {
                return null;
            }

            if (number > int.MaxValue || total > int.MaxValue)
            {
                return null;
            }
        }

        total += Math.Max(number, 0);
        return text.Length == 0 || total > int.MaxValue ? null : (uint)total;
    }

    private static int? Seconds(char unit) => char.ToLowerInvariant(unit) switch
    {
        'w' => 604800,
        'd' => 86400,
        'h' => 3600,
        'm' => 60,
        's' => 1,
        _ => null,
    };

    private static ZoneFileException Error(ZoneToken at, string message) => new(at.Line, at.Column, message);
}
