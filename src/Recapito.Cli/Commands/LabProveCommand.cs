using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito lab prove</c>: that worlds are diagnosed as they say.</summary>
internal static class LabProveCommand
{
    public static Command Create(Surroundings around)
    {
        var paths = new Argument<string[]>("WORLDS") { Description = "World files or folders of them.", Arity = ArgumentArity.OneOrMore };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the whole diagnosis of each world that is wrong." };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("prove",
            """
            For each world: send the message, read the report, diagnose, compare with what
            the world expects; again with less evidence; apply the remedy, diagnose again.
            Also takes each observation away in turn: no verdict may become surer.

            Examples:
              recapito lab prove lab/worlds
              recapito lab prove world.yaml --verbose

            Exit codes: 0 all as expected, 1 something differs, 4 a world cannot be tried.
            """) { paths, verbose, format };
        var common = new CommonOptions(command, around);
        command.SetAction(async (parsed, cancel) =>
        {
            var terminal = common.TerminalOf(parsed);
            var files = WorldInput.Find(parsed.GetValue(paths)!);
            try
            {
                var results = await LabProof.ProveAsync(files, around, done => terminal.Progress($"{done} of {files.Count} worlds"), cancel).ConfigureAwait(false);
                terminal.EndProgress();
                ProofText.Write(terminal, results, parsed.GetValue(format)!, parsed.GetValue(verbose) ? common.StyleOf(parsed, terminal) : null);
                return results.Max(ExitCodeOf);
            }
            finally
            {
                terminal.EndProgress();
            }
        });
        return command;
    }

    private static int ExitCodeOf(WorldProof proof) =>
        proof.InputProblem is not null ? ExitCode.BadInput : proof.IsRight ? ExitCode.Healthy : ExitCode.Problem;
}
