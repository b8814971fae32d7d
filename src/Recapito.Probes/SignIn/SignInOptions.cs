namespace Recapito.Probes;

/// <summary>The ways of signing in.</summary>
public enum SignInWay
{
    /// <summary>A certificate with its private key, registered with the application.</summary>
    Certificate,

    /// <summary>The managed identity of the machine in Azure.</summary>
    ManagedIdentity,

    /// <summary>A token of the cluster (workload identity federation).</summary>
    WorkloadIdentity,

    /// <summary>A person who types a code in a browser.</summary>
    DeviceCode,

    /// <summary>Whoever is signed in to the Azure CLI.</summary>
    AzureCli,

    /// <summary>A client secret; only where it was asked for by name.</summary>
    ClientSecret,
}

/// <summary>How and where to sign in.</summary>
public sealed record SignInOptions
{
    /// <summary>The way.</summary>
    public required SignInWay Way { get; init; }

    /// <summary>The cloud.</summary>
    public Cloud Cloud { get; init; } = Cloud.Worldwide;

    /// <summary>Id or a domain of the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Id of the application; null where the way needs none.</summary>
    public string? ClientId { get; init; }

    /// <summary>A file with the certificate and its private key, PFX or PEM.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Gives the password of that file; null for none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>The client secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The file with the cluster's token.</summary>
    public string? FederatedTokenFile { get; init; }

    /// <summary>Tells a person what to type where.</summary>
    public Action<string>? TellCode { get; init; }
}
