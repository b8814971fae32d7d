namespace Recapito.Core.Tests;

public class EvidenceInventoryTests
{
    private static readonly Provenance Source = new("export.json", new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_list_is_listed_none_at_all_is_an_empty_list_and_a_gap_is_no_list()
    {
        var (_, known) = Assert.Single(EvidenceInventory.Read(Of(
            new Present<ExchangeObjects>(Asked("contoso.example", ExchangeObjectKind.AcceptedDomain), new([Object(("DomainName", "contoso.example"), ("DomainType", "Authoritative"))]), Source),
            new Absent<ExchangeObjects>(Asked("contoso.example", ExchangeObjectKind.InboundConnector), "there is none", Source),
            new Unavailable<ExchangeObjects>(Asked("contoso.example", ExchangeObjectKind.OutboundConnector), "403 Forbidden", Source))));
        Assert.Single(known.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline));
        Assert.Empty(known.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector)!.Items);
        Assert.Null(known.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector));
        Assert.Equal("403 Forbidden", Assert.Single(known.Gaps).Why);
        var report = HybridExamination.Judge(known.Inventory, Source.At, Catalogue.Default, unanswered: known.Gaps);
        Assert.Contains(report.NotSeen, gap => gap is { Objects: ExchangeObjectKind.OutboundConnector, Why: "403 Forbidden" });
    }

    [Fact]
    public void Two_domains_are_one_organisation_where_it_accepts_both_and_else_two()
    {
        var both = Object(("DomainName", "fabrikam.example"), ("DomainType", "Authoritative"));
        Observation first = new Present<ExchangeObjects>(Asked("contoso.example", ExchangeObjectKind.AcceptedDomain), new([both]), Source);
        Observation second = new Absent<ExchangeObjects>(Asked("fabrikam.example", ExchangeObjectKind.InboundConnector), "there is none", Source);
        Observation third = new Absent<ExchangeObjects>(Asked("alpine.example", ExchangeObjectKind.InboundConnector), "there is none", Source);
        Assert.Equal(["contoso.example", "fabrikam.example"], Assert.Single(EvidenceInventory.Read(Of(first, second))).Domains);
        Assert.Equal(2, EvidenceInventory.Read(Of(first, second, third)).Count);
        Assert.Empty(EvidenceInventory.Read(EvidenceSet.Empty));
    }

    /// <summary>ConvertTo-Json writes enumerations as numbers.</summary>
    [Theory]
    [InlineData("1", ConnectorType.OnPremises)]
    [InlineData("2", ConnectorType.Partner)]
    [InlineData("OnPremises", ConnectorType.OnPremises)]
    [InlineData("partner", ConnectorType.Partner)]
    [InlineData("0", ConnectorType.Partner)]
    [InlineData("7", ConnectorType.Partner)]
    public void The_type_of_a_connector_is_read_as_a_name_and_as_a_number(string text, ConnectorType type)
    {
        Assert.Equal(type, new InboundConnector(Object(("ConnectorType", text))).Type);
        Assert.Equal(type, new OutboundConnector(Object(("ConnectorType", text))).Type);
    }

    [Theory]
    [InlineData("1", TlsAuthLevel.EncryptionOnly)]
    [InlineData("2", TlsAuthLevel.CertificateValidation)]
    [InlineData("4", TlsAuthLevel.DomainValidation)]
    [InlineData("DomainValidation", TlsAuthLevel.DomainValidation)]
    [InlineData("3", null)]
    [InlineData("sometimes", null)]
    public void The_level_of_TLS_is_read_as_a_name_and_as_a_number(string text, TlsAuthLevel? level) =>
        Assert.Equal(level, new SendConnector(Object(("TlsAuthLevel", text))).Tls);

    private static EvidenceSet Of(params Observation[] seen) => seen.Aggregate(EvidenceSet.Empty, (all, one) => all.With(one));

    private static ConfigurationRequest Asked(string domain, ExchangeObjectKind kind) => new(domain, ExchangeSide.ExchangeOnline, kind);

    private static ExchangeObject Object(params (string Name, string Value)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create(property.Name, (IReadOnlyList<string>)[property.Value])));
}
