using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>What a command that diagnoses was given: whom it is about, what is known, and what may be asked.</summary>
internal sealed class Investigation
{
    private readonly DiagnoseOptions options;
    private readonly ParseResult parsed;
    private readonly Terminal terminal;
    private readonly Surroundings around;
    private readonly World? world;
    private readonly GivenExports? exports;

    private Investigation(DiagnoseOptions options, ParseResult parsed, Question question, Terminal terminal, Surroundings around)
    {
        (this.options, this.parsed, this.terminal, this.around) = (options, parsed, terminal, around);
        Question = question;
        world = parsed.GetValue(options.World) is { } path ? WorldInput.Read(path, around) : null;
        Inquiry = options.InquiryOf(parsed, question, world);
        WarnOfStrangers();
        Files = options.Halves.CaseOf(parsed, question, Inquiry.KnownGood, terminal, around);
        Known = options.Halves.Known(parsed, Files, around);
        Known = Inquiry.Dns || Inquiry.Smtp ? EvidenceInput.WithoutGaps(Known) : Known;
        exports = options.Halves.ExportsOf(parsed, question, terminal, around);
    }

    /// <summary>Whom it is about.</summary>
    public Question Question { get; }

    /// <summary>What may be asked.</summary>
    public Inquiry Inquiry { get; }

    /// <summary>The case that its files belong to.</summary>
    public CaseEvidence Files { get; }

    /// <summary>What others saw.</summary>
    public EvidenceSet Known { get; }

    /// <summary>Reads all that the options name.</summary>
    /// <exception cref="InputException">Something of it cannot be read.</exception>
    public static Investigation Open(DiagnoseOptions options, ParseResult parsed, Terminal terminal, Surroundings around) =>
        Open(options, parsed, QuestionInput.Read(parsed.GetValue(options.Subject)!, around), terminal, around);

    /// <summary>The same for a question that stands already.</summary>
    /// <exception cref="InputException">Something cannot be read.</exception>
    public static Investigation Open(DiagnoseOptions options, ParseResult parsed, Question question, Terminal terminal, Surroundings around) =>
        new(options, parsed, question, terminal, around);

    /// <summary>Asks and judges, one recipient after the other.</summary>
    public async Task<(List<Diagnosis> Diagnoses, EvidenceSet Evidence)> DiagnoseAsync(CancellationToken cancel)
    {
        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var asked = lab is null ? Inquiry : Inquiry with { TrustAnchors = lab.Routes.TrustAnchors };
            var run = new DiagnosisRun(() => around.BeforeProbing(options.ProbesOf(parsed, lab)), asked, WorldInside(), new Answered(terminal), exports is null ? null : exports.For);
            var diagnoses = await run.DiagnoseAllAsync(Question.Symptoms, cancel).ConfigureAwait(false);
            exports?.TellUnused(Question, run.Evidence, world is not null, terminal);
            return ([.. diagnoses], run.Evidence);
        }
        finally
        {
            terminal.EndProgress();
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Diagnoses, and asks what another plan names beside it.</summary>
    /// <param name="plan">Names its questions.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <returns>The answers to the plan's questions, and the diagnoses.</returns>
    public async Task<(EvidenceSet Seen, List<Diagnosis> Diagnoses)> AlongAsync(Func<EvidenceSet, IReadOnlyList<Request>> plan, CancellationToken cancel) =>
        (await AskAsync(plan, EvidenceSet.Empty, cancel).ConfigureAwait(false), (await DiagnoseAsync(cancel).ConfigureAwait(false)).Diagnoses);

    /// <summary>Asks what a plan names, and judges nothing.</summary>
    /// <param name="plan">Names the questions.</param>
    /// <param name="start">What is known.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public async Task<EvidenceSet> AskAsync(Func<EvidenceSet, IReadOnlyList<Request>> plan, EvidenceSet start, CancellationToken cancel)
    {
        if (plan(start).Count == 0)
        {
            return start;
        }

        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var collector = EvidenceCollector.Create(around.BeforeProbing(options.ProbesOf(parsed, lab)), reply => Catalogue.Default.FormOf(reply)?.About);
            return await collector.CollectAsync(plan, start, new Answered(terminal), cancel).ConfigureAwait(false);
        }
        finally
        {
            terminal.EndProgress();
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private void WarnOfStrangers()
    {
        var domains = Question.Symptoms.Select(symptom => symptom.Domain).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in Inquiry.KnownGood.Where(address => !domains.Contains(Names.DomainOf(address) ?? "")))
        {
            terminal.Remark($"{stranger} is not in the domain of a failed recipient ({string.Join(", ", domains)}); it is not asked for.");
        }
    }

    private EvidenceSet WorldInside() =>
        world is null || !WorldInput.InquiryOf(world.Observer).Inside ? Known : Question.Symptoms.Aggregate(Known, (all, symptom) => all.Merge(LabRun.Inside(world, symptom)));
}
