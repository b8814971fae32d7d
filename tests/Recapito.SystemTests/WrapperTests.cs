namespace Recapito.SystemTests;

/// <summary>The script <c>recapito</c> in a folder of its own, with a "dotnet" that only notes how it was called: when does it build, and what?</summary>
public sealed class WrapperTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("recapito wrapper").FullName;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "recapito.cmd is for Windows; this is about the script for the others");
        await Command.CopyProgramAsync(Repository.PathOf("recapito"), Path.Combine(root, "recapito"));
        foreach (var folder in new[] { "src/Recapito.Cli", "catalogue", "tools", "tools-of-the-machine" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        foreach (var file in new[] { "src/Recapito.Cli/Program.cs", "catalogue/statuses.yaml", "global.json", "Directory.Build.props", "Directory.Packages.props" })
        {
            Write(file, "");
        }

        await ToolAsync("gcc", "cat >/dev/null");
        await ToolAsync("dotnet", """
            echo "$*" >>"$CALLS"
            case "$*" in *PublishAot=true*) if [ -n "${NATIVE_FAILS:-}" ]; then echo "no linker here"; exit 1; fi ;; esac
            case "$*" in *src/Recapito.Web*) name=recapito-host ;; *) name=recapito ;; esac
            while [ "$1" != -o ]; do shift; done
            printf '#!/bin/sh\nprintf "[%%s]" "$@"\nexit 3\n' >"$2/$name"
            chmod +x "$2/$name"
            """);
    }

    [Fact]
    public async Task It_builds_once_and_passes_arguments_and_exit_code_on()
    {
        var first = await RunAsync("read", "a mail.eml", "");
        Assert.Equal((3, "[read][a mail.eml][]"), (first.ExitCode, first.Output));
        Assert.Contains("building (native program)", first.Errors, StringComparison.Ordinal);

        var second = await RunAsync("read", "a mail.eml", "");
        Assert.Equal((3, "[read][a mail.eml][]", ""), (second.ExitCode, second.Output, second.Errors));
        Assert.Single(Calls());
    }

    [Fact]
    public async Task The_page_is_built_alone_and_once_and_gets_its_arguments()
    {
        var first = await RunAsync("serve", "--data", "a folder");
        Assert.Equal((3, "[--data][a folder]"), (first.ExitCode, first.Output));
        Assert.Contains("building (the page)", first.Errors, StringComparison.Ordinal);

        var second = await RunAsync("serve", "--data", "a folder");
        Assert.Equal((3, "[--data][a folder]", ""), (second.ExitCode, second.Output, second.Errors));
        Assert.Contains("src/Recapito.Web", Assert.Single(Calls()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/Recapito.Cli/Program.cs", 2)]
    [InlineData("src/Recapito.Cli/New.cs", 2)]
    [InlineData("catalogue/statuses.yaml", 2)]
    [InlineData("global.json", 2)]
    [InlineData("src/Recapito.Cli/packages.lock.json", 1)]
    [InlineData("README.md", 1)]
    public async Task It_builds_again_when_a_source_is_newer(string file, int builds)
    {
        await RunAsync();
        Write(file, "changed");
        File.SetLastWriteTimeUtc(Path.Combine(root, file), DateTime.UtcNow.AddSeconds(2));
        await RunAsync();
        Assert.Equal(builds, Calls().Length);
    }

    [Fact]
    public async Task It_builds_just_in_time_when_asked_and_says_so()
    {
        var run = await RunWithAsync(new() { ["RECAPITO_JIT"] = "1" });
        Assert.Contains("building (just-in-time program)", run.Errors, StringComparison.Ordinal);
        Assert.Contains("PublishAot=false", Assert.Single(Calls()), StringComparison.Ordinal);
        Assert.Empty((await RunWithAsync(new() { ["RECAPITO_JIT"] = "1" })).Errors);
    }

    [Fact]
    public async Task It_builds_just_in_time_where_there_is_no_compiler()
    {
        await ToolAsync("gcc", "cat >/dev/null; exit 1");
        var run = await RunAsync();
        Assert.Contains("building (just-in-time program)", run.Errors, StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task It_builds_just_in_time_where_the_native_build_fails_and_shows_why()
    {
        var run = await RunWithAsync(new() { ["NATIVE_FAILS"] = "1" });
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("no linker here", run.Errors, StringComparison.Ordinal);
        Assert.Contains("trying the just-in-time build", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, Calls().Length);
    }

    [Fact]
    public async Task Two_first_starts_at_once_build_once()
    {
        Assert.SkipUnless(Command.Exists("flock"), "flock is not installed");
        var runs = await Task.WhenAll(RunAsync("a"), RunAsync("b"));
        Assert.Equal(["[a]", "[b]"], runs.Select(run => run.Output));
        Assert.Single(Calls());
    }

    [Fact]
    public async Task It_says_what_is_missing_where_there_is_no_SDK()
    {
        File.Delete(Path.Combine(root, "tools-of-the-machine", "dotnet"));
        var run = await RunWithAsync(new() { ["PATH"] = BareTools() });
        Assert.Equal(70, run.ExitCode);
        Assert.Contains(".NET 10 SDK is needed", run.Errors, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string[] Calls() => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    private string CallsFile => Path.Combine(root, "calls");

    private Task<Outcome> RunAsync(params string[] arguments) => RunAsync(arguments, new Dictionary<string, string>());

    private Task<Outcome> RunWithAsync(Dictionary<string, string> environment) => RunAsync(Array.Empty<string>(), environment);

    private Task<Outcome> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        environment["CALLS"] = CallsFile;
        environment.TryAdd("RECAPITO_JIT", "");
        environment.TryAdd("PATH", $"{Path.Combine(root, "tools-of-the-machine")}:{Environment.GetEnvironmentVariable("PATH")}");
        return Command.RunAsync(Path.Combine(root, "recapito"), arguments, null, root, environment);
    }

    // Only the shell's own tools, so that no dotnet of the machine is found.
    private string BareTools()
    {
        var folder = Path.Combine(root, "bare");
        Directory.CreateDirectory(folder);
        foreach (var tool in new[] { "bash", "env", "dirname", "readlink", "find", "mkdir", "touch", "flock", "tail" })
        {
            if (new[] { "/usr/bin", "/bin" }.Select(place => Path.Combine(place, tool)).FirstOrDefault(File.Exists) is { } at)
            {
                File.CreateSymbolicLink(Path.Combine(folder, tool), at);
            }
        }

        return folder;
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(root, file), text);

    private Task ToolAsync(string name, string body) => Command.WriteProgramAsync(Path.Combine(root, "tools-of-the-machine", name), $"#!/bin/bash\n{body}\n");
}
