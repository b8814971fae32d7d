namespace Recapito.Lab;

/// <summary>The hosts of Microsoft's clouds that an application speaks to (Microsoft: National cloud deployments; Exchange Online Admin API).</summary>
internal static class MicrosoftHosts
{
    /// <summary>The kind of such a host.</summary>
    public const string Kind = "microsoft-365";

    /// <summary>Where a machine of Azure asks for its own tokens (Microsoft: How to use managed identities).</summary>
    public const string MetadataAddress = "169.254.169.254";

    // Where the alias leads that Microsoft wants of every domain with mail.
    private const string Autodiscover = "autodiscover.outlook.com";

    private static readonly (string Cloud, string Authority, string Graph, string Exchange)[] Clouds =
    [
        ("worldwide", "login.microsoftonline.com", "graph.microsoft.com", "outlook.office365.com"),
        ("gcc-high", "login.microsoftonline.us", "graph.microsoft.us", "outlook.office365.us"),
        ("dod", "login.microsoftonline.us", "dod-graph.microsoft.us", "outlook-dod.office365.us"),
        ("21vianet", "login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn", "outlook.office365.cn"),
    ];

    /// <summary>The hosts of one cloud.</summary>
    public static (string Authority, string Graph, string Exchange) Of(string cloud) => Clouds.Where(known => known.Cloud == cloud).Select(known => (known.Authority, known.Graph, known.Exchange)).First();

    /// <summary>A world's web hosts, and Microsoft's where a tenant has an application.</summary>
    public static World With(World world)
    {
        if (!world.Tenants.Values.Any(tenant => tenant.App is not null))
        {
            return world;
        }

        var web = new Dictionary<string, WorldWebHost>(world.Web);
        foreach (var name in Clouds.SelectMany(cloud => new[] { cloud.Authority, cloud.Graph, cloud.Exchange }).Append(Autodiscover).Distinct())
        {
            web.TryAdd(name, new() { Is = Kind, Tls = new() { Names = [name] } });
        }

        return world with { Web = web };
    }
}
