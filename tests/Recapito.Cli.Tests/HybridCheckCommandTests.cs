using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class HybridCheckCommandTests
{
    private static readonly string Servers = Path.Combine(Repository.Root, "samples", "hybrid", "servers.evidence.json");
    private static readonly string Tenant = Path.Combine(Repository.Root, "samples", "hybrid", "tenant.evidence.json");

    [Fact]
    public async Task What_is_wrong_comes_first_with_the_command_and_an_error_is_exit_code_1()
    {
        var run = await Run.Of("hybrid", "check", Servers, Tenant);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("✕ contoso.example has 1 error, 1 warning: Inbound connectors, Outbound", run.Output, StringComparison.Ordinal);
        Assert.Contains("PS> Set-InboundConnector 'Inbound from 5e6f7a8b' -TlsSenderCertificateName 'mail.contoso.example'", run.Output, StringComparison.Ordinal);
        Assert.Contains("PS> Set-OutboundConnector 'Outbound to 5e6f7a8b' -UseMXRecord $false -SmartHosts 'mail.contoso.example'", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task The_JSON_names_the_findings_and_what_was_not_seen()
    {
        var run = await Run.Of("hybrid", "check", Servers, Tenant, "--format", "json", "--lang", "it");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("recapito.hybrid/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("id").GetString() == "inbound-connector-certificate-mismatch"
            && finding.GetProperty("says").GetString()!.StartsWith("Nessun connettore in entrata", StringComparison.Ordinal));
        Assert.Contains(json.RootElement.GetProperty("notSeen").EnumerateArray(), gap => gap.GetProperty("objects").GetString() == "Recipient");
    }

    [Fact]
    public async Task A_profile_decides_what_is_an_error()
    {
        using var folder = new Folder();
        var profile = folder.Write("profile.txt", Mails.Bytes("inbound-connector-certificate-mismatch: warning\n"));
        Assert.Equal(0, (await Run.Of("hybrid", "check", Servers, Tenant, "--profile", profile)).ExitCode);
    }

    [Fact]
    public async Task One_side_alone_accuses_nobody_and_is_not_enough()
    {
        foreach (var file in (string[])[Servers, Tenant])
        {
            var run = await Run.Of("hybrid", "check", file);
            Assert.Equal(3, run.ExitCode);
            Assert.DoesNotContain("✕", run.Output, StringComparison.Ordinal);
            Assert.Contains("Not seen", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_holds_no_configuration_or_that_of_two_organisations_is_bad_input()
    {
        using var folder = new Folder();
        var empty = folder.Write("empty.json", Mails.Bytes("""{ "schema": "recapito.evidence/1", "observations": [] }"""));
        var other = folder.Write("other.json", Mails.Bytes((await File.ReadAllTextAsync(Tenant, TestContext.Current.CancellationToken)).Replace("contoso", "fabrikam", StringComparison.Ordinal)));
        foreach (var (files, says) in new[] { (new[] { empty }, "nothing of an organisation's configuration is in it"), ([Servers, other], "these are several organisations"), ([Path.Combine(folder.Path, "no.json")], "there is no such file") })
        {
            var run = await Run.Of(["hybrid", "check", .. files]);
            Assert.Equal(4, run.ExitCode);
            Assert.Contains(says, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_file_the_use_is_wrong() => Assert.Equal(2, (await Run.Of("hybrid", "check")).ExitCode);
}
