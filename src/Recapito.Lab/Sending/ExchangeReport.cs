using System.Globalization;

namespace Recapito.Lab;

/// <summary>What both designs of Exchange's NDR share: the frame of parts, the delivery-status part, the returned message.</summary>
internal sealed class ExchangeReport(NdrLetter letter, ExchangeWords words, string from, string serverVersion)
{
    private const string Nested = "multipart/alternative; differences=Content-Type;";

    private readonly string outer = letter.Id("report");
    private readonly string inner = letter.Id("alternative");

    /// <summary>The headers that came back, as the text parts print them.</summary>
    public IReadOnlyList<string> OriginalHeaders =>
    [
        .. letter.Hops.Reverse().SelectMany(hop => Received(hop.From, hop.By, hop.At)),
        .. letter.Hops.Count > 0 ? [] : Received($"{letter.Message.Client} (192.0.2.33)", $"{letter.Host}", letter.Message.Arrival),
        .. letter.Message.Headers.SelectMany(header => header.Split("\r\n")),
    ];

    private string[] Received(string from, string by, DateTimeOffset at) =>
        [$"Received: from {from} by {by}", " (192.0.2.25) with Microsoft SMTP Server (TLS) id", $" {serverVersion}; {PhraseBook.MailDate(at)}"];

    /// <summary>The whole mail around the two text parts.</summary>
    public byte[] Write(IReadOnlyList<string> plain, IReadOnlyList<string> html, IReadOnlyList<ExchangeFault> faults)
    {
        var mail = new MailText();
        WriteHeader(mail);
        var charset = MailText.CharsetFor(string.Concat(plain) + string.Concat(html));
        mail.Line($"--{outer}").Line($"Content-Type: {Nested}").Line($"\tboundary=\"{inner}\"").Line();
        WriteText(mail, "text/plain", charset, plain);
        WriteText(mail, "text/html", charset, html);
        mail.Line($"--{inner}--").Line();
        WriteStatus(mail, faults);
        mail.Line($"--{outer}").Line("Content-Type: message/rfc822").Line().Lines(OriginalHeaders).Line().Lines(SentMessage.Body);
        return mail.Line($"--{outer}--").ToBytes();
    }

    /// <summary>A moment as the language writes it, UTC.</summary>
    public string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(words.DateFormat, CultureInfo.InvariantCulture);

    private void WriteHeader(MailText mail)
    {
        var subject = MailText.Encoded($"{words.SubjectPrefix} {letter.World.Message.Subject}");
        mail.Line("Return-Path: <>")
            .Line("MIME-Version: 1.0")
            .Line($"From: {from}")
            .Line($"To: <{letter.Sender}>")
            .Line($"Date: {PhraseBook.MailDate(letter.World.BounceAt.ToUniversalTime())}")
            .Line("Content-Type: multipart/report; report-type=delivery-status;")
            .Line($"\tboundary=\"{outer}\"")
            .Line("X-MS-Exchange-Message-Is-Ndr:")
            .Line($"Content-Language: {words.Tag}")
            .Line($"Message-ID: <{letter.Id("message")}@{letter.Host}>")
            .Line($"In-Reply-To: {letter.Message.MessageId}")
            .Line($"References: {letter.Message.MessageId}")
            .Line($"Thread-Topic: {MailText.Encoded(letter.World.Message.Subject)}")
            .Line($"Subject: {subject}")
            .Line("Auto-Submitted: auto-replied")
            .Line();
    }

    private void WriteText(MailText mail, string type, string charset, IReadOnlyList<string> lines) => mail
        .Line($"--{inner}")
        .Line($"Content-Type: {type}; charset=\"{charset}\"")
        .Line("Content-Transfer-Encoding: quoted-printable")
        .Line()
        .Lines(MailText.QuotedPrintable(lines, charset))
        .Line();

    /// <summary>Exchange leaves no blank after "dns;" and "smtp;" and never folds the diagnostic.</summary>
    private void WriteStatus(MailText mail, IReadOnlyList<ExchangeFault> faults)
    {
        mail.Line($"--{outer}")
            .Line("Content-Type: message/delivery-status")
            .Line()
            .Line($"Reporting-MTA: dns;{letter.Host}")
            .Line($"Received-From-MTA: dns;{letter.Message.Client}")
            .Line($"Arrival-Date: {PhraseBook.MailDate(letter.Message.Arrival)}")
            .Line();
        foreach (var fault in faults)
        {
            mail.Line($"Final-Recipient: rfc822;{fault.Recipient}")
                .Line("Action: failed")
                .Line($"Status: {fault.Status}")
                .Line($"Diagnostic-Code: smtp;{fault.Diagnostic}");
            if (fault.RemoteHost is { } remote)
            {
                mail.Line($"Remote-MTA: dns;{remote}");
            }

            mail.Line($"X-Display-Name: {fault.Recipient}").Line();
        }

        mail.Line();
    }

    /// <summary>A text as it may stand in HTML.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
