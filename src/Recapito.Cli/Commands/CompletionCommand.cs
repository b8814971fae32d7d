using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito completion</c>: a script that lets a shell complete commands and options by asking the program itself.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        _recapito() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(recapito "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _recapito recapito
        """;

    private const string Zsh =
        """
        #compdef recapito
        _recapito() {
          local -a found
          found=("${(@f)$(recapito "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a found
          _files
        }
        compdef _recapito recapito
        """;

    private const string Fish =
        """
        complete -c recapito -a "(recapito '[suggest:'(commandline -C)']' (commandline -cp) 2>/dev/null)"
        """;

    private const string Pwsh =
        """
        Register-ArgumentCompleter -Native -CommandName recapito -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          recapito "[suggest:$cursorPosition]" "$commandAst" 2>$null | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Prints a completion script: source <(recapito completion bash)") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write((parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => Pwsh }).ReplaceLineEndings("\n") + "\n");
            return ExitCode.Healthy;
        });
        return command;
    }
}
