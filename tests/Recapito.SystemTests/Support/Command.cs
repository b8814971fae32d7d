using System.ComponentModel;
using System.Diagnostics;

namespace Recapito.SystemTests;

/// <summary>What a finished program said.</summary>
public sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public Outcome Succeeded(string what)
    {
        Assert.True(ExitCode == 0, $"{what}: exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }
}

/// <summary>Programs of the machine, each with a deadline.</summary>
public static class Command
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);
    private static readonly string[] Places = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    public static bool Exists(string program) => Find(program) is not null;

    public static Task<Outcome> RunAsync(string program, params string[] arguments) => RunAsync(program, arguments, input: null);

    public static async Task<Outcome> RunAsync(
        string program, IReadOnlyList<string> arguments, string? input, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, folder, environment);
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input ?? "");
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)}: not done within {Longest.TotalSeconds} s");
        }
    }

    public static Process Start(string program, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new Win32Exception($"{program} did not start");
    }

    /// <summary>
    /// Writes a program that is started afterwards. A child writes it: a file that this process writes stays open in whatever another test starts at that
    /// moment, until that runs its own program, and what is open for writing cannot be started (execve(2): ETXTBSY).
    /// </summary>
    public static async Task WriteProgramAsync(string path, string text) =>
        (await RunAsync("sh", ["-c", "cat >\"$1\" && chmod 755 \"$1\"", "sh", path], text)).Succeeded($"writing {path}");

    /// <summary>Copies a program that is started afterwards, by a child for the same reason.</summary>
    public static async Task CopyProgramAsync(string program, string copy) => (await RunAsync("cp", program, copy)).Succeeded($"cp {program}");

    /// <summary>Path of a program; null where there is none.</summary>
    public static string? Find(string program) =>
        Path.IsPathRooted(program) ? program : Places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);
}
