using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class ExportTests
{
    private const string Export = """
        {
          "schema": "recapito.export/1", "madeAt": "2026-11-23T10:00:00Z", "side": "exchange-online", "organization": "contoso.onmicrosoft.example",
          "collections": [
            { "kind": "AcceptedDomain", "items": [ { "DomainName": "contoso.example", "DomainType": "Authoritative" } ] },
            { "kind": "Recipient", "onlyFor": ["lee@contoso.example"], "items": [ { "PrimarySmtpAddress": "lee@contoso.example", "RecipientTypeDetails": "UserMailbox" } ] }
          ],
          "failures": [ { "kind": "InboundConnector", "error": "no permission\u001b[2J" } ]
        }
        """;

    private const string Connector = """{ "SenderDomains": ["*"], "ConnectorType": "OnPremises", "Enabled": true, "TlsSenderCertificateName": "*.contoso.example" }""";

    private static string Sample { get; } = Path.Combine(Repository.Root, "samples", "connector-certificate.yaml");

    [Fact]
    public async Task What_an_export_shows_answers_the_questions_about_the_inside()
    {
        using var folder = new Folder();
        var saved = folder.Below("evidence.json");
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--export", folder.Write("e.json", Export), "--format", "json", "--save-evidence", saved);

        run.EndsInOrder();
        Assert.Equal(0, run.ProbesStarted);
        Assert.Contains("Get-InboundConnector failed: no permission", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Equal([("accepted-domain", "present"), ("configuration", "unavailable"), ("recipient", "present")], Inside(saved));
    }

    [Fact]
    public async Task Without_an_export_the_inside_is_not_asked()
    {
        using var folder = new Folder();
        var saved = folder.Below("evidence.json");
        await Run.Of("diagnose", Repository.Bounce, "--offline", "--save-evidence", saved);

        Assert.Empty(Inside(saved));
    }

    [Fact]
    public async Task What_no_export_shows_is_listed_as_not_checked_with_the_reason()
    {
        using var folder = new Folder();
        var foreign = folder.Write("e.json", Export.Replace("contoso.example", "other.example", StringComparison.Ordinal));
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--export", foreign, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Contains(json.RootElement.GetProperty("recipients")[0].GetProperty("notChecked").EnumerateArray(), gap => gap.GetProperty("why").GetString()!.Contains("no export is shown to be that of contoso.example", StringComparison.Ordinal));
        Assert.Contains("is of another organisation (other.example)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inside_is_looked_at_beside_the_outside()
    {
        using var folder = new Folder();
        var saved = folder.Below("evidence.json");
        var run = await Run.Of("diagnose", Repository.Bounce, "--world", Repository.World, "--export", folder.Write("e.json", Export), "--save-evidence", saved);

        run.EndsInOrder();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, run.ProbesStarted);
        Assert.Equal([("accepted-domain", "present"), ("configuration", "unavailable"), ("recipient", "present")], Inside(saved));
        Assert.Contains("\"smtp-session\"", File.ReadAllText(saved), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_says_what_the_world_shows_itself_is_told_to_be_without_use()
    {
        using var folder = new Folder();
        var world = folder.Write("world.yaml", File.ReadAllText(Sample).Replace("access: [report, dns, smtp]", "access: [report, dns, smtp, export]", StringComparison.Ordinal).Replace("verdict: undetermined", "verdict: proven", StringComparison.Ordinal));
        var (bounce, tenant, servers) = await GivenAsync(folder);
        var told = await Run.Of("diagnose", bounce, "--world", world, "--export", tenant, "--export", servers);
        var used = await Run.Of("diagnose", bounce, "--world", Sample, "--export", tenant, "--export", servers);

        Assert.Contains($"{tenant}: not used for ", told.Error, StringComparison.Ordinal);
        Assert.Contains("since the world shows this itself", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not used", used.Error, StringComparison.Ordinal);
        Assert.Contains("PROVEN", used.Output, StringComparison.Ordinal);
        Assert.Contains("inbound-connector-certificate-mismatch", used.Output, StringComparison.Ordinal);
    }

    // Who asks, and what comes of it: the tenant knows the connector, the servers' export their certificate.
    [Theory]
    [InlineData("the tenant alone", "", "UNDETERMINED")]
    [InlineData("with the servers' export", "--export SERVERS", "PROVEN")]
    [InlineData("with the servers' saved half", "--evidence HALF", "PROVEN")]
    public async Task Whoever_is_signed_in_to_the_tenant_can_add_what_the_servers_show(string kind, string options, string verdict)
    {
        using var folder = new Folder();
        var (bounce, _, servers) = await GivenAsync(folder);
        var half = folder.Below("half.json");
        await Run.Of("diagnose", bounce, "--offline", "--export", servers, "--save-evidence", half);
        var run = await Run.Of(["m365", "diagnose", bounce, "--world", Sample, "--exchange-commands", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Replace("SERVERS", servers, StringComparison.Ordinal).Replace("HALF", half, StringComparison.Ordinal))]);
        Assert.True(run.Output.Contains(verdict, StringComparison.Ordinal), $"{kind}: {run.Output}{run.Error}");
    }

    // What was asked already is not asked for again.
    [Theory]
    [InlineData("--exchange-commands", "How does mail.contoso.example send to fabrikam.example, and with which certificate?")]
    [InlineData("", "Diagnose again with --exchange-commands")]
    public async Task The_next_question_is_for_what_the_tenant_did_not_show(string options, string question)
    {
        using var folder = new Folder();
        var (bounce, _, _) = await GivenAsync(folder);
        var run = await Run.Of(["m365", "diagnose", bounce, "--world", Sample, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var said = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(question, said, StringComparison.Ordinal);
        Assert.DoesNotContain("What do the DNS", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_signed_in_to_the_tenant_can_save_a_case_file_without_the_network()
    {
        using var folder = new Folder();
        var (bounce, _, _) = await GivenAsync(folder);
        var saved = folder.Below("inside.json");
        var run = await Run.With(new() { Variables = new Dictionary<string, string> { ["CASE_KEY"] = "five words that nobody guesses" } },
            "m365", "diagnose", bounce, "--world", Sample, "--exchange-commands", "--offline", "--save-evidence", saved, "--redact", "--case-key", "env:CASE_KEY");
        run.EndsInOrder();
        var text = File.ReadAllText(saved);
        Assert.Contains("\"configuration\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("kim@contoso.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"smtp-session\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"dns\"", text, StringComparison.Ordinal);
    }

    // A value in the place of true or false; what is said, with the line where it stands.
    [Theory]
    [InlineData("\"maybe\"", "line 1, column ", "InboundConnector: Enabled is \"maybe\"; expected true or false")]
    [InlineData("true", "", "")]
    [InlineData("\"False\"", "", "")]
    public async Task What_is_neither_true_nor_false_is_told_at_once(string value, string where, string says)
    {
        using var folder = new Folder();
        var script = "{ \"schema\": \"recapito.export/1\", \"madeAt\": \"2026-11-23T10:00:00Z\", \"side\": \"exchange-online\", \"organization\": \"contoso.onmicrosoft.example\", \"failures\": [], \"collections\": [ { \"kind\": \"InboundConnector\", \"items\": [ " + Connector + " ] } ] }";
        foreach (var form in new[] { Connector, script })
        {
            var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--whose", "recipient", "--export", folder.Write("c.json", form.Replace("\"Enabled\": true", "\"Enabled\": " + value, StringComparison.Ordinal)));
            Assert.Contains(where, run.Error, StringComparison.Ordinal);
            Assert.Contains(says, run.Error, StringComparison.Ordinal);
            Assert.Equal(says.Length > 0, run.Error.Contains("expected true or false", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_used_is_told_in_one_line()
    {
        using var folder = new Folder();
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--export", folder.Write("a.csv", "DomainName,DomainType\ncontoso.example,Authoritative\n"));
        Assert.Contains("nothing tells whether AcceptedDomain was listed by", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    // The options, and what is said of a list of connectors that names no domain.
    [Theory]
    [InlineData("", "names no domain of its organisation")]
    [InlineData("--whose recipient", "")]
    [InlineData("--whose sender", "")]
    public async Task Of_a_file_that_names_no_domain_somebody_must_say_whose_it_is(string options, string says)
    {
        using var folder = new Folder();
        var run = await Run.Of(["diagnose", Repository.Bounce, "--offline", "--export", folder.Write("c.json", Connector), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        run.EndsInOrder();
        Assert.Contains("does not tell when it was made", run.Error, StringComparison.Ordinal);
        Assert.Equal(says.Length > 0, run.Error.Contains("names no domain of its organisation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_side_that_nothing_tells_is_asked_for_and_taken_from_the_option()
    {
        using var folder = new Folder();
        var file = folder.Write("d.json", """{ "DomainName": "contoso.example", "DomainType": 0 }""");
        var saved = folder.Below("evidence.json");
        var asked = await Run.Of("diagnose", Repository.Bounce, "--offline", "--export", file);
        var told = await Run.Of("diagnose", Repository.Bounce, "--offline", "--export", file, "--export-side", "exchange-online", "--save-evidence", saved);

        Assert.Contains("--export-side", asked.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--export-side", told.Error, StringComparison.Ordinal);
        Assert.Contains(("accepted-domain", "present"), Inside(saved));
    }

    [Theory]
    [InlineData("<Objs xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n<Obj>", "line 2")]
    [InlineData("{ \"schema\": \"recapito.evidence/1\", \"observations\": [] }", "--evidence")]
    [InlineData("Dear colleague", "line 1, column 1")]
    [InlineData("", "empty")]
    public async Task A_file_that_cannot_be_read_is_bad_input_with_its_name_and_place(string content, string says)
    {
        using var folder = new Folder();
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--export", folder.Write("bad.xml", content));

        run.EndsInOrder();
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("bad.xml", run.Error, StringComparison.Ordinal);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Quiet_says_nothing_of_oddities()
    {
        using var folder = new Folder();
        var run = await Run.Of("diagnose", Repository.Bounce, "--offline", "--quiet", "--export", folder.Write("c.json", """{ "Colour": "blue" }"""));

        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("", "$Side = 'auto'", "$Recipient = @(),")]
    [InlineData("--side exchange-server", "$Side = 'exchange-server'", "$Recipient = @(),")]
    [InlineData("--recipient lee@contoso.example --recipient kim@contoso.example", "$Side = 'auto'", "$Recipient = @('lee@contoso.example', 'kim@contoso.example'),")]
    public async Task The_script_is_printed_with_its_defaults(string options, string side, string recipients)
    {
        var run = await Run.Of(["m365", "export-script", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains(side, run.Output, StringComparison.Ordinal);
        Assert.Contains(recipients, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Credential", run.Output, StringComparison.Ordinal);
    }

    private static List<(string? Kind, string? Outcome)> Inside(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return [.. json.RootElement.GetProperty("observations").EnumerateArray().Select(seen => (Kind: seen.GetProperty("request").GetProperty("kind").GetString(), Outcome: seen.GetProperty("outcome").GetString()))
            .Where(seen => seen.Kind is "accepted-domain" or "recipient" or "configuration").Order()];
    }

    private static async Task<(string Bounce, string Tenant, string Servers)> GivenAsync(Folder folder) => (
        folder.Write("bounce.eml", (await Run.Of("lab", "send", Sample)).OutputBytes),
        folder.Write("tenant.json", (await Run.Of("lab", "export", Sample, "--of", "contoso.onmicrosoft.example")).Output),
        folder.Write("servers.json", (await Run.Of("lab", "export", Sample, "--of", "mail.contoso.example")).Output));
}
