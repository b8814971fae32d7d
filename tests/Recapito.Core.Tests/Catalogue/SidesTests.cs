using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Whose matter a refusal is, and what stood in the way, in the words that a reader gets.</summary>
public class SidesTests
{
    private const string OpenResolver = "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org; Error: open resolver; https://check.spamhaus.org/returnc/pub/192.0.2.53";
    private const string Rule = "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy";

    [Theory]
    [InlineData("online-own", "550 5.7.520 Access denied, Your organization does not allow external forwarding. Please contact your administrator for further assistance. AS(7555)", "the administrator of the organisation that forwards", "the recipient's mail")]
    [InlineData("online-own", "550 5.7.1 Your message can't be delivered because messages to contoso.example are blocked by your organization using Tenant Allow Block List.", "(the administrator of the sender's mail)", "the recipient's mail")]
    [InlineData("postfix-other", "550 5.7.1 Blocked by your organization", "the sender's administrator", "the administrator of contoso.example")]
    [InlineData("ex01", Rule, "(the administrator of the sender's mail)", "the recipient's mail")]
    [InlineData("online-own", Rule, "whoever administers the organisation whose rule it is", "(the administrator of the recipient's mail)")]
    [InlineData("postfix", Rule, "(the administrator of the recipient's mail)", "the sender's mail")]
    [InlineData("postfix-other", "552 5.7.0 This message was blocked because its content presents a potential security issue.", "the sender, by sending it in another way", "the administrator")]
    [InlineData("postfix-other", "554 5.7.0 Reject, id=06241-07 - BANNED: .exe,x.exe", "the sender, by sending it in another way", "the administrator")]
    [InlineData("postfix-other", "554 5.7.1 Attachment type .exe not allowed", "the sender, by sending it in another way", "the administrator")]
    [InlineData("postfix-other", OpenResolver, "the administrator of contoso.example, by asking the list", "removal")]
    [InlineData("postfix-other", "452 4.2.2 <lee@contoso.example>: mailbox full, try again later", "exists and is full", "was busy")]
    [InlineData("postfix-other", "450 4.2.2 <lee@contoso.example>: user is overquota, please try again later", "The mailbox is full", "was busy")]
    [InlineData("postfix-other", "450 4.2.0 Try again later", "was busy", "full")]
    [InlineData("postfix-other", "550 5.7.1 Mail rejected by recipient", "by a choice of the recipient", "content was sent")]
    [InlineData("postfix-other", "451 4.4.1 connection timed out", "no answer from the host", "Exchange Online")]
    [InlineData("postfix-other", "550 5.4.1 no such luck", "no answer from the host", "Exchange Online")]
    [InlineData("postfix", "550 5.4.1 Recipient address rejected: Access denied", "Exchange Online uses it for recipients", "the recipient's own words")]
    [InlineData("online", "550 5.4.300 Message expired -> 452 4.2.2 Mailbox full", "At the last attempt it met the answer", "did not answer")]
    [InlineData("it-own", "550 5.4.300 Message expired(Cannot deliver to mail.contoso.example)", "did not answer", "At the last attempt")]
    [InlineData("online-own", "550 5.1.10 RESOLVER.ADR.ExRecipNotFound; not found", "old address of Exchange's own kind", "letter by letter")]
    [InlineData("online-own", "550 5.1.11 RESOLVER.ADR.ExRecipNotFound; Recipient not found by Exchange Legacy encapsulated email address lookup", "delete the old suggestion", "correcting the address")]
    [InlineData("ex01", "550 5.6.0 RESOLVER.ADR.BadPrimary; recipient primary SMTP address is missing or invalid", "no valid primary address", "malformed")]
    [InlineData("older", "420 4.2.0 RESOLVER.ADR.Ambiguous; ambiguous address", "Several objects", "no such mailbox")]
    [InlineData("older", "550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients", "more recipients than the Exchange server", "two hundred")]
    [InlineData("older", "554 5.4.4 SMTPSEND.DNS.MxLoopback; DNS records for this domain are configured in a loop", "leads in a circle", "no such domain")]
    [InlineData("online-own", "550 5.1.0 Sender denied", "not admitted", "Type the address anew")]
    [InlineData("postfix", "550 5.7.510 Access denied, contoso.example does not accept email over IPv6", "1. Send to contoso.example over IPv4", "Or send")]
    [InlineData("postfix", "550 5.7.515 Access denied, sending domain fabrikam.example doesn't meet the required authentication level.", "wants SPF, DKIM and DMARC", "by its code alone")]
    public void The_words_name_the_side_and_the_matter_that_the_reply_names(string form, string reply, string said, string notSaid)
    {
        var text = Explained(form is "ex01" ? OfOwnServer(reply) : CodeMails.Of(form, reply));
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, text, StringComparison.Ordinal);
    }

    /// <summary>An X.500 address that Exchange sent on is old, whoever says so and by whatever code.</summary>
    [Theory]
    [InlineData("postfix-other", "550 5.1.1 <lee@contoso.example>: User unknown")]
    [InlineData("online-own", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient lee@contoso.example not found by SMTP address lookup")]
    public void An_encapsulated_address_that_is_not_known_is_an_old_one(string form, string reply)
    {
        var mail = Encoding.UTF8.GetString(CodeMails.Of(form, reply)).Replace("lee@contoso.example", "IMCEAEX-_O=CONTOSO_OU=ONE_CN=RECIPIENTS_CN=Lee@contoso.example", StringComparison.Ordinal);
        var text = Explained(Encoding.UTF8.GetBytes(mail));
        Assert.Contains("old address of Exchange's own kind", text, StringComparison.Ordinal);
        Assert.DoesNotContain("letter by letter", text, StringComparison.Ordinal);
    }

    /// <summary>A host that took no connection, or none that was secure enough, said nothing to the message.</summary>
    [Theory]
    [InlineData("550 5.4.300 Message expired -> 450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mail.contoso.example]")]
    [InlineData("550 5.7.323 tlsa-invalid: The domain failed DANE validation. [LastAttemptedServerName=mail.contoso.example]")]
    public void A_host_that_was_only_tried_is_no_speaker(string reply) => Assert.DoesNotContain("mail.contoso.example said:", Explained(CodeMails.Of("online-own", reply)), StringComparison.Ordinal);

    /// <summary>The report of a server of the sender's own organisation that names no other host.</summary>
    private static byte[] OfOwnServer(string reply) => Encoding.UTF8.GetBytes($"""
        From: postmaster@fabrikam.example
        To: ana@fabrikam.example
        Subject: Undeliverable: Hello
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Delivery has failed to these recipients or groups: lee@contoso.example
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns;EX01.fabrikam.example

        Final-Recipient: rfc822;lee@contoso.example
        Action: failed
        Status: {reply.Split(' ')[1]}
        Diagnostic-Code: smtp;{reply}

        --b
        Content-Type: message/rfc822

        From: ana@fabrikam.example
        To: lee@contoso.example
        Subject: Hello

        --b--

        """.ReplaceLineEndings("\r\n"));

    private static string Explained(byte[] mail)
    {
        var report = DsnReader.Read(mail);
        var text = ExplainText.Write(report, Symptoms.Of(report, Catalogue.Default), new TextStyle { Language = "en", Width = 600 }, Catalogue.Default);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
