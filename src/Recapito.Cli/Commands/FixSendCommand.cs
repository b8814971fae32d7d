using System.CommandLine;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito fix apply</c> and <c>recapito fix undo</c>: send a change, or its way back, to the server that the user names.</summary>
internal sealed class FixSendCommand
{
    private const string NobodyToAsk = "Nothing was sent: nobody can be asked here. Where the change shown is right, add --yes.";

    private readonly Argument<string> plan = new("PLAN") { Description = "A plan that 'recapito fix plan --save' wrote." };

    private readonly Option<string> server = new Option<string>("--server") { Description = "The zone's primary server: HOST or HOST:PORT.", HelpName = "HOST[:PORT]", Required = true }
        .Checked(text => ServerAddress.Read(text) is null ? "expected a host name or IP address, with :PORT if it is not 53" : null);

    private readonly Option<string> key = new("--key") { Description = "File of the TSIG key, as tsig-keygen or keymgr -t writes it.", HelpName = "FILE", Required = true };

    private readonly Option<string?> zone = new Option<string?>("--zone") { Description = "Name of the zone. Default: what the server says.", HelpName = "ZONE" }
        .Checked(text => Names.IsHostName(Names.Canonical(text)) ? null : "this is no domain name");

    private readonly Option<bool> yes = new("--yes") { Description = "Do not ask; the change is shown all the same." };
    private readonly Option<bool> notProven = new("--not-proven") { Description = "Apply the plan though its cause is not proven." };
    private readonly Surroundings around;
    private readonly CommonOptions common;
    private readonly bool isUndo;

    private FixSendCommand(Command command, Surroundings around, bool isUndo)
    {
        (this.around, this.isUndo) = (around, isUndo);
        command.Arguments.Add(plan);
        foreach (var option in new Option[] { server, key, zone, yes })
        {
            command.Options.Add(option);
        }

        if (!isUndo)
        {
            command.Options.Add(notProven);
        }

        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command CreateApply(Surroundings around)
    {
        var command = new Command("apply",
            """
            Sends a plan's DNS change to the zone's server, signed, in one update that
            the server takes whole or not at all, and only while the old records still
            stand as the plan has them. Shows the change first and asks; saves the old
            records in PLAN.journal; reads back what the server has then. Run again after
            anything went wrong: it looks first, and sends nothing twice.

            Examples:
              recapito fix apply plan.json --server ns1.dnshost.example --key update.key
              recapito fix apply plan.json --server 192.0.2.53:5353 --key update.key --yes

            Exit codes: 0 applied, now or before, 1 not applied, 2 nobody could be asked,
            3 not known, 4 bad input.
            """);
        _ = new FixSendCommand(command, around, isUndo: false);
        return command;
    }

    public static Command CreateUndo(Surroundings around)
    {
        var command = new Command("undo",
            """
            Takes an applied plan back: the records that it replaced, with their old TTL,
            as PLAN.journal has them; only while the server still has what the plan put
            there.

            Example:
              recapito fix undo plan.json --server ns1.dnshost.example --key update.key

            Exit codes: 0 undone, now or before, 1 not undone, 2 nobody could be asked, 3
            not known, 4 bad input.
            """);
        _ = new FixSendCommand(command, around, isUndo: true);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var path = parsed.GetValue(plan)!;
        var wanted = PlanInput.Read(path, around);
        Demand(parsed, wanted);
        var secret = PlanInput.ReadKey(parsed.GetValue(key)!, terminal, around);
        using var journal = JournalFile.Open(path);
        var changes = ChangesOf(wanted, journal.Journal, path);
        var style = common.StyleOf(parsed, terminal);
        var confirmation = new Confirmation(terminal, around, style, parsed.GetValue(yes));
        var run = new FixRun(await ServerAsync(parsed, secret, cancel).ConfigureAwait(false), ServerOf(parsed).ToString(), journal, confirmation.Ask, TimeProvider.System);
        var report = await run.RunAsync(changes, isUndo, parsed.GetValue(zone) is { } name ? Names.Canonical(name) : null, cancel).ConfigureAwait(false);
        if (confirmation.HadNobody)
        {
            terminal.Complain(NobodyToAsk);
            return ExitCode.Usage;
        }

        terminal.Output.WriteLine(FixText.Write(report, style, Catalogue.Default).TrimEnd());
        return ExitCode.Of(report);
    }

    private void Demand(ParseResult parsed, FixPlan wanted)
    {
        if (wanted.Changes.Count == 0)
        {
            throw new InputException(FixText.WhoActs(wanted, common.LanguageOf(parsed), Catalogue.Default));
        }

        if (!isUndo && wanted.Verdict is not Verdict.Proven && !parsed.GetValue(notProven))
        {
            throw new InputException($"{parsed.GetValue(plan)}: {FixText.Say("plan.not-proven", common.LanguageOf(parsed), Catalogue.Default)}");
        }
    }

    // What was sent counts, not what stands in the plan now.
    private List<RrSetChange> ChangesOf(FixPlan wanted, FixJournal journal, string path)
    {
        var sent = journal.Standing is JournalStanding.Nothing or JournalStanding.Undone && !isUndo ? null : journal.LastIntended?.Changes;
        if (sent is not null && !IsSame([.. sent.Select(change => change.Change)], wanted.Changes))
        {
            throw new InputException($"{path}: the plan is not the one that was sent (see {JournalFile.PathOf(path)}). Put the old text back, or save the new plan under another name.");
        }

        return isUndo && sent is not null ? [.. sent.Select(change => change.Back)] : [.. wanted.Changes];
    }

    private static bool IsSame(IReadOnlyList<RrSetChange> one, IReadOnlyList<RrSetChange> other) => one.Count == other.Count
        && one.Zip(other).All(pair => pair.First.Owner == pair.Second.Owner && pair.First.Type == pair.Second.Type && pair.First.Ttl == pair.Second.Ttl
            && RrSetChange.AreSame(pair.First.Type, pair.First.Before, pair.Second.Before) && RrSetChange.AreSame(pair.First.Type, pair.First.After, pair.Second.After));

    private ServerAddress ServerOf(ParseResult parsed) => ServerAddress.Read(parsed.GetValue(server)!)!;

    private async Task<DnsUpdater> ServerAsync(ParseResult parsed, TsigKey secret, CancellationToken cancel)
    {
        var options = around.BeforeProbing(new());
        var dialer = new Dialer(options.Limits ?? new ProbeLimits(), options.LabRoutes);
        var named = ServerOf(parsed);
        return new(dialer, await named.AddressAsync(dialer, options, cancel).ConfigureAwait(false), named.Port, secret, TimeProvider.System);
    }
}
