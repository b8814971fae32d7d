using CsCheck;

namespace Recapito.Core.Tests;

/// <summary>What holds for every organisation, in order or not, and for every text in every property.</summary>
public class HybridPropertyTests
{
    private static readonly string[] Kinds = [.. new HybridScene().Kinds];

    private static readonly string[] Properties = [.. new HybridScene().Properties];

    /// <summary>Values that mean something to a rule, and values that mean nothing to anybody.</summary>
    private static readonly string[] Values =
    [
        "", "True", "False", "0", "1", "2", "4", "99999999999999999999", "-1", "*", "*.", "*.contoso.example", "contoso.example", "fabrikam.example", "smtp:*;1", "smtp:;;;", ";", ":", "\\", "/", "=", "'",
        "Partner", "OnPremises", "InternalRelay", "EncryptionOnly", "DomainValidation", "Off", "<I><S>", "<I>CN=a<S>CN=b", "<S>", "CN=", "CN=\"a, CN=b\"", "/Date(9)/", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        "contoso-example.mail.protection.outlook.com", "[192.0.2.1]", "System.Collections.Generic.List`1[System.String]", "\u001b[31m", "\u202e", "\u2019; Remove-Item", "a\nb", "EX01\\", "mail.contoso.example|*.contoso.example",
    ];

    private static readonly Gen<string> Value = Gen.Frequency((4, Gen.Int[0, Values.Length - 1].Select(i => Values[i])), (1, Gen.String[0, 40]));

    private static readonly Gen<(string Property, string Value)[]> Changes = Gen.Select(Gen.Int[0, Properties.Length - 1].Select(i => Properties[i]), Value, (property, value) => (property, value)).Array[0, 6];

    [Fact]
    public void Taking_a_listing_away_adds_no_finding_of_warning_or_worse_and_none_that_all_is_well() =>
        Gen.Select(Changes, Gen.Int[0, Kinds.Length - 1]).Sample((changes, kind) => NothingNew(changes, $"{Kinds[kind]}!"), iter: 3000);

    [Fact]
    public void Taking_a_property_away_adds_no_finding_of_warning_or_worse_and_none_that_all_is_well() =>
        Gen.Select(Changes, Gen.Int[0, Properties.Length - 1]).Sample((changes, property) => NothingNew(changes, $"{Properties[property]}-"), iter: 3000);

    [Fact]
    public void A_value_that_is_not_shown_says_nothing_that_it_does_not_say_where_it_is_shown() =>
        Assert.All(Properties.SelectMany(_ => Values, (property, value) => (property, value)), change => NothingNew([change], $"{change.property}-"));

    /// <summary>Found by the sample above: a certificate of another server was taken for the connector's once it did not show its server.</summary>
    [Theory]
    [InlineData("online/InboundConnector/TlsSenderCertificateName", "mail.fabrikam.example")]
    [InlineData("server/ExchangeCertificate/NotAfter", "/Date(9)/")]
    [InlineData("server/ExchangeCertificate/IsSelfSigned", "True")]
    public void A_certificate_that_does_not_show_its_server_accuses_nobody(string property, string value) =>
        NothingNew([("server/SendConnector/SourceTransportServers", "EX99"), ("server/ReceiveConnector/Identity", "EX99\\Default"), (property, value)], "server/ExchangeCertificate/Identity-");

    /// <summary>Found by the worlds of the lab, from which <c>lab prove</c> takes every property in turn.</summary>
    [Theory]
    [InlineData("server/SendConnector++Name=Old;;Enabled=False", "server/SendConnector/AddressSpaces-")]
    [InlineData("server/ReceiveConnector++Name=Scanners;;Identity=EX01\\Scanners;;TlsDomainCapabilities=", "server/ReceiveConnector/Identity-")]
    [InlineData("server/ReceiveConnector++Name=Scanners;;Identity=EX01\\Scanners;;TlsDomainCapabilities=", "server/ReceiveConnector/TransportRole-")]
    [InlineData("server/ExchangeCertificate++NotAfter=2026-01-01T00:00:00Z", "server/ExchangeCertificate/Identity-")]
    [InlineData("server/SendConnector/IgnoreSTARTTLS=True&&server/SendConnector/RequireTLS=False&&server/SendConnector/TlsAuthLevel=", "server/SendConnector/IgnoreSTARTTLS-")]
    public void A_property_that_is_not_shown_accuses_nobody(string changes, string less) => NothingNew(new HybridScene(changes), new HybridScene($"{changes}&&{less}"));

    /// <summary>Found likewise: what could not be looked at was called in order.</summary>
    [Theory]
    [InlineData("server/RemoteDomain/DomainName=other.mail.onmicrosoft.com", "server/RemoteDomain/DomainName-")]
    [InlineData("server/SendConnector/SmartHosts=mail.fabrikam.example", "server/SendConnector/SmartHosts-")]
    [InlineData("online/InboundConnector/TlsSenderCertificateName=relay.contoso.example", "server/SendConnector/TlsCertificateName-")]
    [InlineData("online/InboundConnector/TlsSenderCertificateName=relay.contoso.example", "server/SendConnector/SourceTransportServers-")]
    [InlineData("online/InboundConnector/TlsSenderCertificateName=relay.contoso.example", "server/ExchangeCertificate/CertificateDomains-")]
    [InlineData("online/InboundConnector/TlsSenderCertificateName=relay.contoso.example", "server/ExchangeCertificate/Subject-")]
    [InlineData("online/InboundConnector/RestrictDomainsToCertificate=True", "online/InboundConnector/RestrictDomainsToCertificate-")]
    [InlineData("online/OutboundConnector/TlsDomain=relay.contoso.example", "server/ReceiveConnector/TlsCertificateName-")]
    [InlineData("online/OutboundConnector/TlsDomain=relay.contoso.example", "server/ReceiveConnector/Identity-")]
    [InlineData("online/OutboundConnector/TlsDomain=relay.contoso.example", "server/ExchangeCertificate/Identity-")]
    [InlineData("online/OutboundConnector/IsTransportRuleScoped=True", "online/OutboundConnector/ConnectorSource-")]
    [InlineData("online/OutboundConnector/SmartHosts=192.0.2.25", "server/HybridConfiguration/OnPremisesSmartHost-")]
    [InlineData("online/OutboundConnector/SmartHosts=192.0.2.25", "online/OutboundConnector/SmartHosts-")]
    [InlineData("server/HybridConfiguration/Domains=contoso.example|fabrikam.example", "server/HybridConfiguration/Domains-")]
    [InlineData("server/HybridConfiguration/SendingTransportServers=EX01|EX02", "server/HybridConfiguration/SendingTransportServers-")]
    [InlineData("server/HybridConfiguration/SendingTransportServers=EX01|EX02", "server/SendConnector/SourceTransportServers-")]
    [InlineData("server/HybridConfiguration/ReceivingTransportServers=EX01|EX02&&server/ReceiveConnector++Name=Second;;Identity=EX02\\Second;;TlsDomainCapabilities=", "server/HybridConfiguration/ReceivingTransportServers-")]
    [InlineData("server/ReceiveConnector/Fqdn=mail.contoso.example", "server/ReceiveConnector/Identity-")]
    [InlineData("server/ReceiveConnector/Enabled=:", "server/ReceiveConnector/TlsDomainCapabilities-")]
    [InlineData("server/ReceiveConnector/TlsCertificateName=<I>CN=Old CA<S>CN=old.contoso.example", "server/ReceiveConnector/TlsDomainCapabilities-")]
    [InlineData("server/SendConnector/AddressSpaces=SMTP:*;1&&server/SendConnector/SmartHosts=contoso-example.mail.protection.outlook.com&&server/SendConnector/DNSRoutingEnabled=False", "server/SendConnector/AddressSpaces-")]
    [InlineData("server/SendConnector/AddressSpaces=&&server/SendConnector/Enabled=:", "server/SendConnector/CloudServicesMailEnabled-")]
    public void A_property_that_is_not_shown_clears_nobody(string changes, string less) => NothingNew(new HybridScene(changes), new HybridScene($"{changes}&&{less}"));

    [Fact]
    public void Of_an_organisation_in_order_any_property_and_any_listing_can_be_missing() => Assert.All(
        Properties.Select(property => $"{property}-").Concat(Kinds.Select(kind => $"{kind}!")),
        less => Assert.DoesNotContain(new HybridScene(less).Judge().Findings, finding => finding.Severity >= Severity.Warning));

    [Fact]
    public void No_text_in_any_property_makes_a_check_throw_or_steers_a_terminal() => Changes.Sample(
        changes =>
        {
            var report = Scene(changes).Judge();
            foreach (var text in (string[])[HybridText.Write(report, new() { Verbose = true }, Catalogue.Default), HybridJson.Write(report, Catalogue.Default, "it")])
            {
                Assert.DoesNotContain('\u001b', text);
                Assert.DoesNotContain('\u202e', text);
            }
        },
        iter: 1000);

    [Fact]
    public void Of_nothing_listed_nothing_is_said()
    {
        var report = HybridExamination.Judge(ExchangeInventory.Empty, HybridScene.Now, Catalogue.Default);
        Assert.Empty(report.Findings);
        Assert.False(report.IsDetermined);
        Assert.NotEmpty(report.NotSeen);
    }

    private static void NothingNew((string Property, string Value)[] changes, string less) => NothingNew(Scene(changes), Scene(changes).With(less));

    private static void NothingNew(HybridScene all, HybridScene less)
    {
        var report = less.Judge();
        Assert.Empty(Said(report).Except(Said(all.Judge())));
        Assert.Empty(report.NotSeen.SelectMany(gap => gap.Subjects).Intersect(report.Findings.Where(finding => finding.Severity is Severity.Ok).Select(finding => finding.Subject)));
    }

    private static IEnumerable<string> Said(HybridReport report) => report.Findings.Where(finding => finding.Severity is Severity.Ok or >= Severity.Warning).Select(finding => finding.Id).Distinct();

    private static HybridScene Scene((string Property, string Value)[] changes) => changes.Aggregate(new HybridScene(), (scene, change) => scene.Set(change.Property, change.Value));
}
