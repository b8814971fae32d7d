using System.CommandLine;
using Recapito.Core;

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
              recapito diagnose bounce.eml --format message
                  a message to whoever must act, without the sender or the subject
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
        var investigation = Investigation.Open(options, parsed, terminal, around);
        if (parsed.GetValue(options.Plan))
        {
            PlanText.Write(terminal, investigation.Question.Symptoms, investigation.Known, investigation.Inquiry);
            return ExitCode.Healthy;
        }

        var (diagnoses, evidence) = await investigation.DiagnoseAsync(cancel).ConfigureAwait(false);
        try
        {
            Show(parsed, terminal, investigation.Question, diagnoses);
        }
        finally
        {
            // Only now: an unwritable file must not cost the result. But in any case: what others were asked for is not lost with the output.
            options.Halves.Save(parsed, investigation.Files, evidence);
        }

        return diagnoses.Max(diagnosis => ExitCode.Of(diagnosis.Verdict));
    }

    private void Show(ParseResult parsed, Terminal terminal, Question question, List<Diagnosis> diagnoses)
    {
        switch (parsed.GetValue(options.Format))
        {
            case "json":
                DiagnosisView.ShowJson(terminal, diagnoses, question, common.LanguageOf(parsed));
                break;
            case "message":
                DiagnosisView.ShowMessages(terminal, diagnoses, common.LanguageOf(parsed));
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
