using static Recapito.Core.Tests.TenantScene;

namespace Recapito.Core.Tests;

/// <summary>The word of the admin centre for a domain, and what is said where the tenant did not show something.</summary>
public sealed class TenantDomainStatusTests
{
    private static readonly (string, string)[] Verified = [("id", "contoso.example"), ("isInitial", "False"), ("isVerified", "True")];

    public static TheoryData<string, string, string> Tenants => new()
    {
        { "in order", "healthy", "status-healthy" },
        { "not verified", "incomplete-setup", "status-not-verified" },
        { "no services", "no-services-selected", "status-no-services" },
        { "no records yet", "incomplete-setup", "status-no-records" },
        { "no records yet, DKIM not seen", "incomplete-setup", "status-no-records" },
        { "only an optional record, which cannot be read", "undetermined", "status-records-not-seen" },
        { "not of this tenant", "not-in-tenant", "status-not-in-tenant" },
        { "domains not listed", "undetermined", "status-not-listed" },
        { "records not listed", "undetermined", "status-records-not-listed" },
        { "services not shown", "undetermined", "status-properties-not-shown" },
        { "a record that cannot be read", "undetermined", "status-records-not-seen" },
        { "not accepted", "possible-service-issues", "status-not-accepted" },
        { "accepted domains not listed", "healthy", "status-healthy" },
        { "relay", "healthy", "status-healthy" },
    };

    [Theory, MemberData(nameof(Tenants))]
    public void The_status_is_never_healthy_on_a_gap(string tenant, string status, string reason)
    {
        var report = Of(tenant).Examine();

        Assert.Equal(status, Kebab.Of(report.Status));
        Assert.Contains(reason, report.Reasons.Select(note => note.Id));
    }

    public static TheoryData<string, Outcome, AcceptedDomainType?> AcceptedDomains => new()
    {
        { "in order", Outcome.Present, AcceptedDomainType.Authoritative },
        { "relay", Outcome.Present, AcceptedDomainType.InternalRelay },
        { "a parent that may include it", Outcome.Unavailable, null },
        { "not accepted", Outcome.Absent, null },
        { "accepted domains not listed", Outcome.Unavailable, null },
        { "an accepted domain that cannot be read", Outcome.Unavailable, null },
    };

    [Theory, MemberData(nameof(AcceptedDomains))]
    public void The_accepted_domain_is_told_with_its_type_or_as_a_gap(string tenant, Outcome outcome, AcceptedDomainType? type)
    {
        var report = Of(tenant).Examine();

        Assert.Equal(outcome, report.Accepted.Outcome);
        Assert.Equal(type, report.Accepted.Entry?.Type);
    }

    [Fact]
    public void An_unverified_domain_needs_one_of_the_two_records_of_the_verification()
    {
        var neither = Of("not verified").Change("contoso.example TXT \"MS=").Examine();
        var alias = Of("not verified").Change("contoso.example TXT \"MS=", "contoso.example MX 32767 ms12345678.msv1.invalid").Examine();

        Assert.Contains(neither.Records, row => row is { Use: RecordUse.Verification, Type: RrType.Txt, Standing: RecordStanding.Missing, IsFault: true });
        Assert.Contains(alias.Records, row => row is { Use: RecordUse.Verification, Type: RrType.Mx, Standing: RecordStanding.Matches });
        Assert.DoesNotContain(alias.Records, row => row is { Use: RecordUse.Verification, IsFault: true });
    }

    [Theory, InlineData("in order"), InlineData("not verified"), InlineData("not of this tenant"), InlineData("domains not listed"), InlineData("services not shown"), InlineData("relay")]
    public void The_JSON_fits_its_schema_and_the_text_its_columns(string tenant)
    {
        var report = Of(tenant).Change("contoso.example MX", "contoso.example MX 10 mx.fabrikam.example").Examine();

        Schema.Load("m365-domain.schema.json").AssertFits(TenantDomainJson.Write(report, Catalogue.Default));
        foreach (var language in new[] { "en", "it" })
        {
            var text = TenantDomainText.Write(report, new() { Width = 60, Language = language }, Catalogue.Default);
            Assert.DoesNotContain("m365-domain.", text, StringComparison.Ordinal);
            Assert.DoesNotContain('{', text);
            Assert.All((text.IndexOf("recapito check", StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text).Split('\n'), line => Assert.InRange(line.Length, 0, 60));
        }
    }

    [Fact]
    public void What_others_wrote_does_not_steer_the_terminal()
    {
        var report = new TenantScene().Change("contoso.example TXT \"MS=", "contoso.example TXT \"MS=\x1b[31m\"").Examine();

        Assert.DoesNotContain('\x1b', TenantDomainText.Write(report, new(), Catalogue.Default));
    }

    private static TenantScene Of(string tenant)
    {
        var scene = new TenantScene();
        return tenant switch
        {
            "not verified" => scene.List(ExchangeObjectKind.TenantDomain, Object(("id", "contoso.example"), ("isVerified", "False"), ("supportedServices", ""))),
            "no services" => scene.List(ExchangeObjectKind.TenantDomain, Object([.. Verified, ("supportedServices", "")])).List(ExchangeObjectKind.ServiceConfigurationRecord),
            "no records yet" => scene.List(ExchangeObjectKind.ServiceConfigurationRecord),
            "no records yet, DKIM not seen" => scene.List(ExchangeObjectKind.ServiceConfigurationRecord).Change("selector1._domainkey", "selector1._domainkey.contoso.example CNAME ?timeout"),
            "only an optional record, which cannot be read" => scene.List(ExchangeObjectKind.ServiceConfigurationRecord, Object(("recordType", "Unavailable"), ("isOptional", "True"))),
            "not of this tenant" => scene.List(ExchangeObjectKind.TenantDomain, Object(("id", "fabrikam.example"), ("isVerified", "True"))),
            "domains not listed" => scene.List(ExchangeObjectKind.TenantDomain, null),
            "records not listed" => scene.List(ExchangeObjectKind.ServiceConfigurationRecord, null),
            "services not shown" => scene.List(ExchangeObjectKind.TenantDomain, Object(Verified)),
            "a record that cannot be read" => scene.List(ExchangeObjectKind.ServiceConfigurationRecord, Record("Mx", "contoso.example", ("mailExchange", Host), ("preference", "0")), Object(("@odata.type", "#microsoft.graph.domainDnsUnavailableRecord"), ("description", "No record can be made"))),
            "not accepted" => scene.List(ExchangeObjectKind.AcceptedDomain, Object(("DomainName", "fabrikam.example"), ("DomainType", "Authoritative"))),
            "accepted domains not listed" => scene.List(ExchangeObjectKind.AcceptedDomain, null),
            "an accepted domain that cannot be read" => scene.List(ExchangeObjectKind.AcceptedDomain, Object(("DomainName", "contoso.example"))),
            "a parent that may include it" => scene.List(ExchangeObjectKind.AcceptedDomain, Object(("DomainName", "example"), ("DomainType", "InternalRelay"))),
            "relay" => scene.List(ExchangeObjectKind.AcceptedDomain, Object(("DomainName", "contoso.example"), ("DomainType", "InternalRelay"))),
            _ => scene,
        };
    }
}
