namespace Recapito.Core.Tests;

/// <summary>Commands within steps, placeholders in them, and the reasons for gaps in another language than that in which they were written.</summary>
public class StepWordsTests
{
    private const char Mark = TextWidth.CommandMark;

    [Theory]
    [InlineData("Look at what it is set to: [Get-Xyz A], then go on.", "- Look at what it is set to:\n  `Get-Xyz A`, then go on.\n")]
    [InlineData("Look at all that it is set to there: [Get-Xyz A]", "- Look at all that it is set to there:\n  `Get-Xyz A`\n")]
    [InlineData("See: [Get-Xyz -Name A | Format-List B,C,D,E,F,G], then go.", "- See:\n  Get-Xyz -Name A | Format-List B,C,D,E,F,G\n  then go.\n")]
    [InlineData("See: [Get-Xyz -Name A | Format-List B,C,D,E,F,G].", "- See:\n  Get-Xyz -Name A | Format-List B,C,D,E,F,G\n")]
    [InlineData("See [Get-Xyz -Name A | Format-List B,C,D,E,F,G]. Or: [Set-Xyz -Name A -Bcd E -Fgh I -Jkl M -Nop Q]; [Set-Xyz -Name A -Bcd E -Fgh I -Jkl M -Nop R].", "- See\n  Get-Xyz -Name A | Format-List B,C,D,E,F,G\n  Or:\n  Set-Xyz -Name A -Bcd E -Fgh I -Jkl M -Nop Q\n  Set-Xyz -Name A -Bcd E -Fgh I -Jkl M -Nop R\n")]
    [InlineData("[Get-Xyz -Name A | Format-List B,C,D,E,F,G]; [Get-Abc -Name A | Format-List B,C,D,E,F,G]", "-\n  Get-Xyz -Name A | Format-List B,C,D,E,F,G\n  Get-Abc -Name A | Format-List B,C,D,E,F,G\n")]
    [InlineData("Then: [Set-Xyz -Identity 'lee@contoso.example'].", "- Then:\n  `Set-Xyz -Identity 'lee@contoso.example'`.\n", 44)]
    [InlineData("Then: [Set-Xyz -Identity 'lee@contoso.example'].", "- Then:\n  Set-Xyz -Identity 'lee@contoso.example'\n", 43)]
    public void A_command_is_never_broken(string text, string page, int width = 40)
    {
        var written = new Page(new() { Width = width });
        written.Step("- ", "  ", text.Replace('[', Mark).Replace(']', Mark));
        Assert.Equal(page, written.ToString());
    }

    [Fact]
    public void A_backquote_in_a_value_begins_no_command()
    {
        var said = new Wording(Catalogue.Default, "en").SaySteps("remedy.correct-or-add-recipient.steps", new Dictionary<string, string> { ["recipient"] = "a`b`@contoso.example" });
        Assert.Contains("a`b`@contoso.example", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-X {'name|NAME}", "Ana's", "Set-X 'Ana''s'")]
    [InlineData("Set-X {'name|NAME}", "–", "Set-X NAME")]
    [InlineData("dig {name|ZONE} DS", null, "dig ZONE DS")]
    [InlineData("dig {name|ZONE} DS", "contoso.example", "dig contoso.example DS")]
    [InlineData("{host} said. {host} is there: {host}.", null, "A host said. A host is there: a host.")]
    public void What_is_not_known_is_left_to_be_filled_in(string template, string? value, string said) =>
        Assert.Equal(said, new Wording(Catalogue.Default, "en").Fill(template, value is null ? [] : new Dictionary<string, string> { ["name"] = value }));

    [Theory]
    [InlineData("not authoritative (lame): a referral to ns1.example, ns2.example", "risposta senza autorità (lame): rimanda a ns1.example, ns2.example")]
    [InlineData("a transient reply says nothing for good: 450 4.2.0 {try} later", "una risposta temporanea non dice nulla di definitivo: 450 4.2.0 {try} later")]
    [InlineData("no complete reply to the connection (its banner) within 10 s", "nessun saluto completo (banner) alla connessione entro 10 s")]
    [InlineData("no complete reply to RCPT TO within 10 s", "nessuna risposta completa a RCPT TO entro 10 s")]
    [InlineData("the host closed the connection instead of replying to EHLO", "il server ha chiuso la connessione invece di rispondere a EHLO")]
    [InlineData("connection refused", "connessione rifiutata")]
    [InlineData("connection refused, and more", "connection refused, and more")]
    [InlineData("not comparable over IPv6: the control host mx.example did not answer over it", "non confrontabile su IPv6: il server di controllo mx.example non ha risposto su IPv6")]
    [InlineData("no answer from 203.0.113.25 port 25 within 0.4 s", "nessuna risposta da 203.0.113.25 porta 25 entro 0.4 s")]
    [InlineData("no answer from 203.0.113.25 port 53 within 0.4 s, 2 tries", "nessuna risposta da 203.0.113.25 porta 53 entro 0.4 s, tentativi: 2")]
    [InlineData("timeout after 1.5 s, 2 tries", "tempo scaduto dopo 1.5 s, tentativi: 2")]
    [InlineData("the answer over UDP is truncated, and over TCP: timeout after 1.5 s", "la risposta su UDP è troncata; su TCP: tempo scaduto dopo 1.5 s")]
    [InlineData("the answer over UDP cannot be used: it is the answer to another question, and over TCP: connection refused by 192.0.2.53",
        "la risposta su UDP non è utilizzabile: è la risposta a un'altra domanda; su TCP: connessione rifiutata da 192.0.2.53")]
    [InlineData("the host declines to talk to us: 554 5.7.1 no answer from us, timeout", "l'host rifiuta di parlare con noi: 554 5.7.1 no answer from us, timeout")]
    [InlineData("the application lacks Domain.Read.All; 'recapito m365 doctor' shows what is missing (Insufficient privileges)",
        "all'applicazione manca Domain.Read.All; 'recapito m365 doctor' mostra che cosa manca (Insufficient privileges)")]
    [InlineData(InsideGaps.NoObject, "nessun oggetto ha questo indirizzo")]
    [InlineData("not asked, so as not to look like a harvester: lee@contoso.example was asked for at 10:15 UTC; contoso.example may be asked again at 11:15 UTC", "non chiesto, per non sembrare chi raccoglie indirizzi: per lee@contoso.example si è già chiesto alle 10:15 UTC; per contoso.example si può chiedere di nuovo alle 11:15 UTC")]
    [InlineData("not asked, so as not to look like a harvester: lee@contoso.example was asked for at 10:15 UTC; contoso.example may be asked again at 11:15 UTC; the answer is in /tmp/asked.json", "non chiesto, per non sembrare chi raccoglie indirizzi: per lee@contoso.example si è già chiesto alle 10:15 UTC; per contoso.example si può chiedere di nuovo alle 11:15 UTC; la risposta è in /tmp/asked.json")]
    [InlineData("not asked, so as not to look like a harvester: a random address of contoso.example was asked for at 10:15 UTC; contoso.example may be asked again at 11:15 UTC", "non chiesto, per non sembrare chi raccoglie indirizzi: per un indirizzo casuale di contoso.example si è già chiesto alle 10:15 UTC; per contoso.example si può chiedere di nuovo alle 11:15 UTC")]
    [InlineData("not asked, so as not to look like a harvester: a random address of contoso.example was asked for at 10:15 UTC; contoso.example may be asked again at 11:15 UTC; the answer is in /tmp/asked.json", "non chiesto, per non sembrare chi raccoglie indirizzi: per un indirizzo casuale di contoso.example si è già chiesto alle 10:15 UTC; per contoso.example si può chiedere di nuovo alle 11:15 UTC; la risposta è in /tmp/asked.json")]
    [InlineData("the tenant took no message for this recipient in this time", "in questo periodo il tenant non ha accettato alcun messaggio per questo destinatario")]
    [InlineData("the connection was closed before the whole answer came", "la connessione è stata chiusa prima che arrivasse l'intera risposta")]
    [InlineData(Provenance.NobodyAsked, "nessuno ha chiesto")]
    [InlineData(InsideGaps.NoObjectButNear + "lee@contoso.example", "nessun oggetto ha questo indirizzo; il più simile dell'elenco è lee@contoso.example")]
    [InlineData(InsideGaps.NeedsCommands, "non chiesto: nessuna interfaccia supportata lo elenca; --exchange-commands esegue il cmdlet, che Microsoft non supporta per le applicazioni; oppure esportarlo")]
    [InlineData("a text of which nobody thought", "a text of which nobody thought")]
    public void A_reason_that_has_a_known_form_is_said_in_the_readers_language(string why, string said)
    {
        Assert.Equal(said, new Wording(Catalogue.Default, "it").SayOrText(why));
        Assert.Equal(why, new Wording(Catalogue.Default, "en").SayOrText(why));
    }

    [Theory]
    [InlineData("550 5.7.1 RESOLVER.RST.AuthRequired; authentication required")]
    [InlineData("550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized")]
    [InlineData("550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group")]
    public void Whom_a_recipient_admits_is_for_its_administrator(string reply)
    {
        Assert.Equal("recipient-restriction", Catalogue.Default.MeaningOf(SmtpReply.Parse(reply)));
        Assert.StartsWith("the administrator of {domain}", Catalogue.Default.WordsIn("en")!["meaning.recipient-restriction.usually"], StringComparison.Ordinal);
    }
}
