using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public class OutlookMessageTests
{
    private const string Original = "From: ana@fabrikam.example\r\nTo: lee@contoso.example\r\nSubject: Invoice 4711\r\nMessage-ID: <4711@fabrikam.example>\r\n\r\nDear Lee,\r\n";

    private const string Status = "Reporting-MTA: dns;mx.fabrikam.example\r\n\r\nFinal-Recipient: rfc822;lee@contoso.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        + "Diagnostic-Code: smtp;550 5.1.1 User unknown\r\n";

    private static readonly DateTimeOffset Sent = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    public static TheoryData<int> Versions => [3, 4];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_message_keeps_its_header_and_body(int version)
    {
        var file = new OutlookMessageWriter("IPM.Note")
            .Text(0x007D, "Received: from a by b; Mon, 23 Nov 2026 09:30:00 +0000\r\nFrom: Ana <ana@fabrikam.example>\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: multipart/mixed;\r\n\tboundary=old\r\nX-Own: kept\r\n\r\n--old\r\nContent-Type: text/plain\r\n")
            .Text(0x0037, "Grüße").Text(0x1000, "Grüße aus Köln\r\n").Write(version);
        Assert.True(OutlookMessage.IsOutlookMessage(file));
        var (mail, text) = Read(file);
        Assert.Empty(mail.Issues);
        Assert.StartsWith("Received: from a by b", text, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Own: kept\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.StartsWith("Subject:", StringComparison.Ordinal));
        Assert.EndsWith("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße aus Köln\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_is_rebuilt_from_properties()
    {
        var text = Read(new OutlookMessageWriter("IPM.Note").Text(0x0037, "Line\r\nBcc: x").Text(0x0C1A, "Ana \"A\" Bell").Text(0x0C1F, "/O=FABRIKAM/CN=ANA").Text(0x5D01, "ana@fabrikam.example")
            .Text(0x0E04, "Lee").Text(0x5D07, "lee@contoso.example").Text(0x0040, "Lee").Time(0x0039, Sent).Text(0x1035, "<1@fabrikam.example>").Text(0x1000, "x").Write()).Text;
        Assert.Equal(
            """
            From: "Ana \"A\" Bell" <ana@fabrikam.example>
            To: "Lee" <lee@contoso.example>
            Subject: Line  Bcc: x
            Date: Mon, 23 Nov 2026 09:30:00 +0000
            Message-ID: <1@fabrikam.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            x
            """.ReplaceLineEndings("\r\n"), text);
    }

    [Theory]
    [InlineData("REPORT.IPM.Note.NDR", "failed", ReportKind.Bounce)]
    [InlineData("report.ipm.note.ndr", "failed", ReportKind.Bounce)]
    [InlineData("REPORT.IPM.Note.Delayed.DR", "delayed", ReportKind.Delay)]
    [InlineData("REPORT.IPM.Note.DELAYED", "delayed", ReportKind.Delay)]
    [InlineData("REPORT.IPM.Note.DR", "delivered", ReportKind.Delivered)]
    [InlineData("REPORT.IPM.Note.Relayed.DR", "relayed", ReportKind.Delivered)]
    [InlineData("REPORT.IPM.Note.Expanded.DR", "expanded", ReportKind.Delivered)]
    public void The_class_of_a_report_is_its_action(string messageClass, string action, ReportKind kind)
    {
        var file = new OutlookMessageWriter(messageClass).Text(0x1000, "text").Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example")).Write();
        var report = DsnReader.Read(OutlookMessage.Read(file).Bytes);
        var recipient = Assert.Single(report.Recipients);
        Assert.Equal((kind, kind, action, "lee@contoso.example"), (report.Kind, recipient.Kind, recipient.Action, recipient.FinalRecipient));
    }

    [Theory]
    [InlineData("IPM.Note")]
    [InlineData("REPORT.IPM.Note.IPNRN")]
    [InlineData("")]
    public void What_is_no_delivery_report_gets_no_status_part(string messageClass) =>
        Assert.DoesNotContain("delivery-status", Read(new OutlookMessageWriter(messageClass).Text(0x1000, "text").Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Number(0x0C20, 511)).Write()).Text, StringComparison.Ordinal);

    public static TheoryData<string?, int?, int?, string?, string?, string?, string?> Explanations => new()
    {
        // supplementary info, status number, diagnosis, remote MTA: status, diagnostic code, remote MTA
        { "<mx.contoso.example #5.1.10 smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found>", 510, 35, null, "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", "mx.contoso.example" },
        { "<mx.contoso.example #5.1.1>", 511, null, null, "5.1.1", null, "mx.contoso.example" },
        { "<#5.2.3 smtp;550 5.2.3 too long>", null, null, "edge.contoso.example", "5.2.3", "550 5.2.3 too long", "edge.contoso.example" },
        { "550 5.7.1 refused", null, null, null, "5.7.1", "550 5.7.1 refused", null },
        { "MSEXCH:IMS:Org:Site:SERVER 0 (000C05A6) Unknown Recipient", null, 35, null, "5.1.1", "MSEXCH:IMS:Org:Site:SERVER 0 (000C05A6) Unknown Recipient", null },
        { null, 544, 0, null, "5.4.4", null, null },
        { null, null, 5, null, "5.4.7", null, null },
        { null, 99999, null, null, null, null, null },
    };

    [Theory]
    [MemberData(nameof(Explanations))]
    public void The_recipient_table_tells_why(string? supplementary, int? number, int? diagnosis, string? remote, string? status, string? diagnostic, string? host)
    {
        var file = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x6820, "mx.fabrikam.example").Text(0x1000, "Your message did not reach everyone.")
            .Recipient(recipient =>
            {
                recipient.Text(0x3001, "Lee").Text(0x3003, "lee@contoso.example");
                _ = supplementary is null ? recipient : recipient.Text(0x0C1B, supplementary);
                _ = number is null ? recipient : recipient.Number(0x0C20, number.Value);
                _ = diagnosis is null ? recipient : recipient.Number(0x0C05, diagnosis.Value);
                _ = remote is null ? recipient : recipient.Text(0x0C21, remote);
            }).Write();
        var report = DsnReader.Read(OutlookMessage.Read(file).Bytes);
        var lee = Assert.Single(report.Recipients);
        Assert.Equal("mx.fabrikam.example", report.Message.ReportingMta);
        Assert.Equal((status, diagnostic, host), (lee.Status?.ToString(), lee.DiagnosticCode, lee.RemoteMta));
    }

    [Fact]
    public void Only_the_recipients_that_are_explained_count()
    {
        var file = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x1000, "text").Text(0x5D07, "ana@fabrikam.example")
            .Recipient(recipient => recipient.Text(0x39FE, "ana@fabrikam.example"))
            .Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Number(0x0C20, 511))
            .Recipient(recipient => recipient.Text(0x3003, "/O=CONTOSO/OU=X/CN=MAX").Text(0x3001, "Max").Number(0x0C20, 522)).Write();
        Assert.Equal(["lee@contoso.example", "/O=CONTOSO/OU=X/CN=MAX"], DsnReader.Read(OutlookMessage.Read(file).Bytes).Recipients.Select(recipient => recipient.FinalRecipient));
    }

    [Fact]
    public void The_reader_of_a_report_is_none_of_its_recipients()
    {
        var file = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x1000, "text").Text(0x0076, "ana@fabrikam.example")
            .Recipient(recipient => recipient.Text(0x39FE, "Ana@fabrikam.example")).Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example")).Write();
        Assert.Equal("lee@contoso.example", Assert.Single(DsnReader.Read(OutlookMessage.Read(file).Bytes).Recipients).FinalRecipient);
    }

    [Fact]
    public void A_report_without_its_original_tells_what_it_knows_of_it()
    {
        var file = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x1000, "text").Text(0x0049, "Invoice 4711").Text(0x1046, "<4711@fabrikam.example>").Time(0x004E, Sent)
            .Text(0x5D07, "ana@fabrikam.example").Text(0x0074, "lee@contoso.example").Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example")).Write();
        var returned = DsnReader.Read(OutlookMessage.Read(file).Bytes).Returned;
        Assert.Equal(("Invoice 4711", "4711@fabrikam.example", "ana@fabrikam.example", "lee@contoso.example", Sent), (returned?.Subject, returned?.MessageId, returned?.Sender, returned?.To, returned?.Date));
    }

    [Fact]
    public void An_embedded_original_is_returned_mail()
    {
        var original = new OutlookMessageWriter("IPM.Note").Text(0x007D, Original[..Original.IndexOf("\r\n\r\n", StringComparison.Ordinal)]).Text(0x1000, "Dear Lee,\r\n");
        var file = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x1000, "text").Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Text(0x0C1B, "<mx.contoso.example #5.1.1 smtp;550 5.1.1 unknown>"))
            .Embedded(original).Write();
        var report = DsnReader.Read(OutlookMessage.Read(file).Bytes);
        Assert.Equal(("Invoice 4711", "4711@fabrikam.example"), (report.Returned?.Subject, report.Returned?.MessageId));
    }

    [Theory]
    [InlineData("details.txt", "message/delivery-status", "original.eml", null)]
    [InlineData("ATT00001.txt", "text/plain", "ATT00002.txt", "message/rfc822")]
    [InlineData("ATT00001", null, "mail.EML", "application/octet-stream")]
    public void The_parts_of_a_report_that_became_attachments_are_parts_again(string statusName, string? statusTag, string originalName, string? originalTag)
    {
        var file = new OutlookMessageWriter("IPM.Note").Text(0x007D, "From: mailer-daemon@fabrikam.example\r\nSubject: failure notice").Text(0x1000, "text")
            .Attachment(statusName, statusTag, Encoding.ASCII.GetBytes(Status)).Attachment(originalName, originalTag, Encoding.ASCII.GetBytes(Original))
            .Attachment("logo.png", "image/png", new byte[5000]).Write();
        var (mail, text) = Read(file);
        var report = DsnReader.Read(mail.Bytes);
        Assert.Equal(("lee@contoso.example", "5.1.1", "Invoice 4711"), (report.Recipients.Single().FinalRecipient, report.Recipients[0].Status?.ToString(), report.Returned?.Subject));
        Assert.Contains("Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"logo.png\"\r\n\r\n\r\n--", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_file_attached_to_a_message_is_a_message()
    {
        var inner = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x0037, "inner").Text(0x1000, "text").Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example")).Write(4);
        var text = Read(new OutlookMessageWriter("IPM.Note").Text(0x0037, "outer").Text(0x1000, "see this").Attachment("bounce.msg", "application/vnd.ms-outlook", inner).Write()).Text;
        Assert.Contains("Content-Type: message/rfc822\r\n\r\nSubject: inner\r\nAuto-Submitted: auto-replied\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Final-Recipient: rfc822;lee@contoso.example", text, StringComparison.Ordinal);
    }

    private static (OutlookMail Mail, string Text) Read(byte[] file)
    {
        var mail = OutlookMessage.Read(file);
        return (mail, Encoding.UTF8.GetString(mail.Bytes));
    }
}
