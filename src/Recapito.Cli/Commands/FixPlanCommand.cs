using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito fix plan</c>: what is to be done, exact, and kept in a file.</summary>
internal sealed class FixPlanCommand
{
    private readonly DiagnoseOptions options = new();
    private readonly Option<string?> save = new("--save") { Description = "Keep the plan in this file, for 'recapito fix apply'.", HelpName = "FILE" };
    private readonly Option<string?> host = new Option<string?>("--for") { Description = "Show the change in the form of this DNS host or tool: " + string.Join(", ", DnsHostForms.Ids) + ". Default: the one that serves the domain, where it is known.", HelpName = "HOST" }
        .Checked(asked => DnsHostForms.Ids.Contains(asked) ? null : $"expected one of {string.Join(", ", DnsHostForms.Ids)}");

    private readonly Option<string> format = CommonOptions.Format("text", "json");
    private readonly Surroundings around;
    private readonly CommonOptions common;

    private FixPlanCommand(Command command, Surroundings around)
    {
        this.around = around;
        options.AddAskingTo(command);
        command.Options.Add(save);
        command.Options.Add(host);
        command.Options.Add(format);
        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("plan",
            """
            Diagnoses as 'recapito diagnose' does, and shows the first remedy as a plan:
            who must act, the exact records before and after, the steps, and by when the
            change is visible everywhere. Changes nothing.

            Examples:
              recapito fix plan bounce.eml --save plan.json
              recapito fix plan bounce.eml --format json
              recapito fix plan samples/relay-access-denied.eml \
                  --world samples/relay-access-denied.yaml

            Exit codes: 0 there is a plan, or nothing to mend, 3 undetermined, 4 bad
            input.
            """);
        _ = new FixPlanCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var investigation = Investigation.Open(options, parsed, terminal, around);
        var (diagnoses, evidence) = await investigation.DiagnoseAsync(cancel).ConfigureAwait(false);
        var planned = diagnoses.Select(diagnosis => (Diagnosis: diagnosis, Plan: FixPlan.Of(diagnosis, MadeAt(diagnosis)))).ToList();

        // One plan for one cause: of several recipients, the first for whom something can be sent, else the first for whom something can be done.
        var (diagnosis, plan) = planned.OrderBy(one => one.Plan is null ? 2 : one.Plan.Changes.Count > 0 ? 0 : 1).First();
        var file = parsed.GetValue(save);
        try
        {
            if (diagnoses.Count > 1)
            {
                terminal.Remark($"{diagnoses.Count} recipients; the plan is for {diagnosis.Symptom.Recipient}. Plan for another one by its address.");
            }

            Keep(plan, file);
            terminal.Output.WriteLine(parsed.GetValue(format) is "json"
                ? (plan is null ? "null" : FixPlanFile.Write(plan).TrimEnd())
                : FixText.WritePlan(diagnosis, plan, file, parsed.GetValue(host), common.StyleOf(parsed, terminal), Catalogue.Default).TrimEnd());
        }
        finally
        {
            options.Halves.Save(parsed, investigation.Files, evidence);
        }

        return plan is null ? ExitCode.Of(diagnosis.Verdict) : ExitCode.Healthy;
    }

    // The plan is as old as what it rests on; in a lab that is the lab's time.
    private static DateTimeOffset MadeAt(Diagnosis diagnosis) =>
        diagnosis.Evidence.All.Select(seen => seen.Source.At).DefaultIfEmpty(TimeProvider.System.GetUtcNow()).Max();

    private static void Keep(FixPlan? plan, string? file)
    {
        if (plan is null || file is null)
        {
            return;
        }

        if (File.Exists(JournalFile.PathOf(file)))
        {
            throw new InputException($"--save {file}: a plan of this name was applied ({JournalFile.PathOf(file)} is its journal, and is needed to undo it). Choose another name.");
        }

        OutputFile.Write("--save", file, FixPlanFile.Write(plan));
    }
}
