using System.Globalization;

namespace Recapito.Lab;

/// <summary>The phrases of Postfix 3.7 (compared with a real one), Exim and Exchange.</summary>
internal static class PhraseBook
{
    public static SmtpPhrases Postfix(string host, string id) => new()
    {
        Banner = $"220 {host} ESMTP Postfix",
        Hello = host,
        Extensions = ["PIPELINING", "SIZE 10240000", "VRFY", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"],
        SenderOk = "250 2.1.0 Ok",
        RecipientOk = "250 2.1.5 Ok",
        StartMail = "354 End data with <CR><LF>.<CR><LF>",
        Queued = $"250 2.0.0 Ok: queued as {id}",
        Reset = "250 2.0.0 Ok",
        Noop = "250 2.0.0 Ok",
        Verify = "252 2.0.0 Cannot VRFY user",
        Help = "500 5.5.2 Error: command not recognized",
        Bye = "221 2.0.0 Bye",
        ReadyForTls = "220 2.0.0 Ready to start TLS",
        Unknown = "500 5.5.2 Error: command not recognized",
        NoTls = "502 5.5.1 Error: command not implemented",
        GreetFirst = "503 5.5.1 Error: send HELO/EHLO first",
        NestedMail = "503 5.5.1 Error: nested MAIL command",
        NeedMail = "503 5.5.1 Error: need MAIL command",
        NeedRcpt = "503 5.5.1 Error: need RCPT command",
        NoRecipients = "554 5.5.1 Error: no valid recipients",
        HelloSyntax = "501 Syntax: EHLO hostname",
        MailSyntax = "501 5.5.4 Syntax: MAIL FROM:<address>",
        RcptSyntax = "501 5.5.4 Syntax: RCPT TO:<address>",
        ParameterSyntax = "501 5.5.4 Syntax error in parameters",
        TooLong = "500 5.5.2 Error: line too long",
        TooManyErrors = $"421 4.7.0 {host} Error: too many errors",
        Refused = "503 5.5.1 Error: access denied",
        TimedOut = $"421 4.4.2 {host} Error: timeout exceeded",
    };

    public static SmtpPhrases Exim(string host, string client, string id, DateTimeOffset clock) => new()
    {
        Banner = $"220 {host} ESMTP Exim 4.96 {MailDate(clock)}",
        Hello = $"{host} Hello there [{client}]",
        Extensions = ["SIZE 52428800", "8BITMIME", "PIPELINING", "CHUNKING", "HELP"],
        SenderOk = "250 OK",
        RecipientOk = "250 Accepted",
        StartMail = "354 Enter message, ending with \".\" on a line by itself",
        Queued = $"250 OK id={id}",
        Reset = "250 Reset OK",
        Noop = "250 OK",
        Verify = "252 Administrative prohibition",
        Help = "214-Commands supported:\n214 AUTH STARTTLS HELO EHLO MAIL RCPT DATA BDAT NOOP QUIT RSET HELP",
        Bye = $"221 {host} closing connection",
        ReadyForTls = "220 TLS go ahead",
        Unknown = "500 unrecognized command",
        NoTls = "503 STARTTLS command used when not advertised",
        GreetFirst = "503 HELO or EHLO required",
        NestedMail = "503 sender already given",
        NeedMail = "503 sender not yet given",
        NeedRcpt = "503 valid RCPT command must precede DATA",
        NoRecipients = "503 valid RCPT command must precede DATA",
        HelloSyntax = "501 Syntactically invalid EHLO argument(s)",
        MailSyntax = "501 MAIL must have an address operand",
        RcptSyntax = "501 RCPT must have an address operand",
        ParameterSyntax = "501 syntax error in parameters",
        TooLong = "500 line too long",
        TooManyErrors = "421 too many syntax or protocol errors",
        Refused = "503 access denied",
        TimedOut = $"421 {host}: SMTP command timeout - closing connection",
    };

    public static SmtpPhrases Exchange(string host, string client, string id, DateTimeOffset clock) => new()
    {
        Banner = $"220 {host} Microsoft ESMTP MAIL Service ready at {MailDate(clock)}",
        Hello = $"{host} Hello [{client}]",
        Extensions = ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"],
        SenderOk = "250 2.1.0 Sender OK",
        RecipientOk = "250 2.1.5 Recipient OK",
        StartMail = "354 Start mail input; end with <CRLF>.<CRLF>",
        Queued = $"250 2.6.0 <{id}@{host}> [InternalId={id}, Hostname={host}] Queued mail for delivery",
        Reset = "250 2.0.0 Resetting",
        Noop = "250 2.0.0 OK",
        Verify = "252 2.1.5 Cannot VRFY user",
        Help = "214-This server supports the following commands:\n214 HELO EHLO STARTTLS RCPT DATA RSET MAIL QUIT HELP NOOP VRFY BDAT",
        Bye = "221 2.0.0 Service closing transmission channel",
        ReadyForTls = "220 2.0.0 SMTP server ready",
        Unknown = "500 5.3.3 Unrecognized command",
        NoTls = "500 5.3.3 Unrecognized command",
        GreetFirst = "503 5.5.2 Send hello first",
        NestedMail = "503 5.5.2 Sender already specified",
        NeedMail = "503 5.5.2 Need mail command",
        NeedRcpt = "503 5.5.2 Need rcpt command",
        NoRecipients = "503 5.5.2 Need rcpt command",
        HelloSyntax = "501 5.5.4 Invalid domain name",
        MailSyntax = "501 5.5.4 Invalid arguments",
        RcptSyntax = "501 5.5.4 Invalid arguments",
        ParameterSyntax = "501 5.5.4 Invalid arguments",
        TooLong = "500 5.5.2 Syntax error, command line too long",
        TooManyErrors = "421 4.7.0 Too many errors on this connection, closing transmission channel",
        Refused = "503 5.5.2 Send QUIT",
        TimedOut = "421 4.4.1 Connection timed out",
    };

    /// <summary>RFC 5322 §3.3 with the zone in digits.</summary>
    public static string MailDate(DateTimeOffset moment) =>
        moment.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + moment.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
