using System.CommandLine;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Options that several commands share.</summary>
internal sealed class CommonOptions
{
    private static readonly string[] LanguageVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    private readonly Surroundings around;
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Say nothing on standard error but errors." };
    private readonly Option<bool> noColour = new("--no-color") { Description = "No colour; the environment variable NO_COLOR does the same." };
    private readonly Option<string?> language = new("--lang") { HelpName = "LANG" };

    /// <summary>Adds the options to a command.</summary>
    public CommonOptions(Command command, Surroundings around)
    {
        this.around = around;
        language.Description = "Language of the words. Default: the environment's (LC_ALL, LC_MESSAGES, LANG), else en.";
        language.Checked(asked => Known(asked) is null ? $"expected one of {string.Join(", ", Languages())}" : null);
        language.CompletionSources.Add(_ => Languages().Select(tag => new System.CommandLine.Completions.CompletionItem(tag)));
        command.Options.Add(quiet);
        command.Options.Add(noColour);
        command.Options.Add(language);
    }

    /// <summary>The option <c>--format</c>; the first form is the default.</summary>
    public static Option<string> Format(params string[] forms)
    {
        var option = new Option<string>("--format", "-f") { Description = "Form of the result: " + string.Join(", ", forms) + ".", DefaultValueFactory = _ => forms[0], HelpName = "FORMAT" };
        option.CompletionSources.Add(forms);
        return option.Checked(asked => forms.Contains(asked) ? null : $"expected one of {string.Join(", ", forms)}");
    }

    /// <summary>The arguments with the options that stand before the command put behind it, where those that every command knows may stand as well.</summary>
    /// <param name="args">As they were typed.</param>
    public static string[] BehindCommand(string[] args)
    {
        var first = 0;
        while (first < args.Length && (args[first] is "--quiet" or "-q" or "--no-color" || args[first].StartsWith("--lang=", StringComparison.Ordinal) || (args[first] is "--lang" && first + 1 < args.Length)))
        {
            first += args[first] is "--lang" ? 2 : 1;
        }

        if (first == 0 || first == args.Length)
        {
            return args;
        }

        var rest = args[first..];
        var end = Array.IndexOf(rest, "--") is var at and >= 0 ? at : rest.Length;
        return [.. rest[..end], .. args[..first], .. rest[end..]];
    }

    public Terminal TerminalOf(ParseResult parsed) => new(around, parsed.GetValue(quiet), parsed.GetValue(noColour));

    public TextStyle StyleOf(ParseResult parsed, Terminal terminal, bool verbose = false) =>
        new() { Colour = terminal.Colour, Ascii = terminal.Ascii, Width = terminal.Width, Language = LanguageOf(parsed), Verbose = verbose };

    public string LanguageOf(ParseResult parsed)
    {
        var asked = parsed.GetValue(language)
            ?? LanguageVariables.Select(around.Variable).FirstOrDefault(value => !string.IsNullOrEmpty(value))
            ?? CultureInfo.CurrentUICulture.Name;
        return Known(asked) ?? "en";
    }

    /// <summary>"it" for "it", "it_IT.UTF-8" and "it-CH"; null for a language without words.</summary>
    private static string? Known(string asked)
    {
        var tag = asked.Split('.', '_', '-')[0].ToLowerInvariant();
        return Catalogue.Default.Languages.Contains(tag) ? tag : null;
    }

    private static IEnumerable<string> Languages() => Catalogue.Default.Languages.Order(StringComparer.Ordinal);
}

/// <summary>Checks of option values, so that a wrong one is a usage error that names its option.</summary>
internal static class OptionChecks
{
    /// <param name="option">The option.</param>
    /// <param name="problem">What is wrong with a value and what was expected; null where nothing is.</param>
    public static TOption Checked<TOption>(this TOption option, Func<string, string?> problem)
        where TOption : Option
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (problem(token.Value) is { } why)
                {
                    result.AddError($"{option.Name} {token.Value}: {why}.");
                }
            }
        });
        return option;
    }
}
