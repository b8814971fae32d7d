using System.Text;

namespace Recapito.Core.Tests;

public sealed class ExchangeExportReaderTests
{
    public static TheoryData<string, ExportFormat> Forms => new()
    {
        { Exported.Clixml, ExportFormat.Clixml },
        { Exported.Json51, ExportFormat.Json },
        { $"[{Exported.Json51}]", ExportFormat.Json },
        { $$"""{ "value": [{{Exported.Json51}}], "Count": 1 }""", ExportFormat.Json },
        { $$"""{ "AcceptedDomain": {{Exported.Json51}} }""", ExportFormat.Json },
        { Exported.Json51.Replace("\\/Date(1795163400123)\\/", "2026-11-20T08:30:00Z", StringComparison.Ordinal), ExportFormat.Json },
        { Exported.Json51.Replace("\"\\/Date(1795163400123)\\/\"", """{ "value": "\/Date(1795163400123)\/", "DateTime": "Friday" }""", StringComparison.Ordinal), ExportFormat.Json },
        { Exported.Csv, ExportFormat.Csv },
        { Exported.Csv[(Exported.Csv.IndexOf('\n', StringComparison.Ordinal) + 1)..], ExportFormat.Csv },
        { Exported.Csv.Replace("\",\"", "\";\"", StringComparison.Ordinal), ExportFormat.Csv },
        { Exported.Script, ExportFormat.Script },
    };

    // What ConvertTo-Json and Export-Csv make of a value, the property that it is a value of, and its texts; null: unknown.
    public static TheoryData<string, string, string[]?> Values => new()
    {
        { "SmartHosts", "null", [] },
        { "SmartHosts", "\"mail.contoso.example\"", ["mail.contoso.example"] },
        { "SmartHosts", """["a.example", "b.example"]""", ["a.example", "b.example"] },
        { "SmartHosts", """{ "value": ["a.example", "b.example"], "Count": 2 }""", ["a.example", "b.example"] },
        { "SmartHosts", """[{ "Domain": { "Domain": "mail.contoso.example" }, "IsIPAddress": false, "Address": null }]""", ["mail.contoso.example"] },
        { "SmartHosts", """[{ "Domain": null, "IsIPAddress": true, "Address": { "Address": 16909060, "AddressFamily": 2, "IPAddressToString": "192.0.2.25" } }]""", ["192.0.2.25"] },
        { "SmartHosts", "\"System.Collections.ArrayList\"", null },
        { "SmartHosts", "\"Microsoft.Exchange.Data.MultiValuedProperty`1[Microsoft.Exchange.Data.SmartHost]\"", null },
        { "SmartHosts", "\"System.Object[]\"", null },
        { "SmartHosts", "\"@{Domain=mail.contoso.example}\"", null },
        { "SmartHosts", """["a.example", "System.Collections.Hashtable"]""", null },
        { "SmartHosts", """{ "Colour": "blue" }""", null },
        { "RecipientDomains", """[{ "Type": "SMTP", "Address": "*", "Cost": 1 }]""", ["SMTP:*;1"] },
        { "RecipientDomains", """[{ "Domain": "contoso.example", "IncludeSubDomains": true, "Address": "*.contoso.example" }]""", ["*.contoso.example"] },
        { "RecipientDomains", """[{ "Domain": "contoso.example", "Address": "*.contoso.example" }]""", ["*.contoso.example"] },
        { "RecipientDomains", """[{ "Domain": "contoso.example", "IncludeSubDomains": true, "Address": null }]""", ["*.contoso.example"] },
        { "RecipientDomains", """[{ "Domain": "contoso.example", "IncludeSubDomains": false, "Address": "contoso.example" }]""", ["contoso.example"] },
        { "RecipientDomains", """[{ "Type": "SMTP", "Domain": "contoso.example", "IncludeSubDomains": true, "Address": null, "Cost": 5 }]""", ["SMTP:*.contoso.example;5"] },
        { "RecipientDomains", "\"a.example b.example\"", ["a.example b.example"] },
        { "TlsSettings", "4", ["DomainValidation"] },
        { "TlsSettings", "1", ["EncryptionOnly"] },
        { "TlsSettings", "3", null },
        { "TlsSettings", """{ "value": 4, "Value": "DomainValidation" }""", ["DomainValidation"] },
        { "ConnectorType", "1", ["OnPremises"] },
        { "ConnectorType", "2", ["Partner"] },
        { "ConnectorType", "9", null },
        { "TlsDomain", """{ "Domain": "mail.contoso.example" }""", ["mail.contoso.example"] },
        { "UseMXRecord", "false", ["False"] },
        { "Comment", "\"a,b\"", ["a,b"] },
    };

    public static TheoryData<string, string, string> Numbers => new()
    {
        { "RecipientTypeDetails", "128", "MailUser" },
        { "RecipientTypeDetails", "34359738368", "RemoteSharedMailbox" },
        { "RecipientTypeDetails", "3", "" },
        { "PermissionGroups", "13", "AnonymousUsers ExchangeServers ExchangeLegacyServers" },
        { "PermissionGroups", "64", "" },
        { "AuthMechanism", "0", "None" },
        { "TransportRole", "16384", "" },
        { "Port", "25", "25" },
        { "DomainType", "0", "Authoritative" },
        { "DomainType", "Authoritative", "Authoritative" },
    };

    [Theory, MemberData(nameof(Forms))]
    public void The_same_domain_is_read_from_every_form(string text, ExportFormat format)
    {
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)], [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]])
        {
            var export = Exported.Read(bytes);

            Assert.Equal(format, export.Format);
            Assert.Equal(new AcceptedDomain("contoso.example", AcceptedDomainType.InternalRelay, true), Assert.Single(export.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline)) with { WhenChanged = null });
            Assert.Equal(["contoso.example"], export.Domains);
            Assert.Empty(export.Remarks);
        }
    }

    [Fact]
    public void Every_property_is_kept_as_it_came()
    {
        var item = Assert.Single(Exported.Read(Exported.Clixml).Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain));

        Assert.True(item.Has("CatchAllRecipientID"));
        Assert.Empty(item["CatchAllRecipientID"]);
        Assert.Equal(["outlook.office365.com"], item["PSComputerName"]);
        Assert.Equal(["11111111-2222-3333-4444-555555555555"], item["Guid"]);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.Zero).AddTicks(1234567), item.WhenChanged);
        Assert.False(item.Has("SerializationData"));
        Assert.Equal(["says \"no\"\r\nand more"], Exported.Read(Exported.Csv).Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain)[0]["Comment"]);
    }

    [Theory, MemberData(nameof(Values))]
    public void A_value_is_flattened_or_unknown(string property, string json, string[]? expected)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Enabled"] = "true", ["ConnectorType"] = "\"Partner\"", ["RecipientDomains"] = "\"contoso.example\"", ["UseMXRecord"] = "true", [property] = json };
        var export = Exported.Read($"{{ {string.Join(", ", members.Select(member => $"\"{member.Key}\": {member.Value}"))} }}");

        if (expected is null)
        {
            Assert.Empty(export.Inventory.Listings);
            Assert.Contains(property, Assert.Single(export.Gaps).Why, StringComparison.Ordinal);
            Assert.Equal(ExchangeObjectKind.OutboundConnector, Assert.Single(export.Gaps).Kind);
        }
        else
        {
            Assert.Equal(expected, Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector))[property]);
            Assert.Empty(export.Gaps);
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void A_number_of_an_enumeration_has_its_name_or_none(string property, string number, string names) =>
        Assert.Equal(names, string.Join(' ', ExchangeNumbers.Spell(property, [number]) ?? []));

    [Theory]
    [InlineData("""{ "DomainName": "contoso.example", "Name": "x" }""", "no kind that is read", null)]
    [InlineData("""{ "Colour": "blue" }""", "no kind that is read (properties Colour)", null)]
    [InlineData("""{ "HybridDomains": [], "OnPremisesSmartHost": "x", "Domains": [] }""", "HybridConfiguration or OnPremisesOrganization", null)]
    [InlineData("""["a", 1]""", "a text stands in place of an object", null)]
    [InlineData("null", "", "neither XML nor JSON")]
    [InlineData("""[null]""", "nothing ($null)", null)]
    [InlineData("""{ "InboundConnector": [] }""", "whether there are none or the cmdlet failed", null)]
    [InlineData("""{ "InboundConnector": null, "AcceptedDomain": null }""", "whether there are none or the cmdlet failed", null)]
    [InlineData("[]", "no object in the file", null)]
    [InlineData("""{ "AddressSpaces": ["*"], "Enabled": true, "AddressSpaces": ["a.example"] }""", "stands twice", null)]
    public void What_is_not_known_is_told_with_its_place_and_gives_no_listing(string json, string remark, string? error)
    {
        if (error is not null)
        {
            Assert.Contains(error, Assert.Throws<ExchangeExportException>(() => Exported.Read(json)).Message, StringComparison.Ordinal);
            return;
        }

        var export = Exported.Read(json);

        Assert.Empty(export.Inventory.Listings);
        Assert.True(export.Remarks.Any(each => each.What.Contains(remark, StringComparison.Ordinal) && each.Line == 1), string.Join('\n', export.Remarks));
    }

    [Theory]
    [InlineData("DomainType")]
    [InlineData("DomainName")]
    public void A_list_without_a_property_that_it_needs_says_nothing(string missing)
    {
        var export = Exported.Read(Exported.Clixml.Replace($"N=\"{missing}\"", "N=\"Other\"", StringComparison.Ordinal));

        Assert.Empty(export.Inventory.Listings);
        Assert.Contains(missing, Assert.Single(export.Gaps).Why, StringComparison.Ordinal);
    }

    // A domain of either side, what it says of its origin, and the side.
    [Theory]
    [InlineData("\"OriginatingServer\": \"vi1pr01a001dc02.eurprd01.prod.outlook.com\"", ExchangeSide.ExchangeOnline)]
    [InlineData("\"OriginatingServer\": \"dc1.ad.contoso.example\"", ExchangeSide.ExchangeServer)]
    [InlineData("\"OriginatingServer\": \"\"", null)]
    [InlineData("\"OrganizationId\": \"EURPRD01.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.example - EURPRD01\"", ExchangeSide.ExchangeOnline)]
    [InlineData("\"DistinguishedName\": \"CN=contoso.example,CN=Accepted Domains,CN=Transport Settings,CN=Configuration,CN=contoso.onmicrosoft.example,CN=ConfigurationUnits,DC=EURPR05A001,DC=PROD,DC=OUTLOOK,DC=COM\"", ExchangeSide.ExchangeOnline)]
    [InlineData("\"SmtpDaneStatus\": \"Disabled\"", ExchangeSide.ExchangeOnline)]
    [InlineData("\"Name\": \"x\"", null)]
    public void The_side_is_that_which_an_object_tells_else_what_the_caller_says(string origin, ExchangeSide? told)
    {
        var json = $$"""{ "DomainName": "contoso.example", "DomainType": "Authoritative", {{origin}} }""";

        Assert.Equal(told is null ? [ExchangeObjectKind.AcceptedDomain] : [], Exported.Read(json).WithoutSide);
        foreach (var said in Enum.GetValues<ExchangeSide>())
        {
            Assert.Equal(told ?? said, Assert.Single(Exported.Read(json, said).Inventory.Listings).Side);
        }
    }

    [Fact]
    public void A_file_with_connectors_of_one_side_is_of_that_side()
    {
        var export = Exported.Read("""[{ "DomainName": "contoso.example", "DomainType": 0 }, { "AddressSpaces": ["SMTP:*;1"], "Enabled": true }]""");

        Assert.Equal([ExchangeSide.ExchangeServer, ExchangeSide.ExchangeServer], export.Inventory.Listings.Select(listed => listed.Side));
    }

    [Fact]
    public void Domains_of_both_sides_in_one_list_are_of_neither()
    {
        var export = Exported.Read("""[{ "DomainName": "a.example", "DomainType": 0, "SmtpDaneStatus": "x" }, { "DomainName": "a.example", "DomainType": 0, "OriginatingServer": "dc1.a.example" }]""");

        Assert.Empty(export.Inventory.Listings);
        Assert.Contains("both sides", Assert.Single(export.Gaps).Why, StringComparison.Ordinal);
    }

    // Evidence by hand may hold the numbers themselves, which the typed readers read.
    [Theory]
    [InlineData("1", TlsAuthLevel.EncryptionOnly)]
    [InlineData("2", TlsAuthLevel.CertificateValidation)]
    [InlineData("4", TlsAuthLevel.DomainValidation)]
    [InlineData("3", null)]
    [InlineData("domainvalidation", TlsAuthLevel.DomainValidation)]
    public void The_level_of_TLS_is_read_from_its_number_as_from_its_name(string written, TlsAuthLevel? level)
    {
        var item = new ExchangeObject([KeyValuePair.Create("TlsSettings", (IReadOnlyList<string>)[written]), KeyValuePair.Create("TlsAuthLevel", (IReadOnlyList<string>)[written])]);

        Assert.Equal((level, level), (new OutboundConnector(item).Tls, new SendConnector(item).Tls));
    }

    [Theory]
    [InlineData("1", ConnectorType.OnPremises)]
    [InlineData("2", ConnectorType.Partner)]
    [InlineData("OnPremises", ConnectorType.OnPremises)]
    public void The_type_of_a_connector_is_read_from_its_number_as_from_its_name(string written, ConnectorType type)
    {
        var item = new ExchangeObject([KeyValuePair.Create("ConnectorType", (IReadOnlyList<string>)[written])]);

        Assert.Equal((type, type), (new InboundConnector(item).Type, new OutboundConnector(item).Type));
    }

    [Theory]
    [InlineData("_x000A_", "\n")]
    [InlineData("a_x0009_b_x000D__x000A_", "a\tb\r\n")]
    [InlineData("_x005F_x000A_", "_x000A_")]
    [InlineData("_x00_", "_x00_")]
    [InlineData("_xZZZZ_", "_xZZZZ_")]
    [InlineData("_x000A", "_x000A")]
    [InlineData("_x_x0041_", "_xA")]
    [InlineData("_x D83D__x", "_x D83D__x")]
    public void Escapes_of_Clixml_are_resolved(string written, string meant) => Assert.Equal(meant, ClixmlText.Unescape(written));
}
