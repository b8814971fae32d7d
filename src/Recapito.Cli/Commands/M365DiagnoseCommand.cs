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
    private readonly Option<string[]> knownGood = new Option<string[]>("--known-good") { Description = "An address of the recipient's domain that certainly exists; it is asked for once, for comparison.", HelpName = "ADDRESS" }
        .Checked(text => Names.IsAddress(text) ? null : "this is no mail address; expected local-part@domain (RFC 5321 §4.1.2)");
    private readonly Option<string?> save = new("--save-evidence") { Description = "Save all evidence to this file.", HelpName = "FILE" };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Show all evidence, each ruled-out cause and the SMTP dialogues." };
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private M365DiagnoseCommand(Command command, Surroundings around)
    {
        this.around = around;
        command.Arguments.Add(subject);
        foreach (var option in new Option[] { cmdlets, knownGood, save, verbose, format })
        {
            command.Options.Add(option);
        }

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

            Exit codes: 0 healthy, 1 a cause was found (proven or likely), 3 undetermined,
            4 bad input.
            """);
        _ = new M365DiagnoseCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var question = Question.Read(parsed.GetValue(subject)!, around);
        var run = signIn.Begin(parsed);
        await using (run.ConfigureAwait(false))
        {
            var inside = new TenantInside(new InsideSource(run.Access, [], parsed.GetValue(cmdlets)));
            var inquiry = new Inquiry { Inside = true, Rcpt = question.IsBounce || run.IsLab, KnownGood = [.. (parsed.GetValue(knownGood) ?? []).Select(Names.CanonicalAddress)] };
            var diagnosis = new DiagnosisRun(() => run.Probes, inquiry, EvidenceSet.Empty, new Answered(run.Terminal), _ => inside);
            var diagnoses = new List<Diagnosis>();
            try
            {
                foreach (var symptom in question.Symptoms)
                {
                    diagnoses.Add(await diagnosis.DiagnoseAsync(symptom, cancel).ConfigureAwait(false));
                }
            }
            finally
            {
                run.Terminal.EndProgress();
            }

            Show(parsed, run, question, diagnoses);
            DiagnosisView.Save(parsed.GetValue(save), () => EvidenceFile.Write(diagnosis.Evidence));
            return diagnoses.Max(found => ExitCode.Of(found.Verdict));
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
