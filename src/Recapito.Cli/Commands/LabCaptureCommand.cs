using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito lab capture</c>: a world rebuilt from evidence.</summary>
internal static class LabCaptureCommand
{
    public static Command Create(Surroundings around)
    {
        var subject = new Argument<string>("PATH|ADDRESS") { Description = "The bounce, or the address that was diagnosed." };
        var evidence = new Option<string[]>("--evidence") { Description = "Evidence that 'recapito diagnose --save-evidence' wrote (repeatable).", HelpName = "FILE", Required = true };
        var command = new Command("capture",
            """
            Rebuilds a world from what was observed of the real one: its zones as each
            server answered, its mail hosts as they replied, its tenant as the edge and
            the inside showed it. What was not seen is told in comments at the top, with
            what stands for it. A change can be tried there before anybody makes it.

            Examples:
              recapito diagnose bounce.eml --save-evidence evidence.json
              recapito lab capture bounce.eml --evidence evidence.json > twin.yaml
              recapito diagnose bounce.eml --world twin.yaml

            Exit codes: 0 written, 4 there is nothing to rebuild a world from.
            """) { subject, evidence };
        var common = new CommonOptions(command, around);
        command.SetAction(parsed =>
        {
            var terminal = common.TerminalOf(parsed);
            var question = QuestionInput.Read(parsed.GetValue(subject)!, around);
            var seen = parsed.GetValue(evidence)!.Aggregate(EvidenceSet.Empty, (all, path) => all.Merge(EvidenceInput.Read(path, around, EvidenceFile.Read)));
            terminal.Output.Write(CaptureFile.Write(Capture(question, seen), common.LanguageOf(parsed)));
            return ExitCode.Healthy;
        });
        return command;
    }

    private static CapturedWorld Capture(Question question, EvidenceSet seen)
    {
        try
        {
            return WorldCapture.Of(question.Symptoms, seen);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"--evidence: {e.Message}.");
        }
    }
}
