using System.Buffers.Text;

namespace Recapito.Core;

/// <summary>
/// Reads the file of a key in the forms that servers write: BIND's <c>key "name" { algorithm hmac-sha256; secret "…"; };</c> (tsig-keygen(8)) and
/// Knot's <c>key:</c> list (keymgr(8), option -t). What else stands in a configuration is not looked at, so such a file may be given as it is only
/// where it holds one key.
/// </summary>
public static class TsigKeyFile
{
    private const string Example = """expected key "name" { algorithm hmac-sha256; secret "…"; }; as tsig-keygen writes it, or the key: list of keymgr -t""";

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <exception cref="FormatException">It holds no key, several keys, or one that cannot be used. The message never has the secret.</exception>
    public static TsigKey Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var keys = IsYaml(text) ? OfYaml(text) : OfBind(KeyFileTokens.Of(text));
        return keys switch
        {
            [] => throw new FormatException($"holds no key; {Example}"),
            [var one] => one.Close(),
            _ => throw new FormatException($"holds {keys.Count} keys ({string.Join(", ", keys.Select(key => SafeText.Escape(key.Name)))}); leave the one that is meant in a file of its own"),
        };
    }

    private static bool IsYaml(string text) => text.Split('\n').Select(line => line.Trim()).Any(line => line is "key:");

    private static List<Draft> OfBind(List<(string Text, int Line)> tokens)
    {
        var keys = new List<Draft>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Text is "key" && i + 2 < tokens.Count && tokens[i + 2].Text is "{")
            {
                var draft = new Draft { Name = tokens[i + 1].Text, Line = tokens[i].Line };
                for (i += 3; i < tokens.Count && tokens[i].Text is not "}"; i++)
                {
                    if (i + 1 < tokens.Count && tokens[i].Text is "algorithm" or "secret")
                    {
                        draft.Set(tokens[i].Text, tokens[i + 1].Text, tokens[i].Line);
                        i++;
                    }
                }

                keys.Add(draft);
            }
        }

        return keys;
    }

    private static List<Draft> OfYaml(string text)
    {
        var keys = new List<Draft>();
        var (lines, inside) = (text.Split('\n'), false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Split('#')[0].TrimEnd();
            if (line.Length > 0 && line[0] is not (' ' or '\t' or '-'))
            {
                inside = line is "key:";
                continue;
            }

            var parts = line.Trim().TrimStart('-').Split(':', 2, StringSplitOptions.TrimEntries);
            if (!inside || parts.Length < 2)
            {
                continue;
            }

            var value = parts[1].Trim('"', '\'');
            if (parts[0] is "id")
            {
                keys.Add(new() { Name = value, Line = i + 1 });
            }
            else if (keys.Count > 0)
            {
                keys[^1].Set(parts[0], value, i + 1);
            }
        }

        return keys;
    }

    private sealed class Draft
    {
        private string? algorithm;
        private string? secret;
        private int algorithmLine;

        public required string Name { get; init; }

        public required int Line { get; init; }

        public void Set(string what, string value, int line)
        {
            switch (what)
            {
                case "algorithm":
                    (algorithm, algorithmLine) = (value, line);
                    break;
                case "secret":
                    secret = value;
                    break;
            }
        }

        public TsigKey Close()
        {
            var name = Names.Canonical(Name);
            if (DnsName.Wire(name) is null || name is ".")
            {
                throw new FormatException($"line {Line}: '{SafeText.Escape(Name)}' is no name of a key; expected one such as recapito-key or update.contoso.example");
            }

            var octets = new byte[(secret ?? "").Length];
            return secret is null ? throw new FormatException($"line {Line}: the key {SafeText.Escape(Name)} has no secret; {Example}")
                : !Base64.IsValid(secret) || !Convert.TryFromBase64String(secret, octets, out var length) || length == 0 ? throw new FormatException($"line {Line}: the secret of the key {SafeText.Escape(Name)} is no base64 text")
                : new(name, AlgorithmOf(), octets.AsSpan(0, length));
        }

        private TsigAlgorithm AlgorithmOf()
        {
            var asked = (algorithm ?? "hmac-sha256").TrimEnd('.').ToLowerInvariant();
            foreach (var known in Enum.GetValues<TsigAlgorithm>())
            {
                if (TsigKey.NameOf(known) == asked)
                {
                    return known;
                }
            }

            throw new FormatException($"line {algorithmLine}: " + (asked switch
            {
                "hmac-md5" or "hmac-md5.sig-alg.reg.int" => "hmac-md5 is not used: RFC 8945 forbids it for new keys. Make a new key with hmac-sha256 at the server and here",
                "hmac-sha224" => "hmac-sha224 is on no system that this program runs on. Make a new key with hmac-sha256 at the server and here",
                _ => $"the algorithm '{SafeText.Escape(asked)}' is not known; expected one of {string.Join(", ", Enum.GetValues<TsigAlgorithm>().Select(TsigKey.NameOf))}",
            }));
        }
    }
}
