using Azure.Core;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// The connections to what an organisation has at Microsoft: sign-in, Microsoft Graph, Exchange Online. Everything goes out through one
/// <see cref="Dialer"/>; in a lab it stays there.
/// </summary>
public sealed class InsideAccess : IDisposable
{
    private readonly TrustedHttp connections;
    private readonly HttpMessageInvoker http;

    private InsideAccess(TrustedHttp connections, HttpMessageInvoker http, ITokenSource tokens, SignInOptions signIn, GraphProbe graph, ExchangeOnlineProbe exchange, TimeProvider clock)
    {
        (this.connections, this.http, Tokens, SignIn, Graph, Exchange, Clock) = (connections, http, tokens, signIn, graph, exchange, clock);
    }

    /// <summary>How and where it was signed in.</summary>
    public SignInOptions SignIn { get; }

    internal ITokenSource Tokens { get; }

    internal GraphProbe Graph { get; }

    internal ExchangeOnlineProbe Exchange { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Prepares the connections; nothing is asked yet.</summary>
    /// <param name="probes">How the world is asked.</param>
    /// <param name="signIn">How to sign in.</param>
    /// <param name="tokens">Gives tokens in the place of a sign-in; null to sign in.</param>
    /// <exception cref="SignInException">What the user gave cannot be used.</exception>
    public static InsideAccess Open(ProbeOptions probes, SignInOptions signIn, ITokenSource? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(probes);
        ArgumentNullException.ThrowIfNull(signIn);
        var limits = (probes.Limits ?? (probes.LabRoutes is null ? new ProbeLimits() : ProbeLimits.ForLab)) with { Octets = MostOctets, ConnectionsPerHost = 4 };
        var clock = probes.Clock ?? (probes.LabRoutes is { } lab ? new StandingClock(lab.Now) : TimeProvider.System);
        var dialer = new Dialer(limits, probes.LabRoutes, probes.AllowSpecialAddresses);
        var dns = new DnsProbe(dialer, clock, probes.Resolver ?? probes.LabRoutes?.Resolver);
        var connections = new TrustedHttp(dialer, async (asked, cancel) => (Observation<RrSet>)await dns.AskAsync(asked, cancel).ConfigureAwait(false), probes.LabRoutes);
        var http = new HttpMessageInvoker(ApiRetry.Around(connections.Handler, clock, limits));
        var secrets = SecretsOf(signIn);
        var source = tokens ?? new AzureTokenSource(
            Kebab(signIn.Way), Credential(signIn, connections.Handler), signIn.Way is SignInWay.DeviceCode, secrets, signIn.Way is SignInWay.DeviceCode ? PersonsTime : limits.Total);
        var tenant = new TenantId(http, signIn.Cloud, signIn.Tenant, limits);
        return new(
            connections, http, source, signIn,
            new(new ApiClient(http, source, signIn.Cloud.Graph, signIn.Cloud.GraphScope, secrets, clock, limits)),
            new(new ApiClient(http, source, signIn.Cloud.Exchange, signIn.Cloud.ExchangeScope, secrets, clock, limits), tenant.FindAsync),
            clock);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        connections.Dispose();
    }

    // A page of a thousand recipients has a megabyte or two; one connection carries many.
    private const int MostOctets = 32 * 1024 * 1024;

    // Microsoft Entra lets a device code live for a quarter of an hour.
    private static readonly TimeSpan PersonsTime = TimeSpan.FromMinutes(15);

    // What the user gave is looked at now, and not when the first question goes out.
    private static Func<TokenCredential> Credential(SignInOptions signIn, HttpMessageHandler handler)
    {
        var first = AzureCredentials.Of(signIn, handler);
        TokenCredential? unused = first;
        return () => Interlocked.Exchange(ref unused, null) ?? AzureCredentials.Of(signIn, handler);
    }

    private static Secrets SecretsOf(SignInOptions signIn)
    {
        var secrets = new Secrets();
        secrets.Add(signIn.ClientSecret);
        secrets.Add(signIn.CertificatePassword);
        return secrets;
    }

    private static string Kebab(SignInWay way) => way switch
    {
        SignInWay.ManagedIdentity => "managed-identity",
        SignInWay.WorkloadIdentity => "workload-identity",
        SignInWay.DeviceCode => "device-code",
        SignInWay.AzureCli => "azure-cli",
        SignInWay.ClientSecret => "client-secret",
        _ => "certificate",
    };
}
