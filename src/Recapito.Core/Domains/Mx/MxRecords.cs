namespace Recapito.Core;

/// <summary>The MX RRset and the names in it (RFC 5321 §5.1, RFC 7505).</summary>
internal sealed class MxRecords : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["mx-is-alias", "mx-found"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        yield return DomainView.At(view.Domain, RrType.Mx);
        foreach (var host in view.Hosts.Where(host => Names.IsHostName(host.Name)))
        {
            yield return DomainView.At(host.Name, RrType.A);
            yield return DomainView.At(host.Name, RrType.Aaaa);
        }
    }

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        foreach (var host in view.Hosts.Where(host => host.Alias is not null && !host.IsImplicit))
        {
            yield return view.Found("mx-is-alias", host.Alias, ("host", host.Name), ("target", host.Alias!.Value.Alias!));
        }

        if (view.Hosts is [{ IsImplicit: false }, ..])
        {
            yield return view.Found("mx-found", view.Zone.Resolver, ("hosts", string.Join(", ", view.Hosts.Select(host => host.Name))));
        }
    }
}
