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
        Assert.Contains("\n\n✓ contoso.example: Healthy; beyond that, 'recapito check' found ", own.Output, StringComparison.Ordinal);
        Assert.Single(own.Output.Split('\n'), line => line.Contains("DKIM is not set up for", StringComparison.Ordinal));
        Assert.Contains("fabrikam.example: not a domain of this tenant", foreign.Output, StringComparison.Ordinal);
        Assert.InRange(foreign.Output.Split('\n').Length, 2, 5);
        Assert.Equal(1, foreign.ExitCode);
    }

    [Fact]
    public async Task The_initial_domain_is_the_tenants_own_too()
    {
        var run = await Run.Of(["m365", "domain", "contoso.onmicrosoft.example", "--world", World($"0 {Host}.", Spf, "{}"), "--no-smtp", "--format", "json"]);
        using var json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetProperty("inTenant").GetProperty("isInitial").GetBoolean());
    }

    [Fact]
    public async Task Where_the_name_does_not_exist_the_first_lines_say_so_and_no_record_is_advised()
    {
        var world = World($"0 {Host}.", Spf, "{}");
        File.WriteAllText(world, File.ReadAllText(world).Replace("    contoso.example: |", "    elsewhere.example: |", StringComparison.Ordinal));
        var run = await Run.Of(["m365", "domain", "contoso.example", "--world", world, "--no-smtp"]);
        Assert.Contains("contoso.example does not exist in the DNS; no record can be there.", run.Output.Split("\n\n")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Add the wanted one", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("✕ contoso.example: Incomplete setup", run.Output.TrimEnd().Split("\n\n")[^1], StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    // A record of the zone in the place of the SPF record; what may not be said, with and without --verbose.
    [Theory]
    [InlineData("an SPF record that is missing", "hello", "v=spf1 mx -all")]
    [InlineData("two SPF records", "v=spf1 -all\"\n      @ TXT \"v=spf1 mx -all", "joins them into one record")]
    [InlineData("another's SPF record", "v=spf1 mx -all", "nothing in its SPF tree is Microsoft's")]
    public async Task What_a_record_says_is_neither_repeated_nor_contradicted_by_check(string kind, string spf, string unsaid)
    {
        foreach (var option in new[] { "--no-smtp", "--verbose" })
        {
            var run = await Run.Of(["m365", "domain", "contoso.example", "--world", World($"0 {Host}.", spf, "{}"), "--no-smtp", .. option is "--no-smtp" ? Array.Empty<string>() : [option]]);
            Assert.Contains("include:spf.protection.outlook.com -all", run.Output, StringComparison.Ordinal);
            Assert.True(!Joined(run.Output).Replace("there v=spf1 mx -all", "", StringComparison.Ordinal).Contains(unsaid, StringComparison.Ordinal), $"{kind}: {run.Output}");
        }
    }

    [Fact]
    public async Task What_is_in_order_is_said_of_check_only_where_all_is_wanted()
    {
        var world = World($"0 {Host}.", Spf, "{}");
        var brief = await Run.Of(["m365", "domain", "contoso.example", "--world", world, "--no-smtp"]);
        var full = await Run.Of(["m365", "domain", "contoso.example", "--world", world, "--no-smtp", "--verbose"]);
        Assert.DoesNotContain("ℹ", brief.Output, StringComparison.Ordinal);
        Assert.Contains("ℹ", full.Output, StringComparison.Ordinal);
    }

    private static string Joined(string text) => string.Join(' ', text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries));

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
