namespace Recapito.Core;

/// <summary>
/// A message to whoever must act, to be forwarded by the one who holds the bounce: what happened, what was seen and when, what to do. Private data stays out:
/// no sender, no subject, no address but that of a recipient whom the message is about, nothing of the network from which was looked, nothing of the inside of an
/// organisation but to its own administrator.
/// </summary>
public static partial class ForwardText
{
    private const int Columns = 76;
    private const string Hidden = "...";

    private static readonly string[] Warnings = ["risk", "undo"];

    /// <summary>
    /// The message, with a line for the subject first; null where nobody is to be written to: nothing fails, only time helps, or whoever sent the message can act. Where
    /// nothing was determined, it is for the sender's administrator.
    /// </summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="catalogue">Where the words stand.</param>
    /// <param name="alike">Other recipients of whom the same holds, with commas between; empty for none.</param>
    public static string? Write(Diagnosis diagnosis, string language, Catalogue catalogue, string alike = "")
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var words = new Wording(catalogue, language);
        if (Letter(diagnosis, words) is not { } page)
        {
            return null;
        }

        if (alike is { Length: > 0 })
        {
            page.Blank();
            page.Paragraph(words.Say("ui.alike.same", ("recipients", alike)));
        }

        // What was pasted may hold what whoever pasted it wrote around it, and nothing says who that was.
        page.Blank();
        page.Paragraph(words.Say(diagnosis.HandedIn is not null || IsOfUnknown(diagnosis.Symptom) ? "forward.end.words" : "forward.end"));
        return page.ToString();
    }

    // All but its end; null where nobody is to be written to.
    private static Page? Letter(Diagnosis diagnosis, Wording words)
    {
        if (diagnosis is not { Cause: { } cause, Remedies: [var remedy, ..] } || remedy.Party is Party.Nobody)
        {
            return OfRefusedNow(diagnosis, words) ?? OfUndetermined(diagnosis, words);
        }

        var addressee = Addressee(diagnosis, remedy, words);
        if (addressee is Party.Sender && PartyWords.All(diagnosis, words).Count == 1 && !IsSeenFromInside(diagnosis))
        {
            return null;
        }

        var page = new Page(new() { Width = Columns, Language = words.Language, Ascii = true });
        var symptom = diagnosis.Symptom;
        page.Line(words.Say(SubjectOf(diagnosis) ?? (PartyWords.All(diagnosis, words).All(IsOfSender) ? "forward.subject-sender" : "forward.subject"), ("recipient", symptom.Recipient)));
        page.Blank();
        var party = (addressee == cause.Party ? PartyWords.Own(diagnosis, words) : null) ?? words.Say("party." + Kebab.Of(addressee));
        page.Paragraph(words.Say("forward.to", ("party", party)));
        if (PartyWords.IsBeyondReach(diagnosis, words))
        {
            page.Paragraph(words.Say("forward.pass-on", ("domain", symptom.Domain)));
        }

        Request(page, words, diagnosis, "forward.request");
        page.Paragraph(VerdictWords.Sentence(diagnosis, words));
        page.Paragraph(words.Say($"verdict.{Kebab.Of(diagnosis.Verdict)}.says", ("recipient", symptom.Domain)));
        if (ProofFor(addressee, diagnosis, words) is { } proof)
        {
            page.Paragraph(WithoutSender(proof, symptom));
        }

        if (DiagnosisSheets.Premise(diagnosis, words) is { } premise)
        {
            page.Paragraph(premise);
        }

        foreach (var besides in diagnosis.Contributing.Where(finding => finding.Evidence.All(seen => seen.Request.From.Kind is not VantageKind.Inside)))
        {
            page.Paragraph($"{DiagnosisSheets.HeadingOfBesides(diagnosis, words)}: {words.Say($"cause.{besides.Cause}.says", Arguments.Of(diagnosis, besides.Arguments))}");
        }

        Refusal(page, words, symptom);
        HandedIn(page, words, diagnosis.HandedIn);
        Doubts(page, words, diagnosis);
        Seen(page, words, addressee, symptom, [.. cause.Evidence, .. OfNewHosts(diagnosis, remedy)]);
        if (!cause.Evidence.All(seen => IsFor(addressee, seen, symptom)))
        {
            page.Blank();
            page.Paragraph(words.Say("forward.inside"));
        }

        Steps(page, words, diagnosis, remedy, isForSender: addressee is Party.Sender && words.Has($"remedy.{remedy.Id}.sender-steps"));
        return page;
    }

    // Of mere words that put off, nobody saw whether anything came back.
    private static bool IsPutOff(Diagnosis diagnosis) => (diagnosis.HandedIn ?? diagnosis.Symptom) is { IsNotFinal: true, IsDelayed: false };

    // Whoever looked from inside is of the recipient's side, and writes to the sender. Without such a look it is the sender who holds the message: what somebody
    // else can do as well is asked of them.
    private static Party Addressee(Diagnosis diagnosis, Remedy remedy, Wording words) =>
        diagnosis.WhyNotProven.Contains("why.seen-by-one-resolver") && PartyWords.All(diagnosis, words).Contains(Party.SendersAdmin) ? Party.SendersAdmin
        : remedy.Party is not Party.Sender || IsSeenFromInside(diagnosis) ? remedy.Party
        : PartyWords.All(diagnosis, words).FirstOrDefault(party => !IsOfSender(party) && party is not Party.Nobody, Party.Sender);

    private static bool IsSeenFromInside(Diagnosis diagnosis) => diagnosis.Evidence.All.Any(seen => seen.Request.From.Kind is VantageKind.Inside && seen.Outcome is not Outcome.Unavailable);

    // That a name which is to be entered is there was seen, and whoever enters it may see it too.
    private static IEnumerable<Observation> OfNewHosts(Diagnosis diagnosis, Remedy remedy) => remedy.Changes.OfType<SetMx>().SelectMany(change => change.After.Select(mx => mx.Exchange).Except(change.Before.Select(mx => mx.Exchange)))
        .Distinct().Select(host => (Observation?)diagnosis.Evidence.Find(new DnsRequest(host, RrType.A, Vantage.Resolver))).OfType<Observation>();

    // Whoever gets the message cannot see what stands beside it on the page.
    private static void Doubts(Page page, Wording words, Diagnosis diagnosis)
    {
        var arguments = Arguments.Of(diagnosis);
        Listed(page, "ui.heading.why-not-proven", diagnosis.WhyNotProven.Select(why => words.SayOrText(why, arguments)), words, diagnosis.Symptom);
        if (diagnosis.NextQuestion is "next.diagnose-anew")
        {
            // Who reads this can have it sent again, before anything is looked for.
            Listed(page, "ui.heading.next-question", [words.Say(diagnosis.NextQuestion, arguments)], words, diagnosis.Symptom);
        }

        MayBe(page, words, diagnosis);
    }

    private static void MayBe(Page page, Wording words, Diagnosis diagnosis)
    {
        var candidates = DiagnosisSheets.CandidatesByCloseness(diagnosis, words);
        Listed(page, "ui.heading.candidates", candidates[false].Where(candidate => !candidate.IsDetail).Select(candidate => candidate.Says), words, diagnosis.Symptom);
        Listed(page, "ui.heading.closer", candidates[true].Select(candidate => candidate.Says), words, diagnosis.Symptom);
    }

    private static void Listed(Page page, string heading, IEnumerable<string> says, Wording words, Symptom symptom)
    {
        foreach (var (i, one) in says.Index())
        {
            if (i == 0)
            {
                page.Blank();
                page.Paragraph(words.Say(heading) + ":");
            }

            page.Hanging("  * ", "    ", WithoutSender(one, symptom));
        }
    }

    // What is still tried has not failed, whatever else is known of it.
    private static string? SubjectOf(Diagnosis diagnosis) => diagnosis.Symptom.IsDelayed ? "forward.subject-delayed" : IsPutOff(diagnosis) ? "forward.subject-not-final" : null;

    private static void Request(Page page, Wording words, Diagnosis diagnosis, string key)
    {
        var fitting = diagnosis.Symptom.IsDelayed ? "forward.request-delayed" : IsPutOff(diagnosis) ? "forward.request-not-final" : key;
        page.Blank();
        page.Paragraph(words.Say(fitting, ("recipient", diagnosis.Symptom.Recipient)));
        page.Blank();
    }

    private static bool IsOfSender(Party party) => party is Party.Sender or Party.SendersAdmin;

    private static void Refusal(Page page, Wording words, Symptom symptom)
    {
        if (symptom.Reply is not { } reply)
        {
            return;
        }

        page.Blank();
        page.Paragraph($"{Speaker.Says(symptom, words)}{Speaker.When(symptom, words)}:");
        page.Hanging("  > ", "  > ", SafeText.Escape(Quoted(reply, symptom)));
    }

    private static void HandedIn(Page page, Wording words, Symptom? handedIn)
    {
        if (handedIn?.Reply is { } reply)
        {
            page.Blank();
            page.Paragraph(words.Say("ui.handed-in.said"));
            page.Hanging("  > ", "  > ", SafeText.Escape(Quoted(reply, handedIn)));
        }
    }

    private static string Quoted(SmtpReply reply, Symptom symptom) => WithoutSender(IsOfUnknown(symptom) ? WithoutOthers(reply.ToString(), symptom.Recipient) : reply.ToString(), symptom);

    // Of what was pasted, with nothing that says who sent it, nobody knows whose any other address is.
    private static string WithoutOthers(string reply, string recipient)
    {
        List<string> domains = [];
        var hidden = AddressSpans.Map(reply, (local, domain) =>
        {
            var isOther = !$"{local}@{domain}".Equals(recipient, StringComparison.OrdinalIgnoreCase);
            domains.AddRange(isOther ? [domain] : Array.Empty<string>());
            return isOther ? Hidden : null;
        });
        return domains.OrderByDescending(domain => domain.Length).Aggregate(hidden, (text, domain) => text.Replace($"{Hidden}@{domain}", Hidden, StringComparison.Ordinal));
    }

    // Replies quote what the sender wrote; the recipient is whom this is about.
    private static string WithoutSender(string reply, Symptom symptom) =>
        symptom.Sender is { Length: > 0 } sender ? reply.Replace(sender, Hidden, StringComparison.OrdinalIgnoreCase) : reply;

    // A remedy that begins with asking whoever must act says something else to them: they are asked by the message itself. A sender is told no address of
    // the organisation's own list, and no command that only its administrator can use.
    private static string Key(Wording words, Remedy remedy, string part, bool isForSender) =>
        isForSender ? $"remedy.{remedy.Id}.sender-{part}"
        : words.Has($"remedy.{remedy.Id}.asked-{part}") ? VerdictWords.RemedyKey(remedy, "asked-" + part, words) : VerdictWords.RemedyKey(remedy, part, words);

    private static void Steps(Page page, Wording words, Diagnosis diagnosis, Remedy remedy, bool isForSender)
    {
        var arguments = Arguments.Of(diagnosis, remedy);
        page.Blank();
        page.Paragraph(words.Say("forward.please", ("remedy", words.Say(Key(words, remedy, "title", isForSender), arguments))));
        if (!isForSender && remedy.Undo.NoteFirst.Count > 0)
        {
            page.Paragraph(words.Say("ui.note-first"), 2);
            foreach (var command in remedy.Undo.NoteFirst)
            {
                page.Line("    " + SafeText.Escape(command));
            }
        }

        var key = Key(words, remedy, "steps", isForSender);
        if (words.Has(key))
        {
            page.Steps(words.SaySteps(key, arguments));
        }

        if (isForSender)
        {
            return;
        }

        // What the steps hold already, perhaps for one case among others, is not told once more without its case.
        var steps = words.Has(key) ? words.SaySteps(key, arguments) : "";
        foreach (var command in remedy.Changes.SelectMany(change => ChangeWords.Commands(change, remedy.Changes)).Where(command => !IsIn(steps, command)))
        {
            page.Line("    " + SafeText.Escape(command));
        }

        foreach (var change in remedy.Changes.Where(change => change is SetMx or SetDs or SetSpf))
        {
            foreach (var line in ChangeWords.DiffOf(change))
            {
                page.Hanging($"    {line.Sign} ", "      ", line.Text);
            }

            if (change is SetDs { After.Count: > 0 } ds)
            {
                page.Paragraph(words.Say("ui.change.ds-compare", ("zone", ds.Zone)), 4);
            }
        }

        foreach (var part in Warnings.Select(part => (Name: part, Key: VerdictWords.RemedyKey(remedy, part, words))).Where(part => words.Has(part.Key)))
        {
            // The way back of exact changes is exactly their inverse, here as on the page.
            var isExact = part.Name is "undo" && remedy.Undo.Changes.Count > 0;
            page.Step("  ", "     ", $"{words.Say("ui." + part.Name)}: {(isExact ? words.Say("ui.undo.exact") : words.SaySteps(part.Key, arguments))}");
            foreach (var line in isExact ? remedy.Undo.Changes.SelectMany(ChangeWords.DiffOf) : [])
            {
                page.Hanging($"    {line.Sign} ", "      ", line.Text);
            }
        }

        foreach (var command in remedy.Undo.Changes.Count > 0 ? [] : remedy.Undo.Commands)
        {
            page.Line("    " + SafeText.Escape(command));
        }
    }

    private static bool IsIn(string steps, string command) => steps.Contains(command.Split(' ')[0] + " ", StringComparison.Ordinal) && command.Split('\'').Where((_, i) => i % 2 == 1).All(value => steps.Contains($"'{value}'", StringComparison.Ordinal));
}
