namespace Recapito.Core;

/// <summary>What those who serve a zone say of one name and type: the view of <c>recapito check</c>.</summary>
/// <param name="Seen">Their answers, which agree; the resolver's where none of them speaks.</param>
/// <param name="Gap">Why nothing can be said; null where something can.</param>
/// <param name="IsCopy">Only a resolver spoke, while those who serve the zone are hidden by a gap: what it does not have may be there by now.</param>
internal sealed record PublishedSet(IReadOnlyList<Observation<RrSet>> Seen, RecordNote? Gap, bool IsCopy)
{
    /// <summary>The questions that show it.</summary>
    public static IEnumerable<Request> Asks(DomainView view, string name, RrType type) => [DomainView.At(name, type), .. OwnServers.Questions(view, name, [type])];

    /// <summary>What is said.</summary>
    public static PublishedSet At(DomainView view, string name, RrType type)
    {
        var own = OwnServers.Said(view, name, type);
        if (own.Count > 0)
        {
            var first = DataOf(own[0], type);
            return own.All(answer => DataOf(answer, type).SetEquals(first)) ? new(own, null, false) : new(own, RecordNote.Of("servers-differ", ("name", name)), false);
        }

        var copy = OwnServers.AreHidden(view, name, [type]);
        return view.Dns(name, type) switch
        {
            null => new([], RecordNote.Of("not-asked", ("name", name)), copy),
            Unavailable<RrSet> gap => new([gap], RecordNote.Of("no-answer", ("name", name), ("why", gap.Reason)), copy),
            var seen => new([seen], null, copy),
        };
    }

    /// <summary>The data of its records; a TXT record as one text.</summary>
    public IReadOnlyList<string> Data(RrType type) => Gap is null && Seen.Count > 0
        ? type is RrType.Txt ? TxtStrings.Of(Seen[0]) : [.. Records.Where(record => record.Type == type).Select(record => record.Data)]
        : [];

    /// <summary>The exchangers, each once with its lowest preference.</summary>
    public IReadOnlyList<MxRecord> Mx => Gap is null && Seen is [Present<RrSet> set, ..]
        ? [.. set.Value.Mx.GroupBy(mx => mx.Exchange).Select(same => same.First())] : [];

    /// <summary>A row settled against the gaps: what a gap may hide is neither missing nor different.</summary>
    public TenantDomainRecord Settle(TenantDomainRecord row) =>
        Gap is { } gap ? row with { Standing = RecordStanding.NotSeen, IsFault = false, There = [], Notes = [gap], Evidence = Seen }
        : IsCopy && row.Standing is not (RecordStanding.Matches or RecordStanding.NotSeen)
            ? row with { Standing = RecordStanding.NotSeen, IsFault = false, Notes = [RecordNote.Of("resolver-only", ("name", row.Name))], Evidence = [.. Seen, .. row.Evidence] }
        : row with { Evidence = [.. Seen, .. row.Evidence] };

    private IEnumerable<DnsRecord> Records => Seen is [Present<RrSet> set, ..] ? set.Value.Records : [];

    private static HashSet<string> DataOf(Observation<RrSet> seen, RrType type) =>
        seen is Present<RrSet> set ? [.. set.Value.Records.Where(record => record.Type == type).Select(record => record.Data)] : [];
}
