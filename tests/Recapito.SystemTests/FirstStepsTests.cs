using System.Text.Json;

namespace Recapito.SystemTests;

/// <summary>What a new user types first, and what they get where there is no network at all.</summary>
public sealed class FirstStepsTests
{
    private static readonly string Sample = Repository.PathOf("samples", "relay-access-denied.eml");
    private static readonly string[] AtOnce = ["network unreachable", "no route to host", "connection refused", "this machine knows no resolver", "this machine has no such network"];
    private static readonly string World = Repository.PathOf("samples", "relay-access-denied.yaml");

    [Fact]
    public async Task The_sample_is_diagnosed_in_its_world()
    {
        var run = await RecapitoAsync("diagnose", Sample, "--world", World, "--format", "json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\"proven\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"mx-host-does-not-accept-domain\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_samples_prove_themselves() => Assert.Equal(0, (await RecapitoAsync("lab", "prove", Repository.PathOf("samples"))).ExitCode);

    [Fact]
    public async Task Without_a_network_nothing_is_guessed()
    {
        var problem = await NetworkNamespace.ProblemAsync();
        Assert.SkipWhen(problem is not null, problem ?? "");
        await using var network = await NetworkNamespace.CreateAsync();
        var run = await network.RunAsync("dotnet", Repository.Recapito("diagnose", Sample, "--format", "json"));
        Assert.True(run.ExitCode == 3, $"exit code {run.ExitCode}\n{run.Errors}\n{run.Output}");
        Assert.Contains("\"undetermined\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"notChecked\": []", run.Output, StringComparison.Ordinal);

        // Nothing was waited for: each question says what the machine said at once, and none that its time was up.
        using var json = JsonDocument.Parse(run.Output);
        var asked = json.RootElement.GetProperty("recipients")[0].GetProperty("evidence").EnumerateArray().Select(seen => seen.GetProperty("why").GetString() ?? "").ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, why => Assert.Contains(AtOnce, words => why.StartsWith(words, StringComparison.Ordinal)));
    }

    private static Task<Outcome> RecapitoAsync(params string[] arguments) => Command.RunAsync("dotnet", Repository.Recapito(arguments), null);
}
