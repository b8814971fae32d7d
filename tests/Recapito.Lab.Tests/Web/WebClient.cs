using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>A client of the tests' own for a lab's port 443, which writes its requests itself.</summary>
internal sealed class WebClient : IAsyncDisposable
{
    private readonly LabClient connection;
    private readonly SslStream tls;

    private WebClient(LabClient connection, SslStream tls) => (this.connection, this.tls) = (connection, tls);

    public X509Certificate2 Certificate => (X509Certificate2)tls.RemoteCertificate!;

    public SslApplicationProtocol Protocol => tls.NegotiatedApplicationProtocol;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Connects, and takes every certificate of the lab's, whatever its names.</summary>
    public static async Task<WebClient> ConnectAsync(RunningLab lab, string address, string host, params SslApplicationProtocol[] protocols)
    {
        var connection = await LabClient.ConnectAsync(lab.Routes, address, 443);
        var tls = new SslStream(connection.Stream);
        connection.Stream = tls;
        using var root = X509CertificateLoader.LoadCertificate(lab.Routes.TrustedRoots[0].Span);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = protocols.Length > 0 ? [.. protocols] : null,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, _, _, errors) => errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch,
        }, Cancel);
        return new(connection, tls);
    }

    public async Task SayAsync(string text) => await tls.WriteAsync(Encoding.Latin1.GetBytes(text), Cancel);

    /// <summary>What comes until the host closes the connection.</summary>
    public async Task<string> RestAsync()
    {
        var all = new MemoryStream();
        await tls.CopyToAsync(all, Cancel);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>What comes until so many octets are there.</summary>
    public async Task<string> ReadAsync(int octets)
    {
        var buffer = new byte[octets];
        await tls.ReadExactlyAsync(buffer, Cancel);
        return Encoding.UTF8.GetString(buffer);
    }

    public Task<(int Octets, bool Ended)> DrainAsync(int most, TimeSpan patience) => connection.DrainAsync(most, patience);

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
