namespace Recapito.Probes;

/// <summary>One of Microsoft's clouds: where its tenants sign in and where their services are (Microsoft: National cloud deployments; Exchange Online Admin API).</summary>
/// <param name="Id">The name on the command line.</param>
/// <param name="Authority">Where tokens come from.</param>
/// <param name="Graph">Microsoft Graph.</param>
/// <param name="Exchange">Exchange Online's own interfaces.</param>
public sealed record Cloud(string Id, Uri Authority, Uri Graph, Uri Exchange)
{
    /// <summary>Worldwide, GCC with it.</summary>
    public static readonly Cloud Worldwide = Of("worldwide", "login.microsoftonline.com", "graph.microsoft.com", "outlook.office365.com");

    /// <summary>US Government L4.</summary>
    public static readonly Cloud GccHigh = Of("gcc-high", "login.microsoftonline.us", "graph.microsoft.us", "outlook.office365.us");

    /// <summary>US Government L5.</summary>
    public static readonly Cloud Dod = Of("dod", "login.microsoftonline.us", "dod-graph.microsoft.us", "outlook-dod.office365.us");

    /// <summary>China, operated by 21Vianet.</summary>
    public static readonly Cloud China = Of("21vianet", "login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn", "outlook.office365.cn");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Cloud> All = [Worldwide, GccHigh, Dod, China];

    /// <summary>Microsoft Graph traces messages in the worldwide cloud only (Microsoft Graph: List messageTraces).</summary>
    public bool HasMessageTrace => this == Worldwide;

    /// <summary>What a token for Microsoft Graph is asked for with.</summary>
    public string GraphScope => $"{Graph}.default";

    /// <summary>What a token for Exchange Online is asked for with.</summary>
    public string ExchangeScope => $"{Exchange}.default";

    /// <summary>The cloud of a name; null where there is none.</summary>
    public static Cloud? Named(string id) => All.FirstOrDefault(cloud => cloud.Id == id);

    private static Cloud Of(string id, string authority, string graph, string exchange) => new(id, new($"https://{authority}/"), new($"https://{graph}/"), new($"https://{exchange}/"));
}
