using System.Text;
using Recapito.Core;
using Recapito.Input;

namespace Recapito.Cli.Tests;

/// <summary>A reply is often all that people have; whom it is about stands above it, or in it, or nowhere.</summary>
public sealed class PastedReplyTests
{
    [Theory]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied")]
    [InlineData("550 5.4.1 <lee@contoso.example>: Recipient address rejected: Access denied")]
    [InlineData("550 5.4.1 [lee@contoso.example]: Access denied")]
    [InlineData("550-5.4.1 <lee@contoso.example>: Access denied\r\n550 5.4.1 ask postmaster@contoso.example")]
    [InlineData("5.4.1 <lee@contoso.example>: Access denied")]
    [InlineData("550 5.4.1 [BN1PEPF0000.namprd01.prod.outlook.com] lee@contoso.example: Recipient address rejected: Access denied")]
    [InlineData("550 <lee@contoso.example>... User unknown")]
    [InlineData("smtp; 550 5.1.1 <lee@contoso.example>: User unknown")]
    [InlineData("550 5.1.1 User lee@contoso.example unknown")]
    [InlineData("550 5.1.1 The mailbox <lee@contoso.example> does not exist")]
    [InlineData("550 5.7.1 Unable to relay for lee@contoso.example")]
    [InlineData("550 5.7.1 RCPT TO:<lee@contoso.example>: Relaying denied")]
    [InlineData("To: lee@contoso.example\n\n550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("To: Lee Smith <lee@contoso.example>\r\n550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("An: lee@contoso.example\n550 5.1.1 ask postmaster@fabrikam.example")]
    [InlineData("À\u00A0: <lee@contoso.example>\n550 5.4.1 Access denied")]
    [InlineData("Remote Server returned '550 5.4.1 <lee@contoso.example>: Access denied'")]
    [InlineData("To: lee@contoso.example\nRemote Server returned '550 5.4.1 Recipient address rejected: Access denied'")]
    [InlineData("Der Remoteserver hat '550 5.4.1 <lee@contoso.example>: Access denied' zurückgegeben.")]
    [InlineData("Remote Server returned '550 5.1.1 <lee@contoso.example>: it couldn't be found'")]
    [InlineData("Remote Server returned '550 5.1.1 <lee@contoso.example>: it couldn't be found', and gave up")]
    [InlineData("To: lee@contoso.example\n553 5.1.8 <ana@fabrikam.example>: Sender address rejected")]
    [InlineData("lee@contoso.example: 550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("Impossibile recapitare il messaggio a lee@contoso.example. … 550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("Il tuo messaggio a lee@contoso.example non può essere recapitato.\n550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("Il server remoto ha restituito '550 5.4.1 Recipient address rejected: Access denied' per lee@contoso.example")]
    [InlineData("I wrote to lee@contoso.example, and it came back: 550 5.4.1 Relay Access Denied")]
    [InlineData("To: lee@contoso.example\n550-5.1.1 There is no such mailbox.\n550 5.1.1 See the help pages")]
    [InlineData("To: lee@contoso.example\n550-5.1.1 There is no such mailbox.\n550 See the help pages")]
    [InlineData("To: lee@contoso.example\n550 5.1.1 There is no mailbox among the\n500 known ones")]
    [InlineData("To: lee@contoso.example\n550 5.1.351 Remote server returned unknown recipient -> 550 5.1.1 User unknown")]
    [InlineData("To: lee@contoso.example\n550 5.1.10 The other side failed with 550 5.1.1 User unknown")]
    [InlineData("I wrote to lee@contoso.example, and it came back:\n550-5.1.1 There is no such mailbox.\n550 5.1.1 See the help pages")]
    public void Whom_a_reply_is_about_is_read_where_it_says_so(string text)
    {
        var report = Bounce.Read("pasted", Encoding.UTF8.GetBytes(text));
        var recipient = Assert.Single(report.Recipients);
        Assert.Equal((ReportKind.Bounce, "lee@contoso.example"), (report.Kind, recipient.FinalRecipient));
        Assert.Equal((null, null), (recipient.Action, recipient.StatusField));
        Assert.Null(report.Message.ReportingMta);
        Assert.StartsWith(text.Contains("550 <", StringComparison.Ordinal) ? "550" : "5.", recipient.Replies[^1].Reply.Status?.ToString() ?? "550", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("Remote Server returned '550 5.4.1 Recipient address rejected: Access denied'")]
    [InlineData("Reason: 550 5.4.1 Recipient address rejected: Access denied")]
    [InlineData("553 5.1.8 <ana@fabrikam.example>: Domain not found")]
    [InlineData("550 5.7.1 [192.0.2.25] ana@fabrikam.example: not here")]
    [InlineData("554 5.7.1 <ana@fabrikam.example>: Sender address rejected: Access denied")]
    [InlineData("550 5.7.23 <ana@fabrikam.example>: SPF check failed")]
    [InlineData("550 5.7.1 mail from ana@fabrikam.example refused")]
    [InlineData("550 5.7.1 User ana@fabrikam.example is not allowed to send mail")]
    [InlineData("550 5.7.1 Account ana@fabrikam.example is blocked")]
    [InlineData("554 5.7.1 <ana@fabrikam.example>: listed at bl.example")]
    [InlineData("554 5.7.1 <ana@fabrikam.example>: Absender abgelehnt")]
    [InlineData("550 5.7.1 Authenticated user ana@fabrikam.example may not do that")]
    [InlineData("550 5.4.1 Access denied. Contact postmaster@contoso.example")]
    [InlineData("550 5.7.1 <postmaster@contoso.example>: write here for help")]
    [InlineData("550 5.7.1 Access denied, send mail to help@contoso.example")]
    [InlineData("550 5.7.1 To relay, write to help@contoso.example")]
    [InlineData("550 5.7.1 mx@mx.contoso.example")]
    [InlineData("554 5.6.0 <20261123.1@mail.fabrikam.example>: rejected")]
    [InlineData("550 5.1.1 <lee@contoso.example>: no; user kim@contoso.example neither")]
    [InlineData("550 5.1.1 <lee@[192.0.2.1]>: User unknown")]
    [InlineData("To: lee@contoso.example\nTo: kim@contoso.example\n550 5.4.1 Access denied")]
    [InlineData("Da ana@fabrikam.example a lee@contoso.example: 550 5.4.1 Access denied")]
    [InlineData("Mittente ana@fabrikam.example, risposta '550 5.4.1 Access denied'")]
    [InlineData("From ana@fabrikam.example to lee@contoso.example: 550 5.1.1 user unknown")]
    public void Where_it_does_not_say_so_or_may_mean_another_nobody_is_taken_for_it(string text)
    {
        var refused = Assert.Throws<InputException>(() => Bounce.Read("pasted", Encoding.UTF8.GetBytes(text)));
        Assert.Equal(InputException.LacksRecipient, refused.Problem);
        var about = PastedReply.About(Encoding.UTF8.GetBytes(text), "lee@contoso.example");
        Assert.Equal("lee@contoso.example", Assert.Single(Bounce.Read("pasted", about).Recipients).FinalRecipient);
    }

    /// <summary>What a reader writes after the reply is not the host's word.</summary>
    [Theory]
    [InlineData("lee@contoso.example sent this back:\n550 5.4.1 Access denied\n\nWhat is this?")]
    [InlineData("lee@contoso.example sent this back:\r\n550 5.4.1 Access denied\r\n\r\nWhat is this?")]
    [InlineData("For lee@contoso.example it says '550 5.4.1 Access denied', what is this?")]
    public void A_reply_among_words_ends_where_they_go_on(string text) =>
        Assert.Equal(new PastedReply("550 5.4.1 Access denied", "lee@contoso.example"), PastedReply.Of(text));

    /// <summary>A reply among somebody's own words ends where they go on, whatever they deny, ask or tell of themselves; what a host says in several sentences stays whole.</summary>
    [Theory]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.7.1 rejected. I'm sure it isn't a full mailbox, and we aren't on a block list.", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example. It says 552 5.2.2 mailbox full, it's about the Miller contract and I'm really angry at you. It's Ana Silva here. Can't you fix it?", "552 5.2.2 mailbox full")]
    [InlineData("Ho scritto a lee@contoso.example e c'è scritto 550 5.4.1 Relay Access Denied. Il mio indirizzo è anna.rossi@fabrikam.example, è urgente.", "550 5.4.1 Relay Access Denied")]
    [InlineData("Ho scritto a lee@contoso.example: 550 5.4.1 Relay Access Denied. Non so cosa vuol dire. Cosa faccio?", "550 5.4.1 Relay Access Denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.7.1 rejected and I don't know why", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.7.1 rejected but the mailbox isn't full", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.7.1 rejected. Is the mailbox full?", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.7.1 rejected. The mailbox is not full. Ana", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example:\n550 5.7.1 rejected\nThe message was about Ana Silva", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example:\n550 5.7.1 rejected\nmy address is ana@fabrikam.example", "550 5.7.1 rejected")]
    [InlineData("My message to lee@contoso.example was rejected: 550 5.7.1 rejected. Ana Silva is not on a block list.", "550 5.7.1 rejected")]
    [InlineData("My mail could not be delivered to lee@contoso.example. It says 552 5.2.2 mailbox full, it's about the Miller contract. Ana Silva here.", "552 5.2.2 mailbox full")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.7.1 rejected. Mein Postfach ist nicht voll. Anna Silva", "550 5.7.1 rejected")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.7.1 rejected, c'est urgent. Ana Silva", "550 5.7.1 rejected")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.7.1 rejected. No sé qué hacer, soy Ana Silva.", "550 5.7.1 rejected")]
    [InlineData("Ich schrieb an lee@contoso.example: 550 5.7.1 abgelehnt, aber das Postfach ist nicht voll", "550 5.7.1 abgelehnt")]
    [InlineData("Ho scritto a lee@contoso.example: 550 5.7.1 rifiutato, non siamo in una lista di blocco", "550 5.7.1 rifiutato")]
    [InlineData("I wrote to lee@contoso.example 550 5.7.1 rejected is that a block list?", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.7.1 rejected, not a full mailbox", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example: 552 5.2.2 mailbox full - please help me, Ana Silva", "552 5.2.2 mailbox full")]
    [InlineData("I wrote to lee@contoso.example: 550 5.1.1 Sorry, no mailbox here by that name. (#5.1.1)", "550 5.1.1 Sorry, no mailbox here by that name. (#5.1.1)")]
    [InlineData("I wrote to lee@contoso.example:\n550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate.\n550 5.7.26 It did not pass. Ana Silva", "550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate. It did not pass")]
    [InlineData("To: lee@contoso.example\n\n550 5.7.1 rejected\n\nBest wishes\nAna Silva", "550 5.7.1 rejected")]
    [InlineData("550 5.7.1 <lee@contoso.example>: rejected.\r\n\r\nAna Silva, Fabrikam", "550 5.7.1 <lee@contoso.example>: rejected")]
    [InlineData("To: lee@contoso.example\n550 5.4.1 Access denied.\n\nFor more information see https://aka.ms/EXOSmtpErrors", "550 5.4.1 Access denied. For more information see https://aka.ms/EXOSmtpErrors")]
    [InlineData("550 5.4.1 denied. It's not a block list problem. I wrote to lee@contoso.example", "550 5.4.1 denied")]
    [InlineData("To: lee@contoso.example\n550 5.7.1 rejected. I'm sure it isn't a full mailbox", "550 5.7.1 rejected")]
    [InlineData("I wrote to lee@contoso.example: 550 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org. Please see https://www.spamhaus.org/query/ip/192.0.2.25. Ana Silva", "550 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org. Please see https://www.spamhaus.org/query/ip/192.0.2.25")]
    [InlineData("I wrote to lee@contoso.example: 550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com 2026-11-23T08:00:00.000Z 08DE0000]", "550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com 2026-11-23T08:00:00.000Z 08DE0000]")]
    [InlineData("I wrote to lee@contoso.example: 550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com]", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com]")]
    [InlineData("I wrote to lee@contoso.example:\n550-5.1.1 The account does not exist. Please try\n550-5.1.1 double-checking the address for typos. Learn more at\n550 5.1.1 https://support.example/NoSuchUser", "550 5.1.1 The account does not exist. Please try double-checking the address for typos. Learn more at https://support.example/NoSuchUser")]
    [InlineData("To: lee@contoso.example\n550 5.7.1 Message rejected. Our system has detected that it is unsolicited mail. We do not accept such mail.", "550 5.7.1 Message rejected. Our system has detected that it is unsolicited mail. We do not accept such mail.")]
    [InlineData("To: lee@contoso.example\n451 4.3.0 Error: I/O error, queue file write", "451 4.3.0 Error: I/O error, queue file write")]
    public void Nobodys_own_words_are_taken_for_those_of_a_host(string text, string reply)
    {
        var recipient = Assert.Single(Bounce.Read("pasted", Encoding.UTF8.GetBytes(text)).Recipients);
        Assert.Equal(("lee@contoso.example", Flat(reply)), (recipient.FinalRecipient, Flat(recipient.Replies[^1].Reply.ToString())));
    }

    /// <summary>Words of one's own need no mark before them: a greeting, a question, a word of another language than the host's, a telephone number tell them.</summary>
    [Theory]
    [InlineData("Ho scritto a lee@contoso.example: 550 5.0.0 failed Che la casella sia piena? Grazie Maria", "550 5.0.0 failed")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.2.0 Errore Non sono in blacklist", "550 5.2.0 Errore")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Relay Access Denied non capisco cosa sia la casella piena", "550 5.4.1 Relay Access Denied")]
    [InlineData("ho scritto a lee@contoso.example\n550 5.4.1 Relay Access Denied\nla casella non è piena", "550 5.4.1 Relay Access Denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Relay Access Denied Mario Rossi cell 333 1234567", "550 5.4.1 Relay Access Denied Mario Rossi")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Relay Access Denied Mario Rossi +39 06/1234567", "550 5.4.1 Relay Access Denied Mario Rossi")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Relay Access Denied, 3331234567", "550 5.4.1 Relay Access Denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied Cosa significa", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied Che devo fare?", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied aiuto", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied per favore aiutatemi", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied È grave?", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied Potete risolvere oggi", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied ma l'utente esiste", "550 5.4.1 Access denied")]
    [InlineData("To: lee@contoso.example\n554 5.7.1 Message refused\nThe blocklist entry was removed, our provider says.\nMax", "554 5.7.1 Message refused")]
    [InlineData("To: lee@contoso.example\n554 5.7.1 Message refused.\nThe blocklist entry was removed, our provider says.", "554 5.7.1 Message refused")]
    [InlineData("lee@contoso.example\n550 5.7.1 Message rejected\nThe mailbox is full, says my colleague Eva Quota.\nMax", "550 5.7.1 Message rejected")]
    [InlineData("To: lee@contoso.example\n550 5.7.1 Service unavailable\nClient host [192.0.2.25] blocked using bl.example", "550 5.7.1 Service unavailable\nClient host [192.0.2.25] blocked using bl.example")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Relay Access Denied Come posso fare", "550 5.4.1 Relay Access Denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied saluti Carla", "550 5.4.1 Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.4.1 Access denied grazie", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied Was bedeutet das", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied danke", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied Viele Grüße Carla", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied Hilfe", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied bitte helfen Sie mir", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied Ist das schlimm", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied aber der Benutzer existiert", "550 5.4.1 Access denied")]
    [InlineData("Ich habe an lee@contoso.example geschrieben: 550 5.4.1 Access denied und ich habe nichts gemacht", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied que signifie cela", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied merci", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied cordialement Carla", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied aidez-moi", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied C'est grave", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied mais l'utilisateur existe", "550 5.4.1 Access denied")]
    [InlineData("J'ai écrit à lee@contoso.example : 550 5.4.1 Access denied je ne comprends pas", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied ¿Qué significa?", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied gracias", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied saludos Carla", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied ayuda", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied por favor ayúdenme", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied Es grave", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied pero el usuario existe", "550 5.4.1 Access denied")]
    [InlineData("Escribí a lee@contoso.example y dice 550 5.4.1 Access denied yo no entiendo", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied What does that mean", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied thanks", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied Regards, Carla", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied help", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied please help", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied Is it serious", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied Can you fix it today", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied and I think the mailbox is full", "550 5.4.1 Access denied")]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.4.1 Access denied \nthank you", "550 5.4.1 Access denied")]
    [InlineData("lee@contoso.example: 550 5.4.1 Access denied Cosa significa", "550 5.4.1 Access denied")]
    [InlineData("lee@contoso.example: 550 5.4.1 Access denied ma l'utente esiste", "550 5.4.1 Access denied")]
    [InlineData("lee@contoso.example: 550 5.4.1 Access denied danke", "550 5.4.1 Access denied")]
    [InlineData("lee@contoso.example said \"554 message refused\" and I think the mailbox is full", "554 message refused")]
    [InlineData("lee@contoso.example said \"554 message refused\" and the mailbox is full", "554 message refused")]
    [InlineData("For lee@contoso.example it says '550 5.1.1 it couldn't be found' and the mailbox is full", "550 5.1.1 it couldn't be found")]
    [InlineData("lee@contoso.example\n550 Access denied\nUser unknown to me, is that possible?", "550 Access denied")]
    [InlineData("lee@contoso.example\n554 rejected\nWhat does it mean?", "554 rejected")]
    [InlineData("ho scritto a lee@contoso.example\n554 rejected\nChe vuol dire?", "554 rejected")]
    [InlineData("I wrote to lee@contoso.example:\n550-Message rejected\n550 Access denied", "550 Message rejected Access denied")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 554 relay non consentito, destinatario sconosciuto", "554 relay non consentito, destinatario sconosciuto")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 la casella è piena", "550 la casella è piena")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 552 5.3.4 Message size 35882577 exceeds fixed limit 10485760", "552 5.3.4 Message size 35882577 exceeds fixed limit 10485760")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 554 5.7.1 blocked, see 192.0.2.25 since 2026-11-23 08:00:00", "554 5.7.1 blocked, see 192.0.2.25 since 2026-11-23 08:00:00")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.1.1 Utente non trovato", "550 5.1.1 Utente non trovato")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 550 5.7.1 Message refused, for help see https://contoso.example/help", "550 5.7.1 Message refused, for help see https://contoso.example/help")]
    [InlineData("Ho scritto a lee@contoso.example e mi dice 554 5.6.0 Recipient non existent", "554 5.6.0 Recipient non existent")]
    [InlineData("Escribí a lee@contoso.example y dice 554 5.7.1 mail refused, too many spam complaints about this IP ¿Qué significa?", "554 5.7.1 mail refused, too many spam complaints about this IP")]
    [InlineData("I wrote to lee@contoso.example and it says 554 5.7.1 mail refused, too many spam complaints about this IP What does it mean?", "554 5.7.1 mail refused, too many spam complaints about this IP")]
    public void Own_words_are_told_without_a_mark_before_them(string text, string reply) => Nobodys_own_words_are_taken_for_those_of_a_host(text, reply);

    /// <summary>Who said it does not tell whom it is about: that is asked, and what is said behind it counts no more.</summary>
    [Fact]
    public void What_somebody_tells_of_a_host_is_no_word_of_it() => Assert.Equal(new PastedReply("554 5.7.1 rejected, says lee@contoso.example's server", null), PastedReply.Of("554 5.7.1 rejected, says lee@contoso.example's server. Maybe mailbox full"));

    /// <summary>Advice for mere words does not follow what they deny.</summary>
    [Theory]
    [InlineData("non dice che la casella è piena, dice altro", "general")]
    [InlineData("It does not say that the mailbox is full", "general")]
    [InlineData("Das Postfach ist nicht voll", "general")]
    [InlineData("La boîte n'est pas pleine", "general")]
    [InlineData("We aren't on a block list", "general")]
    [InlineData("It says mailbox full", "full")]
    [InlineData("non è arrivato perché la casella è piena", "full")]
    [InlineData("I could not send it, the mailbox is full", "full")]
    [InlineData("l'utente non esiste", "not-found")]
    public void Advice_for_mere_words_heeds_a_negation(string words, string advice) => Assert.Equal(advice, MereWords.AdviceFor(Encoding.UTF8.GetBytes(words)));

    /// <summary>What a mail holds is all kept, whatever it looks like.</summary>
    [Fact]
    public void A_reply_in_a_report_stays_as_it_is() => Assert.Contains("I am a robot", Assert.Single(Bounce.Read("mail", Encoding.UTF8.GetBytes(
        "From: MAILER-DAEMON@mail.fabrikam.example\nSubject: Undelivered Mail\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.fabrikam.example\n\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 rejected. I am a robot\n")).Recipients).Replies[^1].Reply.ToString(), StringComparison.Ordinal);

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whoever says to whom they wrote is not asked again, whatever the reply says of a sender.</summary>
    [Theory]
    [InlineData("I wrote to lee@contoso.example and it says 550 5.1.1 user unknown from the server.")]
    [InlineData("Ho scritto a lee@contoso.example e dice: 554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org")]
    [InlineData("Ich habe an lee@contoso.example geschrieben, und es kam 554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org")]
    [InlineData("J'ai écrit à lee@contoso.example et j'ai reçu 554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org")]
    [InlineData("Escribí un mensaje a lee@contoso.example: 554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org")]
    [InlineData("554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org. I wrote to lee@contoso.example from ana@fabrikam.example")]
    public void An_address_that_was_written_to_is_taken(string text) =>
        Assert.Equal("lee@contoso.example", Assert.Single(Bounce.Read("pasted", Encoding.UTF8.GetBytes(text)).Recipients).FinalRecipient);

    /// <summary>A reply with both codes is one, wherever its address stands: whoever handed it in is asked, and told no more that there is none.</summary>
    [Theory]
    [InlineData("L'errore è 550 5.4.1 Relay Access Denied, ho scritto a lee@contoso.example")]
    [InlineData("C'è scritto: 550 5.4.1 Relay Access Denied (lee@contoso.example)")]
    public void A_reply_in_a_sentence_of_ones_own_is_a_reply(string text)
    {
        Assert.StartsWith("550 5.4.1 Relay Access Denied", PastedReply.Of(text)?.Reply, StringComparison.Ordinal);
        Assert.Equal("lee@contoso.example", PastedReply.AddressToPropose(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Whom somebody names beside it does not overrule what a reply says itself, and makes no bounce of a letter.</summary>
    [Theory]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown")]
    [InlineData("To: lee@contoso.example\n550 5.4.1 Access denied")]
    [InlineData("Dear Ana, see you in room 550.")]
    [InlineData("")]
    public void What_names_its_own_recipient_or_is_no_bare_reply_stays_as_it_is(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(PastedReply.About(Encoding.UTF8.GetBytes(text), "kim@contoso.example")));

    /// <summary>What an error asks for, the line with the recipient, is taken as an argument too.</summary>
    [Theory]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied")]
    [InlineData("To: lee@contoso.example\n550 5.4.1 Access denied")]
    public async Task A_reply_is_diagnosed_as_an_argument_of_the_command_line(string given)
    {
        var run = await Run.Of("diagnose", given, "--world", Repository.World);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("lee@contoso.example", run.Output, StringComparison.Ordinal);
        Assert.Contains("mx.oldhost.example, which takes no mail", string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>Many people leave the enhanced code out, and some hosts have none.</summary>
    [Theory]
    [InlineData("ho scritto a lee@contoso.example e mi dice 550 accesso negato", "550 accesso negato")]
    [InlineData("I wrote to lee@contoso.example and it says 550 access denied", "550 access denied")]
    [InlineData("I wrote to lee@contoso.example: '550 Mailbox unavailable', what is this?", "550 Mailbox unavailable")]
    [InlineData("Meine E-Mail an lee@contoso.example ergab Fehler 550: Empfänger unbekannt", "550: Empfänger unbekannt")]
    [InlineData("Mon message pour lee@contoso.example donne l'erreur 550 accès refusé", "550 accès refusé")]
    [InlineData("lee@contoso.example, error code: 554 relay denied", "554 relay denied")]
    public void A_reply_with_a_code_alone_is_read_where_it_is_told_as_one(string text, string reply) =>
        Assert.Equal(new PastedReply(reply, "lee@contoso.example"), PastedReply.Of(text));

    /// <summary>What is proposed to whoever handed a text in that says not for certain whom it is about.</summary>
    [Theory]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied lee@contoso.example", "lee@contoso.example")]
    [InlineData("Relay Access Denied lee@contoso.example", "lee@contoso.example")]
    [InlineData("Impossibile recapitare il messaggio a lee@contoso.example: l'indirizzo non è stato trovato", "lee@contoso.example")]
    [InlineData("I cannot send mail to Lee <lee@contoso.example>.", "lee@contoso.example")]
    [InlineData("To: lee@contoso.example\nRelay Access Denied", "lee@contoso.example")]
    [InlineData("lee@contoso.example, 554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org", "lee@contoso.example")]
    [InlineData("For lee@contoso.example it is 550 5.1.1 user unknown from the server.", "lee@contoso.example")]
    [InlineData("My sender is ana@fabrikam.example, 554 5.7.1 Client host [192.0.2.25] blocked", null)]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied", null)]
    [InlineData("550 5.1.8 Access denied ana@fabrikam.example", null)]
    [InlineData("554 5.7.1 mail from ana@fabrikam.example refused", null)]
    [InlineData("From ana@fabrikam.example nothing arrives", null)]
    [InlineData("Mittente: <ana@fabrikam.example>", null)]
    [InlineData("Mail of ana@fabrikam.example to lee@contoso.example was refused", null)]
    [InlineData("From: ana@fabrikam.example\nSubject: hello\n\nSee you.", null)]
    [InlineData("550 5.4.1 Access denied lee@contoso.example\n552 5.2.2 Mailbox full", null)]
    public void The_only_address_is_proposed_where_nobody_says_that_it_is_the_senders(string text, string? address) =>
        Assert.Equal(address, PastedReply.AddressToPropose(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("Dear Ana, see you in room 550.", "lacks-reply")]
    [InlineData("See you in room: 550 at noon", "lacks-reply")]
    [InlineData("Relay Access Denied lee@contoso.example", "lacks-reply")]
    [InlineData("My mail to lee@contoso.example came back.\n\nIt says that the address was not found.", "lacks-reply")]
    [InlineData("From: ana@fabrikam.example\nTo: lee@contoso.example\nSubject: hello\n\n550 5.4.1 lee@contoso.example: Access denied", "not-a-bounce")]
    [InlineData("Subject: 550 5.4.1 lee@contoso.example: Access denied\nFrom: ana@fabrikam.example\n\nWhat is this?", "not-a-bounce")]
    [InlineData("250 2.1.5 <lee@contoso.example>: Recipient OK", "lacks-reply")]
    [InlineData("Yesterday 550 5.4.1 came, today 550 5.1.1, for lee@contoso.example", "several-replies")]
    [InlineData("lee@contoso.example said that 550 people came", "lacks-reply")]
    [InlineData("lee@contoso.example says that she is in room 550", "lacks-reply")]
    [InlineData("lee@contoso.example says 550 people came", "lacks-reply")]
    [InlineData("I wrote to lee@contoso.example and it says 550", "lacks-reply")]
    [InlineData("I wrote to lee@contoso.example, 550 access denied", "lacks-reply")]
    [InlineData("It says 550 access denied", "lacks-reply")]
    [InlineData("Impossibile recapitare il messaggio a lee@contoso.example: l'indirizzo non è stato trovato", "lacks-reply")]
    [InlineData("To: lee@contoso.example\nRelay Access Denied", "lacks-reply")]
    [InlineData("To: lee@contoso.example\n550 5.4.1 Recipient address rejected: Access denied\n552 5.2.2 Mailbox full", "several-replies")]
    [InlineData("To: lee@contoso.example\n550 5.4.1 Recipient address rejected: Access denied\n552 Mailbox full", "several-replies")]
    [InlineData("To: lee@contoso.example\n550 User unknown\n552 Mailbox full", "several-replies")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied\r\n\r\n552 5.2.2 <lee@contoso.example>: Mailbox full", "several-replies")]
    [InlineData("5.4.1 Access denied for lee@contoso.example\n5.2.2 Mailbox full", "several-replies")]
    [InlineData("550 5.4.1 Access denied, and 550 5.1.1 for lee@contoso.example", "several-replies")]
    [InlineData("I wrote to lee@contoso.example:\n550 5.4.1 Access denied\n552 Mailbox full", "several-replies")]
    [InlineData("lee@contoso.example\n550 5.4.1 Access denied\n552 5.2.2 Mailbox full", "several-replies")]
    [InlineData("From lee@contoso.example I have nothing", "lacks-reply")]
    [InlineData("For lee@contoso.example: 550 5.1.1 unknown, for kim@contoso.example: 550 5.1.1 unknown", "several-replies")]
    [InlineData("For lee@contoso.example it says 550 access denied and later says 552 mailbox full", "several-replies")]
    [InlineData("", "empty")]
    [InlineData("%PDF-1.7\n", "document")]
    [InlineData("PK\u0003\u0004\u0014\0\u0006\0\b\0\0\0!\0\u0001\u0002\u0003\u0004\0\0\0\0\0\0\0\0\u0013\0\0\0[Content_Types].xml", "office")]
    [InlineData("PK\u0003\u0004\u0014\0\0\b\0\0!\0!\0\u0001\u0002\u0003\u0004\0\0\0\0\0\0\0\0\b\0\0\0mimetypeapplication/vnd.oasis.opendocument.text", "office")]
    [InlineData("GIF89a", "picture")]
    [InlineData("RIFF    WEBPVP8 ", "picture")]
    [InlineData("\0\0\0 ftypheic", "picture")]
    [InlineData("!BDN", "outlook-store")]
    [InlineData("BZh91AY", "packed")]
    public void What_is_no_reply_is_none_whatever_stands_in_it(string text, string problem)
    {
        Assert.Null(PastedReply.Of(text));
        Assert.Equal(problem, Assert.Throws<InputException>(() => Bounce.Read("pasted", Encoding.UTF8.GetBytes(text))).Problem);
    }
}
