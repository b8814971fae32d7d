namespace Recapito.Core;

/// <summary>Puts a diagnosis into words; it decides nothing.</summary>
public static class DiagnosisSheets
{
    /// <summary>The sheet of one recipient.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="language">BCP 47 tag; English where there are no words in it.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static DiagnosisSheet Of(Diagnosis diagnosis, string language, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return Of(diagnosis, new Wording(catalogue, language));
    }

    internal static DiagnosisSheet Of(Diagnosis diagnosis, Wording words)
    {
        var arguments = Arguments.Of(diagnosis);
        var candidates = CandidatesByCloseness(diagnosis, words);
        return new()
        {
            Language = words.Language,
            Recipient = SafeText.Escape(diagnosis.Symptom.Recipient),
            Verdict = diagnosis.Verdict,
            VerdictWord = VerdictWords.Badge(diagnosis, words),
            Sentence = VerdictWords.Sentence(diagnosis, words),
            Premise = Premise(diagnosis, words),
            Meant = diagnosis.Cause is { } cause && cause.Arguments.GetValueOrDefault("meant") is { Length: > 0 } ? words.Say($"cause.{cause.Cause}.meant", Arguments.Of(diagnosis, cause.Arguments)) : null,
            Party = diagnosis.Cause?.Party,
            Parties = PartyWords.All(diagnosis, words),
            WhoActs = PartyWords.Paragraphs(diagnosis, words),
            Path = InWords(PathFigure.Of(diagnosis), words),
            Quote = Quote(diagnosis, words),
            HandedIn = diagnosis.HandedIn?.Reply is { } handedIn ? new(words.Say("ui.handed-in.said"), SafeText.Escape(handedIn.ToString()), null) : null,
            Findings = [.. Findings(diagnosis, words)],
            Observed = diagnosis.Cause is null ? Evidence(diagnosis.Evidence.All.Where(seen => IsTelling(seen, diagnosis)), words) : [],
            IsSettled = !VerdictWords.IsTakenElsewhere(diagnosis),
            Doubts = [.. diagnosis.WhyNotProven.Select(why => words.SayOrText(why, arguments))],
            HeadingOfBesides = HeadingOfBesides(diagnosis, words),
            NextQuestion = diagnosis.NextQuestion is { } question ? SheetText.Of(words.SaySteps(question, arguments)) : null,
            Candidates = [.. candidates[false]],
            Closer = [.. candidates[true]],
            Fixes = [.. diagnosis.Remedies.Select((remedy, i) => FixSheets.Of(diagnosis, remedy, isFirst: i == 0, words))],
            RuledOut = [.. diagnosis.RuledOut.GroupBy(ruled => ruled.Fact).Select(fact =>
                new SheetFact(words.Say("fact." + fact.Key, With(arguments, fact.SelectMany(ruled => ruled.By))), [.. fact.Select(ruled => SafeText.Escape(ruled.Cause))], Evidence(fact.SelectMany(ruled => ruled.By).Distinct(), words)))],
            NotChecked = NotChecked(diagnosis.NotChecked, words),
            AllEvidence = Evidence(diagnosis.Evidence.All, words),
        };
    }

    // A fact may rest on another host than the cause is about.
    private static Dictionary<string, string> With(Dictionary<string, string> arguments, IEnumerable<Observation> by) =>
        new(arguments) { ["taker"] = string.Join(", ", by.Select(seen => seen.Request).OfType<RcptRequest>().Select(asked => asked.Host).Distinct()) };

    internal static IReadOnlyList<SheetStation> InWords(IEnumerable<Station> stations, Wording words) =>
    [
        .. stations.Select(station => new SheetStation(words.Say("ui.station." + station.Role), SafeText.Escape(station.Name),
            PathFigure.Sign(station.State, ascii: false), words.Say("ui.state." + station.StateKey), station.State is StationState.Refused or StationState.GoesRound, station.State is StationState.Passed)),
    ];

    /// <summary>What words alone leave open of what is seen now; null where nothing is.</summary>
    internal static string? Premise(Diagnosis diagnosis, Wording words) => diagnosis.HandedIn is { } handedIn ? words.Say(handedIn.DecidingServer is null ? "ui.handed-in.premise" : "ui.handed-in.premise-named")
        : VerdictWords.IsTakenNow(diagnosis, words) || diagnosis is { Verdict: Verdict.NoLongerReproducible, Symptom: { IsWordsAlone: true, DecidingServer: null } } ? words.Say("ui.handed-in.taken")
        : null;

    /// <summary>Stands above what was seen besides: that it is not the cause is known only where the cause is proven.</summary>
    internal static string HeadingOfBesides(Diagnosis diagnosis, Wording words) => words.Say(diagnosis.Verdict is Verdict.Proven ? "ui.heading.contributing" : "ui.heading.also-seen");

    private static SheetQuote? Quote(Diagnosis diagnosis, Wording words)
    {
        var symptom = diagnosis.Symptom;
        if (symptom.Reply is not { } reply)
        {
            return null;
        }

        var command = symptom.SmtpCommand is { } name && !Speaker.IsReporter(symptom) ? words.Say(name is RefusedCommand.End ? "ui.quote.command.end" : "ui.quote.command", ("command", name)) : "";
        return new($"{Speaker.Says(symptom, words)}{command}{Speaker.When(symptom, words)}:", SafeText.Escape(reply.ToString()),
            symptom.FromReport && VerdictWords.Told(diagnosis, words) is null && !ToldReason.TakesOthers(diagnosis) && !ToldReason.ServesAllTheSame(diagnosis) ? Means(diagnosis, words) : null);
    }

    // What words mean as a rule is not said beside what is proven to stand behind them here.
    private static string Means(Diagnosis diagnosis, Wording words)
    {
        var own = diagnosis.Cause is not { } cause ? ""
            : words.Has($"cause.{cause.Cause}.means") ? $"cause.{cause.Cause}.means"
            : diagnosis.Verdict is Verdict.Proven && cause.Arguments.TryGetValue("variant", out var variant) ? $"cause.{cause.Cause}.means.{variant}" : "";
        return words.Has(own) ? words.Say(own, Arguments.Of(diagnosis)) : IsBesideMx(diagnosis) ? words.Say("meaning.relay-denied.beside-mx", Arguments.Of(diagnosis))
            : IsOfOtherHosts(diagnosis) ? words.Say("ui.quote.means-elsewhere", Arguments.Of(diagnosis))
            : $"{words.Say("ui.quote.means")}: {CodeWords.Says(diagnosis.Symptom, words)}";
    }

    // That the MX names the wrong host is most often so, but not where each MX that was seen names others.
    private static bool IsBesideMx(Diagnosis diagnosis) =>
        diagnosis.Symptom is { Code: null, Meaning: Meanings.RelayDenied, RefusingHost: { } host } && VerdictWords.IsOutsideMx(diagnosis, host);

    // Of block lists many systems speak in just the same words.
    // Nothing names Exchange Online as the author of its words, or another host said them, and each mail host that was seen is another system.
    private static bool IsOfOtherHosts(Diagnosis diagnosis) => (diagnosis.Symptom.IsWordsAlone || IsOfAnother(diagnosis)) && diagnosis.Symptom is { DecidingServer: null } symptom && (symptom is { Code: not null, Meaning: not Meanings.ClientListed } || symptom.Meaning is Meanings.EdgeRecipientRejected)
        && VerdictWords.EachMxIs(diagnosis, mx => !MicrosoftNames.IsMxShaped(mx.Exchange));

    private static bool IsOfAnother(Diagnosis diagnosis) => diagnosis is { Cause: null, Symptom: { RefusingHost: { } host, IsPassedOn: false, Meaning: Meanings.EdgeRecipientRejected } }
        && !MicrosoftNames.IsExchangeOnline(host) && !diagnosis.Contributing.Any(finding => finding.Cause is "gateway-hides-microsoft");

    private static IEnumerable<SheetFinding> Findings(Diagnosis diagnosis, Wording words)
    {
        if (diagnosis.Cause is { } cause)
        {
            yield return new(SafeText.Escape(cause.Cause), IsCause: true, VerdictWords.Sentence(diagnosis, words), Proof(diagnosis, words), Evidence(cause.Evidence, words));
        }

        foreach (var finding in diagnosis.Contributing)
        {
            yield return new(SafeText.Escape(finding.Cause), IsCause: false, words.Say($"cause.{finding.Cause}.says", Arguments.Of(diagnosis, finding.Arguments)), null, Evidence(finding.Evidence, words));
        }
    }

    /// <summary>Why the cause is proven, in words; null where it is not, or where nothing is to be added to the cause.</summary>
    internal static string? Proof(Diagnosis diagnosis, Wording words) => diagnosis is { Verdict: Verdict.Proven, Cause: { } cause } && words.Has($"cause.{cause.Cause}.proof")
        ? words.Say(VerdictWords.Variant($"cause.{cause.Cause}.proof", cause.Arguments, words), Arguments.Of(diagnosis, cause.Arguments)) : null;

    /// <summary>True where the MX of the domain was seen to be another by different servers.</summary>
    internal static bool DiffersMx(Diagnosis diagnosis) => MxOf(diagnosis).DistinctBy(seen => string.Join(' ', seen.Value.Mx)).Count() > 1;

    /// <summary>What the resolver and the name servers say of the domain's MX.</summary>
    internal static IEnumerable<Present<RrSet>> MxOf(Diagnosis diagnosis) =>
        diagnosis.Evidence.All.OfType<Present<RrSet>>().Where(seen => seen.Asked is DnsRequest { Type: RrType.Mx } asked && asked.Name == diagnosis.Symptom.Domain);

    /// <summary>Which exchangers there are, and what was said of the address; what a host announces where its words are about that.</summary>
    internal static bool IsTelling(Observation seen, Diagnosis diagnosis) => seen switch
    {
        Present<RcptAnswer> { Request: RcptRequest { Role: RcptRole.Target } } => true,
        Present<RcptAnswer> { Request: RcptRequest { Role: RcptRole.Control } } => diagnosis.Verdict is Verdict.Undetermined,
        Present<RcptAnswer> { Request: RcptRequest { Role: RcptRole.KnownGood } } => ToldReason.ServesAllTheSame(diagnosis),
        Present<RrSet> { Request: DnsRequest { Type: RrType.Mx } asked } => asked.Name == diagnosis.Symptom.Domain && (diagnosis.Verdict is not Verdict.Undetermined || DiffersMx(diagnosis)),
        Present<RrSet> { Request: DnsRequest { Type: RrType.A or RrType.Aaaa } asked } => diagnosis.Verdict is Verdict.Undetermined && IsOfExchanger(asked.Name, diagnosis) && MailHosts.DifferAtResolver(asked.Name, diagnosis.Evidence),
        Present<SmtpSession> { Request: SmtpSessionRequest asked } => asked.Host == diagnosis.Symptom.RefusingHost && SizeLimit.Of(diagnosis.Symptom, diagnosis.Evidence) is not null,
        _ => false,
    };

    private static bool IsOfExchanger(string host, Diagnosis diagnosis) => MxOf(diagnosis).Any(seen => seen.Value.Mx.Any(mx => mx.Exchange == host));

    /// <summary>What it may still be (false), and what may stand behind the cause (true).</summary>
    internal static ILookup<bool, SheetCandidate> CandidatesByCloseness(Diagnosis diagnosis, Wording words) =>
        Candidates(diagnosis, words).ToLookup(candidate => words.Catalogue.Causes.GetValueOrDefault(candidate.Cause)?.Refines is { } general && general == diagnosis.Cause?.Cause);

    // A closer explanation of another candidate says nothing new on a first look.
    private static IEnumerable<SheetCandidate> Candidates(Diagnosis diagnosis, Wording words) => diagnosis.Candidates.Select(id => new SheetCandidate(
        SafeText.Escape(id), words.Say(MayBe(id, diagnosis, words), Arguments.Of(diagnosis.Symptom)), words.Catalogue.Causes.GetValueOrDefault(id)?.Refines is { } general && diagnosis.Candidates.Contains(general)));

    // What a cause says as one that was seen is not said of one that only may be, nothing against the MX that was seen, and no host is named where none is known.
    private static string MayBe(string cause, Diagnosis diagnosis, Wording words) => words.Has($"cause.{cause}.may-be") ? $"cause.{cause}.may-be"
        : words.Has($"cause.{cause}.beside-mx") && VerdictWords.EachMxIs(diagnosis, mx => !MicrosoftNames.IsMxShaped(mx.Exchange)) ? $"cause.{cause}.beside-mx"
        : diagnosis.Symptom is { RefusingHost: null, RemoteMta: null } && words.Has($"cause.{cause}.listed") ? $"cause.{cause}.listed" : $"cause.{cause}.says";

    // Without a network, one reason stands behind every question: it is said once.
    internal static List<SheetGap> NotChecked(IEnumerable<Gap> gaps, Wording words)
    {
        var sight = new ObservationText(words);
        return [.. gaps.GroupBy(gap => words.SayOrText(gap.Why)).Select(reason => new SheetGap(reason.Key.TrimEnd('.'), [.. reason.Select(gap => sight.Question(gap.Request))]))];
    }

    internal static List<SheetEvidence> Evidence(IEnumerable<Observation> observations, Wording words)
    {
        var sight = new ObservationText(words);
        return
        [
            .. observations.Select(seen => new SheetEvidence(sight.Question(seen.Request), sight.Answer(seen), seen.Outcome is Outcome.Unavailable, [.. ObservationText.Properties(seen)], sight.By(seen),
                seen.Source.Command is { Length: > 0 } command ? SafeText.Escape(command) : null, [.. (seen.Source.Transcript ?? []).Select(SafeText.Escape)])),
        ];
    }
}
