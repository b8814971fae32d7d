using System.Text.Json;

namespace Recapito.Cli.Tests;

/// <summary><c>recapito watch</c> over sockets, in worlds in which time passes.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_change_is_told_line_by_line_and_ends_with_the_whole()
    {
        var run = await Run.Of("watch", "contoso.example", "--world", WorldOf("plain-change"));

        run.EndsInOrder();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  ns1.dnshost.example gives the newest answer, 10 mx.newhost.example", run.Output, StringComparison.Ordinal);
        Assert.Contains("caches will have dropped the old answer by 11:00:00 at the latest", run.Output, StringComparison.Ordinal);
        Assert.Contains("Authoritative servers agree, 2 of 2 since 10:00:00.", run.Output, StringComparison.Ordinal);
        Assert.Contains("220 mx.newhost.example ESMTP", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_jumps_breaks_no_moment()
    {
        var run = await Run.Of("watch", "contoso.example", "--world", WorldOf("clock-jumps"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Output.Split("clock jumped by").Length - 1);
        Assert.Contains("dropped it by 11:00:00 at", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-00:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_lines_are_one_object_for_each_look_and_the_last_says_how_it_ended()
    {
        var run = await Run.Of("watch", "contoso.example", "--world", WorldOf("mail-host-refuses"), "--format", "jsonl");
        var looks = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(1, run.ExitCode);
        Assert.True(looks.Count > 3, $"{looks.Count} looks");
        Assert.All(looks[..^1], look => Assert.Equal(JsonValueKind.Null, look.GetProperty("end").ValueKind));
        Assert.Equal("contradicted", looks[^1].GetProperty("end").GetString());
        Assert.Equal("mail-host-refuses", looks[^1].GetProperty("contradictions")[0].GetProperty("what").GetString());
    }

    [Fact]
    public async Task On_a_terminal_one_screen_is_drawn_in_its_place_and_the_cursor_comes_back()
    {
        var run = await Run.With(new() { OutputIsTerminal = true }, "watch", "contoso.example", "--world", WorldOf("ttl-zero"), "--no-color");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("A\r", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?25h", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_watch_prints_its_state_and_exits_130()
    {
        using var stop = new CancellationTokenSource();
        using var output = new Watched(() => stop.Cancel());
        var run = await Run.With(new() { Cancel = stop.Token, Output = output }, "watch", "contoso.example", "--world", WorldOf("plain-change"));

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("Authoritative servers\n", output.Text, StringComparison.Ordinal);
        Assert.Contains("interrupted", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--expect 10", "--expect 10: this is no MX record")]
    [InlineData("--record A --expect 2001:db8::25", "this is no A record")]
    [InlineData("--record SOA", "--record SOA: expected one of MX")]
    [InlineData("--interval 2s", "--interval 2s: expected a duration")]
    [InlineData("--for soon", "--for soon: expected a duration")]
    [InlineData("--resolver office", "--resolver office: this is no IP address")]
    public async Task A_wrong_call_says_what_was_expected(string options, string named)
    {
        var run = await Run.Of(["watch", "contoso.example", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Fact]
    public async Task A_world_in_which_nothing_is_watched_is_bad_input()
    {
        var run = await Run.Of("watch", "contoso.example", "--world", Repository.World);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("nothing is watched in this world", run.Error, StringComparison.Ordinal);
    }

    private static string WorldOf(string name) => Path.Combine(Repository.Root, "lab", "worlds", "watch", name + ".yaml");

    /// <summary>Output of which the first piece is an event.</summary>
    private sealed class Watched(Action then) : MemoryStream
    {
        private bool isSeen;

        public string Text => System.Text.Encoding.UTF8.GetString(ToArray());

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            if (!isSeen && Text.Contains("old answer", StringComparison.Ordinal))
            {
                isSeen = true;
                then();
            }
        }
    }
}
