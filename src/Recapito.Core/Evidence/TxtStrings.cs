using System.Text;

namespace Recapito.Core;

/// <summary>The strings of a TXT record (RFC 1035 §3.3.14), out of the presentation form in which <see cref="DnsRecord.Data"/> holds them (§5.1).</summary>
internal static class TxtStrings
{
    /// <summary>The strings, one character for each octet (0 to 255). What is not written as the form says is taken as it stands.</summary>
    public static IReadOnlyList<string> Of(string data)
    {
        var strings = new List<string>();
        for (var at = 0; at < data.Length;)
        {
            if (data[at] is ' ')
            {
                at++;
                continue;
            }

            strings.Add(data[at] is '"' ? Quoted(data, ref at) : Bare(data, ref at));
        }

        return strings;
    }

    /// <summary>The strings of a record as one text, which is what SPF, DKIM, DMARC and their kin read (RFC 7208 §3.3, RFC 6376 §3.6.2.2).</summary>
    public static string Joined(string data) => string.Concat(Of(data));

    /// <summary>The TXT records of an answer, each as one text; none where there is no answer.</summary>
    public static IReadOnlyList<string> Of(Observation<RrSet>? seen) =>
        seen is Present<RrSet> set ? [.. set.Value.Records.Where(record => record.Type is RrType.Txt).Select(record => Joined(record.Data))] : [];

    private static string Quoted(string data, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < data.Length && data[at] is not '"';)
        {
            text.Append(Octet(data, ref at));
        }

        at++;
        return text.ToString();
    }

    private static string Bare(string data, ref int at)
    {
        var text = new StringBuilder();
        while (at < data.Length && data[at] is not ' ')
        {
            text.Append(Octet(data, ref at));
        }

        return text.ToString();
    }

    private static char Octet(string data, ref int at)
    {
        if (data[at] is not '\\' || at + 1 == data.Length)
        {
            return data[at++];
        }

        if (at + 3 < data.Length && char.IsAsciiDigit(data[at + 1]) && char.IsAsciiDigit(data[at + 2]) && char.IsAsciiDigit(data[at + 3]))
        {
            var octet = ((data[at + 1] - '0') * 100) + ((data[at + 2] - '0') * 10) + (data[at + 3] - '0');
            at += 4;
            return (char)(octet & 0xff);
        }

        at += 2;
        return data[at - 1];
    }
}
