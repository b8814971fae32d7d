using System.Diagnostics;

namespace Recapito.Cli.Tests;

/// <summary>The program as a process of its own, started by a shell that says what its streams are.</summary>
internal static class Shell
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "recapito");

    /// <summary>Runs a script of bash, in which <c>"$recapito"</c> is the program and <c>$1</c> and on are the arguments; skips the test where there is no Unix.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string script, params string[] args)
    {
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists(Program) && !OperatingSystem.IsWindows(), "needs bash, and the program beside its tests");
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-c", script, "bash", .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["recapito"] = Program;
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);
        using var bash = Process.Start(start)!;
        bash.StandardInput.Close();
        var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, output, await error);
    }
}
