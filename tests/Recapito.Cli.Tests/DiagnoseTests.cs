using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class DiagnoseTests
{
    public static TheoryData<string, string> Corpus => new()
    {
        { "rhost-microsoft-02", "kijitora@example.org" },
        { "lhost-postfix-30", "kijitora@example.br" },
    };

    [Fact]
    public async Task The_sample_is_proven_in_its_world()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("PROVEN  lee@contoso.example", run.Output, StringComparison.Ordinal);
        Assert.Contains("Why: mx-host-does-not-accept-domain", run.Output, StringComparison.Ordinal);
        Assert.Contains("The fix:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Error);
        var (verdict, cause) = VerdictOf(run);
        Assert.Equal("proven", verdict);
        Assert.Equal("mx-host-does-not-accept-domain", cause);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("recapito.diagnosis/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(Repository.Bounce, json.RootElement.GetProperty("bounce").GetProperty("file").GetString());
    }

    [Fact]
    public async Task Svg_is_one_picture()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--format", "svg");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("<svg", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("</svg>\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Italian_is_spoken_when_asked_for_or_when_the_environment_says_so()
    {
        var asked = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--lang", "it");
        var surrounded = await Run.With(new() { Variables = new Dictionary<string, string> { ["LANG"] = "it_IT.UTF-8" } }, "diagnose", Repository.Bounce, "--world", Repository.World);
        var overruled = await Run.With(new() { Variables = new Dictionary<string, string> { ["LANG"] = "it_IT.UTF-8", ["LC_ALL"] = "C" } }, "diagnose", Repository.Bounce, "--world", Repository.World);

        Assert.Contains("Chi deve", asked.Output, StringComparison.Ordinal);
        Assert.Contains("Chi deve", surrounded.Output, StringComparison.Ordinal);
        Assert.Contains("Who must act", overruled.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null, null, false, true)]
    [InlineData(false, null, null, false, false)]
    [InlineData(true, "NO_COLOR", "1", false, false)]
    [InlineData(true, "NO_COLOR", "", false, true)]
    [InlineData(true, "TERM", "dumb", false, false)]
    [InlineData(true, null, null, true, false)]
    public async Task Colour_is_for_terminals_that_want_it(bool isTerminal, string? variable, string? value, bool option, bool colour)
    {
        var variables = variable is null ? [] : new Dictionary<string, string> { [variable] = value! };
        string[] more = option ? ["--no-color"] : [];

        var run = await Run.With(new() { OutputIsTerminal = isTerminal, Variables = variables }, ["diagnose", Repository.Bounce, "--world", Repository.World, .. more]);

        Assert.Equal(colour, run.Output.Contains("\u001b[", StringComparison.Ordinal));
    }

    [Theory, InlineData(40), InlineData(60), InlineData(80), InlineData(120)]
    public async Task No_line_is_wider_than_the_terminal_but_for_commands_to_copy(int columns)
    {
        var run = await Run.With(new() { OutputIsTerminal = true, Columns = columns }, "diagnose", Repository.Bounce, "--world", Repository.World, "--no-color");

        var lines = run.Output.Split('\n').Where(line => !line.Contains('$', StringComparison.Ordinal) && !line.EndsWith('\\') && !line.TrimStart().StartsWith("Get-Mg", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
    }

    [Fact]
    public async Task A_terminal_without_Unicode_gets_ASCII()
    {
        var run = await Run.With(
            new() { OutputIsTerminal = true, Variables = new Dictionary<string, string> { ["LC_ALL"] = "C" } }, "diagnose", Repository.Bounce, "--world", Repository.World);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "a Windows console is switched to UTF-8 instead");
        Assert.All(run.Output, c => Assert.True(char.IsAscii(c), $"U+{(int)c:X4}"));
    }

    [Theory, InlineData(true, false, true), InlineData(true, true, false), InlineData(false, false, false)]
    public async Task Progress_is_shown_on_a_terminal_only_and_wiped(bool isTerminal, bool quiet, bool shown)
    {
        string[] more = quiet ? ["--quiet"] : [];

        var run = await Run.With(new() { ErrorIsTerminal = isTerminal }, ["diagnose", Repository.Bounce, "--world", Repository.World, .. more]);

        Assert.Equal(shown, run.Error.Contains("answers;", StringComparison.Ordinal));
        Assert.True(run.Error.Length == 0 || run.Error.EndsWith("\r\u001b[K", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Corpus))]
    public async Task A_bounce_of_the_corpus_is_proven_in_a_world_of_ours(string name, string recipient)
    {
        var bounce = Repository.CorpusBounce(name + ".eml");

        var run = await Run.Of("diagnose", bounce, "--world", Repository.OwnWorld(name + ".yaml"), "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("proven", "recipient-not-in-edge-directory"), VerdictOf(run));
        using var json = JsonDocument.Parse(run.Output);
        var found = json.RootElement.GetProperty("recipients")[0];
        Assert.Equal(recipient, found.GetProperty("recipient").GetString());
        Assert.NotEqual(0, found.GetProperty("cause").GetProperty("evidence").GetArrayLength());
    }

    [Theory, MemberData(nameof(Corpus))]
    public async Task A_bounce_of_the_corpus_is_never_guessed_without_a_network(string name, string recipient)
    {
        var bounce = Repository.CorpusBounce(name + ".eml");

        var run = await Run.Of("diagnose", bounce);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("UNDETERMINED  " + recipient, run.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData("rhost-microsoft-02.yaml"), InlineData("lhost-postfix-30.yaml")]
    public async Task Our_worlds_say_what_they_expect(string name)
    {
        var run = await Run.Of("lab", "prove", Repository.OwnWorld(name));

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public async Task Two_failed_recipients_are_summed_up_first()
    {
        using var folder = new Folder();
        var bounce = folder.Write("two.eml", Mails.Bounce().Replace(
            "--b\nContent-Type: message/rfc822", "Final-Recipient: rfc822; kim@contoso.example\nAction: failed\nStatus: 5.4.1\nRemote-MTA: dns; mx.oldhost.example\nDiagnostic-Code: smtp; 550 5.4.1 Relay Access Denied\n\n--b\nContent-Type: message/rfc822", StringComparison.Ordinal));

        var run = await Run.Of("diagnose", bounce, "--world", Repository.World);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("lee@contoso.example: proven", run.Output.Split("\n\n")[0], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("kim@contoso.example:", run.Output.Split("\n\n")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_whose_mail_is_taken_is_healthy()
    {
        var run = await Run.Of("diagnose", "mikeneko@example.org", "--world", Repository.OwnWorld("rhost-microsoft-02.yaml"), "--known-good", "kijitora@example.org");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("HEALTHY", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_good_address_of_another_domain_is_said_to_be_of_no_use()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--known-good", "info@other.example");

        Assert.Contains("info@other.example is not in the domain of a failed recipient (contoso.example)", run.Error, StringComparison.Ordinal);
    }

    internal static (string? Verdict, string? Cause) VerdictOf(Run run)
    {
        using var json = JsonDocument.Parse(run.Output);
        var recipient = json.RootElement.GetProperty("recipients")[0];
        return (recipient.GetProperty("verdict").GetString(),
            recipient.GetProperty("cause") is { ValueKind: JsonValueKind.Object } cause ? cause.GetProperty("id").GetString() : null);
    }
}
