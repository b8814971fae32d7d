using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Which answer of an SMTP transcript is about which recipient, and who gave it.</summary>
public sealed class TranscriptTests
{
    [Theory]
    [InlineData("sendmail5-data-refused-connection-lost.eml", "readers@adatum.example", "mail.adatum.example", "DATA", "This list takes no attachments")]
    [InlineData("sendmail5-data-refused-connection-lost.eml", "editors@adatum.example", "mail.adatum.example", "DATA", "This list takes no attachments")]
    [InlineData("sendmail5-data-refused-connection-lost.eml", "tapes@vax.litware.example", null, null, "Host unknown (Authoritative answer from name server)")]
    [InlineData("sendmail8-no-mime-data-refused-for-two.eml", "press@contoso.example", "mx.contoso.example", "DATA", "No pictures of cats, please")]
    [InlineData("sendmail8-no-mime-data-refused-for-two.eml", "sales@contoso.example", "mx.contoso.example", "DATA", "No pictures of cats, please")]
    [InlineData("sendmail8-no-mime-two-sessions.eml", "two@contoso.example", "mx.contoso.example", null, "Too many of you today")]
    [InlineData("sendmail8-no-mime-two-sessions.eml", "three@tailspin.example", "mx.tailspin.example", "RCPT TO", "Mailbox is being moved")]
    [InlineData("sendmail8-delay-code-in-transcript-only.eml", "harbour@northwind.example", "gate2.northwind.example", null, "Deferred: 450")]
    [InlineData("sendmail8-delay-program-exit-status.eml", "tickets@adatum.example", null, null, "Insufficient system resources")]
    [InlineData("exim-local-names-mail-from.eml", "stores@tailspin.example", "mx.tailspin.example", "MAIL FROM", "<ana@fabrikam.example>... Sender domain has no mail exchanger")]
    public void An_answer_belongs_to_those_whose_delivery_it_ended(string file, string recipient, string? host, string? command, string text)
    {
        var read = Assert.Single(FormFixtures.Read($"forms/{file}").Recipients, fields => fields.FinalRecipient == recipient);
        Assert.Equal((host, command), (read.RefusingHost, read.SmtpCommand));
        Assert.StartsWith(text, read.Replies[^1].Reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clerk@adatum.example", "no such mailbox", "userunknown")]
    [InlineData("clerk@northwind.example", "northwind.example: host name lookup failure", "networkerror")]
    [InlineData("clerk@wingtip.example", "550 User unknown here", "userunknown")]
    public void A_comment_of_the_Status_field_speaks_where_no_diagnostic_does(string recipient, string diagnostic, string reason)
    {
        var report = FormFixtures.Read("forms/dsn-status-comments.eml");
        var read = Assert.Single(report.Recipients, fields => fields.FinalRecipient == recipient);
        Assert.Equal((diagnostic, reason), (read.DiagnosticCode, ReasonJudge.Judge(read, report, Catalogue.Default).Reason));
    }

    [Fact]
    public void What_Sendmail_says_itself_is_of_no_session()
    {
        var read = Assert.Single(FormFixtures.Read("forms/sendmail8-no-mime-two-sessions.eml").Recipients, fields => fields.FinalRecipient == "four@litware.example");
        Assert.Equal((null, null), (read.RefusingHost, read.SmtpCommand));
        Assert.StartsWith("Deferred: Connection timed out with mx.litware.example.", read.DiagnosticCode, StringComparison.Ordinal);
    }
}
