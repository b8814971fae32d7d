namespace Recapito.Core;

/// <summary>From a symptom and evidence to a diagnosis: a pure function.</summary>
public static class Diagnoser
{
    private const string Undated = "why.export-undated";
    private const string AskedEarlier = "why.asked-earlier";
    private const string DependsOnSender = "why.depends-on-sender";

    /// <summary>Judges. The same arguments always give the same diagnosis, and less evidence never a surer one.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="evidence">What was observed.</param>
    /// <param name="inquiry">What might be asked; what might not is listed as not checked.</param>
    /// <param name="catalogue">Causes and reply forms.</param>
    public static Diagnosis Judge(Symptom symptom, EvidenceSet evidence, Inquiry inquiry, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(symptom);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        ArgumentNullException.ThrowIfNull(catalogue);
        return SeenNow.InPlaceOf(WeighInTime(symptom, evidence, inquiry, catalogue), catalogue, other => WeighInTime(other, evidence, inquiry, catalogue));
    }

    private static Diagnosis WeighInTime(Symptom symptom, EvidenceSet evidence, Inquiry inquiry, Catalogue catalogue)
    {
        var whole = Weigh(symptom, evidence, inquiry, catalogue);
        var isUndated = evidence.All.Any(seen => seen.Source.IsUndated);
        var dated = isUndated ? InsideInTime.Dated(evidence) : evidence;
        var inTime = RcptInTime.Of(dated, symptom.Domain);
        if (ReferenceEquals(inTime, evidence))
        {
            return whole;
        }

        // What proves nothing, wherever a check rests on it, must not stand in the way of what does.
        var strict = Weigh(symptom, inTime, inquiry, catalogue) with { Evidence = evidence };
        return strict.Verdict is Verdict.Proven || whole.Verdict is Verdict.NoLongerReproducible or Verdict.Healthy ? strict
            : whole.Verdict is Verdict.Proven ? Capped(whole, isUndated && Weigh(symptom, dated, inquiry, catalogue).Verdict is not Verdict.Proven ? Undated : AskedEarlier)
            : whole;
    }

    private static Diagnosis Capped(Diagnosis whole, string why) => whole with { Verdict = Verdict.Likely, WhyNotProven = [why], NextQuestion = NextQuestion.For([why]) };

    private static Diagnosis Weigh(Symptom symptom, EvidenceSet evidence, Inquiry inquiry, Catalogue catalogue)
    {
        var now = new Case(symptom, evidence, inquiry, catalogue);
        var blank = new Diagnosis
        {
            Symptom = now.Symptom,
            Verdict = Verdict.Undetermined,
            Evidence = evidence,
            NotChecked = Gaps.Of(now, symptom),
        };
        var decided = Decide(now, blank, Candidate.AllOf(now, catalogue));

        // What is proven of the sender's side stands, whoever else is taken now; and what only some senders meet is not cleared by what is said to us.
        return decided.Verdict is not Verdict.Proven && !decided.WhyNotProven.Contains(DependsOnSender) && (Acceptance.IsTakenNow(now) || Acceptance.HasArrivedSince(now))
            ? blank with { Verdict = symptom.FromReport ? Verdict.NoLongerReproducible : Verdict.Healthy, Contributing = Contributions.OfTaken(now) }
            : decided;
    }

    private static Diagnosis Decide(Case now, Diagnosis blank, IReadOnlyList<Candidate> candidates)
    {
        var standing = candidates.Where(candidate => candidate.Assessment.Standing is not Standing.Excluded).ToList();
        var leader = Leader(standing);
        var judged = blank with
        {
            RuledOut = [.. candidates.Except(standing).Select(candidate => candidate.RuledOut())],
            Contributing = Contributions.Of(now, leader?.Entry.Id),
            Candidates = [.. standing.Select(candidate => candidate.Entry.Id)],
        };
        if (leader is null)
        {
            return judged with { NextQuestion = NextQuestion.WhereNoneLeads(now, judged.Candidates, blank.NotChecked) };
        }

        var convicted = WithCloser(Convict(now, judged, leader, Rivals(leader, standing)), leader, standing);
        return convicted.Verdict is not Verdict.Proven && Surer(leader, standing) is { } general ? WithCloser(Convict(now, judged, general, []), general, standing) : convicted;
    }

    private static List<Candidate> Rivals(Candidate leader, List<Candidate> standing) => standing.FindAll(candidate => !candidate.IsKinOf(leader));

    /// <summary>The general cause that the leader explains more closely, where it is proven though its closer explanations are still told apart by nothing.</summary>
    private static Candidate? Surer(Candidate leader, List<Candidate> standing) => standing.Find(candidate => candidate.Entry.Id == leader.Entry.Refines) is
        { Assessment: { Standing: Standing.Confirmed, Missing.Count: 0 } } general && Rivals(general, standing).Count == 0 ? general : null;

    /// <summary>Beside the rivals, of which what is proven has none: what explains the cause more closely and still stands, as nothing has told which of them it is.</summary>
    private static Diagnosis WithCloser(Diagnosis convicted, Candidate cause, List<Candidate> standing) =>
        convicted with { Candidates = [.. convicted.Candidates, .. standing.Where(candidate => candidate.Entry.Refines == cause.Entry.Id).Select(candidate => candidate.Entry.Id)] };

    /// <summary>
    /// Confirmed before supported; of confirmed ones the closer explanation before the general one; then the more directly supported, then the general one
    /// before its refinement.
    /// </summary>
    private static Candidate? Leader(List<Candidate> standing) => standing
        .Where(candidate => candidate.Assessment.Standing is Standing.Supported or Standing.Confirmed)
        .OrderByDescending(candidate => candidate.Assessment.Standing)
        .ThenByDescending(candidate => candidate.Assessment.Standing is Standing.Confirmed && candidate.Entry.Refines is not null)
        .ThenByDescending(candidate => candidate.Assessment.Weight)
        .ThenBy(candidate => candidate.Assessment.Missing.Count)
        .ThenBy(candidate => candidate.Entry.Refines is null ? 0 : 1)
        .FirstOrDefault();

    private static Diagnosis Convict(Case now, Diagnosis judged, Candidate leader, List<Candidate> rivals)
    {
        var assessment = leader.Assessment;
        List<string> missing = [.. assessment.Missing.Distinct()];
        if (rivals.Count > 0)
        {
            missing.Add("why.others-stand");
        }

        var isProven = assessment.Standing is Standing.Confirmed && missing.Count == 0;
        var finding = new Finding(leader.Entry.Id, assessment.Party ?? leader.Entry.Parties[0], MeantAddress.With(now, leader.Entry.Id, assessment.Arguments), assessment.Seen);

        // What somebody must mend first has no time at which it is over.
        var visible = leader.Entry.Id == "dns-change-in-flight" && finding.Party is Party.Nobody ? Visibility.Of(now.Zone) : null;
        return judged with
        {
            Candidates = [.. rivals.Select(candidate => candidate.Entry.Id)],
            Verdict = isProven ? Verdict.Proven : Verdict.Likely,
            Cause = finding,
            WhyNotProven = missing,
            NextQuestion = isProven ? null : NextQuestion.Fitting(NextQuestion.For(missing), now, judged.NotChecked),
            VisibleEverywhereAt = visible,
            Remedies = Remedies.For(now, leader.Entry, finding, visible),
        };
    }
}
