using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito fix try</c>: a remedy in a copy of the world, before anybody applies it.</summary>
internal sealed class FixTryCommand
{
    private readonly DiagnoseOptions options = new();
    private readonly Option<string?> saveTwin = new("--save-twin") { Description = "Keep the copy in this file, a world for 'recapito lab' and '--world'.", HelpName = "FILE" };
    private readonly Surroundings around;
    private readonly CommonOptions common;

    private FixTryCommand(Command command, Surroundings around)
    {
        this.around = around;
        options.AddAskingTo(command);
        command.Options.Add(saveTwin);
        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("try",
            """
            Diagnoses as 'recapito diagnose' does, asks the host that is to take the mail
            whether it does, rebuilds the world from what was seen, makes the change of the
            first remedy in that copy, sends the message again, and shows the reply. The
            real world is not changed.

            Examples:
              recapito fix try bounce.eml
              recapito fix try bounce.eml --export recapito-export-exchange-online.json
              recapito fix try samples/relay-access-denied.eml \
                  --world samples/relay-access-denied.yaml

            Exit codes: 0 the change mends it, or nothing is to be mended, 1 it does not,
            3 could not be tried, 4 bad input.
            """);
        _ = new FixTryCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var style = common.StyleOf(parsed, terminal);
        var investigation = Investigation.Open(options, parsed, terminal, around);
        var (diagnoses, evidence) = await investigation.DiagnoseAsync(cancel).ConfigureAwait(false);
        var codes = new List<int>();
        try
        {
            foreach (var (symptom, found) in investigation.Question.Symptoms.Zip(diagnoses))
            {
                codes.Add(await TryAsync(parsed, terminal, style, investigation, symptom, found, cancel).ConfigureAwait(false));
            }
        }
        finally
        {
            options.Halves.Save(parsed, investigation.Files, evidence);
        }

        return codes.Max();
    }

    private async Task<int> TryAsync(ParseResult parsed, Terminal terminal, TextStyle style, Investigation investigation, Symptom symptom, Diagnosis found, CancellationToken cancel)
    {
        terminal.Output.WriteLine(DiagnosisText.WriteFix(found, style, Catalogue.Default).TrimEnd());
        if (found is not { Cause: not null, Remedies.Count: > 0 })
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine(FixText.Say("plan.none", common.LanguageOf(parsed), Catalogue.Default));
            return found.Verdict is Verdict.Healthy or Verdict.NoLongerReproducible ? ExitCode.Healthy : ExitCode.Undetermined;
        }

        var asked = await investigation.AskAsync(known => RemedyPlan.Next(found, known, investigation.Inquiry), found.Evidence, cancel).ConfigureAwait(false);
        var outcome = await TwinTrial.RunAsync(found, symptom, asked, cancel).ConfigureAwait(false);
        if (parsed.GetValue(saveTwin) is { } file)
        {
            OutputFile.Write("--save-twin", file, CaptureFile.Write(outcome.Twin, common.LanguageOf(parsed)));
        }

        var trial = outcome.ToTrial();
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(FixTrialText.Write(trial, found, style, Catalogue.Default).TrimEnd());
        return trial.End switch
        {
            TrialEnd.Mends or TrialEnd.MendsInTime => ExitCode.Healthy,
            TrialEnd.StillFails => ExitCode.Problem,
            _ => ExitCode.Undetermined,
        };
    }
}
