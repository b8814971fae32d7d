namespace Recapito.Core.Tests;

/// <summary>Of words that were copied without their report, nobody is said to have written them unless they or the evidence tell.</summary>
public class PastedWordsTests
{
    private const string Edge = "550 5.4.1 Recipient address rejected: Access denied";
    private const string EdgeByServer = Edge + ". AS(201806281) [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com]";
    private const string Relay = "550 5.4.1 Relay Access Denied";
    private const string NoReason = "550 5.7.1 no such luck";

    [Theory]
    [InlineData(Edge, Relay, "system ? not-known-who, next ✕ refuses-now")]
    [InlineData(Edge, "421 4.3.2 busy", "system ? not-known-who, next ✕ refuses-now")]
    [InlineData(Edge, null, "system ? not-known-who, next ? not-known")]
    [InlineData(EdgeByServer, null, "system ✓ passed, refusing ✕ refused")]
    [InlineData("4.4.1 connect to mx.oldhost.example[203.0.113.25]:25: Connection timed out", null, "system ✓ passed, tried ✕ no-answer")]
    public void The_path_shows_no_more_than_is_known(string reply, string? now, string path) =>
        Assert.Equal(path, string.Join(", ", PathFigure.Of(Judged(reply, now, now)).Skip(1).SkipLast(1).Select(station => $"{station.Role} {PathFigure.Sign(station.State, ascii: false)} {station.StateKey}")));

    /// <summary>What a host is seen to refuse now is told where the words leave everything open, but never as the proven cause of what was handed in.</summary>
    [Theory]
    [InlineData(Edge, Relay, Relay, "Likely", "mx-host-does-not-accept-domain")]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied", Relay, Relay, "Likely", "mx-host-does-not-accept-domain")]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", Relay, Relay, "Undetermined", null)]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", Relay, Relay, "Likely", "mx-host-does-not-accept-domain")]
    [InlineData("550 5.7.1 [BN1PEPF0000.namprd01.prod.outlook.com] lee@contoso.example: Access denied", Relay, Relay, "Undetermined", null)]
    [InlineData("554 5.7.1 <unknown[198.51.100.77]>: Client host rejected: blocked", Relay, Relay, "Undetermined", null)]
    [InlineData("421 4.7.0 lee@contoso.example: Try again later", Relay, Relay, "Likely", "mx-host-does-not-accept-domain")]
    [InlineData("550 5.7.1 Service unavailable, client host [203.0.113.9] blocked using Spamhaus", Relay, Relay, "Undetermined", null)]
    [InlineData(EdgeByServer, Relay, Relay, "Likely", null)]
    [InlineData(Edge, "250 ok", "250 ok", "NoLongerReproducible", null)]
    [InlineData(Edge, null, null, "Undetermined", null)]
    public void What_is_refused_now_stands_in_for_words_that_determine_nothing(string words, string? target, string? control, string verdict, string? cause)
    {
        var diagnosis = Judged(words, target, control);
        Assert.Equal((verdict, cause), (diagnosis.Verdict.ToString(), diagnosis.HandedIn is null ? null : diagnosis.Cause?.Cause));
        var sheet = DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default);
        Assert.Equal(cause is not null || verdict is "NoLongerReproducible", sheet.Premise is not null);
        Assert.Equal(cause is null ? null : words, sheet.HandedIn?.Reply);
        Assert.Equal(cause is null, diagnosis.Symptom.Reply!.ToString() == words);
        Assert.Equal(cause is not null, ForwardText.Write(diagnosis, "en", Catalogue.Default)?.Contains("need not be the same", StringComparison.Ordinal) is true);
    }

    /// <summary>What is refused for good is no refusal for the moment, whoever's words they are; one for the moment stays possible beside a host that refuses for good.</summary>
    [Theory]
    [InlineData("550 5.7.0 lee@contoso.example: too many connections from 192.0.2.25", "refused-for-good")]
    [InlineData("421 4.7.0 lee@contoso.example: too many connections from 192.0.2.25", null)]
    public void Words_for_good_are_told_from_words_for_the_moment(string words, string? fact)
    {
        var diagnosis = Judged(words, Relay, null);
        Assert.Equal(fact, diagnosis.RuledOut.FirstOrDefault(ruled => ruled.Cause is "transient-refusal")?.Fact);
        Assert.Equal(fact is null, diagnosis.Candidates.Append(diagnosis.Cause?.Cause).Contains("transient-refusal"));
    }

    /// <summary>Where nothing determines who acts, whoever runs the reader's own mail is written to, with what would settle it; where the sender alone can act, nobody is.</summary>
    [Theory]
    [InlineData(Edge, null, "To: the administrator of the sender's mail")]
    [InlineData("550 Nem kívánt", "550 Nem kívánt", "To: the administrator of the sender's mail")]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", null, "To: the administrator of the recipient's mail")]
    [InlineData("552 5.3.4 lee@contoso.example: Message too big", null, null)]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", null, null)]
    [InlineData("550 Nem kívánt", "250 ok", null)]
    [InlineData(Edge, "250 ok", null)]
    public void Whoever_can_see_more_is_written_to_where_nothing_was_determined(string reply, string? now, string? addressee)
    {
        var diagnosis = Judged(reply, now, now);
        var text = ForwardText.Write(diagnosis, "en", Catalogue.Default);
        Assert.Equal(addressee, text?.Split('\n').Single(line => line.StartsWith("To: ", StringComparison.Ordinal)));
        var isOpen = addressee is not null && addressee.EndsWith("the sender's mail", StringComparison.Ordinal);
        Assert.Equal(isOpen, text?.Contains("The next question that would settle it:", StringComparison.Ordinal) is true);
        Assert.Equal(isOpen && diagnosis.Candidates.Count > 0, text?.Contains("What it may still be:", StringComparison.Ordinal) is true);
    }

    /// <summary>What is seen to stop mail now is said beside words that tell of something else, and asked of whoever can mend it; a host that says nothing has not said the words.</summary>
    [Theory]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", Relay, "mx-host-does-not-accept-domain", "is something else")]
    [InlineData("452 4.2.2 lee@contoso.example: Mailbox full", Relay, "mx-host-does-not-accept-domain", "is something else")]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", "dead", "mx-host-unreachable", "is something else")]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", "dead", "mx-host-unreachable", "is something else")]
    [InlineData(Edge, "dead", "mx-host-unreachable", "could not be determined")]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", "250 ok", null, "nothing else that was seen confirms it")]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", null, null, "nothing else that was seen confirms it")]
    public void What_stops_mail_now_is_told_beside_words_that_tell_of_something_else(string words, string? now, string? hindrance, string sentence)
    {
        var diagnosis = now is "dead" ? JudgedDead(words) : Judged(words, now, now);
        Assert.Equal((Verdict.Undetermined, hindrance), (diagnosis.Verdict, diagnosis.Hindrance?.Cause));
        var sheet = DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default);
        Assert.Contains(sentence, sheet.Sentence, StringComparison.Ordinal);
        Assert.Equal(hindrance is not null, sheet.WhoActs[0].StartsWith("Seen from here, this most likely stops mail for the address now: ", StringComparison.Ordinal));
        if (hindrance is not null)
        {
            Assert.Equal([Party.RecipientsAdmin], sheet.Parties);
            Assert.Equal("next.full-report", diagnosis.NextQuestion);
            Assert.Equal("✕", PathFigure.Sign(PathFigure.Of(diagnosis)[^2].State, ascii: false));
            var text = ForwardText.Write(diagnosis, "en", Catalogue.Default)!;
            Assert.Contains("To: the administrator of the recipient's mail", text, StringComparison.Ordinal);
            Assert.Contains("Please look at that first", text, StringComparison.Ordinal);
            Assert.DoesNotContain("make room", string.Join(' ', [text, .. sheet.WhoActs]), StringComparison.Ordinal);
            Assert.DoesNotContain("tries again by itself", string.Join(' ', [text, .. sheet.WhoActs]), StringComparison.Ordinal);
        }
    }

    /// <summary>Words of a block list say plainly whose address is meant, whoever wrote them; what stops everybody's mail now is said beside them, and each is asked of whoever can mend it.</summary>
    [Theory]
    [InlineData("554 5.7.1 our server's on a block list", Relay, "mx-host-does-not-accept-domain")]
    [InlineData("554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org", Relay, "mx-host-does-not-accept-domain")]
    [InlineData("550 5.7.1 Service unavailable, client host [203.0.113.9] blocked using Spamhaus", Relay, "mx-host-does-not-accept-domain")]
    [InlineData("554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org", "250 ok", null)]
    public void What_the_senders_side_must_mend_is_told_from_what_the_recipients_must(string words, string now, string? hindrance)
    {
        var diagnosis = Judged(words, now, now);
        Assert.Equal(hindrance, diagnosis.Hindrance?.Cause);
        Assert.NotEqual(Verdict.Proven, diagnosis.Verdict);
        var sheet = DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default);
        var text = ForwardText.Write(diagnosis, "en", Catalogue.Default);
        Assert.DoesNotContain("Exchange Online writes such words", $"{sheet.Quote?.Means} {text}", StringComparison.Ordinal);
        if (hindrance is not null)
        {
            Assert.Equal("Refused for the sending server's address or name: that is what the words say that were handed in, but what seems to stop mail now is something else.", sheet.Sentence);
            Assert.Equal([Party.RecipientsAdmin, Party.SendersAdmin], sheet.Parties);
            Assert.Contains("To: the administrator of the recipient's mail", text, StringComparison.Ordinal);
            Assert.Contains("What the reply tells of is, as a rule, for the administrator of the sender's mail to mend.", string.Join(' ', text!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.Contains("By what the reply says, the administrator of the sender's mail can act: hand this diagnosis to whoever runs your mail.", sheet.WhoActs);
        }
    }

    /// <summary>Whoever pasted words may have pasted more than the reply: no other address is quoted, and nothing is promised of what the quoted words hold.</summary>
    [Theory]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full, ask ana@fabrikam.example", Relay)]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full, ask ana@fabrikam.example", null)]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied (ana@fabrikam.example)", Relay)]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied (<Ana@Fabrikam.example>)", null)]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied for ana@fabrikam.example. AS(201806281) [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com]", null)]
    public void A_message_about_pasted_words_holds_no_other_address_and_promises_nothing_of_them(string words, string? now)
    {
        var text = string.Join(' ', ForwardText.Write(Judged(words, now, now), "en", Catalogue.Default)!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("lee@contoso.example: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("fabrikam", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("nor its sender", text, StringComparison.Ordinal);
        Assert.EndsWith("see that they hold nothing private before you hand this on.", text, StringComparison.Ordinal);
    }

    /// <summary>What only may be is not said against the MX that was seen.</summary>
    [Fact]
    public void Mail_whose_MX_names_another_host_is_not_said_to_be_sent_to_Microsoft_365()
    {
        var says = DiagnosisSheets.Of(Judged(Relay, Relay, Relay), "en", Catalogue.Default).Candidates.Single(candidate => candidate.Cause is "domain-in-no-tenant").Says;
        Assert.Equal("contoso.example belongs to no Microsoft 365 organisation, and something other than its MX led the message to Microsoft 365.", says);
    }

    /// <summary>Where only time helps, or the sender alone can act, what stops mail now is told, and nobody is written to.</summary>
    [Theory]
    [InlineData(Party.Nobody, false)]
    [InlineData(Party.Sender, false)]
    [InlineData(Party.RecipientsAdmin, true)]
    [InlineData(Party.DnsHost, true)]
    public void What_stops_mail_now_is_asked_of_whoever_can_mend_it_and_of_nobody_else(Party party, bool isWritten)
    {
        var judged = JudgedDead("552 5.2.2 lee@contoso.example: Mailbox full");
        var diagnosis = judged with { Hindrance = judged.Hindrance! with { Party = party } };
        Assert.Equal(isWritten, ForwardText.Write(diagnosis, "en", Catalogue.Default) is not null);
        Assert.Equal(party is not Party.Nobody, DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).WhoActs[0].Contains("Who must act: ", StringComparison.Ordinal));
    }

    /// <summary>A host that is none of Microsoft's may refuse in such words as well, and its refusing the domain is the plainest reason.</summary>
    [Theory]
    [InlineData(Edge, "10 mx.oldhost.example", true)]
    [InlineData(Edge, "0 " + Scene.Edge, false)]
    [InlineData(EdgeByServer, "10 mx.oldhost.example", false)]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", "10 mx.oldhost.example", false)]
    public void Words_of_Exchange_Online_may_be_those_of_the_host_that_the_MX_names(string reply, string mx, bool mayBe)
    {
        var scene = new Scene().Mx(mx).Zone((1, mx));
        var diagnosis = Diagnoser.Judge(Pasted(reply), scene.Evidence, scene.Inquiry with { Dns = true }, Catalogue.Default);
        Assert.Equal(mayBe, diagnosis.Candidates.Contains("mx-host-does-not-accept-domain"));
        Assert.Equal(mayBe, DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).Candidates.Any(candidate => candidate.Says is "The MX of contoso.example names a host that takes no mail for contoso.example."));
    }

    /// <summary>A mailbox may be full though its host takes the address: both are said, by the page and in the message.</summary>
    [Theory]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", "250 ok", true)]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", NoReason, false)]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", null, false)]
    public void That_the_address_is_taken_now_is_said_beside_what_the_reply_tells(string reply, string? now, bool isSaid)
    {
        var diagnosis = Judged(reply, now, now);
        const string Taken = "Asked from here, mx.oldhost.example takes the address now.";
        Assert.Equal(isSaid, DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).WhoActs.Any(says => says.StartsWith(Taken, StringComparison.Ordinal)));
        Assert.Equal(isSaid, ForwardText.Write(diagnosis, "en", Catalogue.Default)!.Contains(Taken, StringComparison.Ordinal));
    }

    /// <summary>Two orders against each other help nobody: who is told to wait is not told to send again.</summary>
    [Theory]
    [InlineData("452 4.2.2 lee@contoso.example: Mailbox full", "next.room-while-waiting", "tries again by itself")]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", "next.make-room", "then the message can be sent again")]
    public void A_full_mailbox_is_waited_for_by_the_system_that_still_tries(string reply, string question, string message)
    {
        var diagnosis = Judged(reply, null, null);
        Assert.Equal(question, diagnosis.NextQuestion);
        Assert.Contains(message, string.Join(' ', ForwardText.Write(diagnosis, "en", Catalogue.Default)!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>What is taken now does not fail, whatever its words meant; and the plainest words are told even where nobody can be asked.</summary>
    [Theory]
    [InlineData("452 4.2.2 lee@contoso.example: Mailbox full", null, "that is what the words say that were handed in", "mailbox-not-reached")]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied", "250 ok", "lee@contoso.example is taken now by mx.oldhost.example.", "not-seen")]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", null, "that is what the words say that were handed in", "mailbox-not-reached")]
    public void Words_are_told_as_far_as_they_and_what_was_seen_go(string words, string? now, string said, string mailbox)
    {
        var diagnosis = Judged(words, now, now);
        Assert.Equal(Verdict.Undetermined, diagnosis.Verdict);
        Assert.Contains(said, DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).Sentence, StringComparison.Ordinal);
        Assert.Equal(mailbox, PathFigure.Of(diagnosis)[^1].StateKey);
        Assert.Empty(diagnosis.Contributing);
    }

    /// <summary>What is refused now is asked for as for an address alone, once.</summary>
    [Theory]
    [InlineData("0 .")]
    [InlineData("10 mx.oldhost.example")]
    public void What_words_alone_raise_is_asked_to_an_end(string mx)
    {
        var scene = new Scene().Mx(mx).Zone((1, mx));
        Assert.NotEmpty(EvidencePlan.Next(Pasted(Edge), scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true, Inside = true }));
    }

    /// <summary>A report that names the host speaks for itself.</summary>
    [Fact]
    public void A_report_that_names_its_host_is_judged_by_its_own_words()
    {
        var diagnosis = Judged("4.4.1 connect to mx.oldhost.example[203.0.113.25]:25: Connection timed out", Relay, Relay);
        Assert.Null(diagnosis.HandedIn);
        Assert.Equal(Meanings.NoAnswer, diagnosis.Symptom.Meaning);
    }

    /// <summary>A host that refuses every address now is named before what the reply alone tells of, and so is whoever can see why.</summary>
    [Theory]
    [InlineData(NoReason, NoReason, true)]
    [InlineData("550 5.7.1 no such luck", "250 ok", false)]
    [InlineData(null, null, false)]
    public void The_recipients_side_is_named_where_its_host_refuses_every_address(string? target, string? control, bool isNamed)
    {
        var sheet = DiagnosisSheets.Of(Judged("552 5.2.2 lee@contoso.example: Mailbox full", target, control), "en", Catalogue.Default);
        Assert.Equal(isNamed, sheet.WhoActs[0].Contains("mx.oldhost.example refuses this address and an invented one of contoso.example alike", StringComparison.Ordinal));
        Assert.Equal([Party.RecipientsAdmin], sheet.Parties);
    }

    /// <summary>The inside of an organisation is told to its own administrator alone, whatever the message is about.</summary>
    [Theory]
    [InlineData(Party.RecipientsAdmin, true)]
    [InlineData(Party.DnsHost, false)]
    [InlineData(Party.SendersAdmin, false)]
    public void A_message_about_what_stops_mail_now_tells_the_inside_to_no_other_side(Party party, bool isTold)
    {
        var judged = Judged("552 5.2.2 lee@contoso.example: Mailbox full", NoReason, NoReason);
        Observation inside = new Absent<AcceptedDomain>(new AcceptedDomainRequest("contoso.example"), "there is none", new("contoso.onmicrosoft.example", DateTimeOffset.UnixEpoch));
        var text = ForwardText.Write(judged with { Hindrance = new("mx-host-does-not-accept-domain", party, new Dictionary<string, string>(), [inside]) }, "en", Catalogue.Default)!;
        Assert.Equal(isTold, text.Contains("accepted domain", StringComparison.Ordinal));
    }

    /// <summary>Of words alone nobody knows whether the sending system has given up.</summary>
    [Theory]
    [InlineData("452 4.2.2 lee@contoso.example: Mailbox full", true)]
    [InlineData("4.2.2 lee@contoso.example: Mailbox full", true)]
    [InlineData("552 5.2.2 lee@contoso.example: Mailbox full", false)]
    public void Of_a_temporary_reply_it_is_said_that_the_sending_system_still_tries(string reply, bool isSaid) =>
        Assert.Equal(isSaid, string.Join(' ', DiagnosisSheets.Of(Judged(reply, null, null), "en", Catalogue.Default).WhoActs).Contains("not final", StringComparison.Ordinal));

    /// <summary>Whom a reply alone seems to speak of is accused of nothing, and is told what was seen.</summary>
    [Fact]
    public void A_message_about_what_only_the_reply_says_accuses_nobody_and_holds_what_was_seen()
    {
        var diagnosis = Judged("554 5.7.1 lee@contoso.example: headers are broken, message is not RFC 5322 compliant", NoReason, NoReason);
        Assert.Equal([Party.RecipientsAdmin, Party.SendersAdmin], DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).Parties);
        var text = ForwardText.Write(diagnosis, "en", Catalogue.Default)!;
        Assert.Contains("To: the administrator of the sender's mail", text, StringComparison.Ordinal);
        Assert.DoesNotContain("for a cause on the sender's side", text, StringComparison.Ordinal);
        Assert.Contains(NoReason, text, StringComparison.Ordinal);
    }

    /// <summary>What Exchange Online means by its words is not said of hosts that are not Microsoft's.</summary>
    [Theory]
    [InlineData(true, "so here they need not mean the same", "directory-based edge blocking")]
    [InlineData(false, "directory-based edge blocking", "so here they need not mean the same")]
    public void Words_of_Exchange_Online_are_explained_by_it_only_where_it_may_have_written_them(bool isMxSeen, string said, string notSaid)
    {
        var means = DiagnosisSheets.Of(isMxSeen ? Judged(Edge, null, null) : Diagnoser.Judge(Pasted(Edge), EvidenceSet.Empty, new(), Catalogue.Default), "en", Catalogue.Default).Quote!.Means!;
        Assert.Contains(said, means, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, means, StringComparison.Ordinal);
    }

    /// <summary>A reply that names no host is judged by the only exchanger there is.</summary>
    [Fact]
    public void Words_of_Exchange_Online_are_its_own_where_the_only_exchanger_is_Microsofts_and_says_the_same()
    {
        var scene = new Scene().Mx("0 " + Scene.Edge).Zone((1, "0 " + Scene.Edge)).Host(Scene.Edge, Scene.EdgeAddress).Smtp(Scene.Edge, Scene.EdgeAddress, Scene.EdgeRejected, Scene.EdgeRejected);
        var diagnosis = Diagnoser.Judge(Pasted(Edge), scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true }, Catalogue.Default);
        Assert.DoesNotContain(diagnosis.RuledOut, ruled => ruled.Fact is "refusing-host-is-not-microsoft" or "mx-is-not-microsoft-shaped");
        Assert.Equal("recipient-not-in-edge-directory", diagnosis.Cause?.Cause);
        Assert.NotEqual(Verdict.Proven, diagnosis.Verdict);
        Assert.DoesNotContain("are not Microsoft's", DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).Quote!.Means!, StringComparison.Ordinal);
    }

    /// <summary>To whom "access denied" was said, and why, the words do not tell.</summary>
    [Theory]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied", null)]
    [InlineData("550 Access denied", null)]
    [InlineData("452 4.2.2 <lee@contoso.example>: mailbox full", "mailboxfull")]
    [InlineData("554 5.7.1 <unknown[198.51.100.77]>: Client host rejected: Access denied", "blocked")]
    public void A_reason_is_told_only_where_the_words_tell_it(string reply, string? reason) =>
        Assert.Equal(reason, ReasonJudge.ToldBy(SmtpReply.Parse(reply), Catalogue.Default));

    [Theory]
    [InlineData("User lee@contoso.example (Lee Smith) unknown", "User …@contoso.example (…) unknown")]
    [InlineData("User lee (Lee Smith) unknown", "User … (…) unknown")]
    [InlineData("to Lee O'Hara-Smith <lee@contoso.example>: no", "to … <…@contoso.example>: no")]
    [InlineData("\"Lee Smith\" <lee@contoso.example>", "\"…\" <…@contoso.example>")]
    [InlineData("<lee@contoso.example> (expanded from <team@contoso.example>)", "<…@contoso.example> (expanded from <…@contoso.example>)")]
    [InlineData("lee@contoso.example (in reply to RCPT TO command)", "…@contoso.example (in reply to RCPT TO command)")]
    [InlineData("Recipient address rejected: Access Denied", "Recipient address rejected: Access Denied")]
    public void A_name_beside_an_address_is_hidden_with_it(string text, string shown) => Assert.Equal(shown, new HiddenNames([Pasted(Edge)]).Hide(text));

    private static Symptom Pasted(string reply) => Assert.Single(Symptoms.Of(
        DsnReader.Read(System.Text.Encoding.UTF8.GetBytes($"Your message to lee@contoso.example couldn't be delivered.\n\n{reply}\n")), Catalogue.Default));

    private static Diagnosis Judged(string reply, string? target, string? control)
    {
        var scene = new Scene().Mx("10 mx.oldhost.example").Zone((1, "10 mx.oldhost.example")).Host(Scene.Old, Scene.OldAddress);
        scene = target is null ? scene : scene.Smtp(Scene.Old, Scene.OldAddress, target, control);
        return Diagnoser.Judge(Pasted(reply), scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true }, Catalogue.Default);
    }

    private static Diagnosis JudgedDead(string reply)
    {
        var scene = new Scene().Mx("10 mx.oldhost.example").Zone((1, "10 mx.oldhost.example")).Host(Scene.Old, Scene.OldAddress).Dead(Scene.Old, Scene.OldAddress, ConnectResult.Silent);
        return Diagnoser.Judge(Pasted(reply), scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true }, Catalogue.Default);
    }
}
