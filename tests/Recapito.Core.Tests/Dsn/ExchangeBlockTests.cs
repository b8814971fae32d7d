using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>The part for administrators of Exchange's NDR, saved as text: who spoke, and what it said, whatever the language of the labels.</summary>
public sealed class ExchangeBlockTests
{
    /// <summary>Diagnostic heading, label of the generating server, heading of the headers.</summary>
    public static TheoryData<string, string, string> Languages => new()
    {
        { "Diagnostic information for administrators:", "Generating server:", "Original message headers:" },
        { "Diagnoseinformationen für Administratoren:", "Generierender Server:", "Ursprüngliche Nachrichtenkopfzeilen:" },
        { "Informations de diagnostic pour les administrateurs :", "Serveur de génération :", "En-têtes du message d'origine :" },
        { "Informazioni di diagnostica per gli amministratori:", "Server di generazione:", "Intestazioni originali del messaggio:" },
        { "Información de diagnóstico para administradores:", "Servidor de generación:", "Encabezados de mensajes originales:" },
        { "Diagnostické informace pro správce:", "Generující server:", "Původní záhlaví zprávy:" },
        { "Diagnosticeringsoplysninger til administratorer:", "Genererende server:", "Oprindelige brevhoveder:" },
        { "管理者向けの診断情報:", "生成サーバー:", "元のメッセージ ヘッダー:" },
        { "관리자용 진단 정보:", "생성 서버:", "원본 메시지 헤더:" },
    };

    [Theory, MemberData(nameof(Languages))]
    public void The_host_before_the_reply_said_it_and_the_reply_ends_at_its_mark(string heading, string server, string headers)
    {
        var reply = Reply(heading, server, headers, "mx1.contoso.example #550 5.1.1 <lee@contoso.example>: User unknown ##", out var report);
        Assert.Equal(("mx1.contoso.example", "<lee@contoso.example>: User unknown"), (reply.Host, reply.Reply.Text));
        Assert.Equal("EX01.fabrikam.example", report.Message.ReportingMta);
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_form_of_2007_names_the_host_too(string heading, string server, string headers)
    {
        var reply = Reply(heading, server, headers, "mx1.contoso.example #<mx1.contoso.example #5.3.4 smtp;552 5.3.4 Message too big> #SMTP#", out _);
        Assert.Equal(("mx1.contoso.example", "Message too big"), (reply.Host, reply.Reply.Text));
    }

    /// <summary>KB 284204: what stands before the code is the server that wrote the report.</summary>
    [Fact]
    public void Exchange_2003_names_itself_before_what_another_host_said()
    {
        const string mail = "From: System Administrator <postmaster@fabrikam.example>\nTo: ana@fabrikam.example\nSubject: Undeliverable: Plan\n\n"
            + "Your message did not reach some or all of the intended recipients.\n\n      Subject:\tPlan\n      Sent:\t5/12/2005 11:20 AM\n\nThe following recipient(s) could not be reached:\n\n"
            + "      lee@contoso.example on 5/12/2005 11:21 AM\n            The e-mail account does not exist at the organization this message was sent to.\n"
            + "            <exchange.fabrikam.example #5.1.1 smtp;550 5.1.1 User unknown>\n";
        var report = DsnReader.Read(Encoding.UTF8.GetBytes(mail));
        var recipient = Assert.Single(report.Recipients);
        Assert.Equal((null, "exchange.fabrikam.example"), (recipient.RefusingHost, report.Message.ReportingMta));
        Assert.Equal("5.1.1", recipient.Status.ToString());
    }

    private static QuotedReply Reply(string heading, string server, string headers, string line, out DsnReport report)
    {
        var mail = "From: Microsoft Outlook <postmaster@fabrikam.example>\nTo: ana@fabrikam.example\nSubject: NDR\nX-MS-Exchange-Message-Is-Ndr:\nContent-Type: text/plain; charset=utf-8\n\n"
            + $"lee@contoso.example<mailto:lee@contoso.example>\n\n{heading}\n\n{server} EX01.fabrikam.example\n\nlee@contoso.example\n{line}\n\n{headers}\n\nReceived: from EX01.fabrikam.example\nFrom: Ana <ana@fabrikam.example>\n";
        report = DsnReader.Read(Encoding.UTF8.GetBytes(mail));
        return Assert.Single(Assert.Single(report.Recipients).Replies);
    }
}
