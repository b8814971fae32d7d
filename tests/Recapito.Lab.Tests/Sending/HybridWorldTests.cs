using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>What becomes of mail between an Exchange server and its tenant: the reports that senders get, or none.</summary>
public sealed class HybridWorldTests
{
    [Theory]
    [InlineData("hybrid/certificate-expired", "exchange-online", "550 5.4.317 Message expired, cannot connect to remote server(UntrustedRoot)")]
    [InlineData("hybrid/certificate-self-signed", "exchange-online", "550 5.4.317 Message expired, cannot connect to remote server(UntrustedRoot)")]
    [InlineData("hybrid/tls-domain-of-the-old-name", "exchange-online", "cannot connect to remote server(SubjectMismatch. Expected Subject: hybrid.contoso.example)")]
    [InlineData("hybrid/tls-switched-off", "exchange-online", "cannot connect to remote server(451 5.7.3 STARTTLS is required to send mail)")]
    [InlineData("hybrid/maintenance-left-over", "exchange-online", "Message expired -> 421 4.3.2 Service not available")]
    [InlineData("hybrid/receive-connector-closed-to-the-cloud", "exchange-online", "Message expired -> 421 4.3.2 Service not available")]
    [InlineData("hybrid/receive-connector-without-anonymous", "exchange-online", "530 5.7.57 SMTP; Client was not authenticated")]
    [InlineData("hybrid/outbound-connector-deleted", "exchange-online", "554 5.4.14 Hop count exceeded")]
    [InlineData("hybrid/outbound-connector-to-own-tenant", "exchange-online", "554 5.4.14 Hop count exceeded")]
    [InlineData("hybrid/edge-blocking-off", "exchange-online", "550 5.1.10 RESOLVER.ADR.RecipientNotFound")]
    [InlineData("hybrid/certificate-removed", "mail.contoso.example", "550 4.4.7 QUEUE.Expired")]
    [InlineData("hybrid/certificate-named-by-thumbprint", "mail.contoso.example", "550 4.4.7 QUEUE.Expired")]
    [InlineData("hybrid/inbound-connector-without-a-mark", "mail.contoso.example", "550 5.7.64 TenantAttribution; Relay Access Denied [")]
    [InlineData("hybrid/certificate-of-a-domain-given-up", "mail.contoso.example", "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36")]
    [InlineData("connector/inbound-connector-certificate-mismatch", "mail.contoso.example", "550 5.7.64 TenantAttribution; Relay Access Denied [")]
    [InlineData("connector/near-miss-relay-taken", "exchange-online", "550 5.1.1 <lee@fabrikam.example>: Recipient address rejected: User unknown")]
    public void A_setting_that_makes_mail_fail_makes_it_fail_with_the_words_of_whoever_gives_it_up(string name, string by, string says)
    {
        var report = DsnReader.Read(LabRun.Bounce(Read(name)) ?? throw new InvalidOperationException($"{name}: everything was delivered"));
        var symptom = Assert.Single(Symptoms.Of(report, Catalogue.Default));

        Assert.Contains(says, string.Join(" -> ", report.Recipients.Select(recipient => recipient.DiagnosticCode)), StringComparison.Ordinal);
        Assert.True(by is "exchange-online" ? symptom.ReportingMta!.EndsWith(".prod.outlook.com", StringComparison.OrdinalIgnoreCase) : symptom.ReportingMta == by, symptom.ReportingMta);
    }

    [Theory]
    [InlineData("in-order")]
    [InlineData("near-miss-centralized-as-chosen")]
    [InlineData("near-miss-certificate-ends-in-a-month")]
    [InlineData("near-miss-renewed-beside-the-old-one")]
    [InlineData("near-miss-wildcard-certificate")]
    [InlineData("near-miss-old-connectors-switched-off")]
    [InlineData("near-miss-relay-connector-for-scanners")]
    [InlineData("near-miss-inbound-connector-by-address")]
    [InlineData("near-miss-smart-host-instead-of-dns")]
    [InlineData("wizards-objects-removed")]
    [InlineData("connectors-made-by-hand")]
    public void What_is_in_order_or_does_no_harm_lets_mail_arrive(string name) => Assert.Null(LabRun.Bounce(Read("hybrid/" + name)));

    [Fact]
    public void A_server_whose_certificate_ended_before_the_message_was_sent_kept_it_for_a_day()
    {
        var world = Read("hybrid/certificate-expired");
        var report = DsnReader.Read(LabRun.Bounce(world)!);

        Assert.Equal(world.BounceAt - TimeSpan.FromDays(1) - TimeSpan.FromSeconds(45), report.Message.ArrivalDate);
    }

    private static World Read(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recapito.slnx")))
        {
            folder = folder.Parent ?? throw new FileNotFoundException("no Recapito.slnx above the tests");
        }

        return WorldFile.Read(name, File.ReadAllText(Path.Combine([folder.FullName, "lab", "worlds", .. (name + ".yaml").Split('/')])));
    }
}
