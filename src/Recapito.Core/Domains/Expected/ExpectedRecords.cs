namespace Recapito.Core;

/// <summary>The records that the user wants, against those that are there.</summary>
internal sealed class ExpectedRecords : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["expected-record-found", "expected-record-missing", "unexpected-record"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        Sets(view).SelectMany(IEnumerable<Request> (set) =>
            [DomainView.At(set.Key.Name, set.Key.Type), .. OwnServers.Questions(view, set.Key.Name, [set.Key.Type])]);

    public override IEnumerable<DomainFinding> Finds(DomainView view) => Sets(view).SelectMany(set => Compare(view, set.Key.Name, set.Key.Type, [.. set]));

    private static IEnumerable<IGrouping<(string Name, RrType Type), ExpectedRecord>> Sets(DomainView view) =>
        view.Inquiry.Expected.Where(record => record.Name == view.Domain || record.Name.EndsWith('.' + view.Domain, StringComparison.Ordinal))
            .GroupBy(record => (record.Name, record.Type));

    private static IEnumerable<DomainFinding> Compare(DomainView view, string name, RrType type, List<ExpectedRecord> wanted)
    {
        var seen = Seen(view, name, type);
        if (seen.Count == 0)
        {
            yield break;
        }

        var sets = seen.Select(answer => DataOf(answer, type)).ToList();
        var there = sets.SelectMany(set => set).Distinct().ToList();
        foreach (var record in wanted)
        {
            // Where servers of one serial differ in it, it is neither there nor missing; that they differ is another finding.
            var holders = sets.Count(set => set.Contains(record.Data));
            if (holders == 0 || holders == sets.Count)
            {
                yield return view.Found(holders > 0 ? "expected-record-found" : "expected-record-missing", seen,
                    ("name", name), ("type", ObservationJson.TypeName(type)), ("data", record.Data), ("there", there.Count == 0 ? seen[0].Why ?? "-" : string.Join(", ", there)));
            }
        }

        foreach (var extra in there.Except(wanted.Select(record => record.Data)).Where(extra => sets.TrueForAll(set => set.Contains(extra))))
        {
            yield return view.Found("unexpected-record", seen, ("name", name), ("type", ObservationJson.TypeName(type)), ("data", extra));
        }
    }

    /// <summary>What the zone's servers say; the resolver's word, which may be an old one, only where none of them speaks. Empty before that is known.</summary>
    private static IReadOnlyList<Observation<RrSet>> Seen(DomainView view, string name, RrType type)
    {
        if (!view.Zone.IsAsked || OwnServers.IsOpen(view, name, [type]))
        {
            return [];
        }

        var own = OwnServers.Said(view, name, type);
        return own.Count > 0 ? own : view.Dns(name, type) is { } seen and (Present<RrSet> or Absent<RrSet>) ? [seen] : [];
    }

    private static HashSet<string> DataOf(Observation<RrSet> seen, RrType type) =>
        seen is Present<RrSet> set ? [.. set.Value.Records.Where(record => record.Type == type).Select(record => ExpectedRecord.Normal(type, record.Data))] : [];
}
