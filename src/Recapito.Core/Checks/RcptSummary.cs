namespace Recapito.Core;

/// <summary>What a host answered to RCPT for one recipient, over all its addresses.</summary>
internal sealed record RcptSummary
{
    /// <summary>The observations, one per address; addresses that were never asked are not among them.</summary>
    public required IReadOnlyList<Observation> Seen { get; init; }

    /// <summary>True where every address was asked and answered.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<Present<RcptAnswer>> Answers { get; init; }

    /// <summary>Meanings of the refusals, in the order of <see cref="Answers"/>.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>At least one answer, and every answer took the recipient.</summary>
    public bool Accepted => Answers.Count > 0 && Answers.All(answer => answer.Value.Accepted);

    /// <summary>At least one answer refused it.</summary>
    public bool Refused => Answers.Any(answer => !answer.Value.Accepted);

    /// <summary>At least one answer, every answer a refusal, and each means one of these.</summary>
    public bool RefusedAs(params ReadOnlySpan<string> meanings)
    {
        foreach (var meaning in Refusals)
        {
            if (!meanings.Contains(meaning))
            {
                return false;
            }
        }

        return Answers.Count > 0 && Refusals.Count == Answers.Count;
    }

    /// <summary>One of target and control was asked and the other not: half a comparison says less than none.</summary>
    public static bool IsHalf(RcptSummary target, RcptSummary control) => target.Seen.Count > 0 != control.Seen.Count > 0;

    public static RcptSummary Of(IReadOnlyList<Observation<RcptAnswer>?> asked, Func<SmtpReply, string> meaningOf)
    {
        var answers = asked.OfType<Present<RcptAnswer>>().ToList();
        return new()
        {
            Seen = [.. asked.OfType<Observation>()],
            Complete = asked.Count > 0 && answers.Count == asked.Count,
            Answers = answers,
            Refusals = [.. answers.Where(answer => !answer.Value.Accepted).Select(answer => meaningOf(answer.Value.Reply))],
        };
    }
}
