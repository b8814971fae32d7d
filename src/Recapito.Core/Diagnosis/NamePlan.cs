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

        // The name that an address in the MX bears could stand there in its place.
        foreach (var literal in hosts.Where(host => host.IsLiteral))
        {
            foreach (var request in NameOfAddress.Questions(literal.Name, evidence))
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

/// <summary>The name of an address, where the reverse zone gives one that leads back to it.</summary>
internal static class NameOfAddress
{
    public static IEnumerable<DnsRequest> Questions(string address, EvidenceSet evidence)
    {
        var reverse = EvidencePlan.At(ReverseName.Of(address)!, RrType.Ptr);
        yield return reverse;
        if (Named(evidence.Find(reverse)) is { } name)
        {
            yield return EvidencePlan.At(name, TypeOf(address));
        }
    }

    /// <summary>Null where there is none, several, one that leads elsewhere, or one that is made of the address and may belong to whoever gets it next.</summary>
    public static string? Of(string address, EvidenceSet evidence) =>
        Named(evidence.Find(EvidencePlan.At(ReverseName.Of(address)!, RrType.Ptr))) is { } name
        && evidence.Find(EvidencePlan.At(name, TypeOf(address))) is Present<RrSet> { Value: { Alias: null } seen } && seen.Addresses.Contains(address) && !ReverseName.IsMadeOf(name, address) ? name : null;

    private static string? Named(Observation<RrSet>? seen) =>
        seen is Present<RrSet> { Value.Records: var records } && records.Where(record => record.Type is RrType.Ptr).ToList() is [var only] && Names.IsHostName(only.Data) ? only.Data : null;

    private static RrType TypeOf(string address) => address.Contains(':', StringComparison.Ordinal) ? RrType.Aaaa : RrType.A;
}
