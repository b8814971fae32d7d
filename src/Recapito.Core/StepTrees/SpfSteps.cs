namespace Recapito.Core;

/// <summary>The steps of SPF: finding the record, and each mechanism that a receiver would look at for this address (RFC 7208 §4).</summary>
/// <param name="question">What is tested.</param>
/// <param name="steps">Makes steps.</param>
internal sealed class SpfSteps(OutboundQuestion question, StepFactory steps)
{
    // A record may hold hundreds of networks; of those that do not match, so many are shown.
    private const int MostMisses = 100;

    public Step Root(DateTimeOffset now)
    {
        if (question.SenderDomain is not { } domain)
        {
            return StepFactory.Skip("spf", "no-sender", ("address", question.Address));
        }

        (string, string)[] about = [("domain", domain), ("address", question.Address)];
        var verdict = SpfEvaluation.Evaluate(question.Spf(now), steps.Evidence);
        var record = Record(domain);
        Step[] children = record.Status is StepStatus.Ok ? [record, Evaluation(verdict, domain)] : [record];
        if (verdict.Result is not { } result)
        {
            return steps.Wait("spf", verdict.Needed, about) with { Children = children };
        }

        return StepFactory.Done("spf", StatusOf(result), "result-" + Kebab.Of(result), [.. about, ("at", verdict.ErrorAt ?? domain)]) with
        {
            Children = children,
            Elapsed = StepFactory.Longest(children),
        };
    }

    private static StepStatus StatusOf(SpfResult result) => result switch
    {
        SpfResult.Pass => StepStatus.Ok,
        SpfResult.Fail or SpfResult.PermError => StepStatus.Fail,
        SpfResult.TempError => StepStatus.Undetermined,
        _ => StepStatus.Warning,
    };

    private Step Record(string domain)
    {
        var request = DomainView.At(domain, RrType.Txt);
        var about = ("domain", domain);
        var seen = steps.Find(request);
        string[] records = [.. TxtStrings.Of(seen).Where(SpfParser.IsRecord)];
        var step = seen switch
        {
            null => steps.Wait("spf-record", [request], about),
            Unavailable<RrSet> => StepFactory.Done("spf-record", StepStatus.Undetermined, "not-seen", about, ("why", seen.Why ?? "")),
            _ => records.Length switch
            {
                0 => StepFactory.Done("spf-record", StepStatus.Warning, "none", about),
                1 => StepFactory.Done("spf-record", StepStatus.Ok, "found", about),
                _ => StepFactory.Done("spf-record", StepStatus.Fail, "several", about, ("count", StepFactory.Number(records.Length))),
            },
        };
        return step with
        {
            Details = [.. records.Take(5).Select(text => new StepDetail("record", Short(text)))],
            Evidence = seen is null ? [] : [seen],
            Elapsed = seen?.Source.Elapsed,
        };
    }

    private Step Evaluation(SpfVerdict verdict, string domain)
    {
        var children = Nested(verdict.Steps);
        var about = ("domain", domain);
        if (verdict.Result is not { } result)
        {
            return steps.Wait("spf-evaluation", verdict.Needed, about) with { Children = children };
        }

        var record = SpfParser.Parse(TxtStrings.Of(steps.Dns(domain, RrType.Txt)).First(SpfParser.IsRecord));
        return StepFactory.Done("spf-evaluation", StatusOf(result), "status", about, ("status", result.ToString())) with
        {
            Children = children,
            Details =
            [
                .. record.Faults.Take(5).Select(fault => new StepDetail("fault", $"{Short(fault.Text)} ({StepFactory.Number(fault.Position)}): {fault.Expected}")),
                .. verdict.Explanation is { } text ? [new StepDetail("explanation", Short(text))] : Array.Empty<StepDetail>(),
            ],
            Elapsed = StepFactory.Longest(verdict.Steps.SelectMany(step => step.Seen)),
        };
    }

    // What an include leads to comes before the include itself, one level deeper.
    private List<Step> Nested(IReadOnlyList<SpfStep> evaluated)
    {
        var levels = new List<List<Step>> { new() };
        var misses = 0;
        foreach (var one in evaluated)
        {
            while (levels.Count <= one.Depth + 1)
            {
                levels.Add([]);
            }

            var inside = levels[one.Depth + 1];
            levels[one.Depth + 1] = [];
            if (one.Outcome is not SpfStepOutcome.NoMatch || one.Term.CostsLookup || ++misses <= MostMisses)
            {
                levels[one.Depth].Add(Mechanism(one, inside));
            }
        }

        // Where the evaluation stands still, the innermost record is the last that was read; its include has no step yet.
        for (var depth = levels.Count - 1; depth > 0; depth--)
        {
            levels[depth - 1].AddRange(levels[depth]);
        }

        if (misses > MostMisses)
        {
            levels[0].Add(StepFactory.Skip("spf-more", "not-shown", ("count", StepFactory.Number(misses - MostMisses))));
        }

        return levels[0];
    }

    private Step Mechanism(SpfStep one, List<Step> inside)
    {
        var id = one.Term.Kind switch
        {
            SpfKind.Ip4 or SpfKind.Ip6 => "spf-ip",
            SpfKind.All => "spf-all",
            SpfKind.Include => "spf-include",
            SpfKind.Redirect => "spf-redirect",
            _ => "spf-mechanism",
        };
        (string, string)[] about = [("term", Short(one.Term.Full)), ("domain", one.Domain)];
        var step = one.Outcome switch
        {
            SpfStepOutcome.Pending => steps.Await(id, about),
            SpfStepOutcome.Match when one.Term.Kind is SpfKind.Redirect => StepFactory.Done(id, StepStatus.Ok, "spf.followed", about),
            // Inside an include a match only decides whether the include matches.
            SpfStepOutcome.Match when one.Depth > 0 => StepFactory.Done(id, StepStatus.Ok, "spf.match-inside", [.. about, ("status", one.Term.ResultOfMatch.ToString())]),
            SpfStepOutcome.Match => StepFactory.Done(id, StatusOf(one.Term.ResultOfMatch), "spf.match", [.. about, ("status", one.Term.ResultOfMatch.ToString())]),
            SpfStepOutcome.NoMatch => StepFactory.Done(id, StepStatus.Ok, "spf.no-match", about),
            SpfStepOutcome.TempError => StepFactory.Done(id, StepStatus.Undetermined, "spf.temp-error", about),
            _ => StepFactory.Done(id, StepStatus.Fail, "spf.perm-error", about),
        };
        return step with
        {
            Children = inside,
            Evidence = one.Seen,
            Elapsed = StepFactory.Sum(StepFactory.Longest(one.Seen), StepFactory.Longest(inside)),
        };
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
