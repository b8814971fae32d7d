namespace Recapito.Lab;

/// <summary>What a validator makes of data (RFC 4035 §4.3).</summary>
internal enum Security
{
    /// <summary>A chain of signatures leads to a trust anchor.</summary>
    Secure,

    /// <summary>It is proven that there is no such chain.</summary>
    Insecure,

    /// <summary>There should be one and is none.</summary>
    Bogus,
}

/// <summary>A judgement.</summary>
/// <param name="Security">What it is.</param>
/// <param name="Error">Why it is bogus, as an extended error (RFC 8914 §4).</param>
/// <param name="Text">The same in words.</param>
internal readonly record struct Judgement(Security Security, int Error = 0, string Text = "");

/// <summary>Validates answers from a trust anchor downwards (RFC 4035 §5). The lab's own: the probes and the core have theirs.</summary>
/// <param name="anchors">Data of the root's DS records; none means that nothing can be secure.</param>
/// <param name="moment">The world's clock.</param>
internal sealed class Validation(IReadOnlyList<string> anchors, DateTimeOffset moment)
{
    // The keys on the way down, found once: a world stands still.
    private ChainOfTrust? found;

    /// <summary>The answer with AD where it is secure, or SERVFAIL with the reason where it is bogus.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer with its signatures.</param>
    /// <param name="ask">Asks the world's servers with DO; the same for every question.</param>
    public DnsAnswer Judge(DnsQuestion question, DnsAnswer answer, Func<DnsQuestion, DnsAnswer> ask)
    {
        if (anchors.Count == 0)
        {
            return answer;
        }

        var chain = found ??= new(anchors, moment, ask);
        var verdict = Security.Secure;
        foreach (var part in Parts(question, answer, chain))
        {
            if (part.Security is Security.Bogus)
            {
                return new(DnsRcode.ServFail) { Errors = [(part.Error, part.Text)] };
            }

            verdict = part.Security is Security.Insecure ? Security.Insecure : verdict;
        }

        return answer with { AuthenticData = verdict is Security.Secure && question.WantsAuthenticData };
    }

    private static IEnumerable<Judgement> Parts(DnsQuestion question, DnsAnswer answer, ChainOfTrust chain)
    {
        var sets = RrSets(answer.Answers);
        foreach (var set in sets)
        {
            var renamed = set[0].Type is DnsType.Cname && sets.Find(other => other[0].Type is DnsType.Dname && DnsName.IsWithin(set[0].Name, other[0].Name) && other[0].Name != set[0].Name) is not null;
            yield return renamed ? new(Security.Secure) : chain.Judge(set, answer.Answers, answer.Authority);
        }

        var end = question.Name;
        for (var link = 0; link <= sets.Count && question.Type is not DnsType.Cname; link++)
        {
            end = sets.Find(set => set[0].Name == end && set[0].Type is DnsType.Cname) is { } alias ? alias[0].Fields[0] : end;
        }

        if (answer.Rcode is DnsRcode.NxDomain || (question.Type is not DnsType.Any && !sets.Exists(set => set[0].Name == end && set[0].Type == question.Type)))
        {
            yield return chain.JudgeDenial(new(end, question.Type), answer.Rcode is DnsRcode.NxDomain, answer.Authority);
        }
    }

    internal static List<List<ZoneRecord>> RrSets(IReadOnlyList<ZoneRecord> section) =>
        [.. section.Where(record => record.Type is not DnsType.Rrsig).GroupBy(record => (record.Name, record.Type)).Select(set => set.ToList())];
}
