using System.Net;

namespace Recapito.Core;

/// <summary>The names in the MX, and whether each leads to a host (RFC 5321 §5.1, RFC 2181 §10.3, RFC 6890).</summary>
internal sealed class MxTargets : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "mx-is-alias", "mx-target-has-no-address", "mx-target-is-address", "mx-target-not-public", "mx-target-partly-not-public", "mx-target-invalid-name",
        "mx-same-address", "mx-no-usable-host",
    ];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        foreach (var host in view.Hosts.Where(host => Names.IsHostName(host.Name) && !IsAddress(host.Name)))
        {
            yield return DomainView.At(host.Name, RrType.A);
            yield return DomainView.At(host.Name, RrType.Aaaa);
            if (host.HasNoAddress)
            {
                yield return DomainView.At(host.Name, RrType.Cname);
            }
        }
    }

    public override bool MayAsk(Request request) => request is DnsRequest { From.Kind: VantageKind.Resolver };

    public override IEnumerable<DomainFinding> Finds(DomainView view) =>
        [.. view.Hosts.Where(host => !host.IsImplicit).SelectMany(host => OfHost(view, host)), .. Together(view)];

    private static IEnumerable<DomainFinding> OfHost(DomainView view, MxHost host)
    {
        if (IsAddress(host.Name))
        {
            yield return view.Found("mx-target-is-address", view.Zone.Resolver, ("host", host.Name));
            yield break;
        }

        if (!Names.IsHostName(host.Name) || host.Name.Contains('_', StringComparison.Ordinal) || !HasGoodLabels(host.Name))
        {
            yield return view.Found("mx-target-invalid-name", view.Zone.Resolver, ("host", host.Name));
        }

        if (host.Alias is { } alias)
        {
            yield return view.Found("mx-is-alias", alias, ("host", host.Name), ("target", alias.Value.Alias!));
        }

        if (host.HasNoAddress && !MicrosoftNames.IsVerification(host.Name))
        {
            yield return view.Found("mx-target-has-no-address", host.Answers, ("host", host.Name), ("why", host.V4!.Why ?? ""));
        }

        var special = Special(view, host);
        if (special.Count > 0)
        {
            var id = special.Count == host.Addresses.Count ? "mx-target-not-public" : "mx-target-partly-not-public";
            yield return view.Found(id, host.Answers, ("host", host.Name), ("addresses", string.Join(", ", special)));
        }
    }

    private static IEnumerable<DomainFinding> Together(DomainView view)
    {
        var named = view.Hosts.Where(host => !host.IsImplicit).ToList();
        foreach (var same in named.SelectMany(host => host.Addresses.Select(address => (address, host))).GroupBy(place => place.address, place => place.host)
            .Where(same => same.Count() > 1 && same.Select(host => host.Preference).Distinct().Count() > 1))
        {
            yield return view.Found("mx-same-address", same.SelectMany(host => host.Answers),
                ("address", same.Key), ("hosts", string.Join(", ", same.Select(host => host.Name))));
        }

        if (named.Count > 0 && named.TrueForAll(host => IsUseless(view, host)))
        {
            yield return view.Found("mx-no-usable-host", named.SelectMany(host => host.Answers), ("hosts", string.Join(", ", named.Select(host => host.Name))));
        }
    }

    private static bool IsUseless(DomainView view, MxHost host) =>
        IsAddress(host.Name) || host.HasNoAddress || (host.Addresses.Count > 0 && host.V4 is not null and not Unavailable<RrSet>
            && host.V6 is not null and not Unavailable<RrSet> && Special(view, host).Count == host.Addresses.Count);

    private static List<string> Special(DomainView view, MxHost host) =>
        [.. host.Addresses.Select(address => (address, kind: SpecialAddresses.KindOf(address, view.Inquiry.InLab)))
            .Where(seen => seen.kind is not null)
            .Select(seen => $"{seen.address} ({seen.kind})")];

    private static bool IsAddress(string name) => IPAddress.TryParse(name.Trim('[', ']'), out _);

    // RFC 1123 §2.1: letters, digits and hyphens, none at either end of a label; and a top-level label that is not a number.
    private static bool HasGoodLabels(string name)
    {
        var labels = name.Split('.');
        return labels.Length > 1 && labels.All(label => label is not (['-', ..] or [.., '-'])) && !labels[^1].All(char.IsAsciiDigit);
    }
}
