using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>A remedy tried in a twin of the world that was seen (docs/how-to/fix.md).</summary>
/// <param name="Twin">The twin, and what had to be assumed in it.</param>
/// <param name="Before">What becomes of the message in the twin as it is.</param>
/// <param name="InTwin">What is diagnosed in the twin as it is.</param>
/// <param name="IsAlike">True where that is what was diagnosed in the world: only then does the trial say something.</param>
/// <param name="After">What becomes of the message once the remedy is carried out; null where none of its changes could be.</param>
/// <param name="Afterwards">What is diagnosed then; null with <paramref name="After"/>.</param>
/// <param name="Waits">True where the remedy is to wait.</param>
/// <param name="Observations">How many observations the twin was rebuilt from.</param>
internal sealed record TwinOutcome(CapturedWorld Twin, Attempt Before, Diagnosis InTwin, bool IsAlike, Attempt? After, Diagnosis? Afterwards, bool Waits, int Observations)
{
    /// <summary>True where the twin gives the message back with a reply that means something else than what was reported, and than what the host says now.</summary>
    public required bool SaysOtherwise { get; init; }

    /// <summary>The address that the message is sent to afterwards, where the remedy is to write to another; else null.</summary>
    public string? SentTo { get; init; }

    /// <summary>True where the trial shows that the remedy makes the mail flow.</summary>
    public bool IsMended => IsAlike && After is DeliveredAttempt && Afterwards?.Verdict is Verdict.Healthy;

    /// <summary>The same as a value that can be shown.</summary>
    public FixTrial ToTrial() => new()
    {
        End = !IsAlike ? TrialEnd.NotAlike : After is null ? TrialEnd.NotTriable : !IsMended ? TrialEnd.StillFails : Waits ? TrialEnd.MendsInTime : TrialEnd.Mends,
        Observations = Observations,
        Assumed = Twin.Assumed,
        InCopy = InTwin,
        SaysOtherwise = SaysOtherwise,
        Before = Of(Before),
        After = After is null ? null : Of(After),
        SentTo = After is null ? null : SentTo,
    };

    private static TrialDelivery Of(Attempt attempt) => attempt switch
    {
        DeliveredAttempt taken => new(true, taken.Host, null),
        RefusedAttempt refused => new(false, refused.Host, refused.Reply.ToString()),
        ReturnedAttempt back => new(false, back.Host, back.Reply.ToString()),
        UnansweredAttempt silent => new(false, silent.Host, null, Kebab.Of(silent.How)),
        UnresolvedAttempt lost => new(false, lost.Name, null, Kebab.Of(lost.Problem)),
        _ => throw new NotSupportedException($"no words for {attempt.GetType().Name}"),
    };

    /// <summary>As a world's "after" has it; null where the trial says nothing.</summary>
    public string? Said => !IsAlike ? null : After is null ? "unchanged" : !IsMended ? "still" : Waits ? "waits" : "healthy";
}

/// <summary>Rebuilds the world of a diagnosis, sees whether the twin shows the same fault, carries out the first remedy in it, and sends the message again.</summary>
internal static class TwinTrial
{
    /// <summary>All that is known, with what the first remedy raises: whether the host that is to take the mail takes it.</summary>
    /// <param name="found">What was diagnosed.</param>
    /// <param name="options">How the world is asked.</param>
    /// <param name="inquiry">What may be asked.</param>
    /// <param name="cancel">Ends it early.</param>
    public static Task<EvidenceSet> AskAsync(Diagnosis found, Func<ProbeOptions> options, Inquiry inquiry, CancellationToken cancel) =>
        EvidenceCollector.Create(options(), reply => Catalogue.Default.FormOf(reply)?.About).CollectAsync(known => RemedyPlan.Next(found, known, inquiry), found.Evidence, null, cancel);

    /// <param name="found">What was diagnosed.</param>
    /// <param name="symptom">What it explains.</param>
    /// <param name="evidence">What is known, with what the remedy raised.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ArgumentException">Nothing was observed.</exception>
    public static async Task<TwinOutcome> RunAsync(Diagnosis found, Symptom symptom, EvidenceSet evidence, CancellationToken cancel)
    {
        var twin = WorldCapture.Of([symptom], evidence);

        // What is tried is what the file says, so that whoever keeps the file can try it again.
        var world = WorldFile.Read("twin.yaml", WorldFileWriter.Write(twin, []));
        var inquiry = WorldInput.InquiryOf(world.Observer, ["report", "dns", "smtp"]) with { Inside = found.Evidence.All.Any(seen => seen.Request.From == Vantage.Inside) };
        var inTwin = await DiagnoseAsync(world, symptom, inquiry, InsideOf(found.Evidence), cancel).ConfigureAwait(false);
        var before = Send(world);
        var saysOtherwise = SaysOtherwise(before, symptom, evidence);
        var isAlike = inTwin.Cause?.Cause == found.Cause?.Cause && inTwin.Verdict == found.Verdict && before is not DeliveredAttempt && !saysOtherwise;
        var changes = found.Remedies is [var first, ..] ? first.Changes : [];
        var other = changes.OfType<SendToMeant>().FirstOrDefault();
        var changed = changes.Count == 0 || (other is not null && !RemedyPlan.IsSeen(other, evidence)) ? null : WorldChanges.Apply(world, changes, world.Now);
        var outcome = new TwinOutcome(twin, before, inTwin, isAlike, null, null, changes.Any(change => change is LetTimePass), evidence.All.Count(seen => seen.Outcome is not Outcome.Unavailable)) { SaysOtherwise = saysOtherwise, SentTo = other?.Meant };
        return changed is null ? outcome : outcome with
        {
            After = Send(changed with { BounceAt = changed.Now }),
            Afterwards = await DiagnoseAsync(changed, Symptoms.OfAddress(other?.Meant ?? symptom.Recipient), inquiry with { Inside = false }, EvidenceSet.Empty, cancel).ConfigureAwait(false),
        };
    }

    /// <summary>A twin in which the message meets another refusal fails for another reason, whatever is diagnosed in it.</summary>
    private static bool SaysOtherwise(Attempt before, Symptom symptom, EvidenceSet evidence)
    {
        var reply = before switch { RefusedAttempt refused => refused.Reply, ReturnedAttempt back => back.Reply, _ => null };
        return reply is not null && Meaning(reply) is { } meaning && meaning != symptom.Meaning
            && !evidence.Asked<RcptRequest>().Where(asked => asked.Role is RcptRole.Target && asked.Subject == symptom.Recipient).Select(evidence.Find).OfType<Present<RcptAnswer>>()
                .Any(seen => !seen.Value.Accepted && Meaning(seen.Value.Reply) == meaning);
    }

    private static string? Meaning(SmtpReply reply) => Catalogue.Default.FormOf(reply)?.Meaning;

    private static Attempt Send(World world) => LabSender.SendAtWorst(world)[0];

    // What the organisations say of themselves is not the twin's to say again: it stays as it was seen.
    private static EvidenceSet InsideOf(EvidenceSet evidence) => evidence.All.Where(seen => seen.Request.From == Vantage.Inside).Aggregate(EvidenceSet.Empty, (all, seen) => all.With(seen));

    private static async Task<Diagnosis> DiagnoseAsync(World world, Symptom symptom, Inquiry inquiry, EvidenceSet start, CancellationToken cancel)
    {
        var lab = LabRun.Start(world);
        await using var closing = lab.ConfigureAwait(false);
        return await new DiagnosisRun(() => new() { LabRoutes = lab.Routes }, inquiry with { TrustAnchors = lab.Routes.TrustAnchors }, start).DiagnoseAsync(symptom, cancel).ConfigureAwait(false);
    }
}

/// <summary>How often a twin is like its world.</summary>
/// <param name="Rebuilt">Worlds that were rebuilt.</param>
/// <param name="Alike">Of them, those in which the same is diagnosed.</param>
/// <param name="Tried">Of these, those whose remedy could be carried out in both.</param>
/// <param name="AsInWorld">Of these, those in which it has the same end.</param>
internal sealed record TwinTally(int Rebuilt, int Alike, int Tried, int AsInWorld)
{
    /// <summary>Null where no world was rebuilt.</summary>
    public static TwinTally? Of(IReadOnlyList<WorldProof> results)
    {
        var all = results.SelectMany(result => result.Recipients).Where(recipient => recipient.Twin is not null).ToList();
        var alike = all.Where(recipient => recipient.Twin!.IsAlike).ToList();
        var tried = alike.Where(recipient => recipient.Twin!.After is not null && recipient.After is not null and not "unchanged").ToList();
        return all.Count == 0 ? null : new(all.Count, alike.Count, tried.Count, tried.Count(recipient => recipient.Twin!.Said == recipient.After || (recipient.Twin.Said is "waits" && recipient.After is "healthy")));
    }
}
