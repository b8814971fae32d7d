namespace Recapito.Core;

/// <summary>A diagnosis as people read it on a screen or in a ticket.</summary>
public static partial class DiagnosisText
{
    /// <summary>One recipient's diagnosis, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(Diagnosis diagnosis, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(diagnosis, new Page(style), new Wording(catalogue, style.Language), catalogue);
        Verdict(view);
        view.Page.Blank();
        PathFigureText.Draw(view.Page, PathFigure.Of(diagnosis), view.Words);
        Quote(view);
        Cause(view);
        Doubts(view);
        Fix(view);
        Seen(view);
        RuledOut(view);
        NotChecked(view);
        AllEvidence(view);
        return view.Page.ToString();
    }

    /// <summary>One line per recipient: verdict, recipient, cause, who must act.</summary>
    public static string Summary(IReadOnlyList<Diagnosis> diagnoses, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        ArgumentNullException.ThrowIfNull(style);
        var page = new Page(style);
        var words = new Wording(catalogue, style.Language);
        foreach (var diagnosis in diagnoses)
        {
            var (sign, ink) = Badge(diagnosis.Verdict, style.Ascii);
            var party = diagnosis.Cause is not null ? $" {words.Say("ui.who-acts")}: {WhoActs(diagnosis, words)}." : "";
            page.Hanging($"{page.Paint(sign, ink)} ", "  ",
                $"{SafeText.Escape(diagnosis.Symptom.Recipient)}: {words.Say("verdict." + Kebab.Of(diagnosis.Verdict))}. {Sentence(diagnosis, words)}{party}");
        }

        return page.ToString();
    }

    /// <summary>The verdict in one sentence, without its badge.</summary>
    internal static string Sentence(Diagnosis diagnosis, Wording words)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(words);
        return diagnosis.Cause is { } cause
            ? words.Say(Variant($"cause.{cause.Cause}.says", cause.Arguments, words), Arguments.Of(diagnosis))
            : Told(diagnosis, words) ?? words.Say($"verdict.{Kebab.Of(diagnosis.Verdict)}.{(IsSeenByTrace(diagnosis) ? "by-trace" : IsTakenElsewhere(diagnosis) ? "elsewhere" : "says")}", Arguments.Of(diagnosis));
    }

    /// <summary>
    /// Where nothing was determined and the reply itself says plainly what is wrong: that, and that it is the reply's word. Null where several causes could be
    /// meant by it.
    /// </summary>
    private static string? Told(Diagnosis diagnosis, Wording words) =>
        diagnosis is { Verdict: Core.Verdict.Undetermined, Candidates.Count: 0, Symptom: { FromReport: true, Reason: { } reason } symptom } && CodeWords.ToldParty(symptom, words.Catalogue) is not null
            ? words.Say("verdict.undetermined.told", ("reason", words.Say("reason." + reason)), ("host", Speaker.IsReporter(symptom) ? symptom.ReportingMta : symptom.RefusingHost))
            : null;

    /// <summary>That the address is taken again, no exchanger has said; the message trace shows it.</summary>
    private static bool IsSeenByTrace(Diagnosis diagnosis) => diagnosis.Verdict is Core.Verdict.NoLongerReproducible && diagnosis.Contributing.Any(finding => finding.Cause is "mail-arrived-all-the-same")
        && !diagnosis.Evidence.Asked<RcptRequest>().Any(request => request.Role is RcptRole.Target && request.Subject == diagnosis.Symptom.Recipient && diagnosis.Evidence.Find(request) is Present<RcptAnswer> { Value.Accepted: true });

    /// <summary>The host that refused is not among those that take the address now, so that sending again may meet it again.</summary>
    private static bool IsTakenElsewhere(Diagnosis diagnosis) => diagnosis is { Verdict: Core.Verdict.NoLongerReproducible, Symptom: { RefusingHost: { } host, IsPassedOn: false } } && !PathFigure.IsTaker(diagnosis, host);

    /// <summary>What to do, in one sentence.</summary>
    internal static string Advice(Diagnosis diagnosis, Wording words)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(words);
        if (diagnosis.Remedies is [var remedy, ..])
        {
            return words.Say("ui.advice.remedy", ("party", WhoActs(diagnosis, remedy, words)),
                ("remedy", words.Say(RemedyKey(remedy, "title", words), Arguments.Of(diagnosis, remedy))));
        }

        return diagnosis.Cause is not null
            ? words.Say("ui.advice.party", ("party", WhoActs(diagnosis, words)))
            : words.Say("ui.advice." + Kebab.Of(diagnosis.Verdict), Arguments.Of(diagnosis));
    }

    /// <summary>The words for the kind of fault that was seen, where a cause has several and there are words for it; of several kinds, the first that has words.</summary>
    internal static string Variant(string key, IReadOnlyDictionary<string, string> arguments, Wording words) =>
        (arguments.GetValueOrDefault("variant") ?? "").Split(' ').Select(variant => $"{key}.{variant}").FirstOrDefault(words.Has) ?? key;

    /// <summary>The same for a part of a remedy.</summary>
    internal static string RemedyKey(Remedy remedy, string part, Wording words)
    {
        ArgumentNullException.ThrowIfNull(remedy);
        return Variant($"remedy.{remedy.Id}.{part}", remedy.Arguments, words);
    }

    /// <summary>Who must act, as every part of the program names them: the party of the cause first, then whoever else could.</summary>
    internal static string WhoActs(Diagnosis diagnosis, Wording words)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(words);
        return diagnosis.Cause is not { } cause ? "" : OwnWho(diagnosis, words) ?? WhoActs(cause.Cause, cause.Party, words);
    }

    /// <summary>The role that a cause names more exactly than by its party, such as whoever holds the zone at its registrar; null where the party says it all.</summary>
    internal static string? OwnWho(Diagnosis diagnosis, Wording words) =>
        diagnosis.Cause is { } cause && Variant($"cause.{cause.Cause}.who", cause.Arguments, words) is var own && words.Has(own) ? words.Say(own, Arguments.Of(diagnosis)) : null;

    /// <summary>True where whoever must act is known to the recipient's side alone: whoever sent the message has to ask that side to pass it on.</summary>
    internal static bool IsBeyondReach(Diagnosis diagnosis, Wording words) =>
        diagnosis.Cause is { Party: not (Party.Sender or Party.SendersAdmin or Party.Nobody or Party.Microsoft) } cause && (cause.Party is Party.DnsHost || OwnWho(diagnosis, words) is not null);

    /// <summary>The same for one remedy: where it is that of the cause's party, whoever else could act is named beside it.</summary>
    internal static string WhoActs(Diagnosis diagnosis, Remedy remedy, Wording words) =>
        diagnosis.Cause is { } cause && cause.Party == remedy.Party ? WhoActs(diagnosis, words) : WhoActs([remedy.Party], words);

    /// <summary>The same for a cause by its id, where no diagnosis is in hand any more.</summary>
    internal static string WhoActs(string cause, Party party, Wording words) => IsUsual(cause, party, words) && words.Has($"cause.{cause}.who") ? words.Say($"cause.{cause}.who") : WhoActs(IsUsual(cause, party, words) ? words.Catalogue.Causes[cause].Parties.Prepend(party) : [party], words);

    // Where a case has another party than its cause has otherwise, what is said of the others does not hold: nothing mends itself then.
    private static bool IsUsual(string cause, Party party, Wording words) => words.Catalogue.Causes.GetValueOrDefault(cause)?.Parties.Contains(party) is true;

    private static string WhoActs(IEnumerable<Party> parties, Wording words) =>
        string.Join($" {words.Say("ui.or")} ", parties.Distinct().Select(party => words.Say("party." + Kebab.Of(party))));

    private static void Verdict(View view)
    {
        var (page, words) = (view.Page, view.Words);
        var (sign, ink) = Badge(view.Diagnosis.Verdict, page.Style.Ascii);
        var badge = words.Say("verdict." + Kebab.Of(view.Diagnosis.Verdict)).ToUpperInvariant();
        page.Line($"{page.Paint($"{sign} {badge}", ink)}  {page.Paint(SafeText.Escape(Short(view)), Ink.Dim)}");
        page.Paragraph(Sentence(view.Diagnosis, words), 2, Ink.Bold);
        if (view.Diagnosis.Cause is { } cause)
        {
            page.Blank();
            page.Hanging("  ", "  ", $"{words.Say("ui.who-acts")}: {Who(view, cause)}");
            if (Meanwhile(view, cause) is { } key)
            {
                page.Hanging("  ", "  ", words.Say(key, ("party", WhoActs(view.Diagnosis, words))));
            }
        }
        else if (view.Diagnosis is { Verdict: Core.Verdict.Undetermined, Symptom.FromReport: true })
        {
            page.Blank();
            page.Hanging("  ", "  ", WhoMayAct(view.Diagnosis, words));
        }
    }

    /// <summary>What whoever sent the message does while others must act; null where the sender is among those who can, only time helps, or the cause has words of its own for that.</summary>
    private static string? Meanwhile(View view, Finding cause)
    {
        var parties = (view.Catalogue.Causes.GetValueOrDefault(cause.Cause)?.Parties ?? []).Append(cause.Party).ToList();
        return !view.Diagnosis.Symptom.FromReport || view.Words.Has($"cause.{cause.Cause}.party") || parties.Exists(party => party is Party.Sender or Party.Nobody or Party.Microsoft) ? null
            : cause.Party is Party.SendersAdmin ? "ui.meanwhile.senders-admin" : IsBeyondReach(view.Diagnosis, view.Words) ? "ui.meanwhile.passed-on" : "ui.meanwhile.recipients-side";
    }

    // Whoever holds the bounce is left with something to do, also where nobody can be named for certain.
    private static string WhoMayAct(Diagnosis diagnosis, Wording words)
    {
        var symptom = diagnosis.Symptom;
        IEnumerable<Party> told = symptom.Code?.Entry.Parties ?? (CodeWords.ToldParty(symptom, words.Catalogue) is { } party ? [party] : []);
        var parties = diagnosis.Candidates.SelectMany(id => words.Catalogue.Causes.GetValueOrDefault(id)?.Parties ?? [])
            .Concat(diagnosis.Candidates.Count == 0 ? told : [])
            .Where(party => party is not Party.Nobody).Distinct().ToList();
        return parties is [Party.Sender] ? words.Say("ui.undetermined.sender") : parties.Count == 0 ? words.Say("ui.undetermined.nobody") : words.Say("ui.undetermined.parties", ("party", WhoActs(parties, words)));
    }

    // What a party's side can say of the other side holds only where the cause is proven and no other party could act as well.
    private static string Who(View view, Finding cause)
    {
        var others = view.Catalogue.Causes.GetValueOrDefault(cause.Cause)?.Parties.Count > 1;
        var own = Variant($"cause.{cause.Cause}.party", cause.Arguments, view.Words);
        var says = IsMissing(view.Diagnosis) && cause.Party is Party.RecipientsAdmin && !others ? " " + view.Words.Say("party.recipients-admin.address-missing", Arguments.Of(view.Diagnosis))
            : view.Words.Has(own) && IsUsual(cause.Cause, cause.Party, view.Words) ? " " + view.Words.Say(own, Arguments.Of(view.Diagnosis))
            : view.Diagnosis.Verdict is Core.Verdict.Proven && !others ? " " + view.Words.Say($"party.{Kebab.Of(cause.Party)}.says") : "";
        return WhoActs(view.Diagnosis, view.Words) + "." + says;
    }

    // Nothing is wrong with the cause on the sender's side, and still the address may be: what is mended then bounces all the same.
    private static bool IsMissing(Diagnosis diagnosis) => diagnosis.Evidence.Find(new RecipientRequest(diagnosis.Symptom.Recipient)) is Absent<DirectoryRecipient>
        && diagnosis.Evidence.Find(new RecipientRequest(diagnosis.Symptom.Recipient, ExchangeSide.ExchangeServer)) is not Present<DirectoryRecipient>;

    private static string Short(View view)
    {
        var room = Math.Max(8, view.Page.Columns - 30);
        var recipient = SafeText.Escape(view.Diagnosis.Symptom.Recipient);
        return TextWidth.Wrap(recipient, room)[0] + (TextWidth.Of(recipient) > room ? view.Page.Sign("…", "...") : "");
    }

    private static (string Sign, Ink Ink) Badge(Verdict verdict, bool ascii) => verdict switch
    {
        Core.Verdict.Proven => (ascii ? "#" : "●", Ink.Bad),
        Core.Verdict.Likely => (ascii ? "~" : "◐", Ink.Unsure),
        Core.Verdict.Undetermined => ("?", Ink.Unsure),
        _ => (ascii ? "+" : "✓", Ink.Good),
    };

    private static void Quote(View view)
    {
        var (page, words, symptom) = (view.Page, view.Words, view.Diagnosis.Symptom);
        if (symptom.Reply is not { } reply)
        {
            return;
        }

        page.Blank();
        var when = symptom.At is { } at ? words.Say("ui.quote.at", ("time", ObservationText.Time(at))) : "";
        var command = symptom.SmtpCommand is { } name && !Speaker.IsReporter(symptom) ? words.Say("ui.quote.command", ("command", name)) : "";
        page.Paragraph($"{Speaker.Says(symptom, words)}{command}{when}:");
        var bar = "  " + page.Paint(page.Sign("┃ ", "| "), Ink.Bad);
        page.Hanging(bar, bar, SafeText.Escape(reply.ToString()));
        if (symptom.FromReport && Told(view.Diagnosis, words) is null)
        {
            page.Paragraph(Means(view));
        }
    }

    // What words mean as a rule is not said beside what is proven to stand behind them here.
    private static string Means(View view)
    {
        var own = view.Diagnosis is { Verdict: Core.Verdict.Proven, Cause: { } cause } && cause.Arguments.TryGetValue("variant", out var variant) ? $"cause.{cause.Cause}.means.{variant}" : "";
        return view.Words.Has(own) ? view.Words.Say(own, Arguments.Of(view.Diagnosis)) : $"{view.Words.Say("ui.quote.means")}: {CodeWords.Says(view.Diagnosis.Symptom, view.Words)}";
    }

    /// <summary>What each part of the page needs.</summary>
    private sealed record View(Diagnosis Diagnosis, Page Page, Wording Words, Catalogue Catalogue)
    {
        public ObservationText Sight { get; } = new(Words);
    }
}
