namespace Recapito.Core;

/// <summary>What every form of a diagnosis says alike: the verdict in one sentence, who must act, what to do.</summary>
internal static class VerdictWords
{
    /// <summary>The verdict in one sentence, without its badge.</summary>
    public static string Sentence(Diagnosis diagnosis, Wording words) => diagnosis.Cause is { } cause
        ? words.Say(Variant($"cause.{cause.Cause}.says", cause.Arguments, words), Arguments.Of(diagnosis))
        : Told(diagnosis, words) ?? Taken(diagnosis, words) ?? words.Say($"verdict.{Kebab.Of(diagnosis.Verdict)}.{(IsSeenByTrace(diagnosis) ? "by-trace" : !IsTakenElsewhere(diagnosis) ? diagnosis is { Verdict: Verdict.NoLongerReproducible, Symptom.IsDelayed: true } ? "delayed" : "says" : LeadingThere(diagnosis).Count > 0 ? "elsewhere.still-led" : "elsewhere")}", Arguments.Of(diagnosis));

    /// <summary>The verdict in one or two words: what the host alone said, or was not asked again, is not called more than that.</summary>
    public static string Badge(Diagnosis diagnosis, Wording words) => words.Say(Told(diagnosis, words) is not null ? "verdict.told"
        : IsNotRetested(diagnosis) ? "verdict.not-retested"
        : "verdict." + Kebab.Of(diagnosis.Verdict));

    /// <summary>What may meet the message again, where others than the host that refused take the address now, and what is to be done then; empty otherwise.</summary>
    public static IReadOnlyList<string> Elsewhere(Diagnosis diagnosis, Wording words) => !IsTakenElsewhere(diagnosis) || IsSeenByTrace(diagnosis) ? []
        : [words.Say("verdict.no-longer-reproducible.elsewhere." + (IsNotRetested(diagnosis) && IsOutsideMx(diagnosis, diagnosis.Symptom.RefusingHost!) ? "why-unasked" : "why"), Arguments.Of(diagnosis)), .. ConnectorsThere(diagnosis, words), words.Say("verdict.no-longer-reproducible.elsewhere.again", Arguments.Of(diagnosis))];

    // Where the sender's side was shown, the setting that leads there has a name.
    private static IEnumerable<string> ConnectorsThere(Diagnosis diagnosis, Wording words) => LeadingThere(diagnosis) is not { Count: > 0 } names ? []
        : [words.Say("verdict.no-longer-reproducible.elsewhere.connector", new Dictionary<string, string>(Arguments.Of(diagnosis)) { ["connector"] = string.Join(", ", names), ["sender"] = InsidePlan.SenderDomain(diagnosis.Symptom)! })];

    /// <summary>The sender's connectors that hand mail to the host that refused.</summary>
    private static List<string> LeadingThere(Diagnosis diagnosis)
    {
        var domain = InsidePlan.SenderDomain(diagnosis.Symptom) ?? "";
        return [.. Listed(diagnosis, domain, ExchangeObjectKind.SendConnector).Select(item => new SendConnector(item)).Where(one => one is { IsEnabled: true, UsesDns: false } && one.SmartHosts.Contains(diagnosis.Symptom.RefusingHost)).Select(one => one.Name),
            .. Listed(diagnosis, domain, ExchangeObjectKind.OutboundConnector).Select(item => new OutboundConnector(item)).Where(one => one is { IsEnabled: true, UsesMx: false } && one.SmartHosts.Contains(diagnosis.Symptom.RefusingHost)).Select(one => one.Name)];
    }

    private static IEnumerable<ExchangeObject> Listed(Diagnosis diagnosis, string domain, ExchangeObjectKind kind) => diagnosis.Evidence.All.OfType<Present<ExchangeObjects>>()
        .Where(seen => seen.Asked is ConfigurationRequest asked && asked.Objects == kind && asked.Domain == domain).SelectMany(seen => seen.Value.Items);

    private static bool IsNotRetested(Diagnosis diagnosis) => IsTakenElsewhere(diagnosis) && !PathFigure.IsAsked(diagnosis, diagnosis.Symptom.RefusingHost!);

    /// <summary>True where MX records of the domain were seen, and none of them names the host.</summary>
    internal static bool IsOutsideMx(Diagnosis diagnosis, string host) => EachMxIs(diagnosis, mx => mx.Exchange != host);

    /// <summary>True where MX records of the domain were seen, by whomever, and all of them are such.</summary>
    internal static bool EachMxIs(Diagnosis diagnosis, Predicate<MxRecord> such)
    {
        var seen = DiagnosisSheets.MxOf(diagnosis).SelectMany(set => set.Value.Mx).ToList();
        return seen.Count > 0 && seen.TrueForAll(such);
    }

    /// <summary>
    /// Where nothing was determined and the reply itself says plainly what is wrong: that, and that it is the reply's word. Null where several causes could be
    /// meant by it.
    /// </summary>
    public static string? Told(Diagnosis diagnosis, Wording words)
    {
        var symptom = diagnosis.Symptom;
        return ToldReason.Of(diagnosis, words.Catalogue) is not { } reason ? null
            : words.Say("verdict.undetermined." + (IsSaidAgain(diagnosis) ? "told-again" : diagnosis is { Hindrance.Cause: "domain-does-not-exist", Symptom.Reason: "hostunknown" } ? "told-seen" : diagnosis.Hindrance is not null ? "told-beside" : symptom.IsWordsAlone ? "told-alone" : "told"), ("reason", CodeWords.Reason(symptom, reason, words)), ("host", Speaker.IsReporter(symptom) ? symptom.ReportingMta : symptom.RefusingHost));
    }

    /// <summary>True where words of no known meaning are in hand, and every host that was asked takes the address now: why it was refused before was not seen.</summary>
    public static bool IsTakenNow(Diagnosis diagnosis, Wording words) =>
        diagnosis is { Verdict: Verdict.Undetermined, Symptom: { IsWordsAlone: true, Meaning: Meanings.Unknown, DecidingServer: var named } } && Told(diagnosis, words) is null
        && Targets(diagnosis).ToList() is { Count: > 0 } targets && targets.TrueForAll(target => target.Value.Accepted && (named is null || MicrosoftNames.IsExchangeOnline(((RcptRequest)target.Request).Host)));

    /// <summary>The hosts that take the address now.</summary>
    public static IReadOnlyList<string> TakersOf(Diagnosis diagnosis) => [.. Targets(diagnosis).Where(target => target.Value.Accepted).Select(target => ((RcptRequest)target.Request).Host).Distinct()];

    private static string? Taken(Diagnosis diagnosis, Wording words) => !IsTakenNow(diagnosis, words) ? null
        : words.Say("verdict.undetermined.taken", ("recipient", diagnosis.Symptom.Recipient), ("host", string.Join(", ", Targets(diagnosis).Select(target => ((RcptRequest)target.Request).Host).Distinct())));

    private static IEnumerable<Present<RcptAnswer>> Targets(Diagnosis diagnosis) => diagnosis.Evidence.All.OfType<Present<RcptAnswer>>()
        .Where(answer => answer.Request is RcptRequest { Role: RcptRole.Target } asked && asked.Subject == diagnosis.Symptom.Recipient);

    // The host that refused refuses the same address now with the same code.
    private static bool IsSaidAgain(Diagnosis diagnosis) => diagnosis.Symptom is { RefusingHost: { } host, Reply: { } said } symptom && diagnosis.Evidence.Asked<RcptRequest>()
        .Any(asked => asked.Role is RcptRole.Target && asked.Subject == symptom.Recipient && asked.Host == host
            && ReplyNow(diagnosis.Evidence.Find(asked)) is { } now && now.Code == said.Code && now.Status == said.Status);

    // A transient reply decides nothing, and is a reply all the same.
    private static SmtpReply? ReplyNow(Observation<RcptAnswer>? seen) => seen switch
    {
        Present<RcptAnswer> { Value: { Accepted: false, Reply: var reply } } => reply,
        Unavailable<RcptAnswer> { Reason: var why } when RcptGaps.TransientReply(why) is { } reply => SmtpReply.Parse(reply),
        _ => null,
    };

    /// <summary>What to do, in one sentence.</summary>
    public static string Advice(Diagnosis diagnosis, Wording words)
    {
        if (diagnosis.Remedies is [var remedy, ..])
        {
            return words.Say("ui.advice.remedy", ("party", PartyWords.Of(diagnosis, remedy, words)),
                ("remedy", words.Say(RemedyKey(remedy, "title", words), Arguments.Of(diagnosis, remedy))));
        }

        return diagnosis.Cause is not null
            ? words.Say("ui.advice.party", ("party", PartyWords.Of(diagnosis, words)))
            : words.Say("ui.advice." + Kebab.Of(diagnosis.Verdict), Arguments.Of(diagnosis));
    }

    /// <summary>The words for the kind of fault that was seen, where a cause has several and there are words for it; of several kinds, the first that has words.</summary>
    public static string Variant(string key, IReadOnlyDictionary<string, string> arguments, Wording words) =>
        (arguments.GetValueOrDefault("variant") ?? "").Split(' ').Select(variant => $"{key}.{variant}").FirstOrDefault(words.Has) ?? key;

    /// <summary>The same for a part of a remedy.</summary>
    public static string RemedyKey(Remedy remedy, string part, Wording words) => Variant($"remedy.{remedy.Id}.{part}", remedy.Arguments, words);

    /// <summary>That the address is taken again, no exchanger has said; the message trace shows it.</summary>
    private static bool IsSeenByTrace(Diagnosis diagnosis) => diagnosis.Verdict is Verdict.NoLongerReproducible && diagnosis.Contributing.Any(finding => finding.Cause is "mail-arrived-all-the-same")
        && !diagnosis.Evidence.Asked<RcptRequest>().Any(request => request.Role is RcptRole.Target && request.Subject == diagnosis.Symptom.Recipient && diagnosis.Evidence.Find(request) is Present<RcptAnswer> { Value.Accepted: true });

    /// <summary>The host that refused is not among those that take the address now, so that sending again may meet it again.</summary>
    public static bool IsTakenElsewhere(Diagnosis diagnosis) => diagnosis is { Verdict: Verdict.NoLongerReproducible, Symptom: { RefusingHost: { } host, IsPassedOn: false } } && !PathFigure.IsTaker(diagnosis, host);
}
