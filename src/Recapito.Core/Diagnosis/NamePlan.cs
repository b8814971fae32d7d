namespace Recapito.Core;

/// <summary>Which questions a name raises that does not exist or is not answered for; none where every name of the case was found.</summary>
internal static class NamePlan
{
    public static IEnumerable<Request> Questions(Symptom symptom, ZoneView zone, IReadOnlyList<MailHost> hosts, EvidenceSet evidence, Inquiry inquiry)
    {
        // A name without a zone of its own is denied by the zone above.
        foreach (var name in hosts.Where(host => host is { HasNoAddress: true, IsLiteral: false, IsImplicit: false } && Names.IsHostName(host.Name)).SelectMany(host => HostAtSource.Chain(host.Name, evidence).TakeLast(1)))
        {
            foreach (var request in HostAtSource.Of(name, evidence).Answers.Count == 0 && IsWithoutZone(name, evidence) ? ZoneAbove.Questions(name, evidence) : [])
            {
                yield return request;
            }
        }

        if (symptom.Meaning is not (null or Meanings.NameNotFound))
        {
            yield break;
        }

        foreach (var request in IsDoubtful(symptom, zone) ? ZoneAbove.Questions(symptom.Domain, evidence) : [])
        {
            yield return request;
        }

        var isUnanswered = symptom.Meaning is null ? zone.Resolver is Unavailable<RrSet> && zone.Answering.Count == 0 : ZoneUnderQuestion.IsRaised(symptom);
        foreach (var request in isUnanswered && !NoSuchDomain.IsDenied(symptom.Domain, zone, evidence) ? ZoneUnderQuestion.Questions(symptom.Domain, evidence, inquiry) : [])
        {
            yield return request;
        }
    }

    /// <summary>The resolver denies the domain or has no answer for it, or that is what the report tells of.</summary>
    private static bool IsDoubtful(Symptom symptom, ZoneView zone) =>
        zone.Resolver is Unavailable<RrSet> || zone.IsNoName || (zone.Resolver is Absent<RrSet> absent && absent.IsNxDomain())
        || (symptom.RemoteMta == symptom.Domain && ReportedAnswers.Of(symptom) is not ReportedAnswer.NoRecord);

    private static bool IsWithoutZone(string name, EvidenceSet evidence) =>
        Zones.PossibleCuts(name).All(cut => evidence.Find(new DnsRequest(cut, RrType.Ns, Vantage.Resolver)) is Absent<RrSet>);
}
