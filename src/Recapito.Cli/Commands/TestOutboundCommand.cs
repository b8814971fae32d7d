using System.CommandLine;
using System.Net;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito test outbound</c>: how does a sending address look to those that receive from it?</summary>
internal sealed class TestOutboundCommand
{
    private const string Expected = "expected the public IP address from which mail is sent, such as 192.0.2.25 or 2001:db8::25";

    private readonly TestOptions options;
    private readonly Argument<string> address = new("IP") { Description = "The address from which the server sends." };

    private readonly Option<string?> sender = new Option<string?>("--from") { Description = "A sender: the SPF and DMARC records of the domain are looked at.", HelpName = "ADDRESS" }
        .Checked(text => MailAddress.IsOne(text) ? null : MailAddress.Expected);

    private readonly Option<string?> helo = new Option<string?>("--helo") { Description = "The name with which the server greets.", HelpName = "NAME" }
        .Checked(text => IsName(text) ? null : "expected a full host name, such as mail.fabrikam.example");

    private readonly Option<string[]> blocklists = new Option<string[]>("--dnsbl") { Description = "A DNS block list to ask (repeatable); none by default.", HelpName = "ZONE" }
        .Checked(text => IsName(text) ? null : "expected the zone of a block list, such as bl.example");

    private TestOutboundCommand(Command command, Surroundings around)
    {
        command.Arguments.Add(address);
        command.Options.Add(sender);
        command.Options.Add(helo);
        command.Options.Add(blocklists);
        options = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("outbound",
            """
            How does a sending address look to those that receive from it? Its name and
            whether that leads back to it, block lists that you name, SPF of a sender
            mechanism by mechanism, the greeting's name, and whether there is a DMARC record.
            Nothing is sent, and no mail host is asked.

            Examples:
              recapito test outbound 192.0.2.25
              recapito test outbound 192.0.2.25 --from ana@fabrikam.example
              recapito test outbound 192.0.2.25 --helo mail.fabrikam.example --dnsbl bl.example
            """);
        _ = new TestOutboundCommand(command, around);
        return command;
    }

    private static bool IsName(string text) => Names.Canonical(text) is var name && Names.IsHostName(name) && name.Contains('.', StringComparison.Ordinal);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var run = options.Begin(parsed);
        return await run.ShowAsync(
            new OutboundQuestion(Read(parsed.GetValue(address)!, run.InLab))
            {
                Sender = parsed.GetValue(sender) is { } from ? MailAddress.Read(from) : null,
                Helo = parsed.GetValue(helo) is { } name ? Names.Canonical(name) : null,
                Blocklists = [.. (parsed.GetValue(blocklists) ?? []).Select(Names.Canonical).Distinct()],
            },
            maySend: false,
            cancel).ConfigureAwait(false);
    }

    // "1.2" and "0x7f.1" are addresses to the parser, and a mistake here.
    private static string Read(string text, bool inLab)
    {
        var trimmed = text.Trim().Trim('[', ']');
        if (!IPAddress.TryParse(trimmed, out var ip) || (!trimmed.Contains(':', StringComparison.Ordinal) && trimmed != ip.ToString()) || trimmed.Contains('%', StringComparison.Ordinal))
        {
            throw new InputException($"\"{text}\" is no IP address; {Expected}.");
        }

        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        return SpecialAddresses.KindOf(ip) is { } kind && !inLab
            ? throw new InputException($"{ip} is no public address, but {kind}: receivers never see it; {Expected}.")
            : ip.ToString();
    }
}
