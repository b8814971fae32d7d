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
        AssertSays(words, said, notSaid);
    }

    /// <summary>Where others take the address now, the connector that leads to the host that refused is named, if the sender's side was shown.</summary>
    [Theory]
    [InlineData("fabrikam.example", "Name=To our relay; Enabled=True; SmartHosts=mx.oldhost.example; DNSRoutingEnabled=False", "The connector To our relay of fabrikam.example hands mail to mx.oldhost.example", "of contoso.example hands mail")]
    [InlineData("fabrikam.example", "Name=To our relay; Enabled=False; SmartHosts=mx.oldhost.example; DNSRoutingEnabled=False", "Send the message again", "The connector")]
    [InlineData("fabrikam.example", "Name=To our relay; Enabled=True; SmartHosts=mx.oldhost.example; DNSRoutingEnabled=True", "Send the message again", "The connector")]
    [InlineData("fabrikam.example", "Name=To our relay; Enabled=True; SmartHosts=mx.litware.example; DNSRoutingEnabled=False", "Send the message again", "The connector")]
    [InlineData("contoso.example", "Name=To our relay; Enabled=True; SmartHosts=mx.oldhost.example; DNSRoutingEnabled=False", "Send the message again", "The connector")]
    public void A_connector_to_the_host_that_refused_is_named(string domain, string connector, string said, string notSaid)
    {
        var scene = new Scene().Mx("10 mail.contoso.example").Zone((3, "10 mail.contoso.example"), (3, "10 mail.contoso.example")).Host("mail.contoso.example", "192.0.2.80")
            .Smtp("mail.contoso.example", "192.0.2.80", "250 2.1.5 Ok", "550 5.1.1 User unknown").Bounce(Scene.RelayDenied, Scene.Old).From("ana@fabrikam.example").ReportedBy("mail.fabrikam.example")
            .Listed(domain, ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, connector);
        AssertSays(Text(scene.Judge()), said, notSaid);
    }

    /// <summary>The edge that refused is not the MX of today: nothing is replaced by the very host that refused, nor said of the MX of today.</summary>
    [Fact]
    public void A_host_that_refused_is_never_proposed_as_the_new_one()
    {
        const string Now = "contoso-example.p-v1.mx.microsoft";
        const string Wrong = "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information please go to https://go.microsoft.com/fwlink/?linkid=865268 [VI1EUR06FT032.eop-eur06.prod.protection.outlook.com]";
        var judged = new Scene().Mx($"0 {Now}").Zone((4, $"0 {Now}"), (4, $"0 {Now}")).Host(Now, Scene.EdgeAddress).Token(true).Bounce(Wrong, Scene.Edge)
            .Smtp(Now, Scene.EdgeAddress, null, null).Judge();
        Assert.Equal("wrong-region", judged.Cause?.Cause);
        Assert.DoesNotContain(judged.Remedies.SelectMany(remedy => remedy.Changes).OfType<SetMx>(), change => change.After.Any(mx => mx.Exchange == Scene.Edge));
        AssertSays(Text(judged), "whether an older MX led there", "- contoso.example. MX");
    }

    /// <summary>Where the first exchanger is silent and another refuses, the silent one is to be brought back too.</summary>
    [Theory]
    [InlineData(true, "mx-host-does-not-accept-domain", "replace-mx, repair-mx-host")]
    [InlineData(false, "mx-host-does-not-accept-domain", "replace-mx")]
    public void A_silent_exchanger_beside_one_that_refuses_is_to_be_brought_back(bool isSilent, string cause, string remedies)
    {
        const string Both = $"10 mail.contoso.example, 20 {Scene.Old}";
        var scene = new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host("mail.contoso.example", "192.0.2.80").Host(Scene.Old, Scene.OldAddress).Bounce(Scene.RelayDenied, Scene.Old).Token(false)
            .Smtp(Scene.Old, Scene.OldAddress, Scene.RelayDenied, Scene.RelayDenied);
        var judged = (isSilent ? scene.Dead("mail.contoso.example", "192.0.2.80", ConnectResult.Silent) : scene.Smtp("mail.contoso.example", "192.0.2.80", Scene.RelayDenied, Scene.RelayDenied)).Judge();
        Assert.Equal((cause, remedies), (judged.Cause?.Cause, string.Join(", ", judged.Remedies.Select(remedy => remedy.Id))));
    }

    /// <summary>A rule that does not meet us now is told as what it was, and the address that was taken is not to be spelt anew.</summary>
    [Theory]
    [InlineData("250 2.1.5 Ok", "refused the message by a rule of its own, and takes lee@contoso.example from here now", "letter by letter")]
    [InlineData("541 5.4.1 Mail rejected by destination domain", "refuses lee@contoso.example, and a random address of contoso.example alike", "from here now")]
    public void A_rule_is_told_as_it_meets_us_now(string answer, string said, string notSaid)
    {
        var scene = new Scene().Mx($"10 {Scene.Old}").Zone((3, $"10 {Scene.Old}"), (3, $"10 {Scene.Old}")).Host(Scene.Old, Scene.OldAddress).Bounce("541 5.4.1 Mail rejected by destination domain", Scene.Old).From("ana@fabrikam.example")
            .Smtp(Scene.Old, Scene.OldAddress, answer, answer);
        AssertSays(Text(scene.Judge()), said, notSaid);
    }

    /// <summary>A host of the zone's older version that knows the address, and not just any, is what the MX is to name again.</summary>
    [Theory]
    [InlineData("550 5.1.1 User unknown", "enter mail.contoso.example;", "enter the host that takes")]
    [InlineData("250 2.1.5 Ok", "enter the host that takes", "enter mail.contoso.example;")]
    public void A_former_host_is_named_where_it_knows_the_address(string random, string said, string notSaid)
    {
        var scene = new Scene().Mx($"10 {Scene.Old}").Zone((4, $"10 {Scene.Old}"), (3, "10 mail.contoso.example")).Host(Scene.Old, Scene.OldAddress).Host("mail.contoso.example", "192.0.2.80").Token(false)
            .Bounce(Scene.RelayDenied, Scene.Old).From("ana@fabrikam.example").Smtp(Scene.Old, Scene.OldAddress, Scene.RelayDenied, Scene.RelayDenied).Smtp("mail.contoso.example", "192.0.2.80", "250 2.1.5 Ok", random);
        AssertSays(Text(scene.Judge()), said, notSaid);
    }

    /// <summary>A refusal for the moment: what meets the sender now decides what is said to do, and nothing is said of the DNS.</summary>
    [Theory]
    [InlineData("550 5.1.1 User unknown", "refuses lee@contoso.example now with another reason than then", "starts the waiting anew")]
    [InlineData(null, "send again in some hours what has come back", "an old answer may last longer")]
    public void What_to_do_after_a_passing_refusal_goes_by_what_the_host_says_now(string? answer, string said, string notSaid)
    {
        var scene = new Scene().Mx($"10 {Scene.Old}").Zone((3, $"10 {Scene.Old}"), (3, $"10 {Scene.Old}")).Host(Scene.Old, Scene.OldAddress).Bounce("450 4.7.1 Please try again later", Scene.Old).From("ana@fabrikam.example")
            .Smtp(Scene.Old, Scene.OldAddress, answer, answer);
        AssertSays(Text(scene.Judge()), said, notSaid);
    }

    /// <summary>A host that has other words for addresses that do not exist does not call this one unknown; nor are Exchange Online's words its own.</summary>
    [Theory]
    [InlineData("550 5.1.1 User unknown", "they need not mean the same", "The destination does not know this mailbox")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied.", "they need not mean the same", "The edge of Exchange Online does not know")]
    public void Words_of_Exchange_Online_that_another_host_says_are_not_explained_as_its_own(string random, string said, string notSaid)
    {
        const string Words = "550 5.4.1 Recipient address rejected: Access denied.";
        var scene = new Scene().Mx($"10 {Scene.Old}").Zone((3, $"10 {Scene.Old}"), (3, $"10 {Scene.Old}")).Host(Scene.Old, Scene.OldAddress).Bounce(Words, Scene.Old).From("ana@fabrikam.example")
            .Smtp(Scene.Old, Scene.OldAddress, Words, random);
        AssertSays(Text(scene.Judge()), said, notSaid);
    }

    /// <summary>A transient reply decides nothing, and is heard all the same.</summary>
    [Theory]
    [InlineData("a transient reply says nothing for good: 451 4.3.5 Server configuration error", "in the bounce and to us now", "nothing else that was seen confirms it")]
    [InlineData("a transient reply says nothing for good: 450 4.2.0 Try later", "nothing else that was seen confirms it", "to us now")]
    [InlineData("timeout", "nothing else that was seen confirms it", "to us now")]
    public void The_same_transient_reply_now_is_said_to_be_the_same(string why, string said, string notSaid)
    {
        var scene = new Scene().Mx($"10 {Scene.Old}").Zone((3, $"10 {Scene.Old}"), (3, $"10 {Scene.Old}")).Host(Scene.Old, Scene.OldAddress).Bounce("451 4.3.5 Server configuration error", Scene.Old).From("ana@fabrikam.example");
        scene.See(new Unavailable<RcptAnswer>(new RcptRequest(Scene.Old, Scene.OldAddress, RcptRole.Target, Scene.Recipient), why, new(Scene.Old, Scene.Now)));
        var symptom = scene.Symptom with { Reason = "systemerror" };
        AssertSays(Text(Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry, Catalogue.Default)), said, notSaid);
    }

    /// <summary>What a reply says plainly is the verdict's sentence where nothing was determined, as the host's word; and a host that announces how much it takes is quoted.</summary>
    [Theory]
    [InlineData("552 5.3.4 Message too big for system", "SIZE 10240000", "that is what mx.contoso.example says", "could not be determined")]
    [InlineData("552 5.3.4 Message too big for system", "SIZE 10240000", "takes messages of up to 10.2 MB", "its postmaster knows")]
    [InlineData("552 5.3.4 Message too big for system", "SIZE 0", "its postmaster knows", "takes messages of up to")]
    [InlineData("552 5.3.4 Message too big for system", "SIZE", "its postmaster knows", "takes messages of up to")]
    [InlineData("552 5.3.4 Message too big for system", null, "its postmaster knows", "takes messages of up to")]
    [InlineData("552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded", "SIZE 10240000", "The mailbox is full: that is what mx.contoso.example says", "10.2 MB")]
    [InlineData("550 Not today", "SIZE 10240000", "could not be determined", "that is what mx.contoso.example says")]
    public void A_plain_reply_is_told_where_nothing_was_determined(string reply, string? extension, string said, string notSaid)
    {
        var scene = new Scene().Bounce(reply, "mx.contoso.example");
        if (extension is not null)
        {
            scene.See(new Present<SmtpSession>(new SmtpSessionRequest("mx.contoso.example", Scene.OldAddress), new(SmtpReply.Parse("220 mx"), ["PIPELINING", extension], null), new("mx.contoso.example", Scene.Now)));
        }

        var symptom = scene.Symptom with { Reason = ReasonJudge.ToldBy(SmtpReply.Parse(reply), Catalogue.Default) };
        var judged = Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true, Inside = true }, Catalogue.Default);
        AssertSays(Text(judged with { NextQuestion = NextQuestion.WhereNoneLeads(new(symptom, scene.Evidence, scene.Inquiry, Catalogue.Default), [], []) }), said, notSaid);
    }

    /// <summary>What the host says of the address now, in the same codes, is told beside its words.</summary>
    [Theory]
    [InlineData("552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded", "says, in the bounce and to us now", "nothing else that was seen")]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", "nothing else that was seen", "to us now")]
    [InlineData("250 2.1.5 Ok", "nothing else that was seen", "to us now")]
    [InlineData(null, "nothing else that was seen", "to us now")]
    public void A_plain_reply_that_comes_again_is_said_to(string? now, string said, string notSaid)
    {
        const string full = "552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded";
        var scene = new Scene().Bounce(full, "mx.contoso.example").Smtp("mx.contoso.example", Scene.OldAddress, now, null);
        var symptom = scene.Symptom with { Reason = ReasonJudge.ToldBy(SmtpReply.Parse(full), Catalogue.Default) };
        AssertSays(Text(new() { Symptom = symptom, Verdict = Verdict.Undetermined, Evidence = scene.Evidence }), said, notSaid);
    }

    /// <summary>What an organisation has that does not hold the domain says nothing of the address.</summary>
    [Theory]
    [InlineData(true, "has no object with the address", "Nothing was seen to be wrong with the message itself")]
    [InlineData(false, "Nothing was seen to be wrong with the message itself", "has no object with the address")]
    public void Only_the_organisation_that_holds_the_domain_shows_that_nobody_has_the_address(bool holds, string said, string notSaid)
    {
        var diagnosis = new Diagnosis
        {
            Symptom = new Scene().Bounce(Scene.RelayDenied, "mx.contoso.example").Symptom,
            Verdict = Verdict.Proven,
            Evidence = new Scene().Inside(holds ? AcceptedDomainType.InternalRelay : null, null).Evidence,
            Cause = new("internal-relay-without-connector", Party.RecipientsAdmin, new Dictionary<string, string>(), []),
        };
        AssertSays(Text(diagnosis), said, notSaid);
    }

    /// <summary>Nobody writes to themselves: without a look from inside it is the sender who holds the message, and whoever else can act is asked.</summary>
    [Fact]
    public void Without_a_look_from_inside_the_recipients_side_is_asked()
    {
        var diagnosis = new Diagnosis
        {
            Symptom = new Scene().Bounce(Scene.EdgeRejected, "mx.contoso.example").Symptom,
            Verdict = Verdict.Likely,
            Evidence = EvidenceSet.Empty,
            Cause = new("recipient-does-not-exist", Party.Sender, new Dictionary<string, string>(), []),
            Remedies = [new("correct-or-add-recipient", Party.Sender, new Dictionary<string, string>(), [])],
        };
        AssertSays(ForwardText.Write(diagnosis, "en", Catalogue.Default)!, "To: the administrator of the recipient's mail", "for a cause on the sender's side");
    }

    /// <summary>A message to the sender leaves the building: no address of the organisation's list stands in it, and no command of its administrator.</summary>
    [Theory]
    [InlineData(Party.Sender, "Compare lee@contoso.example letter by letter", "leo@contoso.example")]
    [InlineData(Party.Sender, "letter by letter", "Set-Mailbox")]
    [InlineData(Party.RecipientsAdmin, "leo@contoso.example", "letter by letter with the address that the recipient gave you")]
    public void A_message_to_the_sender_tells_nothing_of_the_organisations_list(Party party, string said, string notSaid)
    {
        var values = new Dictionary<string, string> { ["meant"] = "leo@contoso.example", ["variant"] = "meant" };
        var diagnosis = new Diagnosis
        {
            Symptom = new Scene().Bounce(Scene.EdgeRejected, "mx.contoso.example").Symptom,
            Verdict = Verdict.Proven,
            Evidence = new Scene().Inside(AcceptedDomainType.Authoritative, null).Evidence,
            Cause = new("recipient-does-not-exist", party, values, []),
            Remedies = [new("correct-or-add-recipient", party, values, [])],
        };
        AssertSays(string.Join(' ', ForwardText.Write(diagnosis, "en", Catalogue.Default)!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), said, notSaid);
    }

    /// <summary>What a report does not say, the message to hand on does not either: a pasted text has no time.</summary>
    [Theory]
    [InlineData(true, "mx.contoso.example said, on 2026-", "?:")]
    [InlineData(false, "mx.contoso.example said: >", "some hours from now")]
    public void A_message_tells_the_time_of_a_refusal_only_where_the_report_does(bool isTold, string said, string notSaid)
    {
        var symptom = new Scene().Bounce(Scene.RelayDenied, "mx.contoso.example").Symptom with { At = isTold ? Scene.Now : null };
        var diagnosis = new Diagnosis
        {
            Symptom = symptom,
            Verdict = Verdict.Likely,
            Evidence = EvidenceSet.Empty,
            Cause = new("mx-host-does-not-accept-domain", Party.RecipientsAdmin, new Dictionary<string, string>(), []),
            Remedies = [new("replace-mx", Party.RecipientsAdmin, new Dictionary<string, string>(), [])],
        };
        AssertSays(string.Join(' ', ForwardText.Write(diagnosis, "en", Catalogue.Default)!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), said, notSaid);
    }

    /// <summary>Of signatures people are told the end, and of several the first.</summary>
    [Fact]
    public void The_end_of_signatures_is_shown_beside_what_they_sign()
    {
        const string Signature = "MX 13 2 3600 {0} 20261101000000 12345 contoso.example. AAAA";
        var records = new[] { "20261201000000", "20261122101500" }.Select(end => new DnsRecord("contoso.example", RrType.Rrsig, 3600, string.Format(System.Globalization.CultureInfo.InvariantCulture, Signature, end)));
        var asked = new DnsMessageRequest("contoso.example", RrType.Mx, Vantage.Server("ns1.dnshost.example", "192.0.2.1"));
        var seen = new Present<DnsMessage>(asked, new("NOERROR", true, [new("contoso.example", RrType.Mx, 3600, "10 mx.contoso.example"), .. records], [], []), new("ns1", Scene.Now));
        Assert.Equal("NOERROR: 10 mx.contoso.example; signed until 2026-11-22 10:15:00 UTC", new ObservationText(new(Catalogue.Default, "en")).Answer(seen));
    }

    /// <summary>An address that nobody has bounces also after what is proven was mended; the sender must not be told that all is well.</summary>
    [Theory]
    [InlineData(null, "Exchange Online has no object with the address lee@contoso.example", "Nothing was seen to be wrong with the message itself")]
    [InlineData("UserMailbox", "Nothing was seen to be wrong with the message itself", "has no object with")]
    [InlineData(null, "neither Exchange Online nor the organisation's own servers", "where no other server", true)]
    public void The_sender_of_a_looping_message_hears_of_an_address_that_nobody_has(string? type, string said, string notSaid, bool isAskedOnServers = false)
    {
        var scene = new Scene().Inside(AcceptedDomainType.InternalRelay, type);
        if (isAskedOnServers)
        {
            scene.See(new Absent<DirectoryRecipient>(new RecipientRequest(Scene.Recipient, ExchangeSide.ExchangeServer), "no object has this address", new("mail.contoso.example", Scene.Now)));
        }

        var diagnosis = new Diagnosis
        {
            Symptom = Symptoms.OfAddress(Scene.Recipient) with { Meaning = Meanings.MailLoop },
            Verdict = Verdict.Proven,
            Evidence = scene.Evidence,
            Cause = new("internal-relay-without-connector", Party.RecipientsAdmin, new Dictionary<string, string>(), []),
        };
        AssertSays(Text(diagnosis), said, notSaid);
    }

    /// <summary>Whoever sent the message is told what to do while others must act, and only then.</summary>
    [Theory]
    [InlineData("mx-host-does-not-accept-domain", Party.RecipientsAdmin, "tell the recipient by another way", "hand this diagnosis to whoever runs your mail")]
    [InlineData("sender-not-authenticated", Party.SendersAdmin, "hand this diagnosis to whoever runs your mail", "tell the recipient by another way")]
    [InlineData("recipient-does-not-exist", Party.Sender, "compare the address letter by letter", "send again once")]
    [InlineData("relay-through-wrong-host", Party.Sender, "Whoever set up", "compare the address")]
    [InlineData("dns-change-in-flight", Party.Nobody, "then send again what has come back", "tell the recipient")]
    [InlineData("service-incident", Party.Microsoft, "wait until Microsoft has mended this", "tell the recipient")]
    [InlineData("service-incident", Party.Microsoft, "under Health > Service health", "tell the recipient")]
    [InlineData("delegation-broken", Party.DnsHost, "you need not find out who that is", "send again once it is mended")]
    [InlineData("dnssec-broken", Party.RecipientsAdmin, "you need not find out who that is", "the administrator of the recipient's mail")]
    [InlineData("partner-connector-restriction", Party.RecipientsAdmin, "once both sides agree", "Nothing was seen to be wrong with the message itself")]
    [InlineData("null-mx", Party.RecipientsAdmin, "ask the recipient by another way for the address to use", "hand this diagnosis on")]
    public void Whoever_sent_the_message_is_told_what_to_do_meanwhile(string cause, Party party, string said, string notSaid)
    {
        var diagnosis = new Diagnosis
        {
            Symptom = new Scene().Bounce(Scene.RelayDenied, "mx.contoso.example").Symptom,
            Verdict = Verdict.Likely,
            Evidence = EvidenceSet.Empty,
            Cause = new(cause, party, new Dictionary<string, string>(), []),
        };
        AssertSays(Text(diagnosis), said, notSaid);
    }

    /// <summary>That an MX names the wrong host is most often so; it is not said beside one that does not, and said where none was seen.</summary>
    [Theory]
    [InlineData("smtp.oldisp.example", "10 mx.contoso.example", "do not name smtp.oldisp.example", "Most often the domain's MX")]
    [InlineData("mx.contoso.example", "10 mx.contoso.example", "Most often the domain's MX", "do not name")]
    [InlineData("smtp.oldisp.example", null, "Most often the domain's MX", "do not name")]
    [InlineData("smtp.oldisp.example", "NODATA", "Most often the domain's MX", "do not name")]
    public void What_words_mean_as_a_rule_agrees_with_the_MX_that_was_seen(string refusing, string? mx, string said, string notSaid)
    {
        var scene = new Scene().Bounce(Scene.RelayDenied, refusing);
        scene = mx is null ? scene : scene.Mx(mx);
        AssertSays(Text(new() { Symptom = scene.Symptom, Verdict = Verdict.Undetermined, Evidence = scene.Evidence }), said, notSaid);
    }

    /// <summary>Whoever has a full mailbox can empty it; of other refusals the administrator knows.</summary>
    [Theory]
    [InlineData("552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded", "the recipient can act by making room", "hand this diagnosis on to them")]
    [InlineData("550 5.2.1 Mailbox disabled, not accepting messages", "hand this diagnosis on to them", "making room")]
    public void Whoever_can_act_by_a_plain_reply_is_named(string reply, string said, string notSaid)
    {
        var symptom = new Scene().Bounce(reply, "mx.contoso.example").Symptom with { Reason = ReasonJudge.ToldBy(SmtpReply.Parse(reply), Catalogue.Default) };
        AssertSays(Text(new() { Symptom = symptom, Verdict = Verdict.Undetermined, Evidence = EvidenceSet.Empty }), said, notSaid);
    }

    /// <summary>That others take the address says nothing of the host that refused: it may have been the wrong one from the start.</summary>
    [Theory]
    [InlineData("smtp.oldisp.example", "smtp.oldisp.example, which refused the message, is none of them and was not asked", "was not seen to take it")]
    [InlineData("smtp.oldisp.example", "smtp.oldisp.example, which refused it, was not seen to take it", "was not asked", "")]
    [InlineData("smtp.oldisp.example", "refused;", "takes it now")]
    [InlineData("smtp.oldisp.example", "refused here", "not asked", Scene.RelayDenied)]
    [InlineData("smtp.oldisp.example", "not known", "not asked", "")]
    [InlineData("mx.contoso.example", "takes it now", "was not seen to")]
    public void Only_a_host_that_was_seen_to_take_the_address_is_said_to_take_it(string refusing, string said, string notSaid, string? now = null)
    {
        var scene = new Scene().Mx("10 mx.contoso.example").Bounce(Scene.RelayDenied, refusing).Smtp("mx.contoso.example", "203.0.113.25", "250 2.1.5 Ok", null);
        var asked = new RcptRequest(refusing, "203.0.113.99", RcptRole.Target, Scene.Recipient);
        Provenance by = new(refusing, Scene.Now);
        scene = now is null ? scene : scene.See(now.Length == 0 ? new Unavailable<RcptAnswer>(asked, "timeout", by) : new Present<RcptAnswer>(asked, new(Scene.Recipient, false, SmtpReply.Parse(now), "RCPT TO"), by));
        var diagnosis = new Diagnosis { Symptom = scene.Symptom, Verdict = Verdict.NoLongerReproducible, Evidence = scene.Evidence };
        AssertSays(Text(diagnosis), said, notSaid);
    }

    // The screen without its line ends.
    private static string Text(Diagnosis diagnosis) => string.Join(' ', DiagnosisText.Write(diagnosis, new(), Catalogue.Default).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void AssertSays(string text, string said, string notSaid)
    {
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, text, StringComparison.Ordinal);
    }
}
