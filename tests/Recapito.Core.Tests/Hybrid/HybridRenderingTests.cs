namespace Recapito.Core.Tests;

public class HybridRenderingTests
{
    private const string Broken = "online/OutboundConnector/UseMXRecord=True&&online/OutboundConnector/SmartHosts=&&online/OutboundConnector/Name=Ana's connector"
        + "&&online/OnPremisesOrganization=none&&server/SendConnector/CloudServicesMailEnabled=False&&server/ExchangeCertificate!&&online/InboundConnector/RequireTls-&&server/ReceiveConnector/PermissionGroups=ExchangeServers";

    [Fact]
    public void The_text_is_the_approved_one() => Repository.AssertGolden("hybrid.txt", HybridText.Write(new HybridScene(Broken).Judge(), new(), Catalogue.Default));

    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    public void Every_finding_has_its_arguments_in_every_language(string language)
    {
        var text = string.Concat(new[] { "", Broken }.Select(change => HybridText.Write(new HybridScene(change).Judge(), new() { Language = language, Verbose = true }, Catalogue.Default)));
        Assert.DoesNotContain("{", text.Replace("{}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("ui.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exact_command_names_the_connector_as_one_argument()
    {
        var finding = new HybridScene(Broken).Judge().Findings.Single(finding => finding.Id == "outbound-connector-routes-by-mx");
        var command = new Wording(Catalogue.Default, "en").Fill(Catalogue.Default.Findings[finding.Id].Command!, finding.Arguments);
        Assert.Equal("Set-OutboundConnector 'Ana''s connector' -UseMXRecord $false -SmartHosts 'mail.contoso.example'", command);
    }

    [Fact]
    public void What_is_concluded_says_so_and_what_is_documented_does_not()
    {
        var report = new HybridScene(Broken).Judge();
        var concluded = report with { Findings = [.. report.Findings.Where(finding => finding.Id == "receive-connector-anonymous-off")] };
        var documented = report with { Findings = [.. report.Findings.Where(finding => finding.Id == "send-connector-cloud-mail-off")] };
        Assert.Contains("Concluded: no document of Microsoft says so.", HybridText.Write(concluded, new(), Catalogue.Default), StringComparison.Ordinal);
        Assert.DoesNotContain("Concluded", HybridText.Write(documented, new(), Catalogue.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_fits_the_published_schema()
    {
        var schema = Schema.Load("hybrid.schema.json");
        schema.AssertFits(HybridJson.Write(new HybridScene().Judge(), Catalogue.Default));
        schema.AssertFits(HybridJson.Write(new HybridScene(Broken).Judge(), Catalogue.Default, "it"));
        schema.AssertFits(HybridJson.Write(HybridExamination.Judge(ExchangeInventory.Empty, HybridScene.Now, Catalogue.Default), Catalogue.Default));
        Assert.ThrowsAny<Exception>(() => schema.AssertFits(HybridJson.Write(new HybridScene().Judge(), Catalogue.Default).Replace("\"notSeen\"", "\"unseen\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_not_listed_or_not_shown_is_told_with_what_is_therefore_not_said()
    {
        var gaps = new HybridScene("server/ExchangeCertificate!&&online/InboundConnector/RequireTls-").Judge().NotSeen;
        Assert.Equal(2, gaps.Count);
        Assert.Contains(gaps, gap => gap is { Objects: ExchangeObjectKind.ExchangeCertificate, Properties: [] } && gap.Subjects.Contains(Subject.ConnectorCertificate));
        Assert.Contains(gaps, gap => gap is { Objects: ExchangeObjectKind.InboundConnector, Properties: ["RequireTls"], Subjects: [Subject.InboundConnector] });
    }

    [Fact]
    public void A_list_that_was_cut_off_shows_no_absence()
    {
        var scene = new HybridScene("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@contoso.example");
        for (var i = 0; i < 998; i++)
        {
            scene.With($"online/Recipient+Name=User {i};;EmailAddresses=SMTP:user{i}@contoso.example");
        }

        Assert.DoesNotContain(scene.Judge().Findings, finding => finding.Id == "onprem-recipient-not-synced");
        Assert.Contains(scene.Judge().NotSeen, gap => gap.Why?.Contains("-ResultSize Unlimited", StringComparison.Ordinal) is true);
        Assert.Contains(scene.With("online/Recipient+Name=More;;EmailAddresses=SMTP:more@contoso.example").Judge().Findings, finding => finding.Id == "onprem-recipient-not-synced");
    }

    [Fact]
    public void A_profile_changes_a_severity()
    {
        var profile = new Dictionary<string, Severity> { ["send-connector-cloud-mail-off"] = Severity.Info };
        Assert.DoesNotContain(new HybridScene("server/SendConnector/CloudServicesMailEnabled=False").Judge(profile).Findings, finding => finding.Severity > Severity.Info);
    }

    [Theory]
    [InlineData("server/AcceptedDomain!")]
    [InlineData("server/SendConnector!")]
    [InlineData("server/ReceiveConnector!")]
    [InlineData("online/AcceptedDomain!")]
    [InlineData("online/InboundConnector!")]
    [InlineData("online/OutboundConnector!")]
    public void Without_a_foundation_the_whole_is_not_determined(string change)
    {
        var report = new HybridScene(change).Judge();
        Assert.False(report.IsDetermined);
        Assert.NotEmpty(report.NotSeen);
        Assert.StartsWith("? No problem of contoso.example was seen.", HybridText.Write(report, new(), Catalogue.Default), StringComparison.Ordinal);
    }
}
