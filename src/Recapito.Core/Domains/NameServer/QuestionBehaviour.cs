namespace Recapito.Core;

/// <summary>
/// How the zone's servers take questions that resolvers and senders really put: other types, other cases, other names (Zonemaster: NAMESERVER04, 05, 07, 08
/// and 09).
/// </summary>
internal sealed class QuestionBehaviour : DomainCheck
{
    private const string NoAnswer = "–";

    public override IReadOnlyList<string> Findings { get; } =
        ["answers-from-other-address", "aaaa-wrong", "type-unanswered", "type-silent", "upward-referral", "case-not-kept", "case-sensitive", "name-servers-behave"];

    public override IEnumerable<Request> Asks(DomainView view) => view.Authority.FirstPlaces.SelectMany(place => QuestionsAt(view, place));

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.Apex is null || zone.IsIntercepted)
        {
            return [];
        }

        // Only beside an ordinary answer does another question's silence say something of that question.
        ServerPlace[] good = [.. zone.FirstPlaces.Where(place => zone.Authoritative(place, zone.Apex, RrType.Soa) is not null)];
        DomainFinding[] found = [.. zone.Places.SelectMany(place => FromOtherAddress(view, zone, place)), .. good.SelectMany(place => OfPlace(view, zone, place))];
        var isWhole = good.Length > 0 && good.Length == zone.Names.Count
            && good.SelectMany(place => QuestionsAt(view, place)).All(question => view.Evidence.Find(question) is Present<DnsMessage>);
        return found.Length == 0 && isWhole
            ? [view.Found("name-servers-behave", good.Select(place => zone.Seen(place, zone.Apex, RrType.Soa)), ("zone", zone.Apex), ("servers", ServerPlace.Join(good)))]
            : found;
    }

    private static IEnumerable<DnsMessageRequest> QuestionsAt(DomainView view, ServerPlace place) =>
    [
        new(view.Authority.Apex!, RrType.Aaaa, place.From),
        new(view.Domain, RrType.Txt, place.From),
        new(TlsaName(view), RrType.Tlsa, place.From),
        new(".", RrType.Ns, place.From, QueryForm.Plain),
        new(view.Authority.Apex!, RrType.Soa, place.From, QueryForm.MixedCase),
    ];

    // A name that senders with DANE ask for; a server that is silent here delays their mail (RFC 7672 §2.1.1).
    private static string TlsaName(DomainView view) => $"_25._tcp.{view.Domain}";

    private static IEnumerable<DomainFinding> FromOtherAddress(DomainView view, AuthorityView zone, ServerPlace place) =>
        zone.QuestionsAt(place).Select(view.Evidence.Find).OfType<Present<DnsMessage>>().Where(seen => seen.Value.OtherSource is not null).Take(1)
            .Select(seen => view.Found("answers-from-other-address", seen, ("server", place.ToString()), ("address", seen.Value.OtherSource!), ("zone", zone.Apex!)));

    private static IEnumerable<DomainFinding> OfPlace(DomainView view, AuthorityView zone, ServerPlace place)
    {
        (string Name, string Value)[] where = [("server", place.ToString()), ("zone", zone.Apex!)];
        var v6 = zone.Seen(place, zone.Apex!, RrType.Aaaa);
        if (IsWrong(v6, "NOERROR"))
        {
            yield return view.Found("aaaa-wrong", v6, [.. where, ("answer", Answer(v6)), ("name", zone.Apex!)]);
        }

        foreach (var (name, type) in new[] { (view.Domain, RrType.Txt), (TlsaName(view), RrType.Tlsa) })
        {
            var seen = zone.Seen(place, name, type);
            if (IsWrong(seen, "NOERROR", "NXDOMAIN"))
            {
                yield return view.Found("type-unanswered", seen, [.. where, ("answer", Answer(seen)), ("name", name), ("type", TypeNames.Of(type))]);
            }
        }

        // Silence, even of a server that answers other questions, may be a packet lost: it is told and accuses nobody.
        foreach (var (name, type) in new[] { (zone.Apex!, RrType.Aaaa), (view.Domain, RrType.Txt), (TlsaName(view), RrType.Tlsa) })
        {
            if (zone.Seen(place, name, type) is { } silent && zone.IsSilence(silent))
            {
                yield return view.Found("type-silent", silent, [.. where, ("name", name), ("type", TypeNames.Of(type))]);
            }
        }

        if (zone.Apex is not "." && zone.Seen(place, ".", RrType.Ns, QueryForm.Plain) is Present<DnsMessage> root
            && root.Value.Authority.Any(record => record is { Type: RrType.Ns, Name: "." }))
        {
            yield return view.Found("upward-referral", root, where);
        }

        foreach (var found in Case(view, zone, place, where))
        {
            yield return found;
        }
    }

    private static IEnumerable<DomainFinding> Case(DomainView view, AuthorityView zone, ServerPlace place, (string Name, string Value)[] where)
    {
        if (zone.Seen(place, zone.Apex!, RrType.Soa, QueryForm.MixedCase) is not Present<DnsMessage> mixed || zone.Authoritative(place, zone.Apex!, RrType.Soa) is not { } usual)
        {
            yield break;
        }

        // That the name or the record does not exist is an answer; an error may pass, and accuses nobody.
        if (mixed.Value is { Rcode: "NXDOMAIN" or "NOERROR", Truncated: false } && usual.Value.AnswersFor(zone.Apex!, RrType.Soa).Count > 0 && mixed.Value.AnswersFor(zone.Apex!, RrType.Soa).Count == 0)
        {
            yield return view.Found("case-sensitive", [mixed, usual], [.. where, ("answer", mixed.Value.Rcode)]);
        }
        else if (mixed.Value.EchoedName is { } echoed && !echoed.Any(char.IsAsciiLetterUpper))
        {
            yield return view.Found("case-not-kept", mixed, [.. where, ("echoed", echoed)]);
        }
    }

    private static bool IsWrong(Observation<DnsMessage>? seen, params ReadOnlySpan<string> right) =>
        seen is Present<DnsMessage> message && !right.Contains(message.Value.Rcode);

    private static string Answer(Observation<DnsMessage>? seen) => seen is Present<DnsMessage> message ? message.Value.Rcode : NoAnswer;
}
