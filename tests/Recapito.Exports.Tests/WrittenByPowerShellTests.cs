using System.Management.Automation;
using System.Text;
using Recapito.Core;
using static Recapito.Exports.Tests.ExchangeTypes;

namespace Recapito.Exports.Tests;

/// <summary>What Microsoft's own serializers write of objects as Exchange's cmdlets show them is read back as the same objects.</summary>
public sealed class WrittenByPowerShellTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    private readonly PowerShellWindow window = new();

    /// <summary>The forms, each from objects to bytes.</summary>
    public static TheoryData<string> Forms => ["clixml", "clixml-utf16", "clixml-list", "json", "json-one-by-one", "json-enum-names", "json-utf16", "json-bundle"];

    public void Dispose() => window.Dispose();

    [Theory, MemberData(nameof(Forms))]
    public void The_connectors_of_a_tenant_come_back_whole(string form)
    {
        var export = Read(form, Organisation.AcceptedDomain(online: true), Organisation.InboundConnector(), Organisation.OutboundConnector());

        Assert.Empty(export.Gaps);
        Assert.Empty(export.WithoutSide);
        Assert.Equal("contoso.onmicrosoft.example", export.Organization);
        Assert.Equal(new AcceptedDomain("contoso.example", Core.AcceptedDomainType.Authoritative, false) { WhenCreated = new(2024, 11, 20, 8, 30, 0, TimeSpan.Zero), WhenChanged = new(Organisation.Changed) }, Assert.Single(export.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline)));
        var inbound = new InboundConnector(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector)));
        Assert.Equal(("Inbound from 1", true, ConnectorType.OnPremises, true, "*.contoso.example"), (inbound.Name, inbound.IsEnabled, inbound.Type, inbound.RequiresTls, inbound.CertificateName));
        Assert.True(Assert.Single(inbound.SenderDomains).IsEverything);
        Assert.Empty(inbound.SenderAddresses);
        var outbound = new OutboundConnector(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector)));
        Assert.Equal(["contoso.example", "*.fabrikam.example"], outbound.RecipientDomains.Select(domain => domain.ToString()));
        Assert.Equal(["mail.contoso.example"], outbound.SmartHosts);
        Assert.Equal((Core.TlsAuthLevel.DomainValidation, "mail.contoso.example", true, false, ConnectorType.OnPremises), (outbound.Tls, outbound.TlsDomain, outbound.RoutesAllViaOnPremises, outbound.UsesMx, outbound.Type));
    }

    [Theory, MemberData(nameof(Forms))]
    public void The_objects_of_the_servers_come_back_whole(string form)
    {
        var export = Read(form, Organisation.AcceptedDomain(online: false), Organisation.SendConnector(), Organisation.ReceiveConnector(), Organisation.ExchangeCertificate());

        Assert.Empty(export.Gaps);
        Assert.Equal("contoso.example", Assert.Single(export.Inventory.AcceptedDomains(ExchangeSide.ExchangeServer)).Domain);
        var send = new SendConnector(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector)));
        Assert.Equal(["contoso-example.mail.protection.outlook.com", "192.0.2.25"], send.SmartHosts);
        Assert.Equal(["*.mail.onmicrosoft.example;1", "*;5"], send.AddressSpaces.Select(space => $"{space};{space.Cost}"));
        Assert.Equal((Core.TlsAuthLevel.DomainValidation, "mail.protection.outlook.com", "mail.contoso.example", true, false, false), (send.Tls, send.TlsDomain, send.Fqdn, send.RequiresTls, send.IgnoresStartTls, send.UsesDns));
        Assert.Equal("<I>CN=Example CA, O=Example<S>CN=mail.contoso.example", send.CertificateName);
        Assert.Equal(["Unlimited"], send.Source["MaxMessageSize"]);
        Assert.Equal(["00:10:00"], send.Source["ConnectionInactivityTimeOut"]);
        Assert.Equal(["two\nlines, and a _x000A_ of its own"], send.Source["Comment"]);
        var receive = new ReceiveConnector(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector)));
        Assert.Equal((@"EX1\Default Frontend EX1", "FrontendTransport", "ex1.contoso.example"), (receive.Name, receive.Role, receive.Fqdn));
        Assert.Equal(["[::]:25", "0.0.0.0:25"], receive.Bindings);
        Assert.Equal(["AnonymousUsers", "ExchangeServers", "ExchangeLegacyServers"], receive.PermissionGroups);
        Assert.Equal(["mail.protection.outlook.com:AcceptCloudServicesMail"], receive.TlsDomainCapabilities);
        var certificate = new ExchangeCertificate(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate)));
        Assert.Equal(["mail.contoso.example", "*.contoso.example"], certificate.Domains);
        Assert.Equal(new DateTimeOffset(Organisation.Changed.AddYears(1)), certificate.NotAfter);
        Assert.Equal(["IIS", "SMTP"], certificate.Services);
    }

    [Theory]
    [InlineData("clixml", true)]
    [InlineData("json-enum-names", true)]
    [InlineData("json", false)]
    public void Features_are_read_by_name_and_a_number_whose_name_is_not_published_makes_the_list_unknown(string form, bool isKnown)
    {
        var export = Read(form, Organisation.HybridConfiguration());

        if (isKnown)
        {
            var hybrid = new HybridConfiguration(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration)));
            Assert.Equal(["contoso.example", "fabrikam.example"], hybrid.Domains);
            Assert.True(hybrid.IsCentralized);
            Assert.Equal(["FreeBusy", "SecureMail", "CentralizedTransport"], hybrid.Features);
            Assert.Equal("mail.contoso.example", hybrid.SmartHost);
        }
        else
        {
            Assert.Empty(export.Inventory.Listings);
            Assert.Equal((ExchangeObjectKind.HybridConfiguration, ExchangeSide.ExchangeServer), (Assert.Single(export.Gaps).Kind, Assert.Single(export.Gaps).Side));
            Assert.Contains("Features", Assert.Single(export.Gaps).Why, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void No_secret_is_kept_and_that_is_said(string form)
    {
        var export = Read(form, Organisation.SendConnector());

        var send = Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector));
        Assert.False(send.Has("AuthenticationCredential"));
        Assert.Contains(export.Remarks, remark => remark.What.Contains("AuthenticationCredential", StringComparison.Ordinal) && remark.Line > 0);
    }

    [Fact]
    public void Where_the_default_depth_of_ConvertTo_Json_ran_out_nothing_is_concluded_from_the_list()
    {
        var deep = Organisation.OutboundConnector();
        deep.Properties["SmartHosts"].Value = new[] { new Dictionary<string, object> { ["Domain"] = new Dictionary<string, object> { ["Domain"] = "mail.contoso.example" } } };
        var json = window.Text("@($list) | ConvertTo-Json -Depth 2 -WarningAction SilentlyContinue", ("list", new object[] { deep, Organisation.OutboundConnector("Other") }));

        var export = Parse(json);

        Assert.Contains("System.Collections", json, StringComparison.Ordinal);
        Assert.Empty(export.Inventory.Listings);
        Assert.Contains("SmartHosts", Assert.Single(export.Gaps).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConvertTo-Csv", "#TYPE")]
    [InlineData("ConvertTo-Csv -IncludeTypeInformation", "#TYPE")]
    [InlineData("ConvertTo-Csv -NoTypeInformation", "")]
    [InlineData("ConvertTo-Csv -NoTypeInformation -Delimiter ';'", "")]
    [InlineData("ConvertTo-Csv -NoTypeInformation -UseQuotes AsNeeded", "")]
    public void Lines_of_Export_Csv_are_read(string command, string mark)
    {
        var text = window.Text($"$list | {command}", ("list", new object[] { Organisation.AcceptedDomain(online: true), Organisation.AcceptedDomain(online: true, "*.fabrikam.example", ExchangeTypes.AcceptedDomainType.InternalRelay) }));

        var export = Parse(text + "\r\n");

        Assert.True(mark.Length == 0 || !command.Contains("Include", StringComparison.Ordinal) || text.StartsWith(mark, StringComparison.Ordinal));
        Assert.Equal(ExportFormat.Csv, export.Format);
        Assert.Equal([new("contoso.example", Core.AcceptedDomainType.Authoritative, false), new("fabrikam.example", Core.AcceptedDomainType.InternalRelay, true)], export.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline));
    }

    [Fact]
    public void A_list_that_Export_Csv_wrote_as_the_name_of_its_type_is_unknown()
    {
        var export = Parse(window.Text("$list | ConvertTo-Csv", ("list", new object[] { Organisation.OutboundConnector() })) + "\n");

        Assert.Empty(export.Inventory.Listings);
        Assert.Equal(ExchangeObjectKind.OutboundConnector, Assert.Single(export.Gaps).Kind);
    }

    private ExchangeExport Read(string form, params PSObject[] items) => ExchangeExportReader.Read(Bytes(form, items), new("export", At));

    private static ExchangeExport Parse(string text) => ExchangeExportReader.Read(Encoding.UTF8.GetBytes(text), new("export", At));

    private byte[] Bytes(string form, PSObject[] items) => form switch
    {
        "clixml" => Encoding.UTF8.GetBytes(Clixml(items)),
        "clixml-utf16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Clixml(items))],
        "clixml-list" => Encoding.UTF8.GetBytes(PSSerializer.Serialize(items, 4)),
        "json" => Json("ConvertTo-Json -InputObject $list -Depth 6", items),
        "json-one-by-one" => Json("$list | ConvertTo-Json -Depth 4 -Compress", items),
        "json-enum-names" => Json("$list | ConvertTo-Json -Depth 6 -EnumsAsStrings", items),
        "json-utf16" => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(window.Text("$list | ConvertTo-Json -Depth 6", ("list", items)))],
        _ => Json("$bag = [ordered]@{}; foreach ($one in $list) { $bag[($one.PSObject.TypeNames[0] -replace '.*\\.(Tenant)?' -replace 'SmtpSendConnectorConfig', 'SendConnector')] = @($one) }; $bag | ConvertTo-Json -Depth 7", items),
    };

    private byte[] Json(string script, PSObject[] items) => Encoding.UTF8.GetBytes(window.Text(script, ("list", items)));

    // Export-Clixml itself, as it writes several objects from a pipeline.
    private string Clixml(PSObject[] items)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xml");
        try
        {
            window.Run("$list | Export-Clixml -LiteralPath $file -Depth 3", ("list", items), ("file", file));
            return File.ReadAllText(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
