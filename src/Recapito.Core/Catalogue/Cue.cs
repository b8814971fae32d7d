namespace Recapito.Core;

/// <summary>What is known of a refusal besides its text.</summary>
internal readonly ref struct CueContext
{
    /// <summary>The reply code, or 0.</summary>
    internal int ReplyCode { get; init; }

    /// <summary>The enhanced code as class, subject and detail in groups of three digits, or 0.</summary>
    internal int Status { get; init; }

    /// <summary>The host that refused, or nothing.</summary>
    internal ReadOnlySpan<char> Host { get; init; }

    /// <summary>The SMTP command that was refused, as the report names it.</summary>
    internal ReadOnlySpan<char> Command { get; init; }
}

/// <summary>A pattern's reason with the conditions under which it holds (<c>catalogue/replies/reasons</c>).</summary>
internal sealed class Cue
{
    /// <summary>Stands first among the reply codes where one must be given.</summary>
    private const int CodeGiven = 1;

    private string[] hosts = [];
    private int[] replyCodes = [];
    private int[] statuses = [];
    private string[] stages = [];

    internal required string Reason { get; init; }

    /// <summary>1 to 99.</summary>
    internal required int Weight { get; init; }

    /// <summary>Whether host and codes alone decide.</summary>
    internal bool NeedsNoText { get; private init; }

    /// <summary>Whether sending again is of no use, where the text says so against the codes.</summary>
    internal bool? Permanent { get; private init; }

    /// <summary>The advice where it is another one than that of the reason.</summary>
    internal string? Advice { get; private init; }

    internal static Cue Read(CatalogueBytes bytes)
    {
        var (reason, weight, needsNoText) = (bytes.ReadString(), bytes.ReadByte(), bytes.ReadByte() == 1);
        var (permanent, advice) = (bytes.ReadOptional(), bytes.ReadOptional());
        return new()
        {
            Reason = string.Intern(reason),
            Weight = weight,
            NeedsNoText = needsNoText,
            Permanent = permanent is null ? null : permanent == "true",
            Advice = advice,
            hosts = bytes.ReadTexts(),
            replyCodes = bytes.ReadInts(),
            statuses = bytes.ReadInts(),
            stages = bytes.ReadTexts(),
        };
    }

    /// <summary>A condition on a reply code holds where there is none, unless it says "given"; one on enhanced codes or hosts does not.</summary>
    internal bool Holds(in CueContext context) =>
        (replyCodes.Length == 0 || (context.ReplyCode == 0 && !NeedsNoText && replyCodes[0] != CodeGiven) || Among(replyCodes, context.ReplyCode))
        && (statuses.Length == 0 || Among(statuses, context.Status))
        && (hosts.Length == 0 || IsOneOf(context.Host))
        && (stages.Length == 0 || IsAt(context.Command));

    private static bool Among(int[] ranges, int number)
    {
        for (var at = 0; at < ranges.Length; at += 2)
        {
            if (number >= ranges[at] && number <= ranges[at + 1])
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOneOf(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        foreach (var suffix in hosts)
        {
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && (host.Length == suffix.Length || host[^(suffix.Length + 1)] == '.'))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAt(ReadOnlySpan<char> command)
    {
        foreach (var stage in stages)
        {
            var isThere = stage switch
            {
                "data" => command.Contains("DATA", StringComparison.OrdinalIgnoreCase),
                "ehlo" => command.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase) || command.StartsWith("HELO", StringComparison.OrdinalIgnoreCase),
                _ => command.StartsWith(stage, StringComparison.OrdinalIgnoreCase),
            };
            if (isThere)
            {
                return true;
            }
        }

        return false;
    }
}
