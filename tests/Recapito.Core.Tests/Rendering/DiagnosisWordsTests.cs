namespace Recapito.Core.Tests;

/// <summary>What the text says of a case, and what it must not say.</summary>
public class DiagnosisWordsTests
{
    /// <summary>Of a reply that has no known form, its words are told where they are plain, and otherwise its code; a bare code that says little is not dressed up.</summary>
    [Theory]
    [InlineData("552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded", "The mailbox is full, to judge by", "not in the catalogue")]
    [InlineData("552 5.3.4 Message too big for system", "larger than", "not in the catalogue")]
    [InlineData("550 5.7.1 Not today", "5.7.1: ", "missing login")]
    [InlineData("550 Not today", "not in the catalogue", "to judge by")]
    public void A_reply_of_no_known_form_is_put_into_words(string reply, string said, string notSaid)
    {
        var scene = new Scene().Bounce(reply, "mx.contoso.example");
        var symptom = scene.Symptom with { Reason = ReasonJudge.ToldBy(SmtpReply.Parse(reply), Catalogue.Default) };
        var words = CodeWords.Says(symptom, new(Catalogue.Default, "en"));
        Assert.Contains(said, words, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, words, StringComparison.Ordinal);
    }

    /// <summary>An address that nobody has bounces also after what is proven was mended; the sender must not be told that all is well.</summary>
    [Theory]
    [InlineData(null, "Exchange Online has no object with the address lee@contoso.example", "Nothing is wrong on the sender's side")]
    [InlineData("UserMailbox", "Nothing is wrong on the sender's side", "has no object with")]
    public void The_sender_of_a_looping_message_hears_of_an_address_that_nobody_has(string? type, string said, string notSaid)
    {
        var diagnosis = new Diagnosis
        {
            Symptom = Symptoms.OfAddress(Scene.Recipient) with { Meaning = Meanings.MailLoop },
            Verdict = Verdict.Proven,
            Evidence = new Scene().Inside(AcceptedDomainType.InternalRelay, type).Evidence,
            Cause = new("internal-relay-without-connector", Party.RecipientsAdmin, new Dictionary<string, string>(), []),
        };
        var text = string.Join(' ', DiagnosisText.Write(diagnosis, new(), Catalogue.Default).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, text, StringComparison.Ordinal);
    }
}
