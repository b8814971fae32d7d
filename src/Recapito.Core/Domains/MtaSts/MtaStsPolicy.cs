using System.Globalization;

namespace Recapito.Core;

/// <summary>What senders are to do where the MX host does not fit the policy (RFC 8461 §5).</summary>
internal enum MtaStsMode
{
    None,
    Testing,
    Enforce,
}

/// <summary>A line of a policy that is not as the grammar says.</summary>
/// <param name="Line">From 1; 0 where something is missing.</param>
/// <param name="Text">The line, or the key that is missing.</param>
/// <param name="Expected">What may stand there.</param>
internal sealed record MtaStsFault(int Line, string Text, string Expected);

/// <summary>An MTA-STS policy (RFC 8461 §3.2).</summary>
/// <param name="Mode">Null where it cannot be read.</param>
/// <param name="MaxAge">Seconds for which senders keep it, 0 to 31557600; null where it cannot be read.</param>
/// <param name="Mx">The patterns, canonical.</param>
/// <param name="Faults">What is wrong; senders do not use a policy with faults.</param>
internal sealed record MtaStsPolicy(MtaStsMode? Mode, int? MaxAge, IReadOnlyList<string> Mx, IReadOnlyList<MtaStsFault> Faults)
{
    /// <summary>The longest age that the standard allows, in seconds: a year.</summary>
    public const int LongestAge = 31557600;

    private const int MostLines = 1000;
    private const int MostMx = 200;

    /// <summary>Reads a policy. Lines end with CRLF or LF; of a key that is there twice the first one counts, but for mx.</summary>
    public static MtaStsPolicy Read(string body)
    {
        var faults = new List<MtaStsFault>();
        var values = new Dictionary<string, (string Value, int Line)>(StringComparer.Ordinal);
        var mx = new List<string>();
        var number = 0;
        foreach (var raw in body.Split('\n', MostLines + 1).Take(MostLines))
        {
            number++;
            var line = raw.EndsWith('\r') ? raw[..^1] : raw;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0)
            {
                continue;
            }

            var key = colon < 0 ? "" : line[..colon].TrimEnd(' ', '\t');
            var value = colon < 0 ? "" : line[(colon + 1)..].Trim(' ', '\t');
            if (!IsKey(key))
            {
                faults.Add(new(number, line, "version: STSv1, mode:, mx:, max_age:"));
            }
            else if (key is "mx")
            {
                Pattern(value, number, mx, faults);
            }
            else
            {
                values.TryAdd(key, (value, number));
            }
        }

        return Whole(values, mx, faults);
    }

    /// <summary>True where a host fits a pattern: the same name, or "*." and exactly one more label (RFC 8461 §4.1, RFC 6125 §6.4.3).</summary>
    public bool Covers(string host) => Mx.Any(pattern => pattern == host || (pattern.StartsWith("*.", StringComparison.Ordinal)
        && host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && host[dot..] == pattern[1..]));

    private static MtaStsPolicy Whole(Dictionary<string, (string Value, int Line)> values, List<string> mx, List<MtaStsFault> faults)
    {
        _ = Take(values, "version", "STSv1", faults, value => value == "STSv1" ? value : null);
        MtaStsMode? mode = Take(values, "mode", "enforce, testing, none", faults, value => value is "enforce" or "testing" or "none" ? value : null) is { } named
            ? Enum.Parse<MtaStsMode>(named, ignoreCase: true)
            : null;
        int? age = Take(values, "max_age", $"0 - {LongestAge}", faults, value => Age(value) is null ? null : value) is { } seconds ? Age(seconds) : null;
        if (mx.Count == 0 && mode is not MtaStsMode.None and not null && !faults.Any(fault => fault.Text.StartsWith("mx", StringComparison.Ordinal)))
        {
            faults.Add(new(0, "mx:", "mx: mail.contoso.example"));
        }

        return new(mode, age, mx, faults);
    }

    private static string? Take(Dictionary<string, (string Value, int Line)> values, string key, string expected, List<MtaStsFault> faults, Func<string, string?> read)
    {
        var there = values.TryGetValue(key, out var found);
        var value = there ? read(found.Value) : null;
        if (value is null)
        {
            faults.Add(there ? new(found.Line, $"{key}: {found.Value}", expected) : new(0, $"{key}:", expected));
        }

        return value;
    }

    private static int? Age(string text) =>
        text.Length <= 10 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age <= LongestAge ? (int)age : null;

    private static void Pattern(string value, int number, List<string> mx, List<MtaStsFault> faults)
    {
        var name = Names.Canonical(value);
        if (mx.Count < MostMx && name.Contains('.', StringComparison.Ordinal) && Names.IsHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name))
        {
            mx.Add(name);
        }
        else
        {
            faults.Add(new(number, $"mx: {value}", "mx: mail.contoso.example, mx: *.contoso.example"));
        }
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= 32 && char.IsAsciiLetterOrDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
