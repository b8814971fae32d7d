namespace Recapito.Cli.Tests;

/// <summary>What becomes of results and messages that the system does not take.</summary>
public sealed class OutputTests
{
    private const string Full = "/dev/full";
    private const string NoSpace = "recapito: cannot write the results: No space left on device";

    public static TheoryData<string> Commands =>
    [
        "read BOUNCE",
        "read BOUNCE --format jsonl --jobs 2",
        "read BOUNCE --format json",
        "read BOUNCE --format csv",
        "read BOUNCE --format sisimai",
        "explain BOUNCE",
        "diagnose BOUNCE --plan",
        "diagnose BOUNCE --offline --format json",
        "completion bash",
        "--help",
        "read --help",
        "--version",
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task A_full_disk_is_told_in_one_line_and_by_the_exit_code(string command)
    {
        using var full = OpenFull();
        var run = await Run.With(new() { Output = full }, Words(command));
        Assert.Equal(74, run.ExitCode);
        Assert.StartsWith(NoSpace, run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evidence_is_saved_though_the_diagnosis_cannot_be_written()
    {
        using var full = OpenFull();
        using var folder = new Folder();
        var evidence = folder.Below("seen.json");
        var run = await Run.With(new() { Output = full }, "diagnose", Repository.Bounce, "--world", Repository.World, "--save-evidence", evidence);
        Assert.Equal(74, run.ExitCode);
        Assert.Contains("recapito.evidence/1", await File.ReadAllTextAsync(evidence, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Messages_that_cannot_be_written_change_nothing_else(string command)
    {
        using var full = OpenFull();
        var silent = await Run.With(new() { Error = full }, Words(command));
        var usual = await Run.Of(Words(command));
        Assert.Equal((usual.ExitCode, usual.Output), (silent.ExitCode, silent.Output));
    }

    [Theory]
    [InlineData(4, "read", "gone.eml")]
    [InlineData(4, "explain", "gone.eml")]
    [InlineData(2, "read", "--gone")]
    public async Task An_error_that_cannot_be_told_is_still_in_the_exit_code(int code, params string[] args)
    {
        using var full = OpenFull();
        Assert.Equal(code, (await Run.With(new() { Error = full }, args)).ExitCode);
    }

    [Theory]
    [InlineData("""exec "$recapito" read "$1" > /dev/full""", 74, "", NoSpace + "\n")]
    [InlineData("""exec "$recapito" read "$1" 2> /dev/full > /dev/full""", 74, "", "")]
    [InlineData("""exec "$recapito" read "$1" >&- 2>&-""", 74, "", "")]
    [InlineData("""exec "$recapito" explain gone.eml 2>&-""", 4, "", "")]
    [InlineData("""exec "$recapito" explain gone.eml 2> /dev/full""", 4, "", "")]
    [InlineData("""mkfifo "$2/gone"; { read < "$2/gone"; exec "$recapito" read "$1"; } | { exec <&-; echo > "$2/gone"; }; exit ${PIPESTATUS[0]}""", 0, "", "")]
    public async Task A_process_ends_in_order_whatever_its_streams_are(string script, int code, string output, string error)
    {
        Assert.SkipUnless(File.Exists(Full), "needs a device that is always full, as Linux has");
        using var folder = new Folder();
        Assert.Equal((code, output, error), await Shell.Run(script, Repository.Bounce, folder.Path));
    }

    [Theory]
    [InlineData("""exec "$recapito" read "$1" >&-""")]
    [InlineData("""exec "$recapito" --help >&-""")]
    [InlineData("""exec "$recapito" explain "$1" >&-""")]
    public async Task A_closed_output_is_told_and_not_mistaken_for_a_file(string script)
    {
        var (code, output, error) = await Shell.Run(script, Repository.Bounce);
        Assert.Equal((74, ""), (code, output));
        Assert.StartsWith("recapito: cannot write the results: ", error, StringComparison.Ordinal);
        Assert.Equal(error.Length - 1, error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Theory, InlineData("read"), InlineData("explain")]
    public async Task A_terminal_that_does_not_know_its_width_has_eighty_columns(string command)
    {
        var unknown = await Run.With(new() { OutputIsTerminal = true, Columns = 0 }, command, Repository.Bounce);
        var usual = await Run.With(new() { OutputIsTerminal = true, Columns = 80 }, command, Repository.Bounce);
        var narrow = await Run.With(new() { OutputIsTerminal = true, Columns = 40 }, command, Repository.Bounce);
        Assert.Equal(usual.Output, unknown.Output);
        Assert.NotEqual(narrow.Output, unknown.Output);
    }

    private static string[] Words(string command) => [.. command.Split(' ').Select(word => word == "BOUNCE" ? Repository.Bounce : word)];

    private static FileStream OpenFull()
    {
        Assert.SkipUnless(File.Exists(Full), "needs a device that is always full, as Linux has");
        return new(Full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }
}
