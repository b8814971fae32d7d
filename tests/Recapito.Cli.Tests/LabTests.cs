using System.Text;

namespace Recapito.Cli.Tests;

public sealed class LabTests
{
    [Fact]
    public async Task Send_then_diagnose_from_standard_input_proves_the_cause()
    {
        var sent = await Run.Of("lab", "send", Repository.World);
        var found = await Run.With(new() { Input = sent.OutputBytes }, "diagnose", "-", "--world", Repository.World, "--format", "json");

        Assert.Equal(0, sent.ExitCode);
        Assert.StartsWith("From: ", Header(sent, "From: "), StringComparison.Ordinal);
        Assert.Equal(("proven", "mx-host-does-not-accept-domain"), DiagnoseTests.VerdictOf(found));
    }

    [Fact]
    public async Task Send_says_when_nothing_bounces()
    {
        using var folder = new Folder();
        var world = folder.Write("world.yaml", Text.Replace("accepts: [oldhost.example]", "accepts: [contoso.example]", StringComparison.Ordinal)
            .Replace("{ at: rcpt, recipient: \"@contoso.example\", reply: \"550 5.4.1 Relay Access Denied\" }", "{ at: rcpt, recipient: \"@other.example\", reply: \"550 no\" }", StringComparison.Ordinal));

        var run = await Run.Of("lab", "send", world);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("every recipient is delivered", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_serves_until_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var output = new Watched(text => text.EndsWith("ready\n", StringComparison.Ordinal), cancel.Cancel);
        using var error = new MemoryStream();
        using var input = new MemoryStream();

        var exit = await CommandLine.RunAsync(["lab", "run", Repository.World], new(input, output, error), cancel.Token);

        Assert.Equal(0, exit);
        Assert.Contains("clock 2026-11-23T10:15:00Z", output.Text, StringComparison.Ordinal);
        Assert.Contains("203.0.113.25       tcp/25  -> 127.0.0.1:", output.Text, StringComparison.Ordinal);
        Assert.Contains("192.0.2.53         udp/53  -> 127.0.0.1:", output.Text, StringComparison.Ordinal);
        Assert.Equal("stopped\n", Encoding.UTF8.GetString(error.ToArray()));
    }

    [Fact]
    public async Task Prove_prints_a_table_of_all_worlds()
    {
        var run = await Run.Of("lab", "prove", Path.GetDirectoryName(Repository.World)!);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ok samples/relay-access-denied", run.Output, StringComparison.Ordinal);
        Assert.Contains("2/2", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 worlds, 2 recipients, 0 domains, 0 organisations, 0 watches, 0 wrong", run.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> WrongExpectations => new()
    {
        { "verdict: proven", "verdict: healthy", "verdict Proven, expected Healthy" },
        { "cause: mx-host-does-not-accept-domain", "cause: surplus-mx", "cause mx-host-does-not-accept-domain, expected surplus-mx" },
        { "party: recipients-admin", "party: microsoft", "party RecipientsAdmin, expected Microsoft" },
        { "remedy: replace-mx", "remedy: add-recipient", "remedy replace-mx, expected add-recipient" },
        { "forbidden: [recipient-not-in-edge-directory,", "forbidden: [mx-host-does-not-accept-domain,", "forbidden mx-host-does-not-accept-domain is named" },
        { "{ access: [report], verdict: undetermined }", "{ access: [report], verdict: likely }", "with [report]: Undetermined" },
        { "after: healthy", "after: unchanged", "after the remedy: healthy, expected unchanged" },
    };

    [Theory, MemberData(nameof(WrongExpectations))]
    public async Task Prove_says_what_differs_and_exits_1(string right, string wrong, string difference)
    {
        using var folder = new Folder();
        Assert.Contains(right, Text, StringComparison.Ordinal);
        var world = folder.Write("wrong.yaml", Text.Replace(right, wrong, StringComparison.Ordinal));

        var run = await Run.Of("lab", "prove", world);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(difference, run.Output, StringComparison.Ordinal);
        Assert.Contains("NO ", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 wrong", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prove_tries_the_rest_beside_a_broken_world_and_exits_4()
    {
        using var folder = new Folder();
        folder.Write("broken.yaml", "about: [unclosed\n");
        folder.Write("right.yaml", Text);

        var run = await Run.Of("lab", "prove", folder.Path);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("broken.yaml:", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok ", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 worlds, 1 recipients, 0 domains, 0 organisations, 0 watches, 1 wrong", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_worlds_is_bad_input()
    {
        using var folder = new Folder();

        var run = await Run.Of("lab", "prove", folder.Path);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("holds no world file (*.yaml)", run.Error, StringComparison.Ordinal);
    }

    private static string Text => File.ReadAllText(Repository.World);

    private static string Header(Run run, string name) => run.Output.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Output that somebody looks at while it is written.</summary>
    private sealed class Watched(Func<string, bool> awaited, Action then) : MemoryStream
    {
        public string Text => Encoding.UTF8.GetString(ToArray());

        // Writing a span ends here too: MemoryStream does so for classes that derive from it.
        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            if (awaited(Text))
            {
                then();
            }
        }
    }
}
