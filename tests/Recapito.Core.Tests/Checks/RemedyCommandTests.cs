using static Recapito.Core.ExchangeSide;
using static Recapito.Core.Tests.Scene;
using Kind = Recapito.Core.ExchangeObjectKind;

namespace Recapito.Core.Tests;

/// <summary>What an administrator copies: commands with the values that were seen, and the way back from what stood there before.</summary>
public sealed class RemedyCommandTests
{
    private const string Sender = "fabrikam.example";
    private const string SendersEdge = "fabrikam-example.mail.protection.outlook.com";
    private const string Inbound = "Name=Ana's way; ConnectorType=OnPremises; Enabled=True; SenderDomains=*; WhenChangedUTC=2026-11-01T08:00:00Z; ";
    private const string Send = "Name=Outbound to Office 365; Enabled=True; AddressSpaces=SMTP:*;1; SmartHosts=fabrikam-example.mail.protection.outlook.com; DNSRoutingEnabled=False; IgnoreSTARTTLS=False; RequireTLS=1; SourceTransportServers=EX1|EX2; TlsCertificateName=<I>CN=Root<S>CN=edge.fabrikam.example; WhenChangedUTC=2026-11-01T08:00:00Z";
    private const string Certificate = "Subject=CN=edge.fabrikam.example; Issuer=CN=Root; CertificateDomains=edge.fabrikam.example; NotAfter=2027-06-01T00:00:00Z";
    private const string Renewed = "Subject=CN=mail.fabrikam.example; Issuer=CN=Root; CertificateDomains=mail.fabrikam.example; NotAfter=2027-06-01T00:00:00Z";
    private const string Partner = "Name=From Fabrikam; ConnectorType=Partner; Enabled=True; SenderDomains=fabrikam.example; RestrictDomainsToIPAddresses=True; TlsSenderCertificateName=; WhenChangedUTC=2026-11-01T08:00:00Z; ";
    private const string PartnerReply = "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set";
    private const string Machine = "DB5PEPF00014B8A.eurprd02.prod.outlook.com";
    private const string HopCount = $"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [{Machine} 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";
    private const string NoMail = $"451 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5 [{Machine} 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";
    private const string ByMx = "Name=To the old system; RecipientDomains=contoso.example; Enabled=True; ConnectorType=OnPremises; UseMXRecord=True; IsTransportRuleScoped=False; AllAcceptedDomains=False; SmartHosts=; TlsSettings=4; WhenChangedUTC=2026-11-01T08:00:00Z";

    public static TheoryData<string> Cases => [.. All().Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_remedy_says_what_was_seen_and_how_to_go_back(string name)
    {
        var row = All().Single(one => one.Name == name);
        foreach (var language in new[] { "en", "it" })
        {
            var text = DiagnosisText.WriteFix(row.Scene().Judge(), new() { Width = 400, Language = language }, Catalogue.Default);
            Assert.All(row.Says, line => Assert.Contains(line, text, StringComparison.Ordinal));
            Assert.All(row.Never, line => Assert.DoesNotContain(line, text, StringComparison.Ordinal));
        }
    }

    /// <summary>What an undo sets must stand among the evidence: else whoever reads it cannot know whence the value comes.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void An_undo_sets_only_what_the_evidence_shows(string name)
    {
        var undone = All().Single(one => one.Name == name).Scene().Judge().Remedies.SelectMany(remedy => remedy.Undo.Commands).Where(command => command.StartsWith("Set-", StringComparison.Ordinal));
        Assert.All(undone, command =>
        {
            var kind = Enum.Parse<Kind>(command["Set-".Length..command.IndexOf(' ', StringComparison.Ordinal)]);
            var set = command.Split(' ').Where(word => word is ['-', >= 'A' and <= 'Z', ..] and not "-Identity").Select(word => word[1..]);
            Assert.All(set, property => Assert.Contains(property, DecidingProperties.NamesOf(kind), StringComparer.OrdinalIgnoreCase));
        });
    }

    private static IEnumerable<(string Name, Func<Scene> Scene, string[] Says, string[] Never)> All() => [.. Connectors(), .. Loops(), .. Domains(), .. Recipients(), .. Records()];

    private static Scene Relay(string inbound, string send, params string[] certificates) => new Scene()
        .Mx($"10 {Old}").Zone((3, $"10 {Old}"), (3, $"10 {Old}")).Host(Old, OldAddress).BouncedAt("09:30")
        .Bounce(Attribution, SendersEdge).From("ana@fabrikam.example").ReportedBy("ex2.fabrikam.example").Smtp(Old, OldAddress, "250 2.1.5 Ok", "550 5.1.1 User unknown")
        .Listed(Sender, ExchangeOnline, Kind.InboundConnector, inbound.Length == 0 ? [] : [inbound]).Listed(Sender, ExchangeServer, Kind.SendConnector, send).Listed(Sender, ExchangeServer, Kind.ExchangeCertificate, certificates);

    private static Scene Partnered(string connector) => Hosted().Bounce(PartnerReply, Edge).From("ana@fabrikam.example").Listed(Domain, ExchangeOnline, Kind.InboundConnector, connector);

    private static IEnumerable<(string, Func<Scene>, string[], string[])> Connectors() =>
    [
        ("the addresses of a connector, with its old list in the new one and in the way back", () => Relay(Inbound + "RequireTls=False; TlsSenderCertificateName=; SenderIPAddresses=192.0.2.61|192.0.2.64/30", Send, Certificate),
            ["-SenderIPAddresses '192.0.2.61','192.0.2.64/30',", "Set-InboundConnector -Identity 'Ana''s way' -RequireTls $false -TlsSenderCertificateName $null -SenderIPAddresses '192.0.2.61','192.0.2.64/30'\n", "-TlsSenderCertificateName 'edge.fabrikam.example'"],
            ["CERTIFICAT}", "ADDRESS1", "INDIRIZZO1", "NAME-IN", "NOME-NEL"]),
        ("what an export leaves out is noted first", () => Relay(Inbound + "SenderIPAddresses=192.0.2.61", Send, Certificate),
            ["Get-InboundConnector -Identity 'Ana''s way' | Format-List RequireTls,TlsSenderCertificateName\n", "Set-InboundConnector -Identity 'Ana''s way' -SenderIPAddresses '192.0.2.61'\n"], ["-RequireTls $false"]),
        ("the certificate of a server, which one fits, and both former settings", () => Relay(Inbound + "TlsSenderCertificateName=mail.fabrikam.example", Send, Certificate, Renewed),
            ["-TlsSenderCertificateName 'edge.fabrikam.example'", "Set-SendConnector 'Outbound to Office 365' -IgnoreSTARTTLS $false -RequireTLS $true -TlsCertificateName '<I>CN=Root<S>CN=mail.fabrikam.example'",
             "Set-InboundConnector -Identity 'Ana''s way' -TlsSenderCertificateName 'mail.fabrikam.example'\n", "Set-SendConnector -Identity 'Outbound to Office 365' -IgnoreSTARTTLS $false -RequireTLS $true -TlsCertificateName '<I>CN=Root<S>CN=edge.fabrikam.example'\n"],
            ["SEND-CONNECTOR", "CONNETTORE-DI-INVIO", "NAME-IN", "NOME-NEL", "ISSUER", "SOGGETTO'"]),
        ("no certificate of the server fits, or it has ended", () => Relay(Inbound + "TlsSenderCertificateName=mail.fabrikam.example", Send, Certificate, Renewed.Replace("2027", "2025", StringComparison.Ordinal)),
            ["<S>S"], ["-TlsCertificateName '<I>CN=Root<S>CN=mail.fabrikam.example'"]),
        ("no connector, while the servers show their certificate already", () => Relay("", Send, Certificate),
            ["New-InboundConnector -Name 'From our own servers' -ConnectorType OnPremises", "Outbound to Office 365", "<I>CN=Root<S>CN=edge.fabrikam.example", "Remove-InboundConnector -Identity 'From our own servers'\n"], ["Set-SendConnector"]),
        ("no connector, and servers that do not insist on TLS", () => Relay("", Send.Replace("RequireTLS=1", "RequireTLS=False", StringComparison.Ordinal), Certificate),
            ["Set-SendConnector 'Outbound to Office 365' -RequireTLS $true -TlsCertificateName '<I>CN=Root<S>CN=edge.fabrikam.example'", "Set-SendConnector -Identity 'Outbound to Office 365' -RequireTLS $false"], []),
        ("a connector that is switched off", () => Relay(Inbound.Replace("Enabled=True", "Enabled=False", StringComparison.Ordinal) + "TlsSenderCertificateName=edge.fabrikam.example", Send, Certificate),
            ["Set-InboundConnector -Identity 'Ana''s way' -Enabled $true\n", "Set-InboundConnector -Identity 'Ana''s way' -Enabled $false\n"], []),
        ("a name that would steer a terminal", () => Partnered(Partner.Replace("From Fabrikam", "From \u202eFabrikam\u001b", StringComparison.Ordinal) + "SenderIPAddresses=192.0.2.240/28"),
            ["Set-InboundConnector -Identity 'From \\u202eFabrikam\\x1b' -TlsSenderCertificateName $null"], ["\u202e", "\u001b"]),
        ("the list of a partner's addresses", () => Partnered(Partner + "SenderIPAddresses=192.0.2.240/28"),
            ["Set-InboundConnector 'From Fabrikam' -SenderIPAddresses '192.0.2.240/28',", "Set-InboundConnector -Identity 'From Fabrikam' -TlsSenderCertificateName $null -RestrictDomainsToIPAddresses $true -SenderIPAddresses '192.0.2.240/28'\n",
             "Get-InboundConnector -Identity 'From Fabrikam' | Format-List RequireTls,RestrictDomainsToCertificate\n"], ["ADDRESS1"]),
        ("a partner's connector that goes by addresses", () => Partnered(Partner + "RequireTls=False; RestrictDomainsToCertificate=False; SenderIPAddresses=192.0.2.240/28"),
            ["-RestrictDomainsToCertificate $true -RestrictDomainsToIPAddresses $false",
             "-RequireTls $false -RestrictDomainsToCertificate $false -TlsSenderCertificateName $null -RestrictDomainsToIPAddresses $true -SenderIPAddresses '192.0.2.240/28'\n"], ["Set-InboundConnector 'From Fabrikam' -TlsSenderCertificateName"]),
        ("a partner's connector that goes by a certificate", () => Partnered("Name=From Fabrikam; ConnectorType=Partner; Enabled=True; SenderDomains=fabrikam.example; RequireTls=True; RestrictDomainsToIPAddresses=False; RestrictDomainsToCertificate=True; TlsSenderCertificateName=*.fabrikam.example; SenderIPAddresses=; WhenChangedUTC=2026-11-01T08:00:00Z"),
            ["Set-InboundConnector 'From Fabrikam' -TlsSenderCertificateName N", "-RestrictDomainsToCertificate $true -TlsSenderCertificateName '*.fabrikam.example' -RestrictDomainsToIPAddresses $false -SenderIPAddresses $null\n"], ["OLD-ADDRESSES"]),
    ];

    private const string Out = "Name=To our servers; RecipientDomains=contoso.example; Enabled=True; ConnectorType=OnPremises; UseMXRecord=False; IsTransportRuleScoped=False; AllAcceptedDomains=False; SmartHosts=mail.contoso.example";
    private const string Back = "Name=Back; Enabled=True; DNSRoutingEnabled=False; SmartHosts=contoso-example.mail.protection.outlook.com; AddressSpaces=";
    private const string Relays = "Name=Our domain; DomainName=contoso.example; DomainType=InternalRelay";

    // Round and round between Exchange Online and the organisation's own servers.
    private static Scene Circle(string outbound, string send, string accepted) => Hosted().Bounce(HopCount, Edge).Through(Enumerable.Repeat(new[] { "mail.contoso.example", Machine }, 5).SelectMany(pair => pair)).Inside(AcceptedDomainType.InternalRelay, null)
        .Listed(Domain, ExchangeOnline, Kind.OutboundConnector, outbound).Listed(Domain, ExchangeServer, Kind.SendConnector, send).Listed(Domain, ExchangeServer, Kind.AcceptedDomain, accepted);

    private static IEnumerable<(string, Func<Scene>, string[], string[])> Loops() =>
    [
        ("a circle of two connectors that are for the domain alone", () => Circle(Out, Back + "SMTP:contoso.example;1", Relays),
            ["Set-AcceptedDomain -Identity 'Our domain' -DomainType Authoritative", "Set-SendConnector -Identity 'Back' -Enabled $false", "Set-OutboundConnector 'To our servers' -Enabled $false",
             "Set-AcceptedDomain -Identity 'contoso.example' -DomainType 'InternalRelay' # Exchange Online\n", "Set-AcceptedDomain -Identity 'Our domain' -DomainType 'InternalRelay' # Exchange Server\n",
             "Set-SendConnector -Identity 'Back' -Enabled $true\n", "Set-OutboundConnector -Identity 'To our servers' -Enabled $true\n"], ["COMMAND", "SEND-CONNECTOR"]),
        ("the connector back has another domain too, which it keeps", () => Circle(Out, Back + "SMTP:contoso.example;1|SMTP:fabrikam.example;1", Relays),
            ["Set-SendConnector -Identity 'Back' -AddressSpaces 'SMTP:fabrikam.example;1'", "Set-SendConnector -Identity 'Back' -AddressSpaces 'SMTP:contoso.example;1','SMTP:fabrikam.example;1'\n"], ["-Identity 'Back' -Enabled"]),
        ("the connector back is for everything, and stays", () => Circle(Out, Back + "SMTP:*;1", Relays),
            ["Set-AcceptedDomain -Identity 'Our domain' -DomainType Authoritative"], ["Set-SendConnector"]),
        ("the servers refuse already what they do not have", () => Circle(Out, Back + "SMTP:contoso.example;1", Relays.Replace("InternalRelay", "Authoritative", StringComparison.Ordinal)),
            ["Get-SendConnector | Format-List Name,Enabled,AddressSpaces,SmartHosts", "Set-OutboundConnector 'To our servers' -Enabled $false"], []),
        ("the way back was not seen", () => Circle(Out, Back.Replace("contoso-example.mail.protection.outlook.com", "relay.fabrikam.example", StringComparison.Ordinal) + "SMTP:contoso.example;1", Relays),
            ["Set-OutboundConnector 'To our servers' -Enabled $false"], ["-Identity 'Back'", "'Back' -Enabled"]),
    ];

    private static IEnumerable<(string, Func<Scene>, string[], string[])> Domains() =>
    [
        ("a domain that was seen as InternalRelay, with no way out", () => Loop(),
            ["Set-AcceptedDomain -Identity 'contoso.example' -DomainType 'InternalRelay'\n", "Remove-OutboundConnector -Identity 'To the other mailboxes'"], ["Get-AcceptedDomain -Identity"]),
        ("a connector that goes by the MX, with what its export leaves out", () => Loop(ByMx),
            ["Set-OutboundConnector -Identity 'To the old system' -UseMXRecord $true -SmartHosts $null -TlsSettings 'DomainValidation' -Enabled $true\n", "Get-OutboundConnector -Identity 'To the old system' | Format-List TlsDomain\n",
             "Set-AcceptedDomain -Identity 'contoso.example' -DomainType 'InternalRelay'\n"], []),
        ("the services of a domain, whose list is written as a whole", () => Hosted().Bounce(NoMail, Edge).Listed(Domain, ExchangeOnline, Kind.TenantDomain, "id=contoso.example; isVerified=True; supportedServices=Sharepoint|Yammer"),
            ["-SupportedServices 'Sharepoint','Yammer','Email'", "Update-MgDomain -DomainId 'contoso.example' -SupportedServices 'Sharepoint','Yammer'\n"], []),
        ("the same, where the list was not seen", () => Hosted().Bounce(NoMail, Edge), ["Get-MgDomain -DomainId 'contoso.example' | Format-List SupportedServices\n"], ["-SupportedServices 'Email'"]),
    ];

    private static Scene Loop(params string[] outbound) => Hosted().Bounce(HopCount, Edge).Through(Enumerable.Repeat(Machine, 12)).Inside(AcceptedDomainType.InternalRelay, null)
        .Listed(Domain, ExchangeOnline, Kind.OutboundConnector, outbound);

    /// <summary>Senders come to the second host as the first is silent: that one is named, by the message too, and asked about.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_silent_first_host_is_named_beside_the_second_that_refuses(bool isControlHeard)
    {
        var judged = new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(RelayDenied, Old).Token(false)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Dead(Good, GoodAddress, ConnectResult.Silent, isControlHeard).Judge();
        const string Silent = $"The MX host of contoso.example, {Good}, does not answer on port 25.";
        Assert.Equal((Verdict.Likely, "mx-host-does-not-accept-domain"), (judged.Verdict, judged.Cause?.Cause));
        Assert.Equal(isControlHeard ? "next.silent-host" : "next.ask-smtp", judged.NextQuestion);
        Assert.Equal(isControlHeard, judged.Contributing.Any(finding => finding.Cause is "mx-host-unreachable"));
        foreach (var text in new[] { DiagnosisText.Write(judged, new() { Width = 400 }, Catalogue.Default), ForwardText.Write(judged, "en", Catalogue.Default)! })
        {
            Assert.Equal(isControlHeard, string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(Silent, StringComparison.Ordinal));
        }
    }

    /// <summary>Which of two hosts is the right one is not said where nothing tells; where the other knows its addresses, it is.</summary>
    [Theory]
    [InlineData("250 2.1.5 Ok", "refuses the domain's mail, while mail.contoso.example takes it", "should not be there")]
    [InlineData("550 5.1.1 User unknown", "should not be there", "while mail.contoso.example takes it")]
    public void Of_two_hosts_none_is_called_surplus_before_that_was_seen(string control, string said, string notSaid)
    {
        var sentence = DiagnosisSheets.Of(new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(RelayDenied, Old).Token(false)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, "250 2.1.5 Ok", control).Judge(), "en", Catalogue.Default).Sentence;
        Assert.Contains(said, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, sentence, StringComparison.Ordinal);
    }

    private const string Good = "mail.contoso.example";
    private const string GoodAddress = "192.0.2.80";
    private const string Both = $"10 {Good}, 20 {Old}";

    private static Scene Hosted() => new Scene().Mx($"0 {Edge}").Zone((3, $"0 {Edge}"), (3, $"0 {Edge}")).Host(Edge, EdgeAddress).BouncedAt("09:30");

    private static IEnumerable<(string, Func<Scene>, string[], string[])> Recipients() =>
    [
        ("an address that the edge does not know, with the ways to add it", () => Hosted().Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, "250 2.1.5 Ok"),
            ["Get-EXORecipient -Identity 'lee@contoso.example'", "-EmailAddresses @{Add='lee@contoso.example'}", "New-Mailbox -Shared -Name 'lee' -PrimarySmtpAddress 'lee@contoso.example'", "New-MailContact -Name 'lee' -ExternalEmailAddress ", "Enable-RemoteMailbox -Identity ",
             "Get-AcceptedDomain contoso.example | Format-List DomainName,DomainType", "Set-AcceptedDomain -Identity contoso.example -DomainType InternalRelay", "@{Remove='lee@contoso.example'}"], []),
        ("the same where the domain was seen to be Authoritative", () => Hosted().Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, "250 2.1.5 Ok").Inside(AcceptedDomainType.Authoritative, null),
            ["New-Mailbox -Shared -Name 'lee' -PrimarySmtpAddress 'lee@contoso.example'"], ["InternalRelay"]),
        ("an address that another mail system does not know", () => new Scene().Mx($"10 {Old}").Zone((3, $"10 {Old}"), (3, $"10 {Old}")).Host(Old, OldAddress).BouncedAt("09:30").Bounce("550 5.1.1 <lee@contoso.example>: Recipient address rejected: User unknown", Old)
            .Smtp(Old, OldAddress, "550 5.1.1 <lee@contoso.example>: Recipient address rejected: User unknown", "550 5.1.1 <x@contoso.example>: Recipient address rejected: User unknown", "250 2.1.5 Ok"),
            ["lee@contoso.example"], ["New-Mailbox", "InternalRelay"]),
    ];

    private static IEnumerable<(string, Func<Scene>, string[], string[])> Records() =>
    [
        ("of two MX records one is wrong: only that one comes back", () => new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(RelayDenied, Old).Token(false)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, "250 2.1.5 Ok", "550 5.1.1 User unknown"),
            [$"- contoso.example. MX 20 {Old}.\n", $"+ contoso.example. MX 20 {Old}.\n"], [$"+ contoso.example. MX 10 {Good}.\n"]),
        ("which of two hosts is the right one was not seen: nothing is removed before somebody has looked", () => new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(RelayDenied, Old).Token(false)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, "250 2.1.5 Ok", "250 2.1.5 Ok"),
            ["relay_domains"], [$"- contoso.example. MX 20 {Old}.\n"]),
        ("the first MX is silent: only the record of the one that refuses goes", () => new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(RelayDenied, Old).Token(false)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Dead(Good, GoodAddress, ConnectResult.Silent),
            [$"- contoso.example. MX 20 {Old}.\n"], [$"- contoso.example. MX 10 {Good}.\n"]),
        ("the same where a new record is known: the silent host keeps its own", () => new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(RelayDenied, Old).Token(true)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Dead(Good, GoodAddress, ConnectResult.Silent),
            [$"- contoso.example. MX 20 {Old}.\n", $"+ contoso.example. MX 0 {Edge}.\n"], [$"- contoso.example. MX 10 {Good}.\n"]),
        ("the one MX is wrong: the new record goes and the old one comes back", () => new Scene().Mx($"10 {Old}").Zone((3, $"10 {Old}"), (3, $"10 {Old}")).Host(Old, OldAddress).Token(true).BouncedAt("09:30").Bounce(RelayDenied, Old).Smtp(Old, OldAddress, RelayDenied, RelayDenied),
            [$"- contoso.example. MX 0 {Edge}.\n", $"+ contoso.example. MX 10 {Old}.\n", "Get-MgDomainServiceConfigurationRecord -DomainId contoso.example"], []),
    ];
}
