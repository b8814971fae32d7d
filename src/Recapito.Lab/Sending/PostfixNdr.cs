using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Postfix's bounce: text, delivery-status and message, laid out as Postfix 3.7 does (compared with a real one).</summary>
internal static class PostfixNdr
{
    private const string PartEncoding = "Content-Transfer-Encoding: 8bit";

    public static byte[] Write(NdrLetter letter)
    {
        var queueId = StableDigest.Hex(11, letter.Host, letter.Sender, letter.World.Message.Subject);
        var boundary = $"{queueId}.{letter.World.BounceAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}/{letter.Host}";
        var mail = new MailText();
        WriteHeader(mail, letter, boundary);
        mail.Line("This is a MIME-encapsulated message.").Line();
        WriteText(mail, letter, boundary);
        WriteStatus(mail, letter, boundary, queueId);
        WriteMessage(mail, letter, boundary, queueId);
        return mail.Line($"--{boundary}--").ToBytes();
    }

    private static void WriteHeader(MailText mail, NdrLetter letter, string boundary)
    {
        var id = StableDigest.Hex(11, "notice", letter.Host, letter.Sender);
        var date = Date(letter.World.BounceAt);
        mail.Line("Return-Path: <>")
            .Line($"Delivered-To: {letter.Sender}")
            .Line($"Received: by {letter.Host} (Postfix)")
            .Line($"\tid {id}; {date}")
            .Line($"Date: {date}")
            .Line($"From: Mail Delivery System <MAILER-DAEMON@{letter.Host}>")
            .Line("Subject: Undelivered Mail Returned to Sender")
            .Line($"To: {letter.Sender}")
            .Line("Auto-Submitted: auto-replied")
            .Line("MIME-Version: 1.0")
            .Line("Content-Type: multipart/report; report-type=delivery-status;")
            .Line($"\tboundary=\"{boundary}\"")
            .Line(PartEncoding)
            .Line($"Message-Id: <{letter.World.BounceAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}.{id}@{letter.Host}>")
            .Line();
    }

    private static void WriteText(MailText mail, NdrLetter letter, string boundary)
    {
        mail.Line($"--{boundary}")
            .Line("Content-Description: Notification")
            .Line("Content-Type: text/plain; charset=utf-8")
            .Line(PartEncoding)
            .Line()
            .Line($"This is the mail system at host {letter.Host}.")
            .Line()
            .Line("I'm sorry to have to inform you that your message could not")
            .Line("be delivered to one or more recipients. It's attached below.")
            .Line()
            .Line("For further assistance, please send mail to postmaster.")
            .Line()
            .Line("If you do so, please include this problem report. You can")
            .Line("delete your own text from the attached returned message.")
            .Line()
            .Line("                   The mail system")
            .Line();
        foreach (var failure in letter.Failures)
        {
            mail.Lines(MailText.Wrap($"<{failure.Recipient}>: {Sentence(failure)}")).Line();
        }
    }

    private static void WriteStatus(MailText mail, NdrLetter letter, string boundary, string queueId)
    {
        mail.Line($"--{boundary}")
            .Line("Content-Description: Delivery report")
            .Line("Content-Type: message/delivery-status")
            .Line()
            .Line($"Reporting-MTA: dns; {letter.Host}")
            .Line($"X-Postfix-Queue-ID: {queueId}")
            .Line($"X-Postfix-Sender: rfc822; {letter.Sender}")
            .Line($"Arrival-Date: {Date(letter.Message.Arrival)}")
            .Line();
        foreach (var failure in letter.Failures)
        {
            mail.Line($"Final-Recipient: rfc822; {failure.Recipient}")
                .Line($"Original-Recipient: rfc822;{failure.Recipient}")
                .Line("Action: failed")
                .Line($"Status: {Status(failure)}");
            if (failure is RefusedAttempt refused)
            {
                mail.Line($"Remote-MTA: dns; {refused.Host}");
            }

            mail.Lines(MailText.Wrap($"Diagnostic-Code: {Diagnostic(failure)}")).Line();
        }
    }

    private static void WriteMessage(MailText mail, NdrLetter letter, string boundary, string queueId)
    {
        var only = letter.World.Message.To is [var recipient] ? recipient : null;
        mail.Line($"--{boundary}")
            .Line("Content-Description: Undelivered Message")
            .Line("Content-Type: message/rfc822")
            .Line(PartEncoding)
            .Line()
            .Line($"Return-Path: <{letter.Sender}>")
            .Line($"Received: from {letter.Message.Client} ({letter.Message.Client} [192.0.2.33])")
            .Line($"\tby {letter.Host} (Postfix) with ESMTP id {queueId}{(only is null ? ";" : "")}")
            .Line(only is null ? $"\t{Date(letter.Message.Arrival)}" : $"\tfor <{only}>; {Date(letter.Message.Arrival)}")
            .Lines(letter.Message.Headers)
            .Line()
            .Lines(SentMessage.Body)
            .Line();
    }

    private static string Sentence(Attempt failure) => failure is RefusedAttempt refused
        ? refused.Command is "greeting"
            ? $"host {refused.Host}[{refused.Address}] refused to talk to me: {SmtpWire.OneLine(refused.Reply)}"
            : $"host {refused.Host}[{refused.Address}] said: {SmtpWire.OneLine(refused.Reply)} (in reply to {refused.Command} command)"
        : Trouble(failure);

    private static string Diagnostic(Attempt failure) =>
        failure is RefusedAttempt refused ? $"smtp; {SmtpWire.OneLine(refused.Reply)}" : $"X-Postfix; {Trouble(failure)}";

    private static string Trouble(Attempt failure) => failure switch
    {
        UnansweredAttempt { How: ConnectResult.NoBanner } lost =>
            $"conversation with {lost.Host}[{lost.Address}] timed out while receiving the initial server greeting",
        UnansweredAttempt unanswered => $"connect to {unanswered.Host}[{unanswered.Address}]:25: {Errno(unanswered.How)}",
        UnresolvedAttempt { Problem: NameProblem.TakesNoMail } nullMx => $"Domain {nullMx.Name} does not accept mail (nullMX)",
        UnresolvedAttempt unresolved =>
            $"Host or domain name not found. Name service error for name={unresolved.Name} type={unresolved.Type.ToString().ToUpperInvariant()}: {HErrno(unresolved.Problem)}",
        _ => throw new ArgumentException($"{failure.GetType().Name} is no failure.", nameof(failure)),
    };

    private static string Errno(ConnectResult how) => how switch
    {
        ConnectResult.Refused => "Connection refused",
        ConnectResult.Unreachable => "No route to host",
        _ => "Connection timed out",
    };

    private static string HErrno(NameProblem problem) => problem switch
    {
        NameProblem.DoesNotExist => "Host not found",
        NameProblem.CannotBeAsked => "Host not found, try again",
        _ => "Host found but no data record of requested type",
    };

    private static string Status(Attempt failure) => failure switch
    {
        RefusedAttempt { Reply: { Status: { } status } } => status.ToString(),
        RefusedAttempt { Reply.IsTransient: true } => "4.0.0",
        RefusedAttempt => "5.0.0",
        UnansweredAttempt { How: ConnectResult.NoBanner } => "4.4.2",
        UnansweredAttempt => "4.4.1",
        UnresolvedAttempt { Problem: NameProblem.CannotBeAsked } => "4.4.3",
        UnresolvedAttempt { Problem: NameProblem.TakesNoMail } => "5.1.0",
        _ => "5.4.4",
    };

    private static string Date(DateTimeOffset moment) => $"{PhraseBook.MailDate(moment.ToUniversalTime())} (UTC)";
}
