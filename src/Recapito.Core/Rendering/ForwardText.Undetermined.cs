namespace Recapito.Core;

/// <content>Where no cause is named.</content>
public static partial class ForwardText
{
    private static Page? OfUndetermined(Diagnosis diagnosis, Wording words) => OfElsewhere(diagnosis, words) ?? (
        diagnosis is not { Cause: null, Verdict: Verdict.Undetermined, Symptom.FromReport: true } || VerdictWords.IsTakenNow(diagnosis, words) ? null
        : diagnosis.Hindrance is { } hindrance ? (IsForNobody(hindrance.Party) ? null : OfHindrance(diagnosis, hindrance, words))
        : PartyWords.Told(diagnosis, words) is { } told ? (IsForNobody(told) ? null : OfTold(diagnosis, told, words))
        : PartyWords.IsOfSenderAlone(diagnosis, words) ? null
        : OfOpen(diagnosis, words));

    // The sending system still tries, and meets what is seen now when it does: whoever runs the host can see why before anything comes back.
    private static Page? OfRefusedNow(Diagnosis diagnosis, Wording words)
    {
        if (PartyWords.RefusesNow(diagnosis, words) is not { } refuses)
        {
            return null;
        }

        var page = Begun(diagnosis, Party.RecipientsAdmin, words);
        page.Paragraph(refuses);
        Refusal(page, words, diagnosis.Symptom);
        Seen(page, words, Party.RecipientsAdmin, diagnosis.Symptom, [.. DiagnosisSheets.MxOf(diagnosis), .. Answered(diagnosis)]);
        page.Blank();
        page.Paragraph(words.Say("forward.refuses-now-please", Arguments.Of(diagnosis)));
        return page;
    }

    // Others take the address now, and what led the message to the host that refused it may lead there again: the sender's administrator can see that.
    private static Page? OfElsewhere(Diagnosis diagnosis, Wording words)
    {
        if (!diagnosis.IsOfMessage || VerdictWords.Elsewhere(diagnosis, words) is not { Count: > 0 } says)
        {
            return null;
        }

        var page = Begun(diagnosis, Party.SendersAdmin, words);
        foreach (var one in says)
        {
            page.Paragraph(one);
        }

        Refusal(page, words, diagnosis.Symptom);
        Seen(page, words, Party.SendersAdmin, diagnosis.Symptom, [.. DiagnosisSheets.MxOf(diagnosis), .. Answered(diagnosis)]);
        return page;
    }

    // Who holds the message has sent it, and needs no letter to themselves.
    private static bool IsForNobody(Party party) => party is Party.Nobody or Party.Sender;

    // Nothing more is known than what the reply says plainly; whoever can act by it is told that, and by whom it is said.
    private static Page OfTold(Diagnosis diagnosis, Party party, Wording words)
    {
        var symptom = diagnosis.Symptom;
        var page = Begun(diagnosis, party, words);
        foreach (var said in new[] { PartyWords.RefusesAll(diagnosis, words), PartyWords.TakenAllTheSame(diagnosis, words) }.OfType<string>())
        {
            page.Paragraph(said);
        }

        Refusal(page, words, symptom);
        Seen(page, words, party, symptom, Answered(diagnosis));
        page.Blank();
        var please = words.Has($"forward.told-please.{symptom.Reason}") ? $"forward.told-please.{symptom.Reason}" : "forward.told-please";
        page.Paragraph(words.Say(symptom.IsNotFinal && words.Has(please + ".not-final") ? please + ".not-final" : please));
        return page;
    }

    // Who must act is not known: the sender's administrator can see more than the sender, and is told what would settle it.
    private static Page OfOpen(Diagnosis diagnosis, Wording words)
    {
        var now = PartyWords.TakesOthers(diagnosis, words) ?? PartyWords.ServesAllTheSame(diagnosis, words) ?? PartyWords.RefusesAll(diagnosis, words);
        // A host that was silent and now refuses everybody, or takes others, is the recipient's side's; of mere words nobody knows which host they are of.
        var addressee = now is null || diagnosis.Symptom.IsWordsAlone ? Party.SendersAdmin : Party.RecipientsAdmin;
        var page = Begun(diagnosis, addressee, words);
        if (now is not null)
        {
            page.Paragraph(now);
        }

        var answers = PartyWords.AnswersNow(diagnosis, words);
        if (answers is not null)
        {
            page.Paragraph(answers);
        }

        Refusal(page, words, diagnosis.Symptom);
        Seen(page, words, addressee, diagnosis.Symptom, [.. DiagnosisSheets.DiffersMx(diagnosis) ? [] : MxAtResolver(diagnosis),
            .. diagnosis.Evidence.All.Where(seen => seen.Request is not RcptRequest { Role: RcptRole.Target or RcptRole.Control } && DiagnosisSheets.IsTelling(seen, diagnosis)), .. answers is null ? [] : diagnosis.RuledOut.First(ruled => ruled.Fact is "mx-host-answered").By, .. Answered(diagnosis)]);
        if (diagnosis.NextQuestion is { } question)
        {
            page.Blank();
            page.Paragraph(words.Say("ui.heading.next-question") + ":");
            page.Paragraph(WithoutSender(words.SaySteps(words.Fitting(question, "message"), Arguments.Of(diagnosis)), diagnosis.Symptom), 2);
        }

        MayBe(page, words, diagnosis);
        return page;
    }

    // What stops mail now is to be looked at first, whatever the reply tells of.
    private static Page OfHindrance(Diagnosis diagnosis, Finding hindrance, Wording words)
    {
        var page = Begun(diagnosis, hindrance.Party, words);
        page.Paragraph(PartyWords.Hindrance(diagnosis, words)!);
        Refusal(page, words, diagnosis.Symptom);
        Seen(page, words, hindrance.Party, diagnosis.Symptom, hindrance.Evidence);
        page.Blank();
        page.Paragraph(PartyWords.ToldBeside(diagnosis, words) is { } other ? words.Say("forward.hindrance-please.other", ("party", words.Say("party." + Kebab.Of(other)))) : words.Say("forward.hindrance-please"));
        return page;
    }

    private static Page Begun(Diagnosis diagnosis, Party addressee, Wording words)
    {
        var page = new Page(new() { Width = Columns, Language = words.Language, Ascii = true });
        page.Line(words.Say(SubjectOf(diagnosis) ?? "forward.subject-message", ("recipient", diagnosis.Symptom.Recipient)));
        page.Blank();
        page.Paragraph(words.Say("forward.to", ("party", words.Say("party." + Kebab.Of(addressee)))));
        // Where no cause is known, this one message is all that is known to fail.
        Request(page, words, diagnosis, "forward.request-message");
        page.Paragraph(VerdictWords.Sentence(diagnosis, words));
        return page;
    }

    private static IEnumerable<Observation> Answered(Diagnosis diagnosis) =>
        diagnosis.Evidence.All.Where(seen => seen.Request is RcptRequest { Role: RcptRole.Target or RcptRole.Control } && (seen.Outcome is Outcome.Present || IsPutOff(seen)));

    // A transient reply decides nothing, and tells whoever runs a mail system much.
    private static bool IsPutOff(Observation seen) => seen is Unavailable<RcptAnswer> { Reason: var why } && RcptGaps.TransientReply(why) is not null;

    private static IEnumerable<Observation> MxAtResolver(Diagnosis diagnosis) =>
        diagnosis.Evidence.Find(new DnsRequest(diagnosis.Symptom.Domain, RrType.Mx, Vantage.Resolver)) is { } seen ? [seen] : [];

    private static bool IsOfUnknown(Symptom symptom) => symptom is { FromReport: true, Sender: null, ReportingMta: null };
}
