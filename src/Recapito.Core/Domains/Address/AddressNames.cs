namespace Recapito.Core;

/// <summary>Names of the mail hosts' addresses (PTR), and whether they lead back (RFC 1912 §2.1). It matters where the host sends, too.</summary>
internal sealed class AddressNames : DomainCheck
{
    /// <summary>More names of one address than these are not followed.</summary>
    private const int Most = 3;

    public override IReadOnlyList<string> Findings { get; } = ["ptr-confirmed", "ptr-missing", "ptr-unconfirmed", "ptr-generic", "ptr-several"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        foreach (var target in Targets(view))
        {
            yield return DomainView.At(ReverseName.Of(target.Address)!, RrType.Ptr);
            foreach (var name in NamesOf(view, target).Take(Most))
            {
                yield return DomainView.At(name, target.IsV6 ? RrType.Aaaa : RrType.A);
            }
        }
    }

    public override bool MayAsk(Request request) => IsToResolver(request);

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var target in Targets(view))
        {
            var pointer = view.Dns(ReverseName.Of(target.Address)!, RrType.Ptr);
            if (pointer is Absent<RrSet>)
            {
                yield return view.Found("ptr-missing", pointer, target.HostArgument, target.AddressArgument);
            }

            foreach (var finding in NamesOf(view, target) is { Count: > 0 } names ? Finds(view, target, pointer!, names) : [])
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<DomainFinding> Finds(DomainView view, MailTarget target, Observation pointer, IReadOnlyList<string> names)
    {
        var ways = names.Take(Most).Select(name => (Name: name, Answer: view.Dns(name, target.IsV6 ? RrType.Aaaa : RrType.A))).ToList();
        var back = ways.Find(way => way.Answer is Present<RrSet> seen && seen.Value.Addresses.Contains(target.Address));
        if (back.Answer is not null)
        {
            yield return view.Found("ptr-confirmed", [pointer, back.Answer], target.HostArgument, target.AddressArgument, ("name", back.Name));
        }
        else if (names.Count <= Most && ways.TrueForAll(way => way.Answer is Present<RrSet> or Absent<RrSet>))
        {
            yield return view.Found("ptr-unconfirmed", [pointer, .. ways.Select(way => way.Answer)], target.HostArgument, target.AddressArgument, ("names", List(names)));
        }

        if (names.All(name => ReverseName.IsMadeOf(name, target.Address)))
        {
            yield return view.Found("ptr-generic", pointer, target.HostArgument, target.AddressArgument, ("name", names[0]));
        }

        if (names.Count > 1)
        {
            yield return view.Found("ptr-several", pointer, target.HostArgument, target.AddressArgument, ("names", List(names)));
        }
    }

    // A private address has no name of its own in the public DNS.
    private static IEnumerable<MailTarget> Targets(DomainView view) =>
        MailTarget.Of(view).DistinctBy(target => target.Address).Where(target => Facts.IsPublic(target.Address) && ReverseName.Of(target.Address) is not null);

    private static IReadOnlyList<string> NamesOf(DomainView view, MailTarget target) =>
        view.Dns(ReverseName.Of(target.Address)!, RrType.Ptr) is Present<RrSet> seen
            ? [.. seen.Value.Records.Where(record => record.Type is RrType.Ptr && Names.IsHostName(record.Data)).Select(record => record.Data).Distinct()]
            : [];

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Take(5));
}
