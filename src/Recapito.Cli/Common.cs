using System.CommandLine;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Options that several commands share.</summary>
internal static class Common
{
    private static readonly string[] LanguageVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Say nothing on standard error but errors.", Recursive = true };

    public static readonly Option<bool> NoColour = new("--no-color") { Description = "No colour; the environment variable NO_COLOR does the same.", Recursive = true };

    public static readonly Option<string?> Language = new("--lang")
    {
        Description = "Language of the words: en or it. Default: the environment's (LC_ALL, LC_MESSAGES, LANG), else en.",
        HelpName = "LANG",
        Recursive = true,
    };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format", "-f") { Description = "Form of the result: " + string.Join(", ", formats) + ".", DefaultValueFactory = _ => formats[0], HelpName = "FORMAT" };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    public static Terminal TerminalOf(ParseResult parsed) => Terminal.OfProcess(parsed.GetValue(Quiet), parsed.GetValue(NoColour));

    public static TextStyle StyleOf(ParseResult parsed, Terminal terminal, bool verbose = false) =>
        new() { Colour = terminal.Colour, Width = terminal.Width, Language = LanguageOf(parsed), Verbose = verbose };

    public static string LanguageOf(ParseResult parsed)
    {
        var asked = parsed.GetValue(Language)
            ?? LanguageVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value))
            ?? CultureInfo.CurrentUICulture.Name;
        var tag = asked.Split('.', '_', '-')[0].ToLowerInvariant();
        return Catalogue.Default.Words.ContainsKey(tag) ? tag : "en";
    }

    public static void AddTo(Command command)
    {
        command.Options.Add(Quiet);
        command.Options.Add(NoColour);
        command.Options.Add(Language);
    }
}
