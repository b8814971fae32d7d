namespace Recapito.Core;

/// <summary>Who must act, as every part of the program names them, and what that means for the others.</summary>
internal static class PartyWords
{
    /// <summary>The party of the cause first, then whoever else could; empty without a cause.</summary>
    public static string Of(Diagnosis diagnosis, Wording words) => diagnosis.Cause is not { } cause ? ""
        : Own(diagnosis, words) ?? (IsNarrower(diagnosis, cause) ? Listed(All(diagnosis, words), words) : Of(cause.Cause, cause.Party, words));

    /// <summary>The same as parties.</summary>
    public static IReadOnlyList<Party> All(Diagnosis diagnosis, Wording words) => diagnosis.Cause is not { } cause ? AllWithoutCause(diagnosis, words)
        : Own(diagnosis, words) is not null || !IsUsual(cause.Cause, cause.Party, words) ? [cause.Party]
        : [.. Usual(diagnosis, cause, words).Prepend(cause.Party).Distinct()];

    /// <summary>
    /// Whoever can act about such a cause; not the sender, whose address for it is right, where the organisation was seen to have it, or whose address alone is not the matter; and nobody
    /// but the sender, where there is no domain of which anybody could be the administrator.
    /// </summary>
    private static IEnumerable<Party> Usual(Diagnosis diagnosis, Finding cause, Wording words) =>
        (words.Catalogue.Causes.GetValueOrDefault(cause.Cause)?.Parties ?? []).Where(party => party is Party.Sender ? !IsKnownToExist(diagnosis) && cause.Arguments.GetValueOrDefault("variant") is not "everyone" : cause.Arguments.GetValueOrDefault("variant") is not "top");

    private static bool IsNarrower(Diagnosis diagnosis, Finding cause) => IsKnownToExist(diagnosis) || cause.Arguments.GetValueOrDefault("variant") is "everyone" or "top";

    private static IReadOnlyList<Party> AllWithoutCause(Diagnosis diagnosis, Wording words) => diagnosis.Hindrance is { } hindrance ? [hindrance.Party, .. ToldBeside(diagnosis, words) is { } besides ? [besides] : Array.Empty<Party>()]
        : Told(diagnosis, words) is not { } told ? []
        : AllRefusers(diagnosis).Count > 0 ? [Party.RecipientsAdmin, .. new[] { told }.Except([Party.RecipientsAdmin])] : [told];

    /// <summary>The same for one remedy: where it is that of the cause's party, whoever else could act is named beside it.</summary>
    public static string Of(Diagnosis diagnosis, Remedy remedy, Wording words) =>
        diagnosis.Cause is { } cause && cause.Party == remedy.Party ? Of(diagnosis, words) : Listed([remedy.Party], words);

    /// <summary>The same for a cause by its id, where no diagnosis is in hand any more.</summary>
    public static string Of(string cause, Party party, Wording words) => !IsUsual(cause, party, words) ? Listed([party], words)
        : words.Has($"cause.{cause}.who") ? words.Say($"cause.{cause}.who") : Listed(words.Catalogue.Causes[cause].Parties.Prepend(party), words);

    /// <summary>The role that a cause names more exactly than by its party, such as whoever holds the zone at its registrar; null where the party says it all.</summary>
    public static string? Own(Diagnosis diagnosis, Wording words) =>
        diagnosis.Cause is { } cause && VerdictWords.Variant($"cause.{cause.Cause}.who", cause.Arguments, words) is var own && words.Has(own) ? words.Say(own, Arguments.Of(diagnosis)) : null;

    /// <summary>True where whoever must act is known to the recipient's side alone: whoever sent the message has to ask that side to pass it on.</summary>
    public static bool IsBeyondReach(Diagnosis diagnosis, Wording words) =>
        diagnosis.Cause is { Party: not (Party.Sender or Party.SendersAdmin or Party.Nobody or Party.Microsoft) } cause && (cause.Party is Party.DnsHost || Own(diagnosis, words) is not null);

    /// <summary>Who must act, and what whoever sent the message does meanwhile, a paragraph each; empty where nobody has to.</summary>
    public static IReadOnlyList<string> Paragraphs(Diagnosis diagnosis, Wording words) => diagnosis switch
    {
        { Cause: { } cause } => [$"{words.Say("ui.who-acts")}: {Of(diagnosis, words)}.{SaysOfOthers(diagnosis, cause, words)}", .. Meanwhile(diagnosis, cause, words)],
        { Verdict: Verdict.Undetermined, Symptom.FromReport: true } => OfUndetermined(diagnosis, words),
        { Verdict: Verdict.NoLongerReproducible } => VerdictWords.Elsewhere(diagnosis, words),
        _ => [],
    };

    private static string Listed(IEnumerable<Party> parties, Wording words) =>
        string.Join($" {words.Say("ui.or")} ", parties.Distinct().Select(party => words.Say("party." + Kebab.Of(party))));

    // Where a case has another party than its cause has otherwise, what is said of the others does not hold: nothing mends itself then.
    private static bool IsUsual(string cause, Party party, Wording words) => words.Catalogue.Causes.GetValueOrDefault(cause)?.Parties.Contains(party) is true;

    // What a party's side can say of the other side holds only where the cause is proven and no other party could act as well.
    private static string SaysOfOthers(Diagnosis diagnosis, Finding cause, Wording words)
    {
        var others = Usual(diagnosis, cause, words).Count() > 1;
        var own = VerdictWords.Variant($"cause.{cause.Cause}.party", cause.Arguments, words);
        return IsMissing(diagnosis) && cause.Party is Party.RecipientsAdmin && !others ? " " + words.Say(IsMissingOnServers(diagnosis) ? "party.recipients-admin.address-missing-everywhere" : "party.recipients-admin.address-missing", Arguments.Of(diagnosis))
            : words.Has(own) && IsUsual(cause.Cause, cause.Party, words) ? " " + words.Say(own, Arguments.Of(diagnosis))
            : cause is { Cause: "mx-host-does-not-accept-domain", Party: Party.RecipientsAdmin } && diagnosis.RuledOut.Any(ruled => ruled.Fact is "sender-uses-smart-host") ? " " + words.Say("party.recipients-admin.sender-too", Arguments.Of(diagnosis))
            : diagnosis is { Verdict: Verdict.Proven, IsOfMessage: true } && !others && !(cause.Party is Party.Nobody && diagnosis.Symptom.IsDelayed) ? " " + words.Say($"party.{Kebab.Of(cause.Party)}.says") : "";
    }

    // Nothing is wrong with the cause on the sender's side, and still the address may be: what is mended then bounces all the same. What an organisation has
    // that does not hold the domain says nothing of it.
    private static bool IsMissing(Diagnosis diagnosis) => diagnosis.Evidence.Find(new AcceptedDomainRequest(diagnosis.Symptom.Domain)) is Present<AcceptedDomain>
        && diagnosis.Evidence.Find(new RecipientRequest(diagnosis.Symptom.Recipient)) is Absent<DirectoryRecipient>
        && diagnosis.Evidence.Find(new RecipientRequest(diagnosis.Symptom.Recipient, ExchangeSide.ExchangeServer)) is not Present<DirectoryRecipient>;

    private static bool IsKnownToExist(Diagnosis diagnosis) =>
        Enum.GetValues<ExchangeSide>().Any(side => diagnosis.Evidence.Find(new RecipientRequest(diagnosis.Symptom.Recipient, side)) is Present<DirectoryRecipient>);

    private static bool IsMissingOnServers(Diagnosis diagnosis) => diagnosis.Evidence.Find(new RecipientRequest(diagnosis.Symptom.Recipient, ExchangeSide.ExchangeServer)) is Absent<DirectoryRecipient>;

    // Nothing where the sender alone can act, or the cause has words of its own for that. What came back does not leave by itself, also where only time helps.
    private static IEnumerable<string> Meanwhile(Diagnosis diagnosis, Finding cause, Wording words)
    {
        if (!diagnosis.IsOfMessage)
        {
            yield break;
        }

        if (diagnosis.Symptom.IsDelayed)
        {
            yield return words.Say("ui.meanwhile.delayed");
            if (RefusesNow(diagnosis, words) is { } refuses)
            {
                yield return $"{refuses} {words.Say("ui.meanwhile.delayed.recipients-side")}";
            }
        }
        else if (cause.Party is Party.Microsoft or Party.Nobody)
        {
            yield return words.Say(VerdictWords.Variant($"ui.meanwhile.{Kebab.Of(cause.Party)}", cause.Arguments, words), Arguments.Of(diagnosis));
        }

        var isUsual = IsUsual(cause.Cause, cause.Party, words);
        List<Party> parties = isUsual ? [.. Usual(diagnosis, cause, words), cause.Party] : [cause.Party];
        var areOthers = parties.Exists(party => party is not Party.Sender) && !parties.Exists(party => party is Party.Nobody or Party.Microsoft);
        if (areOthers && !(isUsual && words.Has($"cause.{cause.Cause}.party")))
        {
            var side = parties.Contains(Party.Sender) ? "sender-too" : cause.Party is Party.SendersAdmin ? "senders-admin" : IsBeyondReach(diagnosis, words) ? "passed-on" : "recipients-side";
            yield return diagnosis.Symptom.IsDelayed ? words.Say("ui.meanwhile.delayed." + (side is "passed-on" ? "recipients-side" : side)) : words.Say(VerdictWords.Variant("ui.meanwhile." + side, cause.Arguments, words), new Dictionary<string, string>(Arguments.Of(diagnosis)) { ["party"] = Of(diagnosis, words) });
        }
    }

    /// <summary>The one party that can act by the plain words of the reply, where nothing else was determined; null where they name none, or several.</summary>
    public static Party? Told(Diagnosis diagnosis, Wording words) => VerdictWords.Told(diagnosis, words) is not null && diagnosis.Symptom.Code?.Entry.Parties is null or [_]
        ? diagnosis.Symptom.Code?.Entry.Parties[0] ?? CodeWords.ToldParty(diagnosis.Symptom, words.Catalogue) : null;

    /// <summary>Who can act by what the reply tells, where that is the sender's administrator and something else that others must mend stops mail now; else null.</summary>
    public static Party? ToldBeside(Diagnosis diagnosis, Wording words) => diagnosis.Hindrance is { Party: not Party.SendersAdmin } && Told(diagnosis, words) is Party.SendersAdmin ? Party.SendersAdmin : null;

    // What is seen now weighs more than what words alone tell of: it is said first where they tell of something else.
    private static IReadOnlyList<string> OfUndetermined(Diagnosis diagnosis, Wording words)
    {
        if (VerdictWords.IsTakenNow(diagnosis, words))
        {
            return [words.Say("ui.undetermined.taken")];
        }

        if (ServesAllTheSame(diagnosis, words) is { } serves)
        {
            return [serves, words.Say("ui.undetermined.serves-compare")];
        }

        if (TakesOthers(diagnosis, words) is { } takes)
        {
            return [takes, words.Say("ui.meanwhile.recipients-side")];
        }

        if (Hindrance(diagnosis, words) is { } hindrance)
        {
            return [hindrance, .. Meanwhile(diagnosis, diagnosis.Hindrance!, words), .. ToldBeside(diagnosis, words) is { } besides ? [words.Say("ui.undetermined.told-here", ("party", Listed([besides], words)))] : Array.Empty<string>()];
        }

        if (AnswersNow(diagnosis, words) is { } answers)
        {
            return [answers, MayAct(diagnosis, words) + (diagnosis.Symptom.IsDelayed ? " " + words.Say("ui.undetermined.delayed") : "")];
        }

        var notFinal = "ui.undetermined.not-final." + diagnosis.Symptom.Reason;
        // What whoever sent the message can do alone comes first, where it may be all that is needed.
        var first = diagnosis.NextQuestion is "next.check-address" && !IsOfSenderAlone(diagnosis, words) ? words.Say("ui.undetermined.check-first") + " " : "";
        var may = first + (!diagnosis.Symptom.IsNotFinal ? MayAct(diagnosis, words)
            : words.Has(notFinal) && VerdictWords.Told(diagnosis, words) is not null ? words.Say(notFinal)
            : $"{MayAct(diagnosis, words)} {words.Say(diagnosis.Symptom.IsDelayed ? "ui.undetermined.delayed" : "ui.undetermined.not-final")}");
        return TakenAllTheSame(diagnosis, words) is { } taken ? [may, taken]
            : RefusesAll(diagnosis, words) is not { } all ? [may]
            : KnowsNone(diagnosis, words) ? [all, words.Say("ui.undetermined.serves-compare"), may] : VerdictWords.Told(diagnosis, words) is null ? [$"{may} {all}"] : [all, may];
    }

    /// <summary>What most likely stops mail for the address now, where words that name no host tell of something else, and who must act; else null.</summary>
    public static string? Hindrance(Diagnosis diagnosis, Wording words) => diagnosis.Hindrance is not { } hindrance ? null
        : words.Say("ui.undetermined.hindrance", ("says", words.Say(VerdictWords.Variant($"cause.{hindrance.Cause}.says", hindrance.Arguments, words), Arguments.Of(diagnosis, hindrance.Arguments))))
            + (hindrance.Party is Party.Nobody ? "" : $" {words.Say("ui.who-acts")}: {Listed([hindrance.Party], words)}.");

    /// <summary>That the host takes another address of the domain, whatever its words say; else null.</summary>
    public static string? ServesAllTheSame(Diagnosis diagnosis, Wording words) => ToldReason.ServesAllTheSame(diagnosis) ? words.Say("ui.undetermined.serves", Arguments.Of(diagnosis)) : null;

    /// <summary>That the host takes an invented address of the domain, whatever its words say, and refuses this one; else null.</summary>
    public static string? TakesOthers(Diagnosis diagnosis, Wording words) => ToldReason.TakesOthers(diagnosis) ? words.Say("ui.undetermined.takes-others", Arguments.Of(diagnosis)) : null;

    /// <summary>That the host which gave the sender's system no answer answers now, and so that sending again comes first; else null.</summary>
    public static string? AnswersNow(Diagnosis diagnosis, Wording words) =>
        diagnosis is { Verdict: Verdict.Undetermined, Symptom: { Meaning: Meanings.NoAnswer } symptom } && (symptom.RefusingHost ?? symptom.RemoteMta) is not null && diagnosis.RuledOut.Any(ruled => ruled.Fact is "mx-host-answered") && RefusesAll(diagnosis, words) is null
            ? words.Say("ui.undetermined.answers-now", Arguments.Of(diagnosis)) + (symptom.IsDelayed ? "" : " " + words.Say("ui.undetermined.again-first")) : null;

    /// <summary>That a host takes the address now, whatever the reply says, where only words are in hand; else null.</summary>
    public static string? TakenAllTheSame(Diagnosis diagnosis, Wording words) => diagnosis.Symptom.IsWordsAlone && VerdictWords.Told(diagnosis, words) is not null && VerdictWords.TakersOf(diagnosis) is { Count: > 0 } takers
        ? words.Say("ui.undetermined.told-taken", ("host", string.Join(", ", takers))) : null;

    /// <summary>That a host is seen to refuse every address alike, where only words are in hand; else null.</summary>
    public static string? RefusesAll(Diagnosis diagnosis, Wording words) => AllRefusers(diagnosis) is not { Count: > 0 } hosts ? null
        : words.Say(KnowsNone(diagnosis, words) ? "ui.undetermined.knows-none" : VerdictWords.Told(diagnosis, words) is null ? "ui.undetermined.refuses-all" : "ui.undetermined.refuses-all-told", new Dictionary<string, string>(Arguments.Of(diagnosis)) { ["host"] = string.Join(", ", hosts) });

    // A host that says "user unknown" of both says of this address what it says of one that does not exist.
    private static bool KnowsNone(Diagnosis diagnosis, Wording words) =>
        diagnosis.Evidence.All.OfType<Present<RcptAnswer>>().Where(seen => !seen.Value.Accepted).All(seen => words.Catalogue.FormOf(seen.Value.Reply)?.Meaning is Meanings.RecipientUnknown);

    /// <summary>That the host which put a delayed message off is seen to refuse its address for good now, and an invented one alike where that was seen too; else null.</summary>
    public static string? RefusesNow(Diagnosis diagnosis, Wording words)
    {
        if (diagnosis is not { Cause.Cause: "transient-refusal", Symptom: { IsDelayed: true, RefusingHost: { } host, Recipient: var recipient } })
        {
            return null;
        }

        var answers = diagnosis.Evidence.All.OfType<Present<RcptAnswer>>().Select(seen => (Asked: (RcptRequest)seen.Request, seen.Value.Accepted)).Where(answer => answer.Asked.Host == host).ToList();
        var own = answers.Where(answer => answer.Asked.Role is RcptRole.Target && answer.Asked.Subject == recipient).ToList();
        var invented = answers.Where(answer => answer.Asked.Role is RcptRole.Control).ToList();
        return own.Count == 0 || own.Exists(answer => answer.Accepted) ? null
            : words.Say(invented.Count > 0 && !invented.Exists(answer => answer.Accepted) ? "ui.meanwhile.delayed.refuses-all-now" : "ui.meanwhile.delayed.refuses-now", new Dictionary<string, string>(Arguments.Of(diagnosis)) { ["host"] = host });
    }

    /// <summary>The hosts that are seen to refuse the address and an invented one alike, where only words are in hand, which may tell of just that, or the host was silent then; and no host takes anything.</summary>
    private static List<string> AllRefusers(Diagnosis diagnosis)
    {
        var answers = diagnosis.Evidence.All.OfType<Present<RcptAnswer>>().Select(seen => (Asked: (RcptRequest)seen.Request, seen.Value.Accepted)).ToList();
        return !(diagnosis.Symptom.IsWordsAlone || diagnosis.Symptom.Meaning is Meanings.NoAnswer) || answers.Exists(answer => answer.Accepted) ? []
            : [.. answers.Where(answer => answer is { Asked.Role: RcptRole.Target, Accepted: false } && answer.Asked.Subject == diagnosis.Symptom.Recipient
                && answers.Exists(other => other is { Asked.Role: RcptRole.Control, Accepted: false } && other.Asked.Host == answer.Asked.Host)).Select(answer => answer.Asked.Host).Distinct()];
    }

    // Whoever holds the bounce is left with something to do, also where nobody can be named for certain.
    private static string MayAct(Diagnosis diagnosis, Wording words)
    {
        var symptom = diagnosis.Symptom;
        var isTold = VerdictWords.Told(diagnosis, words) is not null;
        var parties = Possible(diagnosis, words);
        return parties is [Party.Sender] ? words.Say(new[] { symptom.Meaning, symptom.Reason }.Select(kind => $"ui.undetermined.sender.{kind}").FirstOrDefault(words.Has) ?? "ui.undetermined.sender")
            : isTold && parties is [var only] ? words.Say(only is Party.SendersAdmin ? "ui.undetermined.told-here" : words.Has($"ui.undetermined.told-there.{symptom.Reason}") ? $"ui.undetermined.told-there.{symptom.Reason}" : "ui.undetermined.told-there", ("party", Listed(parties, words)))
            : parties.Count == 0 ? words.Say("ui.undetermined.nobody") : words.Say("ui.undetermined.parties", ("party", Listed(parties, words)));
    }
    /// <summary>True where, by all that may still be, nobody but whoever sent the message can act.</summary>
    public static bool IsOfSenderAlone(Diagnosis diagnosis, Wording words) => Possible(diagnosis, words) is [Party.Sender];

    // By what the reply says plainly, or by what it may still be.
    private static List<Party> Possible(Diagnosis diagnosis, Wording words)
    {
        IEnumerable<Party> told = diagnosis.Symptom.Code?.Entry.Parties ?? (CodeWords.ToldParty(diagnosis.Symptom, words.Catalogue) is { } party ? [party] : []);
        var byCauses = diagnosis.Candidates.SelectMany(id => words.Catalogue.Causes.GetValueOrDefault(id)?.Parties ?? []);
        return [.. (diagnosis.Candidates.Count == 0 || VerdictWords.Told(diagnosis, words) is not null ? told : byCauses).Where(party => party is not Party.Nobody).Distinct()];
    }
}
