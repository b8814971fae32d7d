using Recapito.Lab;

namespace Recapito.Cli.Tests;

/// <summary>A remedy tried in a copy of the world, and the message to whoever must act.</summary>
public sealed class FixTryTests
{
    // World, exit code, and what the screen says.
    public static readonly TheoryData<string, int, string> Trials = new()
    {
        { "mx/host-does-not-accept-domain.yaml",           0, "The change mends it in the copy" },
        { "connector/inbound-connector-disabled.yaml",     0, "Set-InboundConnector -Identity 'Inbound from our servers' -Enabled $true" },
        { "recipient/edge-directory-stale.yaml",           0, "was simply set down" },
        { "propagation/change-in-flight-in-a-cache.yaml",  0, "once the time is over" },
        { "connector/direct-send-refused.yaml",            3, "no change that can be made in a copy" },
        { "sender/sender-not-authenticated.yaml",          3, "its hosts do not check SPF, DKIM or DMARC" },
        { "loop/internal-relay-without-connector.yaml",    3, "is rebuilt only in part" },
        { "mx/wrong-region-by-an-old-record.yaml",         3, "it has no regions of Exchange Online" },
        { "connector/smart-host-unreachable.yaml",         3, "with another reply than the real one" },
        { "dnssec/broken-ds-of-old-host.yaml",             3, "Who must act: whoever holds litware.example at its registrar" },
        { "dnssec/broken-ds-without-keys.yaml",            3, "Who must act: whoever holds adatum.example at its registrar" },
        { "dnssec/broken-signatures-ended.yaml",           3, "Who must act: whoever runs the name servers of contoso.example" },
        { "uncatalogued/own-policy.yaml",                  3, "UNDETERMINED" },
        { "outcomes/healthy.yaml",                         0, "HEALTHY" },
    };

    [Theory]
    [MemberData(nameof(Trials))]
    public async Task A_remedy_is_tried_before_it_is_applied(string name, int exit, string says)
    {
        using var folder = new Folder();
        var file = Path.Combine(Repository.Root, "lab", "worlds", name);
        var world = WorldFile.Read(name, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var subject = LabRun.Bounce(world) is { } report ? folder.Write("bounce.eml", report) : world.Expect.Keys.First();

        var run = await Run.Of("fix", "try", subject, "--world", file, "--own-domain");
        Assert.True(run.ExitCode == exit, run.Output + run.Error);
        Assert.Contains(says, string.Join(' ', run.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_can_be_kept_and_looked_into()
    {
        using var folder = new Folder();
        var twin = folder.Below("twin.yaml");
        Assert.Equal(0, (await Run.Of("fix", "try", Repository.Bounce, "--world", Repository.World, "--save-twin", twin)).ExitCode);
        Assert.Equal(1, (await Run.Of("diagnose", Repository.Bounce, "--world", twin)).ExitCode);
    }

    [Theory]
    [InlineData("en", "Subject: Mail to lee@contoso.example comes back", "What to do: Replace the MX record of contoso.example.")]
    [InlineData("it", "Oggetto: la posta per lee@contoso.example torna indietro", "Che cosa fare: ")]
    public async Task A_message_to_whoever_must_act_holds_the_evidence_and_nothing_private(string language, string subject, string please)
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--format", "message", "--lang", language);
        Assert.StartsWith(subject, run.Output, StringComparison.Ordinal);
        Assert.Contains(please, run.Output, StringComparison.Ordinal);
        Assert.Contains("+ contoso.example. MX 0 contoso-example.mail.protection.outlook.com.", run.Output, StringComparison.Ordinal);
        Assert.Contains("dig +norecurse", run.Output, StringComparison.Ordinal);
        foreach (var secret in new[] { "ana", "fabrikam", "4711", "192.0.2.1", "198.51.100.77" })
        {
            Assert.DoesNotContain(secret, run.Output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Where_the_sender_alone_can_act_nobody_is_written_to()
    {
        var run = await Run.Of("diagnose", "550 5.1.1 <lee@contoso.example>: User unknown", "--offline", "--format", "message");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("nobody to write to", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output.Trim());
    }

    [Fact]
    public async Task Where_no_cause_is_named_whoever_runs_the_readers_own_mail_is_written_to()
    {
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--format", "message");
        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Contains("To: the administrator of the sender's mail", run.Output, StringComparison.Ordinal);
        Assert.Contains("The next question that would settle it:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@fabrikam.example", run.Output, StringComparison.Ordinal);
    }
}
