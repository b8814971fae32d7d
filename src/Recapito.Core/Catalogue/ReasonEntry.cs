namespace Recapito.Core;

/// <summary>What <c>catalogue/reasons.yaml</c> says of a reason.</summary>
/// <param name="Advice">What a sender of many mails should do.</param>
/// <param name="Temporary">The advice while sending again may help, where it is another one.</param>
/// <param name="Permanent">Whether sending again is of no use, where the codes are missing or disagree; null where the reason does not say either.</param>
/// <param name="Party">Who can act first as a rule; null where the reason alone does not let that be said.</param>
internal sealed record ReasonEntry(string Advice, string? Temporary, bool? Permanent, Party? Party);

/// <summary>The reason that a code stands for, and its weight (1 to 99) against what the text says.</summary>
internal sealed record StatusVote(string Reason, int Weight);

/// <summary>The reasons of codes (<c>catalogue/statuses.yaml</c>). An exact code comes before those with an "x", which stands for any number.</summary>
internal sealed class StatusReasons
{
    private readonly Dictionary<int, StatusVote> votes = [];
    private const int Any = 1000;

    internal StatusReasons((string Code, string Reason, int Weight)[] entries)
    {
        foreach (var (code, reason, weight) in entries)
        {
            var parts = code.Split('.');
            var key = parts.Length == 3 ? Key(Number(parts[0]), Number(parts[1]), Number(parts[2])) : Number(code);
            votes.TryAdd(key, new(reason, weight));
        }
    }

    internal StatusVote? Of(EnhancedStatusCode status)
    {
        var (kind, subject, detail) = (status.Class, status.Subject, status.Detail);
        return votes.GetValueOrDefault(Key(kind, subject, detail)) ?? votes.GetValueOrDefault(Key(Any, subject, detail))
            ?? votes.GetValueOrDefault(Key(kind, subject, Any)) ?? votes.GetValueOrDefault(Key(Any, subject, Any));
    }

    internal StatusVote? Of(int replyCode) => votes.GetValueOrDefault(replyCode);

    private static int Number(string part) => part == "x" ? Any : int.Parse(part, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Above all reply codes, 12 bits a number.</summary>
    private static int Key(int kind, int subject, int detail) => ((kind + 1) << 20) | (subject << 10) | detail;
}
