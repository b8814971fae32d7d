using System.Text.RegularExpressions;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

/// <summary>The screens of docs/how-to/read-a-diagnosis.md are what the program shows; RECAPITO_ACCEPT=1 draws them anew.</summary>
public sealed partial class ScreenTests
{
    private const int Columns = 96;

    // Name of the picture, world, and what is typed behind the command.
    public static readonly TheoryData<string, string, string[]> Screens = new()
    {
        { "relay-access-denied", "mx/host-does-not-accept-domain.yaml", [] },
        { "unknown-at-the-edge", "recipient/not-in-edge-directory.yaml", ["--known-good", "kim@contoso.example"] },
        { "change-in-flight", "propagation/change-in-flight-in-a-cache.yaml", [] },
        { "connector-certificate", "connector/inbound-connector-certificate-mismatch.yaml", [] },
        { "null-mx-in-italian", "mx/null-mx.yaml", ["--lang", "it"] },
        { "undetermined", "uncatalogued/own-policy.yaml", [] },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_screen_of_the_documentation_is_what_the_program_shows(string name, string world, string[] options)
    {
        using var folder = new Folder();
        var file = Path.Combine(Repository.Root, "lab", "worlds", world);
        var bounce = folder.Write("bounce.eml", LabRun.Bounce(WorldFile.Read(world, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)))!);
        var run = await Run.With(new() { OutputIsTerminal = true, Columns = Columns, Variables = new Dictionary<string, string> { ["LC_ALL"] = "en_GB.UTF-8", ["TERM"] = "xterm-256color" } },
            ["diagnose", bounce, "--world", file, .. options]);
        var picture = TerminalPicture.Draw(string.Join(' ', ["recapito diagnose bounce.eml", .. options]), Invented().Replace(run.Output, "recapito-probe-xxxxxxxxxxxx"), Columns);

        var path = Path.Combine(Repository.Root, "docs", "how-to", "screens", name + ".svg");
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, picture, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path), $"{path} is not there: run once with RECAPITO_ACCEPT=1, and look at it");
        Assert.Equal((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\r\n", "\n", StringComparison.Ordinal), picture);
    }

    // The address that nobody has is another one each time.
    [GeneratedRegex("recapito-probe-[a-z0-9]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Invented();
}
