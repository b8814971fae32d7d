using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito test inbound</c>: can mail be handed over for this address?</summary>
internal sealed class TestInboundCommand
{
    private readonly Surroundings around;
    private readonly TestOptions options;
    private readonly Argument<string> address = new("ADDRESS") { Description = "The mail address that is to be reached." };
    private readonly Option<bool> own = new("--own-domain") { Description = "The domain is yours: its hosts may be asked for the address, and whether they relay." };
    private readonly Option<bool> sendTest = new("--send-test") { Description = "Send one marked message to the address; only with --own-domain, or after a question on a terminal." };

    private readonly Option<string?> sender = new Option<string?>("--from") { Description = "Sender of the test message. Default: the null sender.", HelpName = "ADDRESS" }
        .Checked(text => MailAddress.IsOne(text) ? null : MailAddress.Expected);

    private TestInboundCommand(Command command, Surroundings around)
    {
        this.around = around;
        command.Arguments.Add(address);
        command.Options.Add(own);
        command.Options.Add(sendTest);
        command.Options.Add(sender);
        options = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("inbound",
            """
            Can mail be handed over for this address? MX records, each mail host, port 25,
            banner, extensions, encryption and certificate; with --own-domain also the
            address itself, and whether the hosts relay for strangers.

            A recipient is asked for only where you say that the domain is yours. A message
            is sent only with --send-test: one, marked as a test, to this address.

            Examples:
              recapito test inbound lee@contoso.example
              recapito test inbound lee@contoso.example --own-domain --send-test
              recapito test inbound lee@contoso.example --format html > test.html
              recapito test inbound lee@contoso.example --world lab/worlds/domain/mx-is-alias.yaml
            """);
        _ = new TestInboundCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var recipient = MailAddress.Read(parsed.GetValue(address)!);
        var send = parsed.GetValue(sendTest);
        var isOwn = parsed.GetValue(own) || (send && Ownership.IsConfirmed(recipient, around));
        var run = options.Begin(parsed);
        return await run.ShowAsync(
            new InboundQuestion(recipient)
            {
                Own = isOwn,
                InLab = run.InLab,
                SendTest = send,
                Sender = parsed.GetValue(sender) is { } from ? MailAddress.Read(from) : "",
                ControlHost = Inquiry.DefaultControlHost,
            },
            maySend: send && isOwn,
            cancel).ConfigureAwait(false);
    }
}
