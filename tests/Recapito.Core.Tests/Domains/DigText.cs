using System.Globalization;

namespace Recapito.Core.Tests;

/// <summary>Messages as dig shows them, read into the form that probes give.</summary>
internal static class DigText
{
    /// <summary>Every message of a file, under who was asked ("; AT child") and what for.</summary>
    public static (string Anchor, Dictionary<(string At, string Name, RrType Type), DnsMessage> Messages) Read(string path)
    {
        var anchor = "";
        var messages = new Dictionary<(string At, string Name, RrType Type), DnsMessage>();
        var block = new List<string>();
        foreach (var line in File.ReadLines(path).Append("; AT end"))
        {
            if (line.StartsWith("; ANCHOR ", StringComparison.Ordinal))
            {
                var words = line[9..].Split(' ', 4);
                anchor = $"{words[0]} {words[1]} {words[2]} {words[3].Replace(" ", "", StringComparison.Ordinal)}";
                continue;
            }

            if (line.StartsWith("; AT ", StringComparison.Ordinal) && block.Count > 0)
            {
                var (name, type, message) = Message(block);
                messages[(block[0][5..], name, type)] = message;
                block.Clear();
            }

            block.Add(line);
        }

        return (anchor, messages);
    }

    /// <summary>One record as a master file writes it, with its names in full.</summary>
    public static DnsRecord Record(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var type = Enum.TryParse<RrType>(words[3], ignoreCase: true, out var known) ? known : RrType.Unknown;
        var data = type is RrType.Txt ? [line[line.IndexOf('"', StringComparison.Ordinal)..]] : words[4..];
        foreach (var place in NamesIn(type).Where(place => place < data.Length))
        {
            data[place] = type is RrType.Nsec ? Bare(data[place]) : Names.Canonical(data[place]);
        }

        return new(Names.Canonical(words[0]), type, uint.Parse(words[1], CultureInfo.InvariantCulture), string.Join(' ', data));
    }

    private static int[] NamesIn(RrType type) => type switch
    {
        RrType.Ns or RrType.Cname or RrType.Nsec or RrType.Ptr => [0],
        RrType.Mx => [1],
        RrType.Soa => [0, 1],
        RrType.Rrsig => [7],
        _ => [],
    };

    private static string Bare(string name) => name.Length > 1 ? name.TrimEnd('.') : name;

    private static (string Name, RrType Type, DnsMessage Message) Message(List<string> block)
    {
        var sections = new Dictionary<string, List<DnsRecord>>();
        var (section, name, type, rcode, flags, octets) = ("", "", RrType.Unknown, "", "", 0);
        var edns = false;
        foreach (var line in block)
        {
            if (line.StartsWith(";; ->>HEADER", StringComparison.Ordinal))
            {
                rcode = line.Split("status: ")[1].Split(',')[0];
            }
            else if (line.StartsWith(";; flags:", StringComparison.Ordinal))
            {
                flags = line.Split(';')[2];
            }
            else if (line.StartsWith("; EDNS: version: 0", StringComparison.Ordinal))
            {
                edns = true;
            }
            else if (line.StartsWith(";; MSG SIZE", StringComparison.Ordinal))
            {
                octets = int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith(";; ", StringComparison.Ordinal))
            {
                section = line[3..].Split(' ')[0];
            }
            else if (section is "QUESTION" && line is [';', ..])
            {
                var words = line[1..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                (name, type) = (Names.Canonical(words[0]), Enum.Parse<RrType>(words[2], ignoreCase: true));
            }
            else if (line is not [';', ..] && line.Length > 0)
            {
                (sections.TryGetValue(section, out var list) ? list : sections[section] = []).Add(Record(line));
            }
        }

        return (name, type, new(rcode, flags.Contains(" aa", StringComparison.Ordinal), Of("ANSWER"), Of("AUTHORITY"), Of("ADDITIONAL"))
        {
            EdnsVersion = edns ? 0 : null,
            Octets = octets,
            EchoedName = name,
        });

        List<DnsRecord> Of(string part) => sections.GetValueOrDefault(part) ?? [];
    }
}
