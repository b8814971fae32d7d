using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>A record that the user wants to see.</summary>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Data">RDATA as <see cref="DnsRecord.Data"/> has it; for TXT the text of all its strings, without quotes.</param>
public sealed record ExpectedRecord(string Name, RrType Type, string Data)
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads "NAME [TTL] [IN] TYPE RDATA" as in a zone file (RFC 1035 §5.1), with whole names. TTL and class are passed over.</summary>
    /// <param name="line">One line.</param>
    /// <param name="problem">What is wrong with it; null where nothing is.</param>
    /// <returns>The record, or null where there is a problem.</returns>
    public static ExpectedRecord? Parse(string line, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(line);
        var rest = line.AsSpan().Trim();
        var name = Names.Canonical(Word(ref rest));
        var word = Word(ref rest);
        while (word.Equals("IN", StringComparison.OrdinalIgnoreCase) || uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            word = Word(ref rest);
        }

        problem = !Names.IsHostName(name) ? $"\"{name}\" is no domain name"
            : TypeOf(word) is null ? $"\"{word}\" is no record type that can be compared"
            : rest.IsEmpty ? "the data is missing"
            : null;
        return problem is null ? new(name, TypeOf(word)!.Value, Normal(TypeOf(word)!.Value, rest.ToString())) : null;
    }

    /// <summary>The data in the form in which two records are compared.</summary>
    public static string Normal(RrType type, string data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return type switch
        {
            RrType.Txt => Unquoted(data),
            RrType.Ds or RrType.Tlsa or RrType.Dnskey => string.Join(' ', data.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)),
            _ => string.Join(' ', data.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Select(Names.Canonical)),
        };
    }

    private static RrType? TypeOf(string word)
    {
        foreach (var type in Enum.GetValues<RrType>())
        {
            if (type is not RrType.Unknown && ObservationJson.TypeName(type).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return type;
            }
        }

        return null;
    }

    private static string Word(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(Blanks);
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..].TrimStart(Blanks);
        return word.ToString();
    }

    private static string Unquoted(string data)
    {
        if (!data.StartsWith('"'))
        {
            return data;
        }

        var text = new StringBuilder(data.Length);
        var inside = false;
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] is '"')
            {
                inside = !inside;
            }
            else if (inside)
            {
                i += data[i] is '\\' && i + 1 < data.Length ? 1 : 0;
                text.Append(data[i]);
            }
        }

        return text.ToString();
    }
}
