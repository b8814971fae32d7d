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
    public void Taking_a_listing_away_adds_no_finding_of_warning_or_worse() =>
        Gen.Select(Changes, Gen.Int[0, Kinds.Length - 1]).Sample((changes, kind) => NothingNew(changes, $"{Kinds[kind]}!"), iter: 3000);

    [Fact]
    public void Taking_a_property_away_adds_no_finding_of_warning_or_worse() =>
        Gen.Select(Changes, Gen.Int[0, Properties.Length - 1]).Sample((changes, property) => NothingNew(changes, $"{Properties[property]}-"), iter: 3000);

    /// <summary>Found by the sample above: a certificate of another server was taken for the connector's once it did not show its server.</summary>
    [Theory]
    [InlineData("online/InboundConnector/TlsSenderCertificateName", "mail.fabrikam.example")]
    [InlineData("server/ExchangeCertificate/NotAfter", "/Date(9)/")]
    [InlineData("server/ExchangeCertificate/IsSelfSigned", "True")]
    public void A_certificate_that_does_not_show_its_server_accuses_nobody(string property, string value) =>
        NothingNew([("server/SendConnector/SourceTransportServers", "EX99"), ("server/ReceiveConnector/Identity", "EX99\\Default"), (property, value)], "server/ExchangeCertificate/Identity-");

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

    private static void NothingNew((string Property, string Value)[] changes, string less)
    {
        var before = Scene(changes).Judge().Findings.Where(finding => finding.Severity >= Severity.Warning).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var after = Scene(changes).With(less).Judge().Findings.Where(finding => finding.Severity >= Severity.Warning).Select(finding => finding.Id).Distinct();
        Assert.Empty(after.Except(before));
    }

    private static HybridScene Scene((string Property, string Value)[] changes) => changes.Aggregate(new HybridScene(), (scene, change) => scene.Set(change.Property, change.Value));
}
