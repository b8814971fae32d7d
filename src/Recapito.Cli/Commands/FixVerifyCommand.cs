using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito fix verify</c>: is it everywhere, and does mail flow?</summary>
internal sealed class FixVerifyCommand
{
    private readonly Argument<string> plan = new("PLAN") { Description = "A plan that 'recapito fix plan --save' wrote." };
    private readonly DiagnoseOptions options = new();
    private readonly Surroundings around;
    private readonly CommonOptions common;

    private FixVerifyCommand(Command command, Surroundings around)
    {
        this.around = around;
        command.Arguments.Add(plan);
        options.AddNetworkTo(command);
        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("verify",
            """
            Asks every authoritative server of the zone for the records of a plan, says
            when caches have dropped the old answer, and diagnoses the address again.
            Changes nothing.

            Examples:
              recapito fix verify plan.json
              recapito fix verify plan.json --own-domain
                  asks the mail hosts for the address too, without ever sending a message

            Exit codes: 0 everywhere and healthy, 1 not yet, or something is still wrong,
            3 could not be determined, 4 bad input.
            """);
        _ = new FixVerifyCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var path = parsed.GetValue(plan)!;
        var wanted = PlanInput.Read(path, around);
        var journal = JournalFile.Read(path);
        var investigation = Investigation.Open(options, parsed, Question.About(wanted.Recipient), terminal, around);
        var style = common.StyleOf(parsed, terminal);
        var (seen, diagnoses) = await investigation.AlongAsync(known => FixVerification.Next(wanted.Changes, known), cancel).ConfigureAwait(false);
        var verified = FixVerification.Judge(wanted.Changes, journal, seen);
        var now = seen.All.Select(one => one.Source.At).DefaultIfEmpty(TimeProvider.System.GetUtcNow()).Max();
        terminal.Output.WriteLine(FixVerificationText.Write(verified, wanted, journal, now, style, Catalogue.Default).TrimEnd());
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(DiagnosisText.Summary(diagnoses, style, Catalogue.Default).TrimEnd());
        return Math.Max(CodeOf(verified, wanted, now), diagnoses.Max(diagnosis => ExitCode.Of(diagnosis.Verdict)));
    }

    private static int CodeOf(FixVerification verified, FixPlan wanted, DateTimeOffset now) => wanted.Changes.Count == 0 ? ExitCode.Healthy : verified switch
    {
        { Standing: PresentStanding.Unseen } or { Standing: PresentStanding.After, GoneAt: null } => ExitCode.Undetermined,
        { Standing: PresentStanding.After, GoneAt: { } gone } when gone <= now => ExitCode.Healthy,
        _ => ExitCode.Problem,
    };
}
