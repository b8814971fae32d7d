namespace Recapito.Core;

/// <summary>The records that the user wants, against those that are there.</summary>
internal sealed class ExpectedRecords : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["expected-record-found", "expected-record-missing", "unexpected-record"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        Sets(view).Select(set => DomainView.At(set.Key.Name, set.Key.Type));

    public override IEnumerable<DomainFinding> Finds(DomainView view) => Sets(view).SelectMany(set => Compare(view, set.Key.Name, set.Key.Type, [.. set]));

    private static IEnumerable<IGrouping<(string Name, RrType Type), ExpectedRecord>> Sets(DomainView view) =>
        view.Inquiry.Expected.Where(record => record.Name == view.Domain || record.Name.EndsWith('.' + view.Domain, StringComparison.Ordinal))
            .GroupBy(record => (record.Name, record.Type));

    private static IEnumerable<DomainFinding> Compare(DomainView view, string name, RrType type, List<ExpectedRecord> wanted)
    {
        var seen = view.Dns(name, type);
        if (seen is not (Present<RrSet> or Absent<RrSet>))
        {
            yield break;
        }

        var there = seen is Present<RrSet> set
            ? set.Value.Records.Where(record => record.Type == type).Select(record => ExpectedRecord.Normal(type, record.Data)).ToList() : [];
        foreach (var record in wanted)
        {
            yield return view.Found(there.Contains(record.Data, StringComparer.Ordinal) ? "expected-record-found" : "expected-record-missing", seen,
                ("name", name), ("type", ObservationJson.TypeName(type)), ("data", record.Data), ("there", there.Count == 0 ? seen.Why ?? "-" : string.Join(", ", there)));
        }

        foreach (var extra in there.Except(wanted.Select(record => record.Data)))
        {
            yield return view.Found("unexpected-record", seen, ("name", name), ("type", ObservationJson.TypeName(type)), ("data", extra));
        }
    }
}
