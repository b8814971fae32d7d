namespace Recapito.Core;

/// <summary>The recipient's domain does not exist: mistyped, or its registration has lapsed (RFC 2308 §2.1; docs/checks/delegation.md).</summary>
internal static class DomainDoesNotExist
{
    public static readonly Check Check = new("domain-does-not-exist", Assess);

    private static Assessment Assess(Case now)
    {
        var found = NoSuchDomain.Of(now);
        if (found.Seen.Count == 0 || !NoSuchDomain.IsAsked(now))
        {
            return Assessment.Open;
        }

        List<string> missing = [.. ReportedNames.MissingFor(now, [now.Symptom.Domain])];
        if (ReportedAnswers.Of(now.Symptom) is ReportedAnswer.NoRecord)
        {
            // The name was there then.
            missing.Add("why.report-tells-of-other-answer");
        }

        if (found.Resolver is null)
        {
            missing.Add("why.resolver-silent");
        }

        if (found.Source.Count == 0)
        {
            missing.Add("why.no-authoritative-answer");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, found.Seen)
        {
            Weight = found.Source.Count > 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["server"] = found.Seen[0].Source.By, ["variant"] = IsTopDenied(now) ? "top" : IsBelow(now.Symptom.Domain) ? "below" : "" },
        };
    }

    // The root leads on to every top level that there is: what it denies itself ends in none of them, and nothing in it can have lapsed.
    private static bool IsTopDenied(Case now) => now.Zone.Delegation is null && ZoneAbove.Of(now.Symptom.Domain, now.Evidence) is { Zone: ".", IsDenied: true };

    // Which names are registered by themselves, no record tells ("co.uk"): of those with more than two labels it is not said that they lapsed.
    private static bool IsBelow(string domain) => domain.Count(letter => letter is '.') > 1;
}

/// <summary>Whether what is seen now is what the report tells of.</summary>
internal static class ReportedNames
{
    /// <summary>Ids of words under "why." for what keeps a name that does not exist from being the one of the report.</summary>
    public static IEnumerable<string> MissingFor(Case now, IReadOnlyCollection<string> names)
    {
        if (ReportedAnswers.Of(now.Symptom) is ReportedAnswer.Nothing)
        {
            yield return "why.report-tells-of-other-answer";
        }

        if (now.Symptom.RemoteMta is { } named && !names.Contains(named))
        {
            yield return "why.report-names-other-name";
        }
    }
}
