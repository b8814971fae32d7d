using System.Text.Json;

namespace Recapito.SystemTests;

/// <summary>
/// A real Postfix in a network of its own asks the lab's DNS for the exchanger, is refused by the lab's host, and writes a bounce; the diagnosis of that
/// bounce names the fault that the world has.
/// </summary>
public sealed class PostfixTests
{
    public static TheoryData<string, string, string, string, string> Worlds => new()
    {
        // world                                                                     exchanger that DNS names                                address         words of the refusal                                  cause
        { "tests/Recapito.SystemTests/worlds/recipient-not-in-edge-directory.yaml", "contoso-example.mail.protection.outlook.com", "", "550 5.4.1 Recipient address rejected: Access denied", "recipient-not-in-edge-directory" },
        { "samples/relay-access-denied.yaml", "mx.oldhost.example", "[203.0.113.25]", "550 5.4.1 Relay Access Denied", "mx-host-does-not-accept-domain" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public async Task A_real_Postfix_is_refused_and_its_bounce_is_proven(string world, string exchanger, string address, string words, string cause)
    {
        Assert.SkipUnless(Command.Exists("postfix"), "Postfix is not installed");
        Assert.SkipUnless(await NetworkNamespace.ProblemAsync() is null, await NetworkNamespace.ProblemAsync() ?? "");
        await using var lab = await ExposedLab.StartAsync(Repository.PathOf(world.Split('/')));
        await using var postfix = await PostfixInstance.StartAsync(lab.Network);

        await postfix.SendAsync("ana@fabrikam.example", "lee@contoso.example");
        var bounce = await postfix.FirstMailAsync();

        var attempt = Assert.Single(await postfix.LogWithAsync("to=<lee@contoso.example>", "status="), line => line.Contains("to=<lee@contoso.example>", StringComparison.Ordinal));
        Assert.Contains($"relay={exchanger}{address}", attempt, StringComparison.Ordinal);
        Assert.Contains("status=bounced", attempt, StringComparison.Ordinal);
        Assert.Contains(words, attempt, StringComparison.Ordinal);

        var report = await File.ReadAllTextAsync(bounce, TestContext.Current.CancellationToken);
        Assert.Contains("Reporting-MTA: dns; mail.fabrikam.example", report, StringComparison.Ordinal);
        var diagnosis = await Command.RunAsync("dotnet", Repository.Recapito("diagnose", bounce, "--world", Repository.PathOf(world.Split('/')), "--format", "json"));
        Assert.True(diagnosis.ExitCode == 1, $"exit code {diagnosis.ExitCode}\n{diagnosis.Errors}\n{diagnosis.Output}");
        using var json = JsonDocument.Parse(diagnosis.Output);
        var recipient = Assert.Single(json.RootElement.GetProperty("recipients").EnumerateArray());
        Assert.Equal("lee@contoso.example", recipient.GetProperty("recipient").GetString());
        Assert.True(
            recipient.GetProperty("verdict").GetString() == "proven" && recipient.GetProperty("cause").GetProperty("id").GetString() == cause,
            $"wanted: proven {cause}; got:\n{diagnosis.Output}\nfor\n{report}");
    }
}
