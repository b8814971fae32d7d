using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class TestCommandTests
{
    private static readonly string Inbound = Repository.OwnWorld("test-inbound.yaml");
    private static readonly string Outbound = Repository.OwnWorld("test-outbound.yaml");

    [Fact]
    public async Task A_dead_second_host_is_a_warning_and_the_steps_are_told_in_words()
    {
        var run = await Run.Of("test", "inbound", "lee@contoso.example", "--world", Inbound);
        Assert.Equal(0, run.ExitCode);
        var text = Unwrapped(run.Output);
        Assert.Contains("The recipient is accepted", text, StringComparison.Ordinal);
        Assert.Contains("Nobody answers, while the control host", text, StringComparison.Ordinal);
        Assert.Contains("Do: ", text, StringComparison.Ordinal);
        Assert.Contains("ms)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kim@contoso.example", 0, "recipient", "fail")]
    [InlineData("lee@fabrikam.example", 1, "port", "fail")]
    [InlineData("lee@litware.example", 1, "mx", "fail")]
    [InlineData("lee@nowhere.example", 1, "mx", "fail")]
    public async Task What_fails_is_named_by_its_step(string address, int code, string step, string status)
    {
        var run = await Run.Of("test", "inbound", address, "--world", Inbound, "--format", "json");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Contains((step, status), Steps(json.RootElement.GetProperty("root")));
        Assert.True(code <= run.ExitCode, run.Output);
        Assert.NotEqual(70, run.ExitCode);
    }

    [Fact]
    public async Task Without_the_flag_no_message_is_sent_and_with_it_one()
    {
        var without = await Run.Of("test", "inbound", "lee@contoso.example", "--world", Inbound, "--own-domain", "--format", "json");
        Assert.DoesNotContain("C: DATA", without.Output, StringComparison.Ordinal);
        var with = await Run.Of("test", "inbound", "lee@contoso.example", "--world", Inbound, "--own-domain", "--send-test", "--format", "json");
        Assert.Equal(2, with.Output.Split("C: DATA").Length);
        Assert.Contains("C: Auto-Submitted: auto-generated", with.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(with.Output);
        Assert.Contains(("message", "ok"), Steps(json.RootElement.GetProperty("root")));
        Assert.Contains(("relay", "ok"), Steps(json.RootElement.GetProperty("root")));
    }

    [Fact]
    public async Task A_message_for_somebody_elses_domain_is_refused_before_anything_is_asked()
    {
        var run = await Run.Of("test", "inbound", "lee@contoso.example", "--world", Inbound, "--send-test");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("expected --own-domain too, if contoso.example is yours", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Theory]
    [InlineData("203.0.113.40", "bl.example", 0, "spf", "ok")]
    [InlineData("203.0.113.40", "shy.example", 3, "blocklist", "undetermined")]
    [InlineData("203.0.113.40", "fabrikam.example", 3, "blocklist", "undetermined")]
    [InlineData("203.0.113.41", "bl.example", 1, "blocklist", "fail")]
    [InlineData("203.0.113.41", "bl.example", 1, "reverse", "fail")]
    [InlineData("203.0.113.41", "bl.example", 1, "spf", "warning")]
    public async Task A_sending_address_is_looked_at(string address, string list, int code, string step, string status)
    {
        var run = await Run.Of("test", "outbound", address, "--from", "ana@fabrikam.example", "--helo", "mail.fabrikam.example", "--dnsbl", list, "--world", Outbound, "--format", "json");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Contains((step, status), Steps(json.RootElement.GetProperty("root")));
        Assert.Equal(code, run.ExitCode);
    }

    [Theory]
    [InlineData(4, "\"nobody\" is no mail address; expected a mail address, such as lee@contoso.example", "inbound", "nobody")]
    [InlineData(4, "\"a b@contoso.example\" is no mail address", "inbound", "a b@contoso.example")]
    [InlineData(4, "\"mail.contoso.example\" is no IP address; expected the public IP address", "outbound", "mail.contoso.example")]
    [InlineData(4, "\"1.2\" is no IP address", "outbound", "1.2")]
    [InlineData(4, "10.0.0.1 is no public address, but private (RFC 1918)", "outbound", "10.0.0.1")]
    [InlineData(2, "expected a mail address", "outbound", "8.8.4.4", "--from", "ana")]
    [InlineData(2, "expected a full host name", "outbound", "8.8.4.4", "--helo", "mail")]
    [InlineData(2, "expected one of text, html, json", "inbound", "lee@contoso.example", "--format", "csv")]
    public async Task Wrong_input_names_what_was_expected(int code, string says, params string[] args)
    {
        var run = await Run.Of(["test", .. args]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Fact]
    public async Task On_a_terminal_the_tree_is_drawn_in_place_and_the_whole_stands_at_the_end()
    {
        var run = await Run.With(new() { OutputIsTerminal = true, ErrorIsTerminal = true, Columns = 70 }, "test", "inbound", "lee@contoso.example", "--world", Inbound);
        Assert.Contains("A\r", run.Output, StringComparison.Ordinal);
        var last = run.Output[(run.Output.LastIndexOf("A\r", StringComparison.Ordinal) + 2)..];
        Assert.StartsWith("\u001b[33m!\u001b[0m", last, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[K", last, StringComparison.Ordinal);
        Assert.DoesNotContain("answers;", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_nothing_steers_a_cursor()
    {
        var run = await Run.Of("test", "inbound", "lee@contoso.example", "--world", Inbound);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task The_page_and_the_Italian_words_are_asked_for_by_options()
    {
        var run = await Run.Of("test", "outbound", "203.0.113.40", "--world", Outbound, "--format", "html", "--lang", "it");
        Assert.StartsWith("<!DOCTYPE html>", run.Output, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"it\">", run.Output, StringComparison.Ordinal);
        Assert.Contains("superato", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Id, string Status)> Steps(JsonElement step) =>
        step.GetProperty("steps").EnumerateArray().SelectMany(Steps).Prepend((step.GetProperty("id").GetString()!, step.GetProperty("status").GetString()!));

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '│', '├', '└', '─'], StringSplitOptions.RemoveEmptyEntries));
}
