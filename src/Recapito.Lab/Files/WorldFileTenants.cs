using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the key "microsoft365" of a world file.</summary>
internal static class WorldFileTenants
{
    public static IReadOnlyDictionary<string, WorldTenant> ReadAll(WorldFileScope scope, YamlNode node) =>
        scope.ByName(node, "microsoft365", key => scope.HostName(key, "initial domain of a tenant"), value => Read(scope, value));

    public static WorldTenant Read(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a tenant", "edge", "domains", "acceptedDomains", "recipients", "edgeDirectory", "tokens", "connectors",
            "organizationConfig", "hostedConnectionFilterPolicy", "remoteDomains", "onPremisesOrganization", "health", "trace", "app");
        var domains = keys.Or<IReadOnlyList<WorldTenantDomain>>("domains", [], value => [.. scope.Items(value, "domains").Select(item => Domain(scope, item))]);
        var accepted = keys.Or<IReadOnlyList<AcceptedDomain>>("acceptedDomains", [], value => [.. scope.Items(value, "acceptedDomains").Select(item => Accepted(scope, item))]);
        var directory = keys["edgeDirectory"] is { } edge ? scope.Keys(edge, "edgeDirectory", "missing") : null;
        return new()
        {
            App = keys.Or<WorldApp?>("app", null, value => WorldFileTenantApp.Read(scope, value)),
            Health = WorldFileTenantApp.Health(scope, keys),
            Trace = WorldFileTenantApp.Trace(scope, keys),
            Edge = keys.Or("edge", new(), value => Edge(scope, value)),
            // Each of the two lists follows from the other where it is not written at all; an empty list stays empty.
            Domains = keys.Has("domains") ? domains : [.. accepted.Select(domain => new WorldTenantDomain(domain.Domain, true, ["Email"]))],
            AcceptedDomains = keys.Has("acceptedDomains") ? accepted
                : [.. domains.Where(domain => domain.IsVerified && domain.SupportedServices.Contains("Email")).Select(domain => new AcceptedDomain(domain.Id, AcceptedDomainType.Authoritative, false))],
            Recipients = keys.Or<IReadOnlyList<DirectoryRecipient>>("recipients", [], value => [.. scope.Items(value, "recipients").Select(item => Recipient(scope, item))]),
            MissingAtEdge = directory?.Or<IReadOnlyList<string>>("missing", [], value => [.. scope.OneOrMore(value, "missing").Select(item => scope.Mailbox(item, "recipient"))]) ?? [],
            Tokens = keys.Or<IReadOnlyList<string>>("tokens", [], value => [.. scope.OneOrMore(value, "tokens").Select(item => scope.HostName(item, "MX token"))]),
            Configuration = WorldFileConfiguration.OfTenant(scope, keys),
        };
    }

    public static WorldEdge Edge(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "edge", "age", "region", "refusesAt");
        var standard = new WorldEdge();
        return new(
            keys.Or("age", standard.Age, value => scope.Word(value, "age of an edge", ["legacy", "2017", "2018", "2022", "2024", "2026"])),
            keys.Or("region", standard.Region, value => scope.HostName(value, "region").ToUpperInvariant()),
            keys.Or("refusesAt", standard.RefusesAt, value => scope.Word(value, "stage at which an edge refuses", ["rcpt", "data"])));
    }

    private static WorldTenantDomain Domain(WorldFileScope scope, YamlNode node)
    {
        if (node is YamlText)
        {
            return new(scope.HostName(node, "domain"), true, ["Email"]);
        }

        var keys = scope.Keys(node, "a domain of a tenant", "id", "isVerified", "supportedServices");
        return new(
            scope.HostName(keys.Must("id", "a domain of a tenant"), "domain"),
            keys.Or("isVerified", true, value => scope.Flag(value, "isVerified")),
            keys.Has("supportedServices") ? keys.Or("supportedServices", [], value => WorldFile.Strings(scope, value, "supportedServices")) : ["Email"]);
    }

    /// <summary>A domain, or one with its type.</summary>
    public static AcceptedDomain Accepted(WorldFileScope scope, YamlNode node)
    {
        if (node is YamlText)
        {
            return new(scope.HostName(node, "accepted domain"), AcceptedDomainType.Authoritative, false);
        }

        var keys = scope.Keys(node, "an accepted domain", "domainName", "domainType", "matchSubDomains", "created");
        return new(
            scope.HostName(keys.Must("domainName", "an accepted domain"), "accepted domain"),
            keys.Or("domainType", AcceptedDomainType.Authoritative, value => scope.Word(value, "type of an accepted domain", ["Authoritative", "InternalRelay", "ExternalRelay"]) switch
            {
                "InternalRelay" => AcceptedDomainType.InternalRelay,
                "ExternalRelay" => AcceptedDomainType.ExternalRelay,
                _ => AcceptedDomainType.Authoritative,
            }),
            keys.Or("matchSubDomains", false, value => scope.Flag(value, "matchSubDomains")))
        {
            WhenCreated = keys["created"] is { } created ? scope.Time(created, "created") : null,
        };
    }

    /// <summary>An address, or an object of the directory with its type and where its mail is passed on to.</summary>
    public static DirectoryRecipient Recipient(WorldFileScope scope, YamlNode node)
    {
        if (node is YamlText)
        {
            return new(scope.Mailbox(node, "recipient"), "UserMailbox");
        }

        var keys = scope.Keys(node, "a recipient", "address", "type", "external", "created");
        return new(scope.Mailbox(keys.Must("address", "a recipient"), "recipient"), keys.Or("type", "UserMailbox", value => scope.Line(value, "type")))
        {
            ExternalAddress = keys.Or<string?>("external", null, value => scope.Mailbox(value, "external address")),
            WhenCreated = keys["created"] is { } created ? scope.Time(created, "created") : null,
        };
    }
}
