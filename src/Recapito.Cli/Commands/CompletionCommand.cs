using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito completion</c>: a script that lets a shell complete commands and options by asking the program itself.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        _recapito() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _recapito recapito
        """;

    private const string Zsh =
        """
        #compdef recapito
        _recapito() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a found
          found=("${(@f)$(recapito "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -a found
          _files
        }
        compdef _recapito recapito
        """;

    private const string Fish =
        """
        function __recapito_suggest
          set -l line (commandline -cp)
          recapito "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c recapito -a "(__recapito_suggest)"
        """;

    private const string Pwsh =
        """
        Register-ArgumentCompleter -Native -CommandName recapito -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $line = "$commandAst".PadRight($cursorPosition - $commandAst.Extent.StartOffset)
          recapito "[suggest:$($line.Length)]" "$line" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new() { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish, ["pwsh"] = Pwsh };

    public static Command Create(Surroundings around)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.CompletionSources.Add([.. Scripts.Keys]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [var name] && !Scripts.ContainsKey(name.Value))
            {
                result.AddError($"SHELL {name.Value}: expected one of {string.Join(", ", Scripts.Keys)}.");
            }
        });
        var command = new Command("completion",
            """
            Prints a completion script.

            Examples:
              source <(recapito completion bash)
              recapito completion zsh > ~/.zfunc/_recapito
              recapito completion fish > ~/.config/fish/completions/recapito.fish
              recapito completion pwsh | Out-String | Invoke-Expression
            """) { shell };
        command.SetAction(parsed =>
        {
            around.OutputText.Write(Scripts[parsed.GetValue(shell)!].ReplaceLineEndings("\n") + "\n");
            return ExitCode.Healthy;
        });
        return command;
    }
}
