using System.Text;
using MimeKit;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public class NdrWriterTests
{
    private static readonly DateTimeOffset BounceAt = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    private const string Lee = "lee@contoso.example";
    private const string Old = "mx.oldhost.example";

    private static Attempt Failure(string name) => name switch
    {
        "relay" => new RefusedAttempt(Lee, Old, "203.0.113.25", SmtpReply.Parse("550 5.4.1 Relay Access Denied"), "RCPT TO"),
        "postfix relay" => new RefusedAttempt(Lee, Old, "203.0.113.25", SmtpReply.Parse($"554 5.7.1 <{Lee}>: Relay access denied"), "RCPT TO"),
        "lines" => new RefusedAttempt(Lee, Old, "203.0.113.25", SmtpReply.Parse("550-No such user here\n550 go away"), "RCPT TO"),
        "mail" => new RefusedAttempt(Lee, Old, "203.0.113.25", SmtpReply.Parse("530 5.7.1 Client was not authenticated"), "MAIL FROM"),
        "busy" => new RefusedAttempt(Lee, Old, "203.0.113.25", SmtpReply.Parse("451 4.7.500 Server busy"), "RCPT TO"),
        "silent" => new UnansweredAttempt(Lee, Old, "203.0.113.25", ConnectResult.Silent),
        "closed" => new UnansweredAttempt(Lee, Old, "203.0.113.25", ConnectResult.Refused),
        "no banner" => new UnansweredAttempt(Lee, Old, "203.0.113.25", ConnectResult.NoBanner),
        "nx" => new UnresolvedAttempt(Lee, "contoso.example", RrType.A, NameProblem.DoesNotExist),
        "servfail" => new UnresolvedAttempt(Lee, "contoso.example", RrType.Mx, NameProblem.CannotBeAsked),
        "null mx" => new UnresolvedAttempt(Lee, "contoso.example", RrType.Mx, NameProblem.TakesNoMail),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>System, failure, Status, Diagnostic-Code, Remote-MTA (null for none).</summary>
    public static TheoryData<string, string, string, string, string?> Fields => new()
    {
        { "postfix", "relay", "5.4.1", "smtp; 550 5.4.1 Relay Access Denied", "dns; mx.oldhost.example" },
        { "postfix", "postfix relay", "5.7.1", $"smtp; 554 5.7.1 <{Lee}>: Relay access denied", "dns; mx.oldhost.example" },
        { "postfix", "lines", "5.0.0", "smtp; 550-No such user here 550 go away", "dns; mx.oldhost.example" },
        { "postfix", "busy", "4.7.500", "smtp; 451 4.7.500 Server busy", "dns; mx.oldhost.example" },
        { "postfix", "silent", "4.4.1", "X-Postfix; connect to mx.oldhost.example[203.0.113.25]:25: Connection timed out", null },
        { "postfix", "closed", "4.4.1", "X-Postfix; connect to mx.oldhost.example[203.0.113.25]:25: Connection refused", null },
        { "postfix", "no banner", "4.4.2", "X-Postfix; conversation with mx.oldhost.example[203.0.113.25] timed out while receiving the initial server greeting", null },
        { "postfix", "nx", "5.4.4", "X-Postfix; Host or domain name not found. Name service error for name=contoso.example type=A: Host not found", null },
        { "postfix", "servfail", "4.4.3", "X-Postfix; Host or domain name not found. Name service error for name=contoso.example type=MX: Host not found, try again", null },
        { "postfix", "null mx", "5.1.0", "X-Postfix; Domain contoso.example does not accept mail (nullMX)", null },
        { "exchange-2010", "relay", "5.4.1", "smtp;550 5.4.1 Relay Access Denied", "dns;mx.oldhost.example" },
        { "exchange-2010", "mail", "5.7.1", "smtp;530 5.7.1 Client was not authenticated", "dns;mx.oldhost.example" },
        { "exchange-2010", "busy", "4.4.7", "smtp;550 4.4.7 QUEUE.Expired; message expired", null },
        { "exchange-2010", "silent", "5.4.1", "smtp;550 5.4.1 No answer from host", null },
        { "exchange-2010", "closed", "5.4.1", "smtp;550 5.4.1 No answer from host", null },
        { "exchange-2010", "nx", "5.4.4", "smtp;550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain", null },
        { "exchange-2010", "servfail", "4.4.7", "smtp;550 4.4.7 QUEUE.Expired; message expired", null },
        { "exchange-online-2014", "relay", "5.4.1", "smtp;550 5.4.1 Relay Access Denied", "dns;mx.oldhost.example" },
        { "exchange-online-2014", "postfix relay", "5.7.367", $"smtp;550 5.7.367 Remote server returned not permitted to relay -> 554 5.7.1 <{Lee}>: Relay access denied", "dns;mx.oldhost.example" },
        { "exchange-online-2014", "lines", "5.0.350", "smtp;550 5.0.350 Remote server returned an error -> 550-No such user here 550 go away", "dns;mx.oldhost.example" },
        { "exchange-online-2014", "busy", "5.4.300", "smtp;550 5.4.300 Message expired -> 451 4.7.500 Server busy", null },
        { "exchange-online-2014", "closed", "5.4.316", "smtp;550 5.4.316 Message expired, connection refused(Socket error code 10061)", null },
        { "exchange-online-2014", "silent", "5.4.300", "smtp;550 5.4.300 Message expired -> 450 4.4.316 Connection refused [Message=Socket error code 10060] [LastAttemptedServerName=mx.oldhost.example] [LastAttemptedIP=203.0.113.25:25] [SmtpSecurity=-1;-1]", null },
        { "exchange-online-2014", "no banner", "5.4.318", "smtp;550 5.4.318 Message expired, connection reset(SuspiciousRemoteServerError)", null },
        { "exchange-online-2014", "nx", "5.4.310", "smtp;550 5.4.310 DNS domain contoso.example does not exist [Message=InfoDomainNonexistent] [LastAttemptedServerName=contoso.example]", null },
        { "exchange-online-2014", "servfail", "5.4.312", "smtp;550 5.4.312 Message expired, DNS query failed(ErrorRetry)", null },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void The_status_part_says_what_happened(string system, string failure, string status, string diagnostic, string? remote)
    {
        foreach (var language in new[] { "en", "it" })
        {
            var report = Parse(NdrWriter.Write(World(system, language), [Failure(failure)])!);
            var fields = Status(report)[1]!;
            Assert.Equal(["failed", status, diagnostic, remote], [fields["Action"], fields["Status"], Unfolded(fields["Diagnostic-Code"]), fields["Remote-MTA"]]);
            Assert.Equal(Lee, fields["Final-Recipient"]!.Split(';')[1].Trim());
        }
    }

    /// <summary>System, language, what the text must have.</summary>
    public static TheoryData<string, string, string[]> Labels => new()
    {
        { "postfix", "it", ["This is the mail system at host mail.fabrikam.example.", "(in reply to RCPT TO command)"] },
        { "exchange-2010", "en", ["Delivery has failed to these recipients or groups:", "mx.oldhost.example gave this error:", "Diagnostic information for administrators:", "Generating server: mail.fabrikam.example", "#550 5.4.1 Relay Access Denied ##", "Original message headers:"] },
        { "exchange-2010", "it", ["Il recapito non è riuscito per i seguenti destinatari o gruppi:", "Accesso all'inoltro negato", "Informazioni di diagnostica per gli amministratori:", "Server di generazione: mail.fabrikam.example", "#550 5.4.1 Relay Access Denied ##", "Intestazioni originali del messaggio:"] },
        { "exchange-online-2014", "en", [$"Your message to {Lee} couldn't be delivered.", "Action Required", "How to Fix It", "More Info for Email Admins", "Status code: 550 5.4.1", "Original Message Details", "Reported error: 550 5.4.1 Relay Access Denied", "Remote server: mx.oldhost.example", "Message Hops", "Original Message Headers"] },
        { "exchange-online-2014", "it", [$"Impossibile recapitare il messaggio a {Lee}.", "Azione necessaria", "Codice di stato: 550 5.4.1", "Errore segnalato: 550 5.4.1 Relay Access Denied", "Server remoto: mx.oldhost.example"] },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void The_text_has_the_labels_of_its_system_and_language(string system, string language, string[] labels)
    {
        var message = Load(NdrWriter.Write(World(system, language), [Failure("relay")])!);
        var texts = message.BodyParts.OfType<TextPart>().Take(system is "postfix" ? 1 : 2).Select(part => string.Join(' ', part.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(system is "postfix" ? 1 : 2, texts.Count);
        Assert.All(texts, text => Assert.All(labels.Where(label => !text.StartsWith('<') || !label.Contains(Lee, StringComparison.Ordinal)), label => Assert.Contains(label, text, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exchange-2010", "en", "Undeliverable: Fattura n° 4711 è qui")]
    [InlineData("exchange-2010", "it", "Non recapitabile: Fattura n° 4711 è qui")]
    [InlineData("exchange-online-2014", "it", "Non recapitabile: Fattura n° 4711 è qui")]
    [InlineData("postfix", "it", "Undelivered Mail Returned to Sender")]
    public void The_subject_is_the_systems_and_survives_accents(string system, string language, string subject)
    {
        var world = World(system, language);
        var message = Load(NdrWriter.Write(world with { Message = world.Message with { Subject = "Fattura n° 4711 è qui" } }, [Failure("relay")])!);
        Assert.Equal(subject, message.Subject);
        Assert.Equal("ana@fabrikam.example", message.To.Mailboxes.Single().Address);
        Assert.Equal(system is not "postfix", message.Headers.Contains("X-MS-Exchange-Message-Is-Ndr"));
        var returned = message.BodyParts.OfType<MessagePart>().Single().Message!;
        Assert.Equal("Fattura n° 4711 è qui", returned.Subject);
    }

    [Theory]
    [InlineData("postfix", 5)]
    [InlineData("exchange-2010", 2)]
    [InlineData("exchange-online-2014", 1)]
    public void What_expired_came_in_a_queue_lifetime_before(string system, int days)
    {
        var report = Parse(NdrWriter.Write(World(system, "en"), [Failure("silent")])!);
        Assert.True(MimeKit.Utils.DateUtils.TryParse(Status(report)[0]!["Arrival-Date"], out var arrival));
        Assert.Equal(BounceAt.AddDays(-days), arrival);
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exchange-2010")]
    [InlineData("exchange-online-2014")]
    public void Only_the_failed_recipients_are_in_the_report(string system)
    {
        var world = World(system, "en") with { Message = new() { To = [Lee, "kim@contoso.example", "sam@contoso.example"], NdrBy = system } };
        var taken = new DeliveredAttempt("kim@contoso.example", Old, "203.0.113.25");
        var other = new UnresolvedAttempt("sam@contoso.example", "contoso.example", RrType.A, NameProblem.DoesNotExist);
        var groups = Status(Parse(NdrWriter.Write(world, [Failure("relay"), taken, other])!));
        Assert.Equal([Lee, "sam@contoso.example"], groups.Where(group => group["Final-Recipient"] is not null).Select(group => group["Final-Recipient"]!.Split(';')[1].Trim()));
        Assert.Null(NdrWriter.Write(world, [taken]));
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exchange-2010")]
    [InlineData("exchange-online-2014")]
    public void A_report_is_the_same_each_time_and_every_line_ends_with_CRLF(string system)
    {
        var one = NdrWriter.Write(World(system, "it"), [Failure("relay")])!;
        Assert.Equal(one, NdrWriter.Write(World(system, "it"), [Failure("relay")]));
        var text = Encoding.UTF8.GetString(one);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.True(Ascii.IsValid(text));
    }

    [Fact]
    public void Postfix_folds_at_79_columns_and_Exchange_not_at_all()
    {
        var reply = SmtpReply.Parse("550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [AM0PEPF00012345.eurprd02.prod.outlook.com 2026-11-23T09:30:00.000Z 08DF254F56560914]");
        var refused = new RefusedAttempt("lee@edge.example", "127.0.0.1", "127.0.0.1", reply, "RCPT TO");

        // As a real Postfix 3.7 wrote it.
        var postfix = Encoding.UTF8.GetString(NdrWriter.Write(World("postfix", "en"), [refused])!);
        Assert.Contains("<lee@edge.example>: host 127.0.0.1[127.0.0.1] said: 550 5.4.1 Recipient address\r\n    rejected: Access denied. For more information see\r\n    https://aka.ms/EXOSmtpErrors [AM0PEPF00012345.eurprd02.prod.outlook.com\r\n    2026-11-23T09:30:00.000Z 08DF254F56560914] (in reply to RCPT TO command)\r\n", postfix, StringComparison.Ordinal);
        Assert.Contains("Diagnostic-Code: smtp; 550 5.4.1 Recipient address rejected: Access denied. For\r\n    more information see https://aka.ms/EXOSmtpErrors\r\n    [AM0PEPF00012345.eurprd02.prod.outlook.com 2026-11-23T09:30:00.000Z\r\n    08DF254F56560914]\r\n", postfix, StringComparison.Ordinal);
        var exchange = Encoding.UTF8.GetString(NdrWriter.Write(World("exchange-online-2014", "en"), [refused])!);
        Assert.Contains($"\r\nDiagnostic-Code: smtp;{SmtpWire.OneLine(reply)}\r\n", exchange, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_that_nobody_knows_is_an_error() =>
        Assert.Throws<ArgumentException>(() => NdrWriter.Write(World("lotus", "en"), [Failure("relay")]));

    private static World World(string system, string language) => new()
    {
        BounceAt = BounceAt,
        Message = new() { To = [Lee], NdrBy = system, Language = language, SendingHost = "mail.fabrikam.example" },
    };

    // Postfix folds with four blanks, which unfolding leaves (RFC 5322 §2.2.3).
    private static string? Unfolded(string? value) => value?.Replace("    ", " ", StringComparison.Ordinal);

    private static MimeMessage Load(byte[] mail) => MimeMessage.Load(new MemoryStream(mail), TestContext.Current.CancellationToken);

    private static MultipartReport Parse(byte[] mail)
    {
        var report = Assert.IsType<MultipartReport>(Load(mail).Body);
        Assert.Equal("delivery-status", report.ReportType);
        Assert.Equal(3, report.Count);
        return report;
    }

    private static HeaderListCollection Status(MultipartReport report) => Assert.IsType<MessageDeliveryStatus>(report[1]).StatusGroups;
}
