namespace Recapito.Benchmarks;

/// <summary>All pieces of the grammar of mails and reports, each with what a hostile mail would make of it.</summary>
internal static class Pieces
{
    private const string Head = "From: MAILER-DAEMON@mx.contoso.example\nTo: ana@fabrikam.example\nSubject: Undelivered Mail Returned to Sender\n";
    private const string Start = Head + "MIME-Version: 1.0\n";
    private const string Plain = Start + "Content-Type: text/plain; charset=utf-8\n\nYour message could not be delivered.\n\n<lee@contoso.example>: host mx.contoso.example[192.0.2.25] said: 550 5.1.1 unknown\n\n";
    private const string Wild = Start + "\nYour message could not be delivered to the following recipients:\n\n";
    private const string Html = Start + "Content-Type: text/html; charset=utf-8\n\n<html><body>";
    private const string Mixed = Start + "Content-Type: multipart/mixed; boundary=\"=_b\"\n\n--=_b\n\nlee@contoso.example failed\n";
    private const string Report = Start + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\n\n--=_b\n\nA report.\n\n--=_b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoso.example\n";
    private const string Group = "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nStatus: 5.1.1\n";
    private const string Returned = Report + Group + "\n--=_b\nContent-Type: message/rfc822\n\nFrom: ana@fabrikam.example\nSubject: Invoice\n";
    private const string Closing = "\n--=_b--\n";
    private const string Text = "\n\nlee@contoso.example: 550 5.1.1 unknown\n";

    /// <summary>What the searches in a reply or a text look for, repeated so that each finding is a false start.</summary>
    private static readonly (string Name, string Unit)[] Repetitions =
    [
        ("replies", "550 5.1.1 <a@b.example> "), ("arrows", " -> 550 "), ("arrows without a code", " -> x"), ("hosts not closed", "host x["), ("hosts", "host x[192.0.2.1]: "),
        ("said", " said: "), ("hosts said", "host x[192.0.2.1] said: 550 5.1.1 y "), ("open parentheses", "("), ("addresses in parentheses", "(a@b.example:550 "), ("open angles", "<"),
        ("closed angles", ">"), ("at signs", "@"), ("addresses", "a@b.example "), ("addresses in angles", "<a@b.example> "), ("smtp;", " smtp;"), ("angles with hosts", "<h #5.4.1 smtp;550 5.4.1 "),
        ("remote servers", "Remote Server at x (192.0.2.1) returned '550 "), ("remote servers only", "Remote Server "), ("responded", "responded with: \"421 "), ("open brackets", "["),
        ("closed brackets", "]: "), ("apostrophes", "'"), ("quotation marks", "\""), ("in reply to", "(in reply to RCPT TO command) "), ("enhanced codes", "5.1.1 "), ("hashes", "#5.1.1 #"),
        ("digits", "5"), ("digits and dots", "5."), ("reply codes", "550-"), ("colons", ":"), ("semicolons", ";"), ("blanks", " "), ("backslashes", "\\"), ("half phrases", "recipient address rej "),
        ("user unknown", "user unknow "), ("dots", "."), ("commas", ","), ("equals", "="), ("entities", "&lt;"), ("control characters", "\u0001"), ("bytes above ASCII", "\u00e9"), ("NULs", "\0"),
    ];

    private static readonly (string Name, string Unit)[] Lines =
    [
        ("empty lines", "\n"), ("lines of one blank", " \n"), ("quoted separators", ">From ana@fabrikam.example\n"), ("addresses", "<u{n}@contoso.example>:\n"), ("bare addresses", "u{n}@contoso.example\n"),
        ("the same address", "lee@contoso.example\n"), ("addresses with replies", "<u{n}@contoso.example>: 550 5.1.1 unknown\n"), ("transcripts", "<<< 550 5.1.1 x\n>>> RCPT TO:<u{n}@b.example>\n"),
        ("replies of many lines", "550-5.1.1 and on\n"), ("headings", "Diagnostic information for administrators:\n"), ("generating servers", "Generating server: mx.contoso.example\n"),
        ("hash lines", "#550 5.1.1 x ##\n"), ("recipient labels", "Final-Recipient: rfc822; lee@contoso.example\n"), ("rulers", "----- The following addresses had permanent fatal errors -----\n"),
        ("quoted lines", "> > > lee@contoso.example\n"), ("headers", "Received: from a by b\n"), ("carriage returns", "\r"), ("short lines", "a\n"), ("indented lines", "    550 5.1.1 x\n"), ("apologies", "I'm sorry to have to inform you\n"),
    ];

    public static IEnumerable<Piece> All =>
    [
        .. Headers, .. Structure, .. Bodies, .. Status,
        .. Repetitions.Select(piece => new Piece($"diagnostic: {piece.Name}", Report + Group + "Diagnostic-Code: smtp; 550 5.1.1 ", piece.Unit, Closing)),
        .. Repetitions.Select(piece => new Piece($"text, one line: {piece.Name}", Plain, piece.Unit)),
        .. Repetitions.Select(piece => new Piece($"text, a line each: {piece.Name}", Wild, piece.Unit + "\n")),
        .. Lines.Select(piece => new Piece($"text: {piece.Name}", Wild, piece.Unit)),
        .. Lines.Select(piece => new Piece($"text after a recipient: {piece.Name}", Plain, piece.Unit)),
    ];

    private static Piece[] Headers =>
    [
        new("header count", Head, "X-Number-{n}: value\n", Text), new("the same header", Head, "Subject: again\n", Text), new("headers without a name", Head, ": x\n", Text),
        new("one long header", Head + "X-Long: ", "abcdefghi ", Text), new("one long word", Head + "X-Long: ", "a", Text), new("folded lines", Head + "X-Folded: a", "\n b", Text),
        new("folded empty lines", Head + "X-Folded: a", "\n ", Text), new("open comments", Head + "Sender: ", "(", Text), new("comments", Head + "Sender: ", "(a) ", Text), new("nested comments closed", Head + "Reply-To: ", "((a)", Text),
        new("comment in a date", Head + "Date: Mon, 23 Nov 2026 10:15:00 +0000 ", "(", Text), new("encoded words", Head + "Comments: ", "=?utf-8?Q?a=C3=A9?= ", Text), new("encoded words in the subject", "From: MAILER-DAEMON@b.example\nSubject: ", "=?iso-2022-jp?B?GyRCOndCIxsoQg==?= ", Text),
        new("encoded words not closed", "From: MAILER-DAEMON@b.example\nSubject: ", "=?utf-8?B?", Text), new("starts of encoded words", "From: MAILER-DAEMON@b.example\nSubject: ", "=?", Text), new("one long encoded word", "From: MAILER-DAEMON@b.example\nSubject: =?utf-8?Q?", "=C3=A9", "?=" + Text),
        new("address list", Head + "Cc: x@b.example", ", u{n}@contoso.example", Text), new("groups", Head + "Cc: ", "a:;, ", Text), new("quoted strings", Head + "Cc: ", "\"a", Text), new("angles", "From: ", "<", "\nSubject: Undelivered" + Text), new("routes", "From: <", "@a,", "\nSubject: Undelivered" + Text),
        new("failed recipients", Head + "X-Failed-Recipients: x@b.example", ", u{n}@contoso.example", Text), new("Received chain", Head, "Received: from a.example (a.example [192.0.2.1]) by b.example with ESMTP id {n} for <lee@contoso.example>; Mon, 23 Nov 2026 10:15:00 +0000\n", Text),
        new("one long Received", Head + "Received: ", "from a.example by b.example ", Text), new("comments in Received", Head + "Received: from a", " (b", Text), new("parameters", Start + "Content-Type: text/plain", "; p{n}=v", Text), new("the same parameter", Start + "Content-Type: text/plain", "; charset=utf-8", Text),
        new("continued parameters", Start + "Content-Type: text/plain", "; name*{n}*=utf-8''a%20", Text), new("lines that are no header", Head, "no header at all\n", Text), new("message ids", Head + "References: ", "<{n}@fabrikam.example> ", Text),
    ];

    private static Piece[] Structure =>
    [
        new("boundaries that almost match", Mixed, "--=_bx\n", Closing), new("boundaries cut short", Mixed, "--=_\n", Closing), new("hyphens", Mixed, "--\n", Closing), new("boundaries inside of lines", Mixed, " --=_b", Closing), new("parts", Mixed, "--=_b\n\nx\n", Closing), new("parts without a header end", Mixed, "--=_b\n", Closing),
        new("text parts", Mixed, "--=_b\nContent-Type: text/plain\n\n550 5.1.1 <a@b.example>\n", Closing), new("closing boundaries", Mixed, "--=_b--\n", Closing), new("attachments", Mixed, "--=_b\nContent-Type: image/png; name=\"{n}.png\"\nContent-Transfer-Encoding: base64\n\nAAAA\n", Closing),
        new("nested multiparts", Mixed + "--=_b\n", "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"), new("nested multiparts with one boundary", Mixed + "--=_b\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"), new("nested messages", Start, "Content-Type: message/rfc822\n\n", "Subject: innermost\n\nlee@contoso.example\n"),
        new("nested messages with a subject", Start, "Content-Type: message/rfc822\n\nSubject: {n}\nMIME-Version: 1.0\n", "\nlee@contoso.example\n"), new("nested reports", Start, "Content-Type: multipart/report; report-type=delivery-status; boundary=b{n}\n\n--b{n}\nContent-Type: message/rfc822\n\n"),
        new("boundary as long as the mail", Start + "Content-Type: multipart/mixed; boundary=\"", "b", "\"\n\n--bbbbbbbb\n\n550 5.1.1 <a@b.example>\n"), new("preamble", Start + "Content-Type: multipart/mixed; boundary=\"=_b\"\n\n", "preamble\n", "--=_b\n\nx\n" + Closing), new("epilogue", Mixed + Closing, "lee@contoso.example\n"),
        new("CRLF lines", Head.Replace("\n", "\r\n", StringComparison.Ordinal), "X-Number-{n}: value\r\n", "\r\nlee@contoso.example\r\n"), new("CR lines", Head.Replace('\n', '\r'), "X-Number-{n}: value\r", "\rlee@contoso.example\r"), new("no header at all", "550 5.1.1 <a@b.example>\n", "a line of text\n"), new("mixed line ends", Wild, "a\r\nb\rc\n"),
    ];

    private static Piece[] Bodies =>
    [
        new("HTML tags", Html, "<b>x</b>"), new("open HTML tags", Html, "<"), new("nested HTML tags", Html, "<div>"), new("HTML attributes", Html + "<p ", "a=b "), new("HTML attributes not closed", Html + "<p ", "a=\""), new("HTML comments not closed", Html, "<!--"), new("HTML entities", Html, "&amp;"),
        new("HTML entities not closed", Html, "&"), new("HTML scripts", Html, "<script>"), new("HTML tables", Html, "<table><tr><td>a@b.example"), new("HTML paragraphs with replies", Html, "<p>&lt;a@b.example&gt;: 550 5.1.1 x</p>\n"), new("HTML declarations", Html, "<!x "), new("HTML line breaks", Html, "<br>"),
        new("base64", Start + "Content-Transfer-Encoding: base64\n\n", "WW91ciBtZXNzYWdlIGNvdWxkIG5vdCBiZSBkZWxpdmVyZWQK\n"), new("base64 with rubbish", Start + "Content-Transfer-Encoding: base64\n\n", "W=W*"), new("base64 padding", Start + "Content-Transfer-Encoding: base64\n\n", "="), new("quoted-printable", Start + "Content-Transfer-Encoding: quoted-printable\n\n", "=3Ca@b.example=3E 550 5.1.1 =\n"),
        new("quoted-printable soft breaks", Start + "Content-Transfer-Encoding: quoted-printable\n\n", "=\n"), new("quoted-printable rubbish", Start + "Content-Transfer-Encoding: quoted-printable\n\n", "=ZZ"), new("uuencoded", Start + "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n", "#0V%T\n"), new("ISO-2022-JP escapes", Start + "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\u001b$B:wB#\u001b(B"),
        new("Shift_JIS", Start + "Content-Type: text/plain; charset=shift_jis\n\n", "\u0083\u0081\u0081[\u0083\u008b\n"), new("GB18030", Start + "Content-Type: text/plain; charset=gb18030\n\n", "\u00d3\u00ca\u00bc\u00fe\n"), new("UTF-7", Start + "Content-Type: text/plain; charset=utf-7\n\n", "+AOk-"), new("UTF-16", Start + "Content-Type: text/plain; charset=utf-16\n\n", "a\0"), new("format=flowed", Start + "Content-Type: text/plain; format=flowed\n\n", "550 5.1.1 <a@b.example> \n"),
    ];

    private static Piece[] Status =>
    [
        new("status groups", Report, "\nFinal-Recipient: rfc822; u{n}@contoso.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n", Closing), new("status groups of one recipient", Report, Group, Closing), new("groups without a recipient", Report, "\nAction: failed\n", Closing),
        new("fields of a group", Report + Group, "X-Field-{n}: value\n", Closing), new("the same field", Report + Group, "Diagnostic-Code: smtp; 550 5.1.1 unknown\n", Closing), new("folded diagnostic", Report + Group + "Diagnostic-Code: smtp; 550 5.1.1 x", "\n 550-5.1.1 more", Closing), new("fields of the message", Report, "X-Field-{n}: value\n", Group + Closing),
        new("comments in Status", Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nStatus: 5.1.1 ", "(", Closing), new("comments in Action", Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed ", "(a) ", Closing), new("long recipient", Report + "\nFinal-Recipient: rfc822; ", "a", "@contoso.example\nAction: failed\nStatus: 5.1.1\n" + Closing),
        new("xtext", Report + Group + "Original-Recipient: rfc822; ", "+3D", Closing), new("UTF-8 addresses", Report + Group + "Original-Recipient: utf-8; ", "\\x{E9}", Closing), new("long host", Report + Group + "Remote-MTA: dns; ", "a.", Closing), new("comments in Remote-MTA", Report + Group + "Remote-MTA: dns; a ", "(192.0.2.1) ", Closing), new("lines that are no field", Report + Group, "no field\n", Closing),
        new("empty lines between groups", Report + Group, "\n", Closing), new("status parts", Report, "\n--=_b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n" + Group, Closing), new("encoded status", Start + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n", "CkZpbmFsLVJlY2lwaWVudDogcmZjODIyOyBhQGIuZXhhbXBsZQo=\n"),
        new("returned headers", Returned, "X-Number-{n}: value\n", "\nbody\n" + Closing), new("returned body", Returned + "\n", "a line of the lost message\n", Closing), new("returned Received chain", Returned, "Received: from a.example by b.example for <lee@contoso.example>; Mon, 23 Nov 2026 10:15:00 +0000\n", "\nbody\n" + Closing), new("returned long subject", Returned + "X-Long: ", "=?utf-8?Q?a?= ", "\n\nbody\n" + Closing),
        new("feedback fields", Start + "Content-Type: multipart/report; report-type=feedback-report; boundary=\"=_b\"\n\n--=_b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n", "Original-Rcpt-To: u{n}@contoso.example\n", Closing),
    ];
}
