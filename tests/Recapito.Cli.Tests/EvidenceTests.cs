using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class EvidenceTests
{
    [Fact]
    public async Task Saved_evidence_gives_the_same_verdict_without_asking_again()
    {
        using var folder = new Folder();
        var saved = folder.Below("evidence.json");
        var first = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--format", "json", "--save-evidence", saved);

        var again = await Run.Of("diagnose", Repository.Bounce, "--evidence", saved, "--offline", "--format", "json");

        Assert.Equal(1, first.ProbesStarted);
        Assert.Equal(0, again.ProbesStarted);
        Assert.Equal(first.ExitCode, again.ExitCode);
        Assert.Equal(("proven", "mx-host-does-not-accept-domain"), DiagnoseTests.VerdictOf(first));
        Assert.Equal(DiagnoseTests.VerdictOf(first), DiagnoseTests.VerdictOf(again));
    }

    [Fact]
    public async Task Offline_without_evidence_nothing_is_asked_and_all_is_listed_as_not_checked()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--format", "json");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(0, run.ProbesStarted);
        Assert.Equal(("undetermined", null), DiagnoseTests.VerdictOf(run));
        using var json = JsonDocument.Parse(run.Output);
        var open = json.RootElement.GetProperty("recipients")[0].GetProperty("notChecked");
        Assert.Contains("MX of contoso.example at resolver", open.EnumerateArray().Select(gap => gap.GetProperty("question").GetString()));
    }

    [Fact]
    public async Task Without_a_network_the_reason_is_said_once_for_all_questions()
    {
        var run = await Run.Of("diagnose", Repository.Bounce);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(1, run.ProbesStarted);
        Assert.Contains("UNDETERMINED", run.Output, StringComparison.Ordinal);
        Assert.Contains("MX records of contoso.example, at the resolver", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("connection refused").Length);
        Assert.DoesNotContain("Why: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_is_printed_and_nothing_is_asked()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--plan");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, run.ProbesStarted);
        Assert.Contains("MX of contoso.example at resolver", run.Output, StringComparison.Ordinal);
        Assert.Contains("never DATA", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_for_an_address_without_a_bounce_asks_for_no_recipient_unless_the_domain_is_ours()
    {
        var stranger = await Run.Of("diagnose", "lee@contoso.example", "--plan");
        var owner = await Run.Of("diagnose", "lee@contoso.example", "--plan", "--own-domain");

        Assert.DoesNotContain("RCPT", stranger.Output, StringComparison.Ordinal);
        Assert.Contains("RCPT", owner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_cannot_be_saved_does_not_cost_the_result()
    {
        using var folder = new Folder();
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--save-evidence", folder.Below("none/evidence.json"));

        run.EndsInOrder();
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("PROVEN", run.Output, StringComparison.Ordinal);
        Assert.Contains("--save-evidence", run.Error, StringComparison.Ordinal);
    }
}
