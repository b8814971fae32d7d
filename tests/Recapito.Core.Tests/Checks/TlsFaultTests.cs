namespace Recapito.Core.Tests;

/// <summary>Which fault of TLS a report tells of, and which name it says was demanded.</summary>
public sealed class TlsFaultTests
{
    private const string Host = "mail.contoso.example";

    [Fact]
    public void Every_form_that_tells_of_TLS_says_which_fault_it_is_or_that_it_leaves_it_open()
    {
        var forms = Catalogue.Default.ReplyForms.Where(form => form.Meaning == Meanings.TlsFailure).Select(form => form.Id).ToList();
        Assert.NotEmpty(forms);
        Assert.Equal(forms.Order(StringComparer.Ordinal), TlsFaults.ByForm.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(SubjectMismatch. Expected Subject: mail.contoso.example)", "Name", "mail.contoso.example")]
    [InlineData("450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch Expected Subject: *.Contoso.example] [LastAttemptedServerName=x]", "Name", "*.contoso.example")]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(SubjectMismatch)", "Name", null)]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(SubjectMismatch. Expected Subject: <script>)", "Name", null)]
    [InlineData("550 5.7.325 certificate-host-mismatch: Remote certificate MUST have a common name matching the hostname (DANE)", "Name", Host)]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(UntrustedRoot)", "Certificate", null)]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(451 5.7.3 STARTTLS is required to send mail)", "NotOffered", null)]
    [InlineData("TLS is required, but was not offered by host mail.contoso.example[192.0.2.25]", "NotOffered", null)]
    [InlineData("Server certificate not verified", "Unknown", null)]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server", "Unknown", null)]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(Failed to connect. Winsock error code: 995)", "Unknown", null)]
    [InlineData("450-4.4.317 Cannot connect to remote server [Message=550-5.7.0 Connection refused - Senderscore too low", "Unknown", null)]
    public void A_report_tells_of_one_fault(string text, string fault, string? expected)
    {
        var reply = SmtpReply.Parse(text);
        var symptom = new Symptom
        {
            Recipient = Scene.Recipient, Domain = "contoso.example", Meaning = Catalogue.Default.FormOf(reply)?.Meaning ?? Meanings.Unknown, Form = Catalogue.Default.FormOf(reply)?.Id,
            Reply = reply, RemoteMta = Host,
        };
        var view = new TlsView(new Case(symptom, EvidenceSet.Empty, new Inquiry(), Catalogue.Default));
        Assert.Equal((fault, expected), (view.Fault.ToString(), symptom.Meaning == Meanings.TlsFailure ? view.Expected : null));
    }

    /// <summary>Whose TLS was not as demanded is told by the one who demanded it.</summary>
    [Theory]
    [InlineData("550 5.4.317 Message expired, cannot connect to remote server(UntrustedRoot)", null, null)]
    [InlineData("550 5.7.321 starttls-not-supported: Destination mail server must support TLS to receive mail.", "relay.fabrikam.example", "relay.fabrikam.example")]
    [InlineData("550 5.1.1 no such user", null, Host)]
    public void A_host_refused_where_it_said_so_itself(string text, string? saidBy, string? refused)
    {
        var report = new DsnReport
        {
            Kind = ReportKind.Bounce,
            Message = new() { ReportingMta = "DB5PR01MB0001.eurprd01.prod.outlook.com" },
            Recipients =
            [
                new() { FinalRecipient = Scene.Recipient, DiagnosticCode = text, RemoteMta = saidBy ?? Host, RefusingHost = saidBy ?? Host, Kind = ReportKind.Bounce, Replies = [new(SmtpReply.Parse(text), saidBy)] },
            ],
        };
        Assert.Equal((refused, saidBy ?? Host), Symptoms.Of(report, Catalogue.Default).Select(symptom => (symptom.RefusingHost, symptom.RemoteMta)).Single());
    }
}
