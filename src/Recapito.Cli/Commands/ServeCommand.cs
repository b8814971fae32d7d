using System.CommandLine;
using System.Diagnostics;

namespace Recapito.Cli;

/// <summary><c>recapito serve</c>: starts the page. It is a program of its own, <c>recapito-host</c>, as what it needs cannot be compiled ahead of time.</summary>
internal sealed class ServeCommand
{
    private readonly Surroundings around;
    private readonly Option<string?> listen = new("--listen") { Description = "Address and port of the page. Default: 127.0.0.1:5410, which only this machine can open. Port 0 takes a free one.", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> data = new("--data") { Description = "Folder in which diagnoses are kept. Default: recapito in the user's folder for data.", HelpName = "FOLDER" };
    private readonly Option<string?> language = new("--lang") { Description = "Language where neither the reader nor the browser says another.", HelpName = "LANG" };
    private readonly Option<string?> world = new("--world") { Description = "Look into this simulated mail world instead of the Internet; a folder shows all worlds in it.", HelpName = "PATH" };
    private readonly Option<string?> apiLimit = new("--api-limit") { Description = "Requests a minute that one key of the API may send. Default: 600.", HelpName = "N" };
    private readonly Option<string?> keep = new("--keep") { Description = "Days for which what is handed in from now on, and what was seen, is kept. Default: 30.", HelpName = "DAYS" };
    private readonly Option<string[]> hosts = new("--host") { Description = "A name under which others open the page (repeatable), such as recapito.contoso.example. Requests for other names are refused.", HelpName = "NAME" };
    private readonly Option<string[]> proxies = new("--proxy") { Description = "Address of a reverse proxy in front (repeatable); only its X-Forwarded-For and X-Forwarded-Proto are believed.", HelpName = "ADDRESS" };
    private readonly Option<string?> certificate = new("--certificate") { Description = "PEM file of a certificate with its chain: serve over HTTPS.", HelpName = "FILE" };
    private readonly Option<string?> certificateKey = new("--certificate-key") { Description = "PEM file of the certificate's key. Default: the same file.", HelpName = "FILE" };
    private readonly Option<bool> visitors = new("--visitors") { Description = "Let anyone hand in a bounce or check a domain; for those who are not signed in, only the DNS is asked." };
    private readonly Option<bool> allowPrivate = new("--allow-private") { Description = "Connect to private and other special-purpose addresses too." };

    private ServeCommand(Command command, Surroundings around)
    {
        this.around = around;
        foreach (var option in new Option[] { listen, data, language, world, allowPrivate, apiLimit, keep, hosts, proxies, certificate, certificateKey, visitors })
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
        command.Subcommands.Add(Passing("keys",
            """
            Makes, lists and revokes keys of the API, also while it is served. A key is shown
            once, and only its digest is kept.

            Examples:
              recapito serve keys add monitor --scope diagnose --scope read
              recapito serve keys list
              recapito serve keys revoke monitor

            Scopes: diagnose (hand bounces in), read (what was asked with the same key),
            check (have domains checked).
            Exit codes: 0 done, 4 bad input.
            """));
        command.Subcommands.Add(Passing("owner",
            """
            Makes a link for the owner of a service that others reach, also while it is
            served. It holds once and for 24 hours; whoever opens it chooses a new password or
            passkey, and those of before end, with every session.

            Example:
              recapito serve owner link

            Exit codes: 0 done, 4 bad input.
            """));
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("serve",
            """
            Serves the page: drop a bounce, see what is wrong. One process, nothing to
            install; what is kept is in one folder. Only this machine can open it, unless
            --listen says another address: then its owner signs in.

            Examples:
              recapito serve
              recapito serve --listen 127.0.0.1:8080 --data ./kept --lang it
              recapito serve --world samples/relay-access-denied.yaml
              recapito serve --listen 0.0.0.0:443 --host recapito.contoso.example --certificate recapito.pem

            Exit codes: 0 stopped, 2 usage, 4 bad input, 70 internal error.
            """);
        _ = new ServeCommand(command, around);
        return command;
    }

    // The host knows what stands behind it.
    private Command Passing(string name, string says)
    {
        var command = new Command(name, says) { TreatUnmatchedTokensAsErrors = false };
        command.Options.Add(data);
        command.SetAction((parsed, _) =>
        {
            var start = new ProcessStartInfo(HostProgram.Find(around)) { UseShellExecute = false, ArgumentList = { command.Name } };
            foreach (var token in parsed.UnmatchedTokens.Concat(parsed.GetValue(data) is { } folder ? [data.Name, folder] : []))
            {
                start.ArgumentList.Add(token);
            }

            return HostProgram.RunAsync(start);
        });
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken _)
    {
        var start = new ProcessStartInfo(HostProgram.Find(around)) { UseShellExecute = false };
        foreach (var argument in Arguments(parsed))
        {
            start.ArgumentList.Add(argument);
        }

        return HostProgram.RunAsync(start);
    }

    private IEnumerable<string> Arguments(ParseResult parsed) =>
    [
        .. new[] { listen, data, language, world, apiLimit, keep, certificate, certificateKey }.Where(option => parsed.GetValue(option) is not null).SelectMany(option => new[] { option.Name, parsed.GetValue(option)! }),
        .. new[] { hosts, proxies }.SelectMany(option => (parsed.GetValue(option) ?? []).SelectMany(value => new[] { option.Name, value })),
        .. new[] { allowPrivate, visitors }.Where(option => parsed.GetValue(option)).Select(option => option.Name),
    ];
}
