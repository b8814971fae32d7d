using System.Text.Json;

namespace Recapito.Cli.Tests;

/// <summary><c>recapito m365 domain</c>, against a world: its tenant says what is wanted, its name servers what is there.</summary>
public sealed class TenantDomainCommandTests : IDisposable
{
    private const string Host = "contoso-example.mail.protection.outlook.com";
    private const string Spf = "v=spf1 include:spf.protection.outlook.com -all";

    private readonly string folder = Directory.CreateTempSubdirectory("recapito-domain-").FullName;

    // MX, SPF, the application; then the exit code, the status, the MX as "standing[!]", the outcome of the accepted domain.
    public static TheoryData<string, string, string, int, string, string, string> Worlds => new()
    {
        { $"0 {Host}.", Spf, "{}", 0, "healthy", "matches", "present" },
        { "10 mx.fabrikam.example.", Spf, "{}", 1, "possible-service-issues", "differs!", "present" },
        { $"0 {Host}.", "v=spf1 mx -all", "{}", 1, "possible-service-issues", "matches", "present" },
        { $"0 {Host}.", Spf, "{ permissions: [Exchange.ManageAsAppV2] }", 3, "undetermined", "", "present" },
        { $"0 {Host}.", Spf, "{ permissions: [Domain.Read.All] }", 0, "healthy", "matches", "unavailable" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public async Task Compares_what_the_tenant_wants_with_what_the_name_servers_give(string mx, string spf, string app, int exit, string status, string standing, string accepted)
    {
        var run = await Run.Of(["m365", "domain", "contoso.example", "--world", World(mx, spf, app), "--format", "json", "--no-smtp"]);

        run.EndsInOrder();
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(status, root.GetProperty("status").GetString());
        Assert.Equal(accepted, root.GetProperty("acceptedDomain").GetProperty("outcome").GetString());
        Assert.Equal("recapito.check/1", root.GetProperty("check").GetProperty("schema").GetString());
        string[] exchangers = [.. root.GetProperty("records").EnumerateArray().Where(row => row.GetProperty("use").GetString() is "mail-exchanger")
            .Select(row => row.GetProperty("standing").GetString() + (row.GetProperty("fault").GetBoolean() ? "!" : ""))];
        Assert.Equal(standing.Length == 0 ? [] : [standing], exchangers);
        Assert.Equal(exit, run.ExitCode);
    }

    [Fact]
    public async Task A_domain_of_another_tenant_is_named_as_such_and_the_text_begins_with_the_status()
    {
        var world = World($"0 {Host}.", Spf, "{}");

        var own = await Run.Of(["m365", "domain", "contoso.example", "--world", world, "--no-smtp"]);
        var foreign = await Run.Of(["m365", "domain", "fabrikam.example", "--world", world, "--no-smtp"]);

        Assert.Contains("contoso.example: Healthy\n", own.Output, StringComparison.Ordinal);
        Assert.Contains("CNAME autodiscover.contoso.example", own.Output, StringComparison.Ordinal);
        Assert.Contains("contoso.example is Authoritative", own.Output, StringComparison.Ordinal);
        Assert.Contains("fabrikam.example: not a domain of this tenant", foreign.Output, StringComparison.Ordinal);
        Assert.Equal(1, foreign.ExitCode);
    }

    [Fact]
    public async Task What_is_no_domain_is_a_wrong_call()
    {
        var run = await Run.Of(["m365", "domain", "not a domain", "--world", World($"0 {Host}.", Spf, "{}")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'not a domain' is no domain name", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string World(string mx, string spf, string app)
    {
        var path = Path.Combine(folder, "world.yaml");
        File.WriteAllText(path, $$"""
            times: { bounceAt: 2026-11-23T09:30:00Z, now: 2026-11-23T10:15:00Z }
            message: { from: ana@fabrikam.example, to: [lee@contoso.example] }
            dns:
              zones:
                contoso.example: |
                  $TTL 3600
                  @ SOA ns1.dnshost.example. hostmaster.contoso.example. 2026112301 7200 3600 1209600 3600
                  @ NS ns1.dnshost.example.
                  @ NS ns2.dnshost.example.
                  @ MX {{mx}}
                  @ TXT "{{spf}}"
                  autodiscover CNAME autodiscover.outlook.com.
            microsoft365:
              contoso.onmicrosoft.example:
                domains: [contoso.example]
                recipients: [lee@contoso.example]
                app: {{app}}
            """);
        return path;
    }
}
