using System.Globalization;

namespace Recapito.Core;

/// <summary>How mail programs find their server: Microsoft's Autodiscover, and SRV records (RFC 6186, RFC 8314 §5.1).</summary>
internal sealed class AutodiscoverCheck : DomainCheck
{
    private const int MostTargets = 8;

    // Microsoft, "External Domain Name System records for Microsoft 365"; the others are GCC High, DoD and 21Vianet.
    private static readonly string[] MicrosoftTargets =
    [
        "autodiscover.outlook.com", "autodiscover.office365.us", "autodiscover-s-dod.office365.us", "autodiscover.partner.outlook.cn",
    ];

    private static readonly string[] Services = ["_imaps._tcp", "_imap._tcp", "_pop3s._tcp", "_submissions._tcp", "_submission._tcp"];

    public override IReadOnlyList<string> Findings { get; } =
    [
        "autodiscover-found", "autodiscover-exchange-online", "autodiscover-not-microsoft", "autodiscover-undetermined", "autodiscover-missing", "autodiscover-dangling",
        "mail-services-found", "mail-service-target-missing", "mail-service-target-alias",
    ];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        yield return DomainView.At(Name(view), RrType.Cname);
        yield return DomainView.At(Name(view), RrType.A);
        yield return DomainView.At(Name(view), RrType.Aaaa);
        foreach (var service in Services.Append("_autodiscover._tcp"))
        {
            yield return DomainView.At($"{service}.{view.Domain}", RrType.Srv);
        }

        foreach (var target in Services.Append("_autodiscover._tcp").SelectMany(service => Targets(view, service)).Select(srv => srv.Target).Distinct().Take(MostTargets))
        {
            yield return DomainView.At(target, RrType.A);
            yield return DomainView.At(target, RrType.Aaaa);
        }
    }

    public override bool MayAsk(Request request) => IsToResolver(request);

    public override IEnumerable<DomainFinding> Finds(DomainView view) => [.. OfAutodiscover(view), .. OfServices(view)];

    private static IEnumerable<DomainFinding> OfAutodiscover(DomainView view)
    {
        var (alias, v4, v6) = (view.Dns(Name(view), RrType.Cname), view.Dns(Name(view), RrType.A), view.Dns(Name(view), RrType.Aaaa));
        var services = Targets(view, "_autodiscover._tcp").ToArray();
        var target = (alias as Present<RrSet>)?.Value.Alias;
        string[] addresses = [.. new[] { v4, v6 }.OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Addresses)];
        var microsoft = view.Hosts.Any(host => MicrosoftNames.IsMxShaped(host.Name));
        if (target is not null && v4 is Absent<RrSet> gone && gone.IsNxDomain())
        {
            yield return view.Found("autodiscover-dangling", [gone, alias], ("name", Name(view)), ("target", target));
        }
        else if (AliasesOf(target, v4, v6).Concat(addresses.Length == 0 ? services.Select(srv => srv.Target) : []).FirstOrDefault(name => MicrosoftTargets.Contains(name)) is { } theirs)
        {
            yield return view.Found("autodiscover-exchange-online", [alias, v4, v6, .. services.Select(srv => srv.Seen)], ("target", theirs));
        }
        else if (target is not null || addresses.Length > 0 || services.Length > 0)
        {
            // A DNS host may have put the addresses in the place of the alias.
            var id = !microsoft ? "autodiscover-found" : target is null && addresses.Length > 0 ? "autodiscover-undetermined" : "autodiscover-not-microsoft";
            yield return view.Found(id, [alias, v4, v6, .. services.Select(srv => srv.Seen)],
                ("name", Name(view)), ("target", target ?? (addresses.Length > 0 ? string.Join(", ", addresses.Take(4)) : services[0].Target)));
        }
        else if (microsoft && alias is Absent<RrSet> && v4 is Absent<RrSet> && v6 is Absent<RrSet> && view.Dns($"_autodiscover._tcp.{view.Domain}", RrType.Srv) is Absent<RrSet> none)
        {
            yield return view.Found("autodiscover-missing", [alias, v4, v6, none], ("name", Name(view)));
        }
    }

    private static IEnumerable<string> AliasesOf(string? target, params IEnumerable<Observation<RrSet>?> seen) =>
        seen.OfType<Present<RrSet>>().SelectMany(set => set.Value.Records).Where(record => record.Type is RrType.Cname).Select(record => record.Data).Concat(target is null ? [] : [target]);

    private static IEnumerable<DomainFinding> OfServices(DomainView view)
    {
        var all = Services.SelectMany(service => Targets(view, service)).ToArray();
        if (all.Length > 0)
        {
            yield return view.Found("mail-services-found", all.Select(srv => srv.Seen).Distinct(),
                ("services", string.Join(", ", all.Take(MostTargets).Select(srv => string.Create(CultureInfo.InvariantCulture, $"{srv.Service} {srv.Target}:{srv.Port}")))));
        }

        foreach (var target in all.Concat(Targets(view, "_autodiscover._tcp")).DistinctBy(srv => srv.Target).Take(MostTargets))
        {
            var (v4, v6) = (view.Dns(target.Target, RrType.A), view.Dns(target.Target, RrType.Aaaa));
            if (v4 is Absent<RrSet> && v6 is Absent<RrSet>)
            {
                yield return view.Found("mail-service-target-missing", [v4, v6, target.Seen], ("service", target.Service), ("target", target.Target));
            }
            else if ((v4 as Present<RrSet> ?? v6 as Present<RrSet>)?.Value.Alias is { } alias)
            {
                yield return view.Found("mail-service-target-alias", [v4, v6, target.Seen], ("service", target.Service), ("target", target.Target), ("alias", alias));
            }
        }
    }

    // "." says that the service is not offered (RFC 2782).
    private static IEnumerable<(string Service, string Target, int Port, Observation<RrSet> Seen)> Targets(DomainView view, string service)
    {
        if (view.Dns($"{service}.{view.Domain}", RrType.Srv) is not Present<RrSet> seen)
        {
            yield break;
        }

        foreach (var record in seen.Value.Records.Where(record => record.Type is RrType.Srv))
        {
            if (record.Data.Split(' ') is [_, _, var port, var target] && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Names.IsHostName(target))
            {
                yield return (service, target, number, seen);
            }
        }
    }

    private static string Name(DomainView view) => $"autodiscover.{view.Domain}";
}
