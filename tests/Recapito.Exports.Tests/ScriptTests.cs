using System.Management.Automation.Language;
using System.Text;
using Recapito.Cli;
using Recapito.Core;

namespace Recapito.Exports.Tests;

/// <summary>The script of <c>recapito m365 export-script</c>: what it may do, and what it writes, run whole against cmdlets that answer as Exchange does.</summary>
public sealed class ScriptTests : IDisposable
{
    // Besides the cmdlets that show: what shapes, writes to the window, and makes an empty list.
    private static readonly string[] Harmless = ["ConvertTo-Json", "ForEach-Object", "New-Object", "Write-Host", "Write-Warning"];

    private static readonly string[] Methods = ["WriteAllText", "GetUnresolvedProviderPathFromPSPath", "ToString", "ToUniversalTime", "GetType", "StartsWith", "Replace", "Add", "ToArray", "ContainsKey"];

    private readonly PowerShellWindow window = new();
    private readonly string folder = Directory.CreateTempSubdirectory("recapito").FullName;

    public void Dispose()
    {
        window.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void It_parses_without_an_error_and_is_plain_ASCII()
    {
        var script = ExportScriptCommand.Script("exchange-online", ["lee@contoso.example"]);
        Parser.ParseInput(script, out _, out var errors);

        Assert.Empty(errors);
        Assert.True(Ascii.IsValid(script));
    }

    [Fact]
    public void It_calls_nothing_but_cmdlets_that_show_and_a_few_that_shape_text()
    {
        var script = Parser.ParseInput(ExportScriptCommand.Script(null, []), out _, out _);
        var own = script.FindAll(node => node is FunctionDefinitionAst, true).Cast<FunctionDefinitionAst>().Select(function => function.Name).ToList();
        var called = script.FindAll(node => node is CommandAst, true).Cast<CommandAst>().Select(command => command.GetCommandName() ?? command.CommandElements[0].Extent.Text).Distinct().ToList();

        Assert.Contains("Get-AcceptedDomain", called);
        Assert.All(called.Except(own).Except(Harmless), name => Assert.True(name.StartsWith("Get-", StringComparison.Ordinal) || name == "$command", $"the script calls {name}"));
        Assert.Empty(script.FindAll(node => node is InvokeMemberExpressionAst call && !Methods.Contains(call.Member.Extent.Text), true).Select(node => node.Extent.Text));
        Assert.Empty(script.FindAll(node => node is FileRedirectionAst, true));
    }

    [Fact]
    public void Every_cmdlet_is_told_by_itself_that_an_error_ends_it()
    {
        var script = Parser.ParseInput(ExportScriptCommand.Script(null, []), out _, out _);
        var shows = script.FindAll(node => node is CommandAst command && command.GetCommandName()?.StartsWith("Get-", StringComparison.Ordinal) is true, true).Select(node => node.Extent.Text).Where(text => !text.StartsWith("Get-Command", StringComparison.Ordinal)).ToList();

        Assert.True(shows.Count >= 15);
        Assert.All(shows, text => Assert.True(text.Contains("@stop", StringComparison.Ordinal) || text.Contains("@scope", StringComparison.Ordinal), text));
    }

    [Fact]
    public void It_collects_what_the_reader_reads_of_each_kind()
    {
        var script = Parser.ParseInput(ExportScriptCommand.Script(null, []), out _, out _);
        var table = script.FindAll(node => node is AssignmentStatementAst { Left.Extent.Text: "$properties" }, true).Cast<AssignmentStatementAst>().Single().Right.Find(node => node is HashtableAst, true) as HashtableAst;
        var written = table!.KeyValuePairs.Select(pair => $"{pair.Item1.Extent.Text}: {string.Join(", ", pair.Item2.FindAll(node => node is StringConstantExpressionAst, true).Select(node => ((StringConstantExpressionAst)node).Value))}");

        Assert.Equal(ObjectKinds.All.Select(form => $"{form.Kind}: {string.Join(", ", form.Needed.Concat(form.Read))}").Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void In_a_tenant_it_writes_what_the_reader_takes()
    {
        var export = Collect("", "Get-OutboundConnector");

        Assert.Equal((ExportFormat.Script, "contoso.onmicrosoft.example", true), (export.Format, export.Organization, export.TellsTime));
        Assert.Empty(export.Remarks);
        Assert.Equal("contoso.example", Assert.Single(export.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline)).Domain);
        Assert.Equal(["*.contoso.example"], export.Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector).Select(item => new InboundConnector(item).CertificateName));
        var gap = Assert.Single(export.Gaps, gap => gap.Kind is ExchangeObjectKind.OutboundConnector);
        Assert.Contains("no permission", gap.Why, StringComparison.Ordinal);
        Assert.Null(export.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector));
        Assert.Empty(export.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.RemoteDomain)!.Items);
        Assert.Contains(export.Gaps, gap => gap.Kind is ExchangeObjectKind.MailPublicFolder && gap.Why.Contains("Get-MailPublicFolder", StringComparison.Ordinal));
    }

    [Fact]
    public void Connectors_of_rules_and_in_test_mode_are_collected_once_each()
    {
        var export = Collect("");

        Assert.Equal(["Rule", "Test", "Usual"], export.Inventory.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector).Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Asked_for_some_addresses_it_says_so_and_what_is_not_there_is_absent_for_these_only()
    {
        var export = Collect("-Recipient lee@contoso.example, o'hara@contoso.example");
        var answers = new ExportAnswers([export], []);

        var listed = export.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient)!;
        Assert.Equal(["lee@contoso.example", "o'hara@contoso.example"], listed.OnlyFor);
        Assert.Equal(Outcome.Present, Assert.Single(answers.Answer(new RecipientRequest("lee@contoso.example"))).Outcome);
        Assert.Equal(Outcome.Absent, Assert.Single(answers.Answer(new RecipientRequest("o'hara@contoso.example"))).Outcome);
        Assert.Equal(Outcome.Unavailable, Assert.Single(answers.Answer(new RecipientRequest("kim@contoso.example"))).Outcome);
    }

    [Fact]
    public void Of_the_whole_directory_an_address_that_is_not_there_is_absent()
    {
        var answers = new ExportAnswers([Collect("")], []);

        Assert.Equal(Outcome.Present, Assert.Single(answers.Answer(new RecipientRequest("lee@contoso.example"))).Outcome);
        Assert.Equal(Outcome.Absent, Assert.Single(answers.Answer(new RecipientRequest("kim@contoso.example"))).Outcome);
    }

    [Fact]
    public void On_servers_it_collects_connectors_certificates_and_the_hybrid_configuration()
    {
        window.Run(Server, [("send", Organisation.SendConnector()), ("receive", Organisation.ReceiveConnector()), ("hybrid", Organisation.HybridConfiguration()), ("certificate", Organisation.ExchangeCertificate()), ("domain", Organisation.AcceptedDomain(online: false))]);

        var export = Start("-NoRecipients");

        Assert.Empty(export.Gaps.Select(gap => gap.Why));
        Assert.Equal(["contoso-example.mail.protection.outlook.com", "192.0.2.25"], new SendConnector(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector))).SmartHosts);
        Assert.True(new HybridConfiguration(Assert.Single(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration))).IsCentralized);
        var certificate = new ExchangeCertificate(export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate)[0]);
        Assert.Equal((new DateTimeOffset(Organisation.Changed.AddYears(1)), "CN=Example CA, O=Example"), (certificate.NotAfter, certificate.Issuer));
        Assert.DoesNotContain("relay", File.ReadAllText(Path.Combine(folder, "export.json")), StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(Organisation.Changed), export.Inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain)[0].WhenChanged);
    }

    [Fact]
    public void In_a_window_without_Exchange_it_says_how_to_connect()
    {
        var problem = Assert.ThrowsAny<Exception>(() => Start(""));

        Assert.Contains("Connect-ExchangeOnline", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "export.json")));
    }

    [Theory]
    [InlineData("o'hara@contoso.example")]
    [InlineData("$(throw 1)@contoso.example")]
    [InlineData("a`$b\"c@contoso.example")]
    public void An_address_in_the_script_is_text_and_nothing_else(string address)
    {
        var script = Parser.ParseInput(ExportScriptCommand.Script(null, [address]), out _, out var errors);
        var value = script.ParamBlock.Parameters.Single(parameter => parameter.Name.VariablePath.UserPath == "Recipient").DefaultValue;

        Assert.Empty(errors);
        Assert.Equal(address, Assert.IsType<StringConstantExpressionAst>(Assert.Single(value.FindAll(node => node is StringConstantExpressionAst, true))).Value);
    }

    private ExchangeExport Collect(string arguments, params string[] failing)
    {
        window.Run(Tenant, ("domain", Organisation.AcceptedDomain(online: true)), ("inbound", Organisation.InboundConnector()), ("lee", Organisation.Recipient("lee@contoso.example")),
            ("usual", Organisation.OutboundConnector("Usual")), ("rule", Organisation.OutboundConnector("Rule")), ("test", Organisation.OutboundConnector("Test")), ("failing", failing));
        return Start(arguments);
    }

    private ExchangeExport Start(string arguments)
    {
        var script = Path.Combine(folder, "recapito-export.ps1");
        var file = Path.Combine(folder, "export.json");
        File.WriteAllText(script, ExportScriptCommand.Script(null, []));
        window.Run($"& ([scriptblock]::Create([IO.File]::ReadAllText($script))) -Path $file {arguments.Replace("o'hara", "\"o'hara", StringComparison.Ordinal).Replace("hara@contoso.example", "hara@contoso.example\"", StringComparison.Ordinal)} *>&1 | Out-Null", ("script", script), ("file", file));
        return ExchangeExportReader.Read(File.ReadAllBytes(file), new("export.json", DateTimeOffset.UnixEpoch));
    }

    // As Connect-ExchangeOnline does it: functions of a module, whose errors do not end the caller by themselves.
    private const string Tenant = """
        function New-Tenant { New-Module -Name Tenant -ScriptBlock {
            function Stop-IfFailing([string] $name) { if ($global:failing -contains $name) { throw "$name : no permission" } }
            function Get-OrganizationConfig { [CmdletBinding()] param() [pscustomobject]@{ Name = 'contoso.onmicrosoft.example'; RejectDirectSend = $false } }
            function Get-AcceptedDomain { [CmdletBinding()] param() $global:domain }
            function Get-RemoteDomain { [CmdletBinding()] param() }
            function Get-TransportConfig { [CmdletBinding()] param() [pscustomobject]@{ Name = 'Transport Settings'; InternalSMTPServers = @() } }
            function Get-InboundConnector { [CmdletBinding()] param() $global:inbound }
            function Get-OutboundConnector { [CmdletBinding()] param([bool] $IncludeTestModeConnectors, [bool] $IsTransportRuleScoped)
                if ($global:failing -contains 'Get-OutboundConnector') { Write-Error 'you have no permission'; return }
                if ($IncludeTestModeConnectors) { $global:test } elseif ($IsTransportRuleScoped) { $global:rule } else { $global:usual }
            }
            function Get-OnPremisesOrganization { [CmdletBinding()] param() }
            function Get-HostedConnectionFilterPolicy { [CmdletBinding()] param() [pscustomobject]@{ Name = 'Default'; DirectoryBasedEdgeBlockMode = 'Default' } }
            function Get-Recipient { [CmdletBinding()] param([string] $Filter, $ResultSize)
                if (-not $Filter -or $Filter -eq "EmailAddresses -eq 'smtp:lee@contoso.example'") { $global:lee }
                elseif ($Filter -ne "EmailAddresses -eq 'smtp:o''hara@contoso.example'") { throw "unexpected filter $Filter" }
            }
            function Get-DynamicDistributionGroup { [CmdletBinding()] param($ResultSize) }
            Export-ModuleMember -Function 'Get-*'
        } }
        New-Tenant | Import-Module -Global
        """;

    private const string Server = """
        New-Module -Name Server -ScriptBlock {
            function Get-OrganizationConfig { [CmdletBinding()] param() [pscustomobject]@{ Name = 'First Organization' } }
            function Get-AcceptedDomain { [CmdletBinding()] param() $global:domain }
            function Get-RemoteDomain { [CmdletBinding()] param() }
            function Get-TransportConfig { [CmdletBinding()] param() }
            function Get-SendConnector { [CmdletBinding()] param() $global:send }
            function Get-ReceiveConnector { [CmdletBinding()] param() $global:receive }
            function Get-HybridConfiguration { [CmdletBinding()] param() $global:hybrid }
            function Get-TransportService { [CmdletBinding()] param() [pscustomobject]@{ Name = 'EX1' }; [pscustomobject]@{ Name = 'EX2' } }
            function Get-ExchangeCertificate { [CmdletBinding()] param([string] $Server) $global:certificate }
            Export-ModuleMember -Function 'Get-*'
        } | Import-Module -Global
        """;
}
