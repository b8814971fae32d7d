namespace Recapito.Core.Tests;

public sealed class ExportAnswersTests
{
    private const string Nameless = """{ "SenderDomains": ["*"], "ConnectorType": "OnPremises", "Enabled": true, "TlsSenderCertificateName": "*.contoso.example" }""";
    private const string OneRecipient = """{ "PrimarySmtpAddress": "lee@contoso.example", "EmailAddresses": ["SMTP:lee@contoso.example", "smtp:sales@contoso.example"], "RecipientTypeDetails": "MailUser", "OriginatingServer": "x.prod.outlook.com" }""";

    private static readonly ConfigurationRequest Connectors = new("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector);

    [Theory]
    [InlineData("contoso.example", Outcome.Present)]
    [InlineData("sub.contoso.example", Outcome.Present)]
    [InlineData("fabrikam.example", Outcome.Unavailable)]
    public void A_file_speaks_for_the_domains_that_it_names(string domain, Outcome outcome) =>
        Assert.Equal(outcome, Answer(new AcceptedDomainRequest(domain), [], Exported.Clixml).Outcome);

    [Fact]
    public void A_cmdlet_that_showed_nothing_is_an_absence_and_one_that_failed_is_a_gap()
    {
        Assert.Equal(Outcome.Absent, Answer(Connectors, [], Exported.Script).Outcome);
        var failed = Answer(Connectors with { Objects = ExchangeObjectKind.OutboundConnector }, [], Exported.Script);
        Assert.Equal((Outcome.Unavailable, "Get-OutboundConnector failed: no permission"), (failed.Outcome, failed.Why));
        var never = Answer(Connectors with { Objects = ExchangeObjectKind.RemoteDomain }, [], Exported.Script);
        Assert.Equal((Outcome.Unavailable, "no export lists RemoteDomain of Exchange Online (Get-RemoteDomain)"), (never.Outcome, never.Why));
        Assert.Equal(Outcome.Unavailable, Answer(Connectors with { Side = ExchangeSide.ExchangeServer, Objects = ExchangeObjectKind.SendConnector }, [], Exported.Script).Outcome);
    }

    // What failed on the way lists some: what it lists is there, and what it does not list may be there as well.
    [Theory]
    [InlineData("Recipient", "lee@contoso.example", Outcome.Unavailable)]
    [InlineData("Recipient", "kim@contoso.example", Outcome.Present)]
    [InlineData("RemoteDomain", "lee@contoso.example", Outcome.Absent)]
    public void A_list_beside_a_failure_of_its_cmdlet_shows_no_absence(string failed, string address, Outcome outcome)
    {
        var file = Exported.Script.Replace("\"onlyFor\": [\"Lee@contoso.example\"], \"items\": []", "\"items\": [ { \"PrimarySmtpAddress\": \"kim@contoso.example\", \"EmailAddresses\": [ \"SMTP:kim@contoso.example\" ], \"RecipientTypeDetails\": \"UserMailbox\" } ]", StringComparison.Ordinal)
            .Replace("OutboundConnector\"", failed + "\"", StringComparison.Ordinal);
        Assert.Equal(outcome, Answer(new RecipientRequest(address), [], file).Outcome);
    }

    [Fact]
    public void Connectors_beside_a_failure_of_their_cmdlet_are_not_all_of_them()
    {
        var file = Exported.Script.Replace("\"OutboundConnector\"", "\"InboundConnector\"", StringComparison.Ordinal);
        Assert.Equal(Outcome.Unavailable, Answer(Connectors, [], file).Outcome);
    }

    [Theory]
    [InlineData(ExchangeObjectKind.TenantDomain, "not seen: the tenant's domains (Microsoft Graph: Get-MgDomain); the export script does not list them")]
    [InlineData(ExchangeObjectKind.ServiceIssue, "not seen: Microsoft's incidents and advisories (Microsoft Graph: Get-MgServiceAnnouncementIssue); the export script does not list them")]
    [InlineData(ExchangeObjectKind.ServiceConfigurationRecord, "not seen: the records that Microsoft wants (Microsoft Graph: Get-MgDomainServiceConfigurationRecord); the export script does not list them")]
    [InlineData(ExchangeObjectKind.VerificationDnsRecord, "not seen: the records of the verification (Microsoft Graph: Get-MgDomainVerificationDnsRecord); the export script does not list them")]
    public void What_no_cmdlet_of_Exchange_lists_is_not_said_to_have_one(ExchangeObjectKind kind, string why)
    {
        var seen = Answer(Connectors with { Objects = kind }, [], Exported.Script);
        Assert.Equal((Outcome.Unavailable, why), (seen.Outcome, seen.Why));
    }

    [Fact]
    public void A_file_that_names_no_domain_speaks_only_for_whom_its_administrator_says()
    {
        Assert.Equal(Outcome.Unavailable, Answer(Connectors, [], Nameless).Outcome);
        Assert.Equal(Outcome.Present, Answer(Connectors, ["contoso.example"], Nameless).Outcome);
        Assert.Equal(Outcome.Unavailable, Answer(Connectors, ["fabrikam.example"], Nameless).Outcome);
        Assert.Equal(Outcome.Unavailable, Answer(Connectors with { Domain = "fabrikam.example" }, ["fabrikam.example"], Exported.Clixml).Outcome);
    }

    [Fact]
    public void A_file_that_names_no_domain_goes_with_another_of_the_same_tenant()
    {
        const string Tenant = """, "OrganizationId": "X.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.example - X" """;
        var domains = $$"""{ "DomainName": "contoso.example", "DomainType": 0 {{Tenant}} }""";
        var connector = Nameless.Replace("}", Tenant + "}", StringComparison.Ordinal);

        Assert.Equal(Outcome.Present, Answer(Connectors, [], domains, connector).Outcome);
        Assert.Equal(Outcome.Unavailable, Answer(Connectors, [], domains, connector.Replace("contoso.onmicrosoft", "fabrikam.onmicrosoft", StringComparison.Ordinal)).Outcome);
        Assert.Equal(Outcome.Unavailable, Answer(Connectors, [], domains, Nameless).Outcome);
    }

    [Fact]
    public void Servers_are_all_installed_with_one_name_and_are_not_kin_for_that()
    {
        var theirs = Exported.Script.Replace("contoso.onmicrosoft.example", "First Organization", StringComparison.Ordinal);
        var nameless = theirs.Replace("\"AcceptedDomain\"", "\"RemoteDomain\"", StringComparison.Ordinal).Replace("\"items\": []", "\"items\": [ { \"Name\": \"x\" } ]", StringComparison.Ordinal);

        Assert.Equal(Outcome.Absent, Answer(Connectors, [], theirs, nameless).Outcome);
    }

    // An address, and what the export of one recipient by hand says of it: the address that is not there may exist.
    [Theory]
    [InlineData("lee@contoso.example", Outcome.Present)]
    [InlineData("sales@contoso.example", Outcome.Present)]
    [InlineData("kim@contoso.example", Outcome.Unavailable)]
    public void Recipients_listed_by_hand_prove_who_is_there_and_not_who_is_missing(string address, Outcome outcome)
    {
        Assert.Equal(outcome, Answer(new RecipientRequest(address), ["contoso.example"], $"[{OneRecipient}]").Outcome);
    }

    [Theory]
    [InlineData("lee@contoso.example", Outcome.Absent)]
    [InlineData("kim@contoso.example", Outcome.Unavailable)]
    public void Recipients_that_the_script_looked_for_are_absent_where_it_found_none(string address, Outcome outcome) =>
        Assert.Equal(outcome, Answer(new RecipientRequest(address), [], Exported.Script).Outcome);

    [Fact]
    public void All_files_are_heard_and_the_newest_answer_counts()
    {
        var later = Exported.Script.Replace("2026-11-22", "2026-11-24", StringComparison.Ordinal).Replace("InternalRelay", "Authoritative", StringComparison.Ordinal);
        var request = new AcceptedDomainRequest("contoso.example");
        var answers = new ExportAnswers([Exported.Read(later), Exported.Read(Exported.Script)], []).Answer(request);

        Assert.Equal(2, answers.Count);
        var counted = Assert.IsType<Present<AcceptedDomain>>(answers.Aggregate(EvidenceSet.Empty, (set, seen) => set.With(seen)).Find(request));
        Assert.Equal(AcceptedDomainType.Authoritative, counted.Value.Type);
    }

    // Two organisations cannot have a domain at once: which file is the truth of today, or of whom, no order of files tells.
    [Theory]
    [InlineData("contosotrial.onmicrosoft.example", Outcome.Unavailable)]
    [InlineData("contoso.onmicrosoft.example", Outcome.Present)]
    [InlineData("First Organization", Outcome.Present)]
    public void Two_organisations_that_claim_a_domain_answer_nothing_for_it(string other, Outcome outcome)
    {
        var second = Exported.Script.Replace("contoso.onmicrosoft.example", other, StringComparison.Ordinal);
        ExchangeExport[] files = [Exported.Read(Exported.Script), Exported.Read(second)];
        Request[] asked = [new AcceptedDomainRequest("contoso.example"), new RecipientRequest("lee@contoso.example"), Connectors];

        foreach (var order in new[] { files, [.. files.Reverse()] })
        {
            var answers = asked.Select(request => new ExportAnswers(order, []).Answer(request)).ToList();
            Assert.All(answers.Take(1), seen => Assert.Equal(outcome, seen[0].Outcome));
            Assert.All(answers, seen => Assert.Equal(outcome is Outcome.Unavailable, seen is [{ Outcome: Outcome.Unavailable, Why: { } why }] && why.StartsWith("2 organisations claim contoso.example: ", StringComparison.Ordinal)));
        }
    }

    private static Observation Answer(Request request, string[] own, params string[] files) =>
        Assert.Single(new ExportAnswers([.. files.Select(file => Exported.Read(file))], own).Answer(request));
}
