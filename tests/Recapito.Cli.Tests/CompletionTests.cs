using System.Diagnostics;

namespace Recapito.Cli.Tests;

public sealed class CompletionTests
{
    public static TheoryData<string, string> Shells => new()
    {
        { "bash", "complete -o default -F _recapito recapito" },
        { "zsh", "#compdef recapito" },
        { "fish", "complete -c recapito" },
        { "pwsh", "Register-ArgumentCompleter -Native -CommandName recapito" },
    };

    public static TheoryData<string, string[], string[]> Lines => new()
    {
        { "recapito dia", ["diagnose"], ["read", "lab"] },
        { "recapito lab ", ["run", "send", "prove"], ["diagnose"] },
        { "recapito diagnose --kn", ["--known-good"], ["--plan"] },
        { "recapito diagnose --format ", ["text", "json", "svg"], ["csv"] },
        { "recapito read --format ", ["text", "jsonl", "json", "csv"], ["svg"] },
        { "recapito completion ", ["bash", "zsh", "fish", "pwsh"], [] },
        { "recapito diagnose x --lang ", ["en", "it"], [] },
    };

    [Theory, MemberData(nameof(Shells))]
    public async Task Each_shell_gets_a_script_that_asks_the_program(string shell, string contains)
    {
        var run = await Run.Of("completion", shell);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains(contains, run.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", run.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Lines))]
    public async Task Bash_completes_with_the_script(string line, string[] offered, string[] notOffered)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/bin/bash"), "needs bash");
        var script = (await Run.Of("completion", "bash")).Output;

        // What bash itself does on Tab: it sets these variables and calls the function.
        var typed = line.Split(' ');
        var words = string.Join(' ', typed.Select(word => $"'{word}'"));
        var found = await BashAsync($$"""
            PATH="{{AppContext.BaseDirectory}}:$PATH"
            {{script}}
            COMP_LINE='{{line}}'; COMP_POINT={{line.Length}}; COMP_WORDS=({{words}}); COMP_CWORD={{typed.Length - 1}}
            _recapito
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.All(offered, word => Assert.Contains(word, found));
        Assert.All(notOffered, word => Assert.DoesNotContain(word, found));
    }

    private static async Task<string[]> BashAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["--norc", "-c", script]) { RedirectStandardOutput = true })!;
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
