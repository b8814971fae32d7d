using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Recapito.Probes;

/// <summary>Azure.Identity's credentials, over our own connections (docs/adr/0015-sign-in.md).</summary>
internal static class AzureCredentials
{
    /// <summary>The credential of a way.</summary>
    /// <exception cref="SignInException">Something that the way needs is missing.</exception>
    public static TokenCredential Of(SignInOptions options, HttpMessageHandler handler)
    {
        return options.Way switch
        {
            SignInWay.Certificate => new ClientCertificateCredential(
                options.Tenant, Needed(options.ClientId, "--client-id"), CertificateFile.Read(Needed(options.CertificateFile, "--certificate"), options.CertificatePassword),
                Prepared(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = true })),
            SignInWay.ClientSecret => new ClientSecretCredential(
                options.Tenant, Needed(options.ClientId, "--client-id"), Needed(options.ClientSecret, "--client-secret-from"),
                Prepared(new ClientSecretCredentialOptions { DisableInstanceDiscovery = true })),
            SignInWay.ManagedIdentity => new ManagedIdentityCredential(Prepared(new ManagedIdentityCredentialOptions(
                options.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned))),
            SignInWay.WorkloadIdentity => new WorkloadIdentityCredential(Prepared(new WorkloadIdentityCredentialOptions
            {
                TenantId = options.Tenant,
                ClientId = Needed(options.ClientId, "--client-id"),
                TokenFilePath = Needed(options.FederatedTokenFile, "the environment variable AZURE_FEDERATED_TOKEN_FILE"),
                DisableInstanceDiscovery = true,
            })),
            SignInWay.DeviceCode => new DeviceCodeCredential(Prepared(new DeviceCodeCredentialOptions
            {
                TenantId = options.Tenant,
                ClientId = Needed(options.ClientId, "--client-id"),
                DisableInstanceDiscovery = true,
                DeviceCodeCallback = (code, _) =>
                {
                    options.TellCode?.Invoke($"To sign in, open {code.VerificationUri} and enter the code {code.UserCode}");
                    return Task.CompletedTask;
                },
            })),
            _ => new AzureCliCredential(Prepared(new AzureCliCredentialOptions { TenantId = options.Tenant })),
        };

        T Prepared<T>(T prepared)
            where T : TokenCredentialOptions
        {
            prepared.AuthorityHost = options.Cloud.Authority;
            prepared.Transport = new HttpClientTransport(handler);
            prepared.Retry.MaxRetries = 2;
            prepared.Retry.Delay = TimeSpan.FromMilliseconds(400);
            prepared.Retry.MaxDelay = TimeSpan.FromSeconds(10);
            prepared.Diagnostics.IsLoggingEnabled = false;
            prepared.Diagnostics.IsDistributedTracingEnabled = false;
            prepared.Diagnostics.IsTelemetryEnabled = false;
            prepared.IsUnsafeSupportLoggingEnabled = false;
            return prepared;
        }
    }

    private static string Needed(string? value, string what) =>
        !string.IsNullOrWhiteSpace(value) ? value : throw new SignInException($"this way of signing in needs {what}.", isInput: true);
}
