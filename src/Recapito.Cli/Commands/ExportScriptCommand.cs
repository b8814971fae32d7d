using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito m365 export-script</c>: a script that an administrator runs where Recapito has no access.</summary>
internal static class ExportScriptCommand
{
    private const string Resource = "Recapito.recapito-export.ps1";
    private const string AnySide = "[string] $Side = 'auto'";
    private const string AllRecipients = "[string[]] $Recipient = @()";

    public static Command Create(Surroundings around)
    {
        var sides = Enum.GetValues<ExchangeSide>().Select(Kebab.Of).ToList();
        var side = new Option<string?>("--side") { Description = "exchange-online or exchange-server. Default: the script finds out where it runs.", HelpName = "SIDE" }
            .Checked(text => sides.Contains(text) ? null : $"expected {string.Join(" or ", sides)}");
        var recipients = new Option<string[]>("--recipient") { Description = "Look for this address only (repeatable). Default: all recipients.", HelpName = "ADDRESS" }
            .Checked(text => !Names.IsAddress(text) ? "this is no mail address; expected local-part@domain (RFC 5321 §4.1.2)"
                : !System.Text.Ascii.IsValid(text) ? "the script is plain ASCII; give this address to the script itself, with -Recipient" : null);
        var command = new Command("export-script",
            """
            Prints a PowerShell script that collects what a diagnosis needs from the
            inside of an organisation into one JSON file. It only reads, asks for no
            secret and sends nothing anywhere; no application need be registered.

            Run it where the organisation's administrator is connected: after
            Connect-ExchangeOnline, or in the Exchange Management Shell. A hybrid
            organisation has two sides: run it on each.

            Examples:
              recapito m365 export-script > recapito-export.ps1
              recapito m365 export-script --recipient lee@contoso.example \
                  > recapito-export.ps1
              recapito diagnose bounce.eml --export recapito-export-exchange-online.json
            """) { side, recipients };
        var common = new CommonOptions(command, around);
        command.SetAction(parsed =>
        {
            var terminal = common.TerminalOf(parsed);
            terminal.Output.Write(Script(parsed.GetValue(side), parsed.GetValue(recipients) ?? []));
            return ExitCode.Healthy;
        });
        return command;
    }

    /// <summary>The script with these as its defaults.</summary>
    internal static string Script(string? side, IReadOnlyList<string> recipients)
    {
        using var stream = typeof(ExportScriptCommand).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        using var reader = new StreamReader(stream);
        var script = reader.ReadToEnd().ReplaceLineEndings("\n");
        return script
            .Replace(AnySide, side is null ? AnySide : AnySide.Replace("'auto'", Quoted(side), StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace(AllRecipients, AllRecipients.Replace("@()", $"@({string.Join(", ", recipients.Select(Quoted))})", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
