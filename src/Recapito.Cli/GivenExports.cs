using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>Exports of Exchange that the user gave for a diagnosis.</summary>
/// <param name="exports">The files.</param>
/// <param name="ownOf">For a symptom, the domain whose the files are that name none themselves; null where nobody said.</param>
internal sealed class GivenExports(IReadOnlyList<ExchangeExport> exports, Func<Symptom, string?> ownOf)
{
    private const int MostNamed = 3;

    /// <summary>What answers questions about the inside for a symptom.</summary>
    public ExportInside For(Symptom symptom) => new(AnswersFor(symptom));

    /// <summary>What the files answer for a symptom.</summary>
    public ExportAnswers AnswersFor(Symptom symptom) => AnswersFor(exports, symptom);

    /// <summary>The domain of the sender; null where there is none.</summary>
    public static string? SenderDomain(Symptom symptom) => symptom.Sender is { } sender ? Names.DomainOf(sender) : null;

    /// <summary>Says which files are of neither side of the message.</summary>
    public void TellStrangers(Question question, Terminal terminal)
    {
        var domains = question.Symptoms.SelectMany(symptom => new[] { symptom.Domain, SenderDomain(symptom) }).OfType<string>().Distinct().ToList();
        var answers = AnswersFor(exports, question.Symptoms[0]);
        foreach (var unused in exports.Where(each => each.Inventory.Listings.Length > 0 && !domains.Exists(domain => answers.Shows(each, domain))))
        {
            terminal.Remark(answers.IsNameless(unused)
                ? $"{unused.File} names no domain of its organisation, so it is not used. Give an export of Get-AcceptedDomain of the same organisation too, or say --whose recipient or --whose sender."
                : $"{unused.File} is of another organisation ({string.Join(", ", unused.Domains.Take(3))}); it is not used for {string.Join(", ", domains)}.");
        }
    }

    /// <summary>Says which files could have answered a question that had its answer before: whoever changed such a file would see no difference.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="known">All that is known in the end.</param>
    /// <param name="inWorld">True where a simulated world answered.</param>
    /// <param name="terminal">Takes the remarks.</param>
    public void TellUnused(Question question, EvidenceSet known, bool inWorld, Terminal terminal)
    {
        var asked = known.All.Select(seen => seen.Request).Where(InsideAnswers.Is).Distinct().ToList();
        foreach (var file in exports)
        {
            var passedOver = asked.Where(request => IsAnsweredByOthers(known.History(request), file) && Answers(file, request, question)).ToList();
            if (passedOver.Count > 0)
            {
                var named = string.Join("; ", passedOver.Take(MostNamed).Select(request => request.Question)) + (passedOver.Count > MostNamed ? " …" : "");
                terminal.Remark($"{file.File}: not used for {passedOver.Count} of {asked.Count} questions, since {(inWorld ? "the world shows this itself" : "saved evidence answers them")}: {named}.");
            }
        }
    }

    // A gap is no answer: two files that contradict each other leave one, and each alone would have answered.
    private static bool IsAnsweredByOthers(IReadOnlyList<Observation> seen, ExchangeExport file) =>
        seen.Any(one => one.Outcome is not Outcome.Unavailable) && seen.All(one => one.Source.By != file.File);

    private bool Answers(ExchangeExport file, Request request, Question question) => question.Symptoms.Any(symptom =>
        AnswersFor([file], symptom).Answer(request).Any(seen => seen.Outcome is not Outcome.Unavailable));

    private ExportAnswers AnswersFor(IReadOnlyList<ExchangeExport> files, Symptom symptom) => new(files, ownOf(symptom) is { } own ? [own] : []);
}
