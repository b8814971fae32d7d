using System.Net;

namespace Recapito.Core;

/// <summary>The names in the MX, and whether each leads to a host (RFC 5321 §5.1, RFC 2181 §10.3, RFC 6890).</summary>
internal sealed class MxTargets : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "mx-is-alias", "mx-target-has-no-address", "mx-target-is-address", "mx-target-not-public", "mx-target-partly-not-public", "mx-target-not-public-here",
        "mx-target-differs-here", "mx-target-invalid-name", "mx-target-underscore", "mx-same-address", "mx-no-usable-host",
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

            foreach (var question in IsDoubtful(view, host) ? OwnServers.Questions(view, host.Name, OwnServers.AddressTypes) : [])
            {
                yield return question;
            }
        }
    }

    public override bool MayAsk(Request request) => IsToResolver(request) || request is DnsMessageRequest { Type: RrType.A or RrType.Aaaa };

    public override IEnumerable<DomainFinding> Finds(DomainView view) =>
        [.. view.Hosts.Where(host => !host.IsImplicit).SelectMany(host => OfHost(view, host)), .. Together(view)];

    private static IEnumerable<DomainFinding> OfHost(DomainView view, MxHost host)
    {
        if (IsAddress(host.Name))
        {
            yield return view.Found("mx-target-is-address", view.Zone.Resolver, ("host", host.Name));
            yield break;
        }

        if (!Names.IsHostName(host.Name) || !HasGoodLabels(host.Name))
        {
            yield return view.Found("mx-target-invalid-name", view.Zone.Resolver, ("host", host.Name));
        }
        else if (host.Name.Contains('_', StringComparison.Ordinal))
        {
            yield return view.Found("mx-target-underscore", view.Zone.Resolver, ("host", host.Name));
        }

        if (host.Alias is { } alias)
        {
            yield return view.Found("mx-is-alias", alias, ("host", host.Name), ("target", alias.Value.Alias!));
        }

        if (IsDoubtful(view, host) && !MicrosoftNames.IsVerification(host.Name) && !OwnServers.IsOpen(view, host.Name, OwnServers.AddressTypes)
            && OfDoubtful(view, host) is { } found)
        {
            yield return found;
        }
    }

    /// <summary>The resolver's word accuses the host; its own zone, where it can be asked, decides.</summary>
    private static DomainFinding? OfDoubtful(DomainView view, MxHost host)
    {
        var own = OwnAddresses.Of(view, host.Name);
        var here = Special(view, host.Addresses);
        if (!own.AreKnown)
        {
            return OwnServers.AreHidden(view, host.Name) ? null
                : here.Count > 0 ? view.Found("mx-target-not-public-here", host.Answers, ("host", host.Name), ("addresses", string.Join(", ", here)))
                : view.Found("mx-target-has-no-address", host.Answers, ("host", host.Name), ("why", host.V4!.Why ?? ""));
        }

        var special = Special(view, own.All);
        return own.All.Count == 0 ? view.Found("mx-target-has-no-address", [.. own.Answers, .. host.Answers], ("host", host.Name), ("why", own.V4[0].Why ?? ""))
            : special.Count == 0 ? Differs(view, host, own)
            : view.Found(special.Count == own.All.Count ? "mx-target-not-public" : "mx-target-partly-not-public",
                [.. own.Answers, .. host.Answers], ("host", host.Name), ("addresses", string.Join(", ", special)));
    }

    /// <summary>The resolver gives a host other addresses than its zone does.</summary>
    public static DomainFinding Differs(DomainView view, MxHost host, OwnAddresses own) =>
        view.Found("mx-target-differs-here", [.. host.Answers, .. own.Answers],
            ("host", host.Name), ("here", host.Addresses.Count > 0 ? string.Join(", ", host.Addresses) : host.V4?.Why ?? "–"), ("public", own.ToString()));

    private static IEnumerable<DomainFinding> Together(DomainView view)
    {
        var named = view.Hosts.Where(host => !host.IsImplicit).ToList();
        foreach (var same in named.SelectMany(host => host.Addresses.Select(address => (address, host))).GroupBy(place => place.address, place => place.host)
            .Where(same => same.Count() > 1 && same.Select(host => host.Preference).Distinct().Count() > 1))
        {
            yield return view.Found("mx-same-address", same.SelectMany(host => host.Answers),
                ("address", same.Key), ("hosts", string.Join(", ", same.Select(host => host.Name))));
        }

        if (AreAllUseless(view))
        {
            yield return view.Found("mx-no-usable-host", named.SelectMany(host => host.Answers), ("hosts", string.Join(", ", named.Select(host => host.Name))));
        }
    }

    /// <summary>The MX names hosts, and mail can be brought to none of them.</summary>
    public static bool AreAllUseless(DomainView view) => view.Hosts.Any(host => !host.IsImplicit) && view.Hosts.Where(host => !host.IsImplicit).All(host => IsUseless(view, host));

    /// <summary>An address of the host is one that the Internet cannot reach, as the resolver gives it.</summary>
    public static bool IsSpecialHere(DomainView view, MxHost host) => Special(view, host.Addresses).Count > 0;

    private static bool IsUseless(DomainView view, MxHost host)
    {
        if (IsAddress(host.Name) || !IsDoubtful(view, host))
        {
            return IsAddress(host.Name);
        }

        var own = OwnAddresses.Of(view, host.Name);
        return own.AreKnown ? Special(view, own.All).Count == own.All.Count
            : host.HasNoAddress && !OwnServers.AreHidden(view, host.Name) && !OwnServers.IsOpen(view, host.Name, OwnServers.AddressTypes);
    }

    private static bool IsDoubtful(DomainView view, MxHost host) => host.HasNoAddress || Special(view, host.Addresses).Count > 0;

    private static List<string> Special(DomainView view, IEnumerable<string> addresses) =>
        [.. addresses.Select(address => (address, kind: SpecialAddresses.KindOf(address, view.Inquiry.InLab)))
            .Where(seen => seen.kind is not null && !SpecialAddresses.IsSynthesised(seen.address))
            .Select(seen => $"{seen.address} ({seen.kind})")];

    private static bool IsAddress(string name) => IPAddress.TryParse(name.Trim('[', ']'), out _);

    // RFC 1123 §2.1: letters, digits and hyphens, none at either end of a label; and a top-level label that is not a number.
    private static bool HasGoodLabels(string name)
    {
        var labels = name.Split('.');
        return labels.Length > 1 && labels.All(label => label is not (['-', ..] or [.., '-'])) && !labels[^1].All(char.IsAsciiDigit);
    }
}
