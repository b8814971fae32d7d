using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito lab prove</c>: that worlds are diagnosed as they say.</summary>
internal static class LabProveCommand
{
    public static Command Create(Surroundings around)
    {
        var paths = new Argument<string[]>("WORLDS") { Description = "World files or folders of them.", Arity = ArgumentArity.OneOrMore };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the whole diagnosis of each world that is wrong." };
        var withhold = new Option<bool>("--withhold") { Description = "Diagnose each world with parts of the evidence withheld too, and count what is still named." };
        var twin = new Option<bool>("--twin") { Description = "Rebuild each world from the evidence, try the remedy there, and compare." };
        var page = new Option<string?>("--page") { Description = "Also write the tables to this file, as Markdown.", HelpName = "FILE" };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("prove",
            """
            For each world: send the message, read the report, diagnose, compare with what
            the world expects; again with less evidence; apply the remedy, diagnose again.
            Also takes each observation away in turn: no verdict may become surer.
            With --withhold, also from the report alone, from DNS alone, from DNS and
            SMTP, without SMTP, without the inside: nothing wrong may be called proven,
            and the cause must be named in 70 % of the worlds by the report alone, in
            90 % by DNS and SMTP.

            Examples:
              recapito lab prove lab/worlds
              recapito lab prove world.yaml --verbose
              recapito lab prove lab/worlds --withhold --twin --page worlds.md

            Exit codes: 0 all as expected, 1 something differs, 4 a world cannot be tried.
            """) { paths, verbose, withhold, twin, page, format };
        var common = new CommonOptions(command, around);
        command.SetAction(async (parsed, cancel) =>
        {
            var terminal = common.TerminalOf(parsed);
            var files = WorldInput.Find(parsed.GetValue(paths)!);
            try
            {
                var results = await LabProof.ProveAsync(files, new(parsed.GetValue(withhold), parsed.GetValue(twin)), around, done => terminal.Progress($"{done} of {files.Count} worlds"), cancel).ConfigureAwait(false);
                terminal.EndProgress();
                ProofText.Write(terminal, results, parsed.GetValue(format)!, parsed.GetValue(verbose) ? common.StyleOf(parsed, terminal) : null);
                if (parsed.GetValue(page) is { } file)
                {
                    OutputFile.Write("--page", file, ProofPage.Write(results));
                }

                return Math.Max(results.Max(ExitCodeOf), Withholding.Tally(results).All(tally => tally.IsEnough) ? ExitCode.Healthy : ExitCode.Problem);
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
