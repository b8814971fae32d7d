namespace Recapito.Core;

/// <summary>Whether each server answers with authority, over UDP and TCP (Zonemaster: DELEGATION04, CONNECTIVITY01 and 02).</summary>
internal sealed class ServerAnswers : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["server-lame", "server-refuses", "server-silent", "udp-unanswered", "tcp-unanswered"];

    // The questions are those of the delegation.
    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.IsIntercepted)
        {
            yield break;
        }

        foreach (var place in zone.Places.Concat(zone.V6Places))
        {
            var state = zone.StateOf(place);
            if (state is PlaceState.Lame)
            {
                yield return view.Found(zone.IsRefusal(place) ? "server-refuses" : "server-lame", zone.QuestionsAt(place).Select(view.Evidence.Find), ("server", place.ToString()), ("zone", zone.Apex!), ("answer", Said(view, zone, place)));
            }

            if (state is PlaceState.Silent && zone.IsHeardFrom(place))
            {
                yield return view.Found("server-silent", zone.QuestionsAt(place).Select(view.Evidence.Find), ("server", place.ToString()), ("zone", zone.Apex!));
            }

            if (state is PlaceState.Authoritative && Transport(view, zone, place) is { } found)
            {
                yield return found;
            }
        }
    }

    private static string Said(DomainView view, AuthorityView zone, ServerPlace place)
    {
        var said = zone.QuestionsAt(place).Select(view.Evidence.Find).OfType<Present<DnsMessage>>().First().Value;
        return said switch
        {
            { Rcode: not "NOERROR" } => said.Rcode,
            { IsReferral: true } => $"referral to {said.Authority.First(record => record.Type is RrType.Ns).Name}",
            _ => "NOERROR, AA=0",
        };
    }

    private static DomainFinding? Transport(DomainView view, AuthorityView zone, ServerPlace place)
    {
        var overTcp = zone.Seen(place, zone.Apex!, RrType.Soa, QueryForm.Tcp);
        if (overTcp is null)
        {
            return null;
        }

        Observation<DnsMessage>?[] overUdp = [.. zone.QuestionsAt(place).Where(question => question.Form is not QueryForm.Tcp).Select(view.Evidence.Find)];
        var heardOverUdp = overUdp.OfType<Present<DnsMessage>>().Any(IsUdp);
        // This network may let no TCP through; only beside an answer is silence the server's.
        var isTcpHeard = zone.ParentOverTcp.Select(view.Evidence.Find).Any(seen => seen is Present<DnsMessage>)
            || Others(zone, place).Any(other => zone.Seen(other, zone.Apex!, RrType.Soa, QueryForm.Tcp) is Present<DnsMessage>);
        if (zone.IsSilence(overTcp) && heardOverUdp && isTcpHeard)
        {
            return view.Found("tcp-unanswered", overTcp, ("server", place.ToString()), ("zone", zone.Apex!));
        }

        return overTcp is Present<DnsMessage> && overUdp.All(zone.IsSilence) && Others(zone, place).Any(other => zone.Seen(other, zone.Apex!, RrType.Soa) is Present<DnsMessage> seen && IsUdp(seen))
            ? view.Found("udp-unanswered", overUdp, ("server", place.ToString()), ("zone", zone.Apex!))
            : null;
    }

    private static bool IsUdp(Present<DnsMessage> seen) => seen.Value.Via is TransportProtocol.Udp || seen.Value.Truncated;

    private static IEnumerable<ServerPlace> Others(AuthorityView zone, ServerPlace place) => zone.FirstPlaces.Where(other => other != place && other.IsV6 == place.IsV6);
}
