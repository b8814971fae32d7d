using System.CommandLine;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito m365 diagnose</c>: the main job, with the administrator's half asked of the tenant.</summary>
internal sealed class M365DiagnoseCommand
{
    private readonly Surroundings around;
    private readonly InsideCommandOptions signIn;
    private readonly CommonOptions common;
    private readonly Argument<string> subject = new("PATH|ADDRESS") { Description = "A bounce (.eml file, pasted text, - for standard input) or a mail address." };
    private readonly Option<bool> cmdlets = new("--exchange-commands") { Description = "Run read-only cmdlets for connectors and recipients too, in a way that Microsoft does not support for applications." };
    private readonly Option<bool> offline = new("--offline") { Description = "Ask the tenant only; neither the DNS about the mail nor the mail hosts." };
    private readonly HalvesOptions halves = new();
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Show all evidence, each ruled-out cause and the SMTP dialogues." };
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private M365DiagnoseCommand(Command command, Surroundings around)
    {
        this.around = around;
        command.Arguments.Add(subject);
        foreach (var option in new Option[] { cmdlets, offline, verbose, format })
        {
            command.Options.Add(option);
        }

        halves.AddTo(command);

        signIn = new(command, around);
        common = signIn.Common;
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("diagnose",
            """
            Diagnoses a bounce as 'recapito diagnose' does, and asks the tenant that is
            signed in to what only its administrators see. The tenant speaks for its own
            domains only.

            Examples:
              recapito m365 diagnose bounce.eml --tenant contoso.example --azure-cli
              recapito m365 diagnose bounce.eml --tenant contoso.example --client-id ID \
                --certificate app.pfx --exchange-commands
              recapito m365 diagnose bounce.eml --tenant contoso.example --azure-cli \
                --export recapito-export-exchange-server.json
                  a hybrid organisation: the tenant, and the servers' export
              recapito m365 diagnose bounce.eml --tenant contoso.example --azure-cli \
                --save-evidence inside.json --redact --case-key env:CASE_KEY
                  a half for the other side, see docs/how-to/two-halves.md

            Exit codes: 0 healthy, 1 a cause was found (proven or likely), 3 undetermined,
            4 bad input.
            """);
        _ = new M365DiagnoseCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var question = QuestionInput.Read(parsed.GetValue(subject)!, around);
        var run = signIn.Begin(parsed);
        await using (run.ConfigureAwait(false))
        {
            var online = !parsed.GetValue(offline);
            var inquiry = new Inquiry { Inside = true, Dns = online, Smtp = online, Rcpt = question.IsBounce || run.IsLab, KnownGood = halves.KnownGood(parsed) };
            var files = halves.CaseOf(parsed, question, inquiry.KnownGood, run.Terminal, around);
            var known = EvidenceInput.WithoutGaps(halves.Known(parsed, files, around));
            var exports = halves.ExportsOf(parsed, question, run.Terminal, around);
            var source = new InsideSource(run.Access, [], parsed.GetValue(cmdlets));
            var diagnosis = new DiagnosisRun(() => run.Probes, inquiry, known, new Answered(run.Terminal), symptom => new TenantInside(source, exports?.AnswersFor(symptom)));
            var diagnoses = await DiagnoseAsync(diagnosis, question, run.Terminal, cancel).ConfigureAwait(false);
            exports?.TellUnused(question, diagnosis.Evidence, inWorld: false, run.Terminal);
            try
            {
                Show(parsed, run, question, diagnoses);
            }
            finally
            {
                halves.Save(parsed, files, diagnosis.Evidence);
            }

            return diagnoses.Max(found => ExitCode.Of(found.Verdict));
        }
    }

    private static async Task<List<Diagnosis>> DiagnoseAsync(DiagnosisRun run, Question question, Terminal terminal, CancellationToken cancel)
    {
        try
        {
            return [.. await run.DiagnoseAllAsync(question.Symptoms, cancel).ConfigureAwait(false)];
        }
        finally
        {
            terminal.EndProgress();
        }
    }

    private void Show(ParseResult parsed, InsideRun run, Question question, List<Diagnosis> diagnoses)
    {
        if (parsed.GetValue(format) is "json")
        {
            DiagnosisView.ShowJson(run.Terminal, diagnoses, question, run.Language);
        }
        else
        {
            DiagnosisView.ShowText(run.Terminal, diagnoses, common.StyleOf(parsed, run.Terminal, parsed.GetValue(verbose)));
        }
    }
}
