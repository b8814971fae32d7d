using System.Security.Cryptography;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What an application may do in a tenant, and how the services behave towards it.</summary>
public sealed record WorldApp
{
    /// <summary>What is needed where no cmdlet is run, and no more; cmdlets need "Exchange.ManageAsApp" too.</summary>
    public static readonly IReadOnlyList<string> LeastPrivilege =
        ["Domain.Read.All", "ServiceHealth.Read.All", "ExchangeMessageTrace.Read.All", "Exchange.ManageAsAppV2"];

    /// <summary>Id of the application.</summary>
    public string ClientId { get; init; } = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    /// <summary>Its secret; null where it has none.</summary>
    public string? Secret { get; init; }

    /// <summary>The certificate (DER) whose key signs for it; empty where it has none.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>Granted permissions of Microsoft Graph and Exchange Online.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = LeastPrivilege;

    /// <summary>True where a role in Exchange Online lets it read the organisation's configuration.</summary>
    public bool HasExchangeRole { get; init; } = true;

    /// <summary>True where the tenant holds the service principal of the message trace (Microsoft: Graph-based message trace).</summary>
    public bool HasTracePrincipal { get; init; } = true;

    /// <summary>The tenant's cloud.</summary>
    public string Cloud { get; init; } = "worldwide";

    /// <summary>How many requests each service answers by 429 before it answers one.</summary>
    public int Throttle { get; init; }

    /// <summary>What it names in Retry-After, in seconds.</summary>
    public int RetryAfter { get; init; } = 1;

    /// <summary>How many objects a page has; 0 for all on one.</summary>
    public int PageSize { get; init; }

    /// <summary>How many requests a token is good for; 0 for any number.</summary>
    public int TokenLasts { get; init; }

    /// <summary>How often a device code is still waited for before the person has typed it.</summary>
    public int DeviceCodePolls { get; init; } = 1;

    /// <summary>The id of a tenant: always the same for its initial domain.</summary>
    public static string TenantId(string initialDomain) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(initialDomain)).AsSpan(0, 16)).ToString("D");
}

/// <summary>A row of a message trace, and what happened to the message.</summary>
/// <param name="Row">Properties of exchangeMessageTrace.</param>
/// <param name="Details">Objects of exchangeMessageTraceDetail.</param>
public sealed record WorldTraceRow(ExchangeObject Row, IReadOnlyList<ExchangeObject> Details);
