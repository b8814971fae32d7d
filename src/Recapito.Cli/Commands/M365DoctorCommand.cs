using System.CommandLine;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito m365 doctor</c>: what may this application ask, and may it more than that?</summary>
internal sealed class M365DoctorCommand
{
    private readonly InsideCommandOptions options;

    private readonly Option<string?> otherMailbox = new Option<string?>("--other-mailbox") { Description = "A mailbox that the application must not read; it is asked for, and a refusal is hoped for.", HelpName = "ADDRESS" }
        .Checked(text => MailAddress.IsOne(text) ? null : MailAddress.Expected);

    private readonly Option<bool> cmdlets = new("--exchange-commands") { Description = "Also ask by cmdlets, which Microsoft does not support for applications." };
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private M365DoctorCommand(Command command, Surroundings around)
    {
        command.Options.Add(otherMailbox);
        command.Options.Add(cmdlets);
        command.Options.Add(format);
        options = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("doctor",
            """
            Says for each question to a tenant which permission it needs and whether
            it is there, by asking; and looks for what the application may beyond
            that, as far as one mailbox and its permissions show it.
            docs/how-to/microsoft-365.md leads from the registration of the
            application to here.

            Examples:
              recapito m365 doctor --tenant contoso.example --client-id ID \
                --certificate app.pfx
              recapito m365 doctor --tenant contoso.example --azure-cli
              recapito m365 doctor --world world.yaml --format json

            Exit codes: 0 all there and nothing beyond it found, 1 something is
            missing or too much, 3 could not be determined, 4 bad input.
            """);
        _ = new M365DoctorCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var run = options.Begin(parsed);
        await using (run.ConfigureAwait(false))
        {
            var mailbox = parsed.GetValue(otherMailbox) is { } address ? MailAddress.Read(address) : null;
            var report = await new Doctor(run.Access, mailbox, parsed.GetValue(cmdlets)).ExamineAsync(cancel).ConfigureAwait(false);
            run.Terminal.Output.Write(parsed.GetValue(format) is "json"
                ? DoctorJson.Write(report, Catalogue.Default, run.Language) : DoctorText.Write(report, run.Style, Catalogue.Default));
            return ExitCode.Of(report);
        }
    }
}
