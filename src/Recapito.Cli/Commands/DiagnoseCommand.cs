using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito diagnose</c>: the main job.</summary>
internal sealed class DiagnoseCommand
{
    private readonly DiagnoseOptions options = new();
    private readonly Surroundings around;
    private readonly CommonOptions common;

    private DiagnoseCommand(Command command, Surroundings around)
    {
        this.around = around;
        options.AddTo(command);
        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("diagnose",
            """
            Reads a bounce, looks at the recipient's DNS and mail hosts, and says what is
            wrong, who must act, and how sure that is.

            Asked of the recipient's mail hosts: the failing address, one random address
            and at most one --known-good address, with an empty sender and without ever
            sending a message.

            Examples:
              recapito diagnose bounce.eml
              recapito diagnose bounce.eml --known-good info@contoso.example
              recapito diagnose bounce.eml --format json --save-evidence outside.json
              recapito diagnose bounce.eml --export recapito-export-exchange-online.json
                  the administrator's export, see 'recapito m365 export-script --help'
              recapito diagnose bounce.eml --evidence inside.json
                  the administrator's half, see docs/reference/evidence.md
              recapito diagnose bounce.eml --save-evidence outside.json --redact \
                  --case-key env:CASE_KEY
                  a half for the other side, see docs/how-to/two-halves.md
              recapito diagnose samples/relay-access-denied.eml \
                  --world samples/relay-access-denied.yaml
              recapito diagnose lee@contoso.example --own-domain

            Exit codes: 0 healthy, 1 a cause was found (proven or likely), 3 undetermined,
            4 bad input.
            """);
        _ = new DiagnoseCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var question = Question.Read(parsed.GetValue(options.Subject)!, around);
        var world = parsed.GetValue(options.World) is { } path ? WorldInput.Read(path, around) : null;
        var inquiry = options.InquiryOf(parsed, question, world);
        WarnOfStrangers(terminal, inquiry, question);
        var files = options.Halves.CaseOf(parsed, question, inquiry.KnownGood, terminal, around);
        var known = options.Halves.Known(parsed, files, around);
        known = inquiry.Dns || inquiry.Smtp ? EvidenceInput.WithoutGaps(known) : known;
        var exports = options.Halves.ExportsOf(parsed, question, terminal, around);
        if (parsed.GetValue(options.Plan))
        {
            PlanText.Write(terminal, question.Symptoms, known, inquiry);
            return ExitCode.Healthy;
        }

        var (diagnoses, evidence) = await DiagnoseAsync(parsed, terminal, question, world, inquiry, known, exports, cancel).ConfigureAwait(false);
        exports?.TellUnused(question, evidence, world is not null, terminal);
        try
        {
            Show(parsed, terminal, question, diagnoses);
        }
        finally
        {
            // Only now: an unwritable file must not cost the result. But in any case: what others were asked for is not lost with the output.
            options.Halves.Save(parsed, files, evidence);
        }

        return diagnoses.Max(diagnosis => ExitCode.Of(diagnosis.Verdict));
    }

    private async Task<(List<Diagnosis> Diagnoses, EvidenceSet Evidence)> DiagnoseAsync(
        ParseResult parsed, Terminal terminal, Question question, World? world, Inquiry inquiry, EvidenceSet known, GivenExports? exports, CancellationToken cancel)
    {
        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var asked = lab is null ? inquiry : inquiry with { TrustAnchors = lab.Routes.TrustAnchors };
            var run = new DiagnosisRun(() => around.BeforeProbing(options.ProbesOf(parsed, lab)), asked, WorldInside(known, world, question), new Answered(terminal), exports is null ? null : exports.For);
            var diagnoses = new List<Diagnosis>();
            foreach (var symptom in question.Symptoms)
            {
                diagnoses.Add(await run.DiagnoseAsync(symptom, cancel).ConfigureAwait(false));
            }

            return (diagnoses, run.Evidence);
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

    private static void WarnOfStrangers(Terminal terminal, Inquiry inquiry, Question question)
    {
        var domains = question.Symptoms.Select(symptom => symptom.Domain).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in inquiry.KnownGood.Where(address => !domains.Contains(Names.DomainOf(address) ?? "")))
        {
            terminal.Remark($"{stranger} is not in the domain of a failed recipient ({string.Join(", ", domains)}); it is not asked for.");
        }
    }

    private static EvidenceSet WorldInside(EvidenceSet known, World? world, Question question) =>
        world is null || !WorldInput.InquiryOf(world.Observer).Inside ? known : question.Symptoms.Aggregate(known, (all, symptom) => all.Merge(LabRun.Inside(world, symptom)));

    private void Show(ParseResult parsed, Terminal terminal, Question question, List<Diagnosis> diagnoses)
    {
        switch (parsed.GetValue(options.Format))
        {
            case "json":
                DiagnosisView.ShowJson(terminal, diagnoses, question, common.LanguageOf(parsed));
                break;
            case "svg":
                terminal.Output.WriteLine(PathFigureSvg.Write(diagnoses[0], Catalogue.Default, common.LanguageOf(parsed)).TrimEnd());
                break;
            default:
                DiagnosisView.ShowText(terminal, diagnoses, common.StyleOf(parsed, terminal, parsed.GetValue(options.Verbose)));
                break;
        }
    }
}
