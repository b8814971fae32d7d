using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>One expectation of a world, tried.</summary>
/// <param name="world">The world.</param>
/// <param name="symptom">What its message's report says of the recipient.</param>
/// <param name="want">What is expected.</param>
/// <param name="depth">What is tried beside what the world expects.</param>
internal sealed class RecipientTrial(World world, Symptom symptom, WorldExpectation want, ProofDepth depth)
{
    private readonly List<string> problems = [];
    private readonly List<string> less = [];

    // By what was asked: what is withheld from one world may be all that another allows, and "withLess" often asks the same again.
    private readonly Dictionary<string, Diagnosis> diagnoses = [];
    private IReadOnlyList<string>? anchors;

    public async Task<RecipientProof> RunAsync(CancellationToken cancel)
    {
        var inquiry = WorldInput.InquiryOf(world.Observer);
        var found = await DiagnoseAsync(inquiry, cancel).ConfigureAwait(false);
        Compare(found);
        foreach (var part in want.WithLess)
        {
            await CompareLessAsync(part, cancel).ConfigureAwait(false);
        }

        TakeEachAway(found, inquiry with { TrustAnchors = anchors ?? inquiry.TrustAnchors });
        var after = want.After is null ? null : await AfterAsync(found, cancel).ConfigureAwait(false);
        return new(symptom.Recipient, found, less, after, problems)
        {
            Withheld = await WithholdAsync(cancel).ConfigureAwait(false),
            Twin = depth.Twins && found.Cause is not null ? await TwinAsync(found, inquiry, cancel).ConfigureAwait(false) : null,
        };
    }

    /// <summary>What works in the twin must work in the world; the twin may know too little to say anything.</summary>
    private async Task<TwinOutcome> TwinAsync(Diagnosis found, Inquiry inquiry, CancellationToken cancel)
    {
        var outcome = await InTwinAsync(found, inquiry, cancel).ConfigureAwait(false);

        // Twins live on real sockets, and on a busy machine a deadline is lost now and then: one that says nothing is asked once more.
        outcome = outcome.IsAlike ? outcome : await InTwinAsync(found, inquiry, cancel).ConfigureAwait(false);
        if (outcome.Said is "healthy" or "waits" && want.After is not null && want.After != outcome.Said && !(outcome.Said is "waits" && want.After is "healthy"))
        {
            problems.Add($"after the remedy in the twin: {outcome.Said}, expected {want.After}");
        }

        return outcome;
    }

    private async Task<TwinOutcome> InTwinAsync(Diagnosis found, Inquiry inquiry, CancellationToken cancel) =>
        await TwinTrial.RunAsync(found, symptom, await AskedForRemedyAsync(found, inquiry, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    private async Task<EvidenceSet> AskedForRemedyAsync(Diagnosis found, Inquiry inquiry, CancellationToken cancel)
    {
        if (!inquiry.Dns || RemedyPlan.Next(found, found.Evidence, inquiry).Count == 0)
        {
            return found.Evidence;
        }

        var lab = LabRun.Start(world);
        await using var closing = lab.ConfigureAwait(false);
        return await TwinTrial.AskAsync(found, () => new() { LabRoutes = lab.Routes }, inquiry, cancel).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<WithheldOutcome>> WithholdAsync(CancellationToken cancel)
    {
        var outcomes = new List<WithheldOutcome>();
        foreach (var part in depth.Withholds && symptom.FromReport ? Withholding.Parts : [])
        {
            var found = await DiagnoseAsync(WorldInput.InquiryOf(world.Observer, part.Leave(world.Observer.Access)), cancel).ConfigureAwait(false);
            outcomes.Add(Withholding.Judge(part, found, want));
        }

        return outcomes;
    }

    private async Task<Diagnosis> DiagnoseAsync(Inquiry inquiry, CancellationToken cancel)
    {
        var key = $"{inquiry.Dns} {inquiry.Smtp} {inquiry.Inside} {string.Join(' ', inquiry.KnownGood)}";
        if (!diagnoses.TryGetValue(key, out var found))
        {
            found = await DiagnoseAsync(world, symptom, inquiry, cancel).ConfigureAwait(false);
            diagnoses[key] = found;
        }

        return found;
    }

    private async Task<Diagnosis> DiagnoseAsync(World world, Symptom symptom, Inquiry inquiry, CancellationToken cancel)
    {
        var lab = LabRun.Start(world);
        await using var closing = lab.ConfigureAwait(false);
        var start = inquiry.Inside ? LabRun.Inside(world, symptom) : EvidenceSet.Empty;
        anchors = lab.Routes.TrustAnchors;
        return await new DiagnosisRun(() => new() { LabRoutes = lab.Routes }, inquiry with { TrustAnchors = anchors }, start).DiagnoseAsync(symptom, cancel).ConfigureAwait(false);
    }

    private void Compare(Diagnosis found)
    {
        Same("verdict", found.Verdict, want.Verdict);
        if (want.Cause is not null)
        {
            Same("cause", found.Cause?.Cause, want.Cause);
        }

        if (want.Party is { } party)
        {
            Same("party", found.Cause?.Party, party);
        }

        if (want.Remedy is not null)
        {
            Same("remedy", found.Remedies is [var first, ..] ? first.Id : null, want.Remedy);
        }

        if (want.ComparesVisibility)
        {
            Same("visibleEverywhereAt", found.VisibleEverywhereAt, want.VisibleEverywhereAt);
        }

        var named = found.Contributing.Select(finding => finding.Cause).ToList();
        problems.AddRange(want.Contributing.Except(named).Select(id => $"contributing {id} is not named"));
        problems.AddRange(want.Forbidden.Intersect(named.Append(found.Cause?.Cause ?? "")).Select(id => $"forbidden {id} is named"));
    }

    private async Task CompareLessAsync(WorldLess part, CancellationToken cancel)
    {
        var found = await DiagnoseAsync(WorldInput.InquiryOf(world.Observer, part.Access, part.KnownGood), cancel).ConfigureAwait(false);
        var right = found.Verdict == part.Verdict && (part.Cause is null || found.Cause?.Cause == part.Cause);
        less.Add(right ? "ok" : $"{found.Verdict} {found.Cause?.Cause}".Trim());
        if (!right)
        {
            problems.Add($"with [{string.Join(", ", part.Access ?? world.Observer.Access)}]: {found.Verdict} {found.Cause?.Cause}, expected {part.Verdict} {part.Cause}");
        }
    }

    /// <summary>DESIGN's property: taking an observation away never raises a verdict.</summary>
    private void TakeEachAway(Diagnosis found, Inquiry inquiry)
    {
        foreach (var request in found.Evidence.All.Select(seen => seen.Request).Distinct())
        {
            var rest = Diagnoser.Judge(symptom, found.Evidence.Without(request), inquiry, Catalogue.Default);
            if (Sureness(rest.Verdict) > Sureness(found.Verdict))
            {
                problems.Add($"without \"{request.Question}\" the verdict rises to {rest.Verdict} {rest.Cause?.Cause}");
            }
        }
    }

    private async Task<string> AfterAsync(Diagnosis found, CancellationToken cancel)
    {
        var changes = found.Remedies is [var first, ..] ? first.Changes : [];
        var changed = changes.Count == 0 ? null : WorldChanges.Apply(world, changes, world.Now);
        var waits = changes.Any(change => change is LetTimePass);
        var recipient = changes.OfType<SendToMeant>().FirstOrDefault()?.Meant ?? symptom.Recipient;
        var said = "unchanged";
        if (changed is not null)
        {
            var again = await DiagnoseAsync(changed, Symptoms.OfAddress(recipient), WorldInput.InquiryOf(changed.Observer, ["report", "dns", "smtp"]), cancel).ConfigureAwait(false);

            // Who only asks for the recipient does not see what a connector does with the sender's message, so that is sent again too.
            var sent = LabSender.SendAtWorst(changed with { BounceAt = changed.Now }).FirstOrDefault(attempt => Names.CanonicalAddress(attempt.Recipient) == recipient);
            said = again.Cause is not null || (again.Verdict is not Verdict.Healthy && !IsAskedInVain(again)) ? $"still {again.Verdict} {again.Cause?.Cause}".Trim()
                : sent is not DeliveredAttempt ? $"still returned: {sent}"
                : waits ? "waits" : "healthy";
        }

        if (said != want.After && !(said == "waits" && want.After == "healthy"))
        {
            problems.Add($"after the remedy: {said}, expected {want.After}");
        }

        return said;
    }

    // Where the observer is not let in, only the message itself shows whether it arrives.
    private static bool IsAskedInVain(Diagnosis found) => found.Evidence.Asked<RcptRequest>().All(request => found.Evidence.Find(request) is Unavailable<RcptAnswer>);

    private void Same<T>(string what, T got, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(got, expected))
        {
            problems.Add($"{what} {got?.ToString() ?? "none"}, expected {expected?.ToString() ?? "none"}");
        }
    }

    private static int Sureness(Verdict verdict) => verdict switch
    {
        Verdict.Undetermined => 0,
        Verdict.Likely => 1,
        _ => 2,
    };
}
