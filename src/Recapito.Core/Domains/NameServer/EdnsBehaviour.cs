namespace Recapito.Core;

/// <summary>How the zone's servers take EDNS (RFC 6891; Zonemaster: NAMESERVER02, 10, 11, 12 and 13).</summary>
internal sealed class EdnsBehaviour : DomainCheck
{
    private const string NoAnswer = "–";

    // From here on codes are for local use (IANA, "DNS EDNS0 Option Codes (OPT)"); the question carries one of them, and no answer has a reason to.
    private const int FirstLocalOption = 65001;

    private static readonly QueryForm[] Forms = [QueryForm.EdnsVersion, QueryForm.EdnsOption, QueryForm.EdnsFlag];

    public override IReadOnlyList<string> Findings { get; } =
        ["edns-unanswered", "edns-missing", "edns-version-wrong", "edns-option-wrong", "edns-flag-wrong", "edns-silent", "truncated-without-opt"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        view.Authority.FirstPlaces.SelectMany(place => Forms.Select(form => new DnsMessageRequest(view.Authority.Apex!, RrType.Soa, place.From, form))
            .Append(new(view.Authority.Apex!, RrType.Dnskey, place.From, QueryForm.SmallBuffer)));

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        return zone.IsIntercepted ? [] : zone.FirstPlaces.Where(place => zone.StateOf(place) is PlaceState.Authoritative).SelectMany(place => OfPlace(view, zone, place));
    }

    private static IEnumerable<DomainFinding> OfPlace(DomainView view, AuthorityView zone, ServerPlace place)
    {
        var usual = zone.Seen(place, zone.Apex!, RrType.Soa);
        var bare = zone.Seen(place, zone.Apex!, RrType.Soa, QueryForm.NoEdns);
        if (zone.QuestionsAt(place).Where(question => question.Form is QueryForm.Dnssec).All(question => zone.IsSilence(view.Evidence.Find(question)))
            && bare is Present<DnsMessage> { Value.Via: TransportProtocol.Udp })
        {
            return [Found("edns-unanswered", NoAnswer, usual, bare)];
        }

        if (usual is not Present<DnsMessage> { Value: var said })
        {
            return [];
        }

        if (said.EdnsVersion is null)
        {
            return [Found("edns-missing", said.Rcode, usual, bare)];
        }

        var cut = zone.Seen(place, zone.Apex!, RrType.Dnskey, QueryForm.SmallBuffer);
        IEnumerable<DomainFinding> truncated = cut is Present<DnsMessage> { Value: { Truncated: true, Via: TransportProtocol.Udp, EdnsVersion: null } }
            ? [Found("truncated-without-opt", "TC, no OPT", cut, usual)]
            : [];
        return truncated.Concat(new (string Id, QueryForm Form, Func<DnsMessage, bool> IsRight)[]
            {
                ("edns-version-wrong", QueryForm.EdnsVersion, message => message is { Rcode: "BADVERS", EdnsVersion: 0 }),
                ("edns-option-wrong", QueryForm.EdnsOption, message => message is { Rcode: "NOERROR", EdnsVersion: 0 } && message.EdnsOptions.All(option => option < FirstLocalOption)),
                ("edns-flag-wrong", QueryForm.EdnsFlag, message => message is { Rcode: "NOERROR", EdnsVersion: 0, EdnsFlags: 0 }),
            }
            .Select(test => (test.Id, test.Form, test.IsRight, Seen: zone.Seen(place, zone.Apex!, RrType.Soa, test.Form)))
            .Where(test => zone.IsSilence(test.Seen) || (test.Seen is Present<DnsMessage> seen && !test.IsRight(seen.Value)))

            // Silence, even of a server that answers other questions, may be a packet lost: it is told and accuses nobody.
            .Select(test => test.Seen is Present<DnsMessage> ? Found(test.Id, Answer((Present<DnsMessage>)test.Seen), test.Seen, usual) : Found("edns-silent", Kind(test.Form), test.Seen, usual)));

        DomainFinding Found(string id, string answer, params Observation?[] seen) =>
            view.Found(id, seen, ("server", place.ToString()), ("zone", zone.Apex!), ("answer", answer));
    }

    // Words of the protocol, the same in every language.
    private static string Kind(QueryForm form) => form switch
    {
        QueryForm.EdnsVersion => "EDNS version 1",
        QueryForm.EdnsOption => $"EDNS option {FirstLocalOption}",
        _ => "EDNS flag",
    };

    private static string Answer(Present<DnsMessage> seen) => seen.Value is var message && message.EdnsVersion is null ? $"{message.Rcode}, no OPT"
        : message.EdnsFlags != 0 ? $"{message.Rcode}, flags {message.EdnsFlags:x4}"
        : message.Rcode;
}
