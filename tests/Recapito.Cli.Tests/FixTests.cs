using System.Text.Json;

namespace Recapito.Cli.Tests;

/// <summary>Plans, and what is refused before anybody is asked. What is sent is tested at real servers (Recapito.SystemTests).</summary>
public sealed class FixTests
{
    private const string Key = "key \"k\" { algorithm hmac-sha256; secret \"bm90IGEgc2VjcmV0OiBhIHRlc3QncyBrZXkgb25seSE=\"; };";

    [Fact]
    public async Task A_plan_of_the_sample_shows_the_change_and_is_saved_as_it_is_printed()
    {
        using var folder = new Folder();
        var plan = folder.Below("plan.json");
        var run = await Run.Of("fix", "plan", Repository.Bounce, "--world", Repository.World, "--save", plan, "--lang", "en");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("- contoso.example. MX 10 mx.oldhost.example.", run.Output, StringComparison.Ordinal);
        Assert.Contains("+ contoso.example. MX 0 contoso-example.mail.protection.outlook.com.", run.Output, StringComparison.Ordinal);
        Assert.Contains("visible everywhere by 2026-11-23 11:15", run.Output, StringComparison.Ordinal);
        Assert.Contains("Who must act", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--not-proven", run.Output, StringComparison.Ordinal);
        using var saved = JsonDocument.Parse(await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken));
        Assert.Equal("recapito.fix-plan/1", saved.RootElement.GetProperty("schema").GetString());

        var printed = await Run.Of("fix", "plan", Repository.Bounce, "--world", Repository.World, "--format", "json");
        Assert.Equal(await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken), printed.Output);
    }

    [Fact]
    public async Task With_less_evidence_a_plan_says_that_its_cause_is_not_proven_or_there_is_none()
    {
        var run = await Run.Of("fix", "plan", Repository.Bounce, "--world", Repository.World, "--offline", "--lang", "en");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("There is nothing to plan", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "can be sent to a name server")]
    [InlineData("{ \"owner\": \"contoso.example.\", \"type\": \"NS\", \"ttl\": 60, \"before\": [], \"after\": [\"a.example.\"] }", "a type that a plan may change")]
    public async Task What_cannot_be_applied_is_refused_before_anybody_is_asked(string change, string says)
    {
        using var folder = new Folder();
        var run = await Run.Of("fix", "apply", Plan(folder, change), "--server", "192.0.2.53", "--key", folder.Write("k.key", Key), "--yes", "--lang", "en");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Theory]
    [InlineData("no key here", "holds no key")]
    [InlineData("key \"k\" { algorithm hmac-md5; secret \"AAAA\"; };", "RFC 8945 forbids it")]
    public async Task A_key_that_cannot_be_used_is_bad_input(string key, string says)
    {
        using var folder = new Folder();
        var run = await Run.Of("fix", "apply", Plan(folder, Change), "--server", "192.0.2.53", "--key", folder.Write("k.key", key), "--yes");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_and_nothing_is_left_behind()
    {
        using var folder = new Folder();
        var plan = Plan(folder, Change);
        var key = folder.Write("k.key", Key);
        var run = await Run.Of("fix", "apply", plan, "--server", "192.0.2.53", "--key", key, "--yes", "--lang", "en");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Nothing was sent", run.Output, StringComparison.Ordinal);
        Assert.Contains("connection refused by 192.0.2.53 port 53", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(plan + ".journal"));
        Assert.DoesNotContain("bm90", run.Output + run.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains("other users of this machine can read this file", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_journal_is_never_written_over_by_a_new_plan()
    {
        using var folder = new Folder();
        var plan = folder.Below("plan.json");
        folder.Write("plan.json.journal", "x\n");
        var run = await Run.Of("fix", "plan", Repository.Bounce, "--world", Repository.World, "--save", plan);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("is its journal", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(plan));
    }

    [Fact]
    public async Task Verify_in_the_world_sees_that_nothing_was_changed_there()
    {
        using var folder = new Folder();
        var run = await Run.Of("fix", "verify", Plan(folder, Change), "--world", Repository.World, "--lang", "en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ns1.dnshost.example [192.0.2.53]: still the old records", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not all authoritative servers have the new records", run.Output, StringComparison.Ordinal);
    }

    private const string Change = "{ \"owner\": \"contoso.example.\", \"type\": \"MX\", \"ttl\": 3600, \"before\": [\"10 mx.oldhost.example.\"], \"after\": [\"0 new.example.\"] }";

    private static string Plan(Folder folder, string change) => folder.Write("plan.json", $$"""
        { "schema": "recapito.fix-plan/1", "madeAt": "2026-11-23T10:15:00Z", "recipient": "lee@contoso.example", "cause": "mx-host-does-not-accept-domain",
          "verdict": "proven", "remedy": "replace-mx", "party": "recipients-admin", "changes": [{{change}}] }
        """);
}
