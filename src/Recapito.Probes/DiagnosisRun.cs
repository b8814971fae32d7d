using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Collects evidence for symptoms, one after the other, and judges each; what was learned for one is known for the next.</summary>
/// <param name="options">How the world is asked; called before the first question goes out.</param>
/// <param name="inquiry">What may be asked.</param>
/// <param name="start">What is known.</param>
/// <param name="progress">Told of each observation; null for nobody.</param>
/// <param name="inside">Answers questions about the inside; null where nobody does.</param>
public sealed class DiagnosisRun(Func<ProbeOptions> options, Inquiry inquiry, EvidenceSet start, IProgress<Observation>? progress = null, Func<Symptom, InsideAnswers?>? inside = null)
{
    /// <summary>
    /// Recipients that are asked for in one case: more than a report of one message usually names, and few enough that one mail, which may name thousands,
    /// neither holds up all others nor has thousands of questions put to strangers' servers.
    /// </summary>
    public const int MostRecipients = 50;

    private readonly Lazy<EvidenceCollector> collector = new(() => EvidenceCollector.Create(options(), reply => Catalogue.Default.FormOf(reply)?.About));

    /// <summary>All that is known so far.</summary>
    public EvidenceSet Evidence { get; private set; } = start;

    /// <summary>By which the time of a case is measured.</summary>
    public TimeProvider Clock { private get; init; } = TimeProvider.System;

    /// <summary>What is known of one recipient before anything is asked, where that is not the same for all; null for nothing.</summary>
    public Func<Symptom, EvidenceSet>? Known { private get; init; }

    /// <summary>After this time no further recipient is asked for. Usually all that one may take, three times over: one whose servers are silent does not leave the others unasked.</summary>
    public TimeSpan Longest { private get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Asks for each recipient of a case and judges it: where others are asked, for as many as <see cref="MostRecipients"/>, and not without end. The others are
    /// judged by what was known before.
    /// </summary>
    /// <param name="symptoms">One for each recipient.</param>
    /// <param name="cancel">Ends the asking.</param>
    /// <returns>One for each recipient.</returns>
    public async Task<IReadOnlyList<Diagnosis>> DiagnoseAllAsync(IReadOnlyList<Symptom> symptoms, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(symptoms);
        var (begin, before) = (Clock.GetTimestamp(), Evidence);
        Evidence = KnownOf(symptoms, Evidence, Known, inquiry);
        foreach (var symptom in symptoms.Where((_, place) => !IsTooMany(place, inquiry)))
        {
            if (Clock.GetElapsedTime(begin) < Longest)
            {
                await AskAsync(symptom, cancel).ConfigureAwait(false);
            }
            else
            {
                GiveUp(symptom);
            }
        }

        return JudgeAll(symptoms, Evidence, Known ?? (_ => before), inquiry);
    }

    /// <summary>All that is known before anything is asked of the recipients that are asked for; of the others no word, which might be thousands.</summary>
    /// <param name="symptoms">One for each recipient.</param>
    /// <param name="all">What is known of the whole case.</param>
    /// <param name="known">What is known of one recipient; null for nothing.</param>
    /// <param name="inquiry">What may be asked.</param>
    public static EvidenceSet KnownOf(IReadOnlyList<Symptom> symptoms, EvidenceSet all, Func<Symptom, EvidenceSet>? known, Inquiry inquiry) =>
        known is null ? all : symptoms.Where((_, place) => !IsTooMany(place, inquiry)).Aggregate(all, (set, symptom) => set.Merge(known(symptom)));

    /// <summary>Judges each recipient of a case by what is known about it.</summary>
    /// <param name="symptoms">One for each recipient.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="start">What was known of a recipient before anything was asked; all that there is of those beyond <see cref="MostRecipients"/>.</param>
    /// <param name="inquiry">What might be asked.</param>
    /// <returns>One for each recipient.</returns>
    public static IReadOnlyList<Diagnosis> JudgeAll(IReadOnlyList<Symptom> symptoms, EvidenceSet evidence, Func<Symptom, EvidenceSet> start, Inquiry inquiry)
    {
        ArgumentNullException.ThrowIfNull(start);
        var asked = symptoms.Where((_, place) => !IsTooMany(place, inquiry)).ToList();
        return [.. EvidenceScope.OfEach(asked, evidence, inquiry).Select(one => Diagnoser.Judge(one.Symptom, one.Evidence, inquiry, Catalogue.Default)),
            .. symptoms.Skip(asked.Count).Select(symptom => Unasked(symptom, start(symptom), inquiry))];
    }

    /// <summary>Asks what the symptom raises, until no question is left, and judges.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="cancel">Ends the asking.</param>
    public async Task<Diagnosis> DiagnoseAsync(Symptom symptom, CancellationToken cancel)
    {
        await AskAsync(symptom, cancel).ConfigureAwait(false);
        return Diagnoser.Judge(symptom, Evidence, inquiry, Catalogue.Default);
    }

    private async Task AskAsync(Symptom symptom, CancellationToken cancel)
    {
        if (inside?.Invoke(symptom) is { } answers)
        {
            await AskBothAsync(symptom, answers, cancel).ConfigureAwait(false);
        }
        else if (inquiry.Dns || inquiry.Smtp)
        {
            await AskOutsideAsync(Plan, cancel).ConfigureAwait(false);
        }

        IReadOnlyList<Request> Plan(EvidenceSet known) => EvidencePlan.Next(symptom, known, inquiry);
    }

    private static bool IsTooMany(int place, Inquiry inquiry) => place >= MostRecipients && (inquiry.Dns || inquiry.Smtp);

    // With a reason that can be read, and something to do about it. What the others' questions brought is left out: to weigh it for thousands takes minutes.
    private static Diagnosis Unasked(Symptom symptom, EvidenceSet start, Inquiry inquiry)
    {
        var found = Diagnoser.Judge(symptom, start, inquiry, Catalogue.Default);
        var why = $"one case asks for {MostRecipients} recipients; hand in the refusal of this one alone to have it asked for";
        return found with { NotChecked = [.. found.NotChecked.Select(gap => gap.Why == "gap.not-asked" ? gap with { Why = why } : gap)] };
    }

    // Kept with the answers, so that whoever judges them later knows it as well.
    private void GiveUp(Symptom symptom)
    {
        foreach (var request in EvidencePlan.Next(symptom, Evidence, inquiry).Where(request => !Evidence.Has(request)).ToList())
        {
            Evidence = Evidence.With(request.Unanswered($"time is up after {ProbeFailure.Seconds(Longest)}", new(Provenance.NobodyAsked, Clock.GetUtcNow())));
        }
    }

    /// <summary>What the outside says may raise a question about the inside, and the other way round: until neither has another one.</summary>
    private async Task AskBothAsync(Symptom symptom, InsideAnswers answers, CancellationToken cancel)
    {
        while (true)
        {
            Evidence = await answers.FillAsync(Evidence, known => EvidencePlan.Next(symptom, known, inquiry), progress, cancel).ConfigureAwait(false);
            var before = Evidence;
            if (inquiry.Dns || inquiry.Smtp)
            {
                await AskOutsideAsync(known => [.. EvidencePlan.Next(symptom, known, inquiry).Where(request => !InsideAnswers.Is(request))], cancel).ConfigureAwait(false);
            }

            if (ReferenceEquals(before, Evidence))
            {
                return;
            }
        }
    }

    private async Task AskOutsideAsync(Func<EvidenceSet, IReadOnlyList<Request>> plan, CancellationToken cancel)
    {
        if (plan(Evidence).Count > 0)
        {
            Evidence = await collector.Value.CollectAsync(plan, Evidence, progress, cancel).ConfigureAwait(false);
        }
    }
}
