using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>Options of the commands that sign in to a tenant.</summary>
internal sealed class InsideCommandOptions
{
    private const string Ways = "--certificate FILE, --managed-identity, --workload-identity, --device-code, --azure-cli or --client-secret-from FILE|env:NAME";

    private readonly Surroundings around;
    private readonly CommonOptions common;

    private readonly Option<string?> tenant = new("--tenant") { Description = "The tenant: its id or one of its domains. Default: AZURE_TENANT_ID.", HelpName = "ID|DOMAIN" };

    private readonly Option<string?> clientId = new Option<string?>("--client-id") { Description = "Id of the application. Default: AZURE_CLIENT_ID.", HelpName = "ID" }
        .Checked(text => Guid.TryParse(text, out _) ? null : "expected an id such as 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    private readonly Option<string?> certificate = new("--certificate") { Description = "Sign in with this certificate and its private key (PFX or PEM).", HelpName = "FILE" };
    private readonly Option<string?> password = new("--certificate-password-from") { Description = "Where the password of that file stands.", HelpName = "FILE|env:NAME" };
    private readonly Option<bool> managedIdentity = new("--managed-identity") { Description = "Sign in as this machine in Azure." };
    private readonly Option<bool> workloadIdentity = new("--workload-identity") { Description = "Sign in with the token of the cluster (AZURE_FEDERATED_TOKEN_FILE)." };
    private readonly Option<bool> deviceCode = new("--device-code") { Description = "Sign in yourself, with a code in a browser." };
    private readonly Option<bool> azureCli = new("--azure-cli") { Description = "Sign in as whoever the Azure CLI is signed in as." };
    private readonly Option<string?> secret = new("--client-secret-from") { Description = "Sign in with the client secret that stands there; a certificate is better.", HelpName = "FILE|env:NAME" };

    private readonly Option<string> cloud = new Option<string>("--cloud") { Description = "The tenant's cloud: " + string.Join(", ", Cloud.All.Select(known => known.Id)) + ".", DefaultValueFactory = _ => Cloud.Worldwide.Id, HelpName = "CLOUD" }
        .Checked(text => Cloud.Named(text) is not null ? null : $"expected one of {string.Join(", ", Cloud.All.Select(known => known.Id))}");

    private readonly Option<string?> resolver = new Option<string?>("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" }
        .Checked(text => IPAddress.TryParse(text, out _) ? null : "this is no IP address");

    private readonly Option<string?> world = new("--world") { Description = "Look into this simulated mail world; there, the machine's identity is the default.", HelpName = "FILE" };

    public InsideCommandOptions(Command command, Surroundings around)
    {
        this.around = around;
        cloud.CompletionSources.Add([.. Cloud.All.Select(known => known.Id)]);
        foreach (var option in new Option[] { tenant, clientId, certificate, password, managedIdentity, workloadIdentity, deviceCode, azureCli, secret, cloud, resolver, world })
        {
            command.Options.Add(option);
        }

        common = new(command, around);
        command.Validators.Add(Check);
    }

    /// <summary>The options that all commands have.</summary>
    public CommonOptions Common => common;

    /// <summary>Reads what was asked for, and starts the simulated world where one is named; nothing is asked yet.</summary>
    /// <exception cref="InputException">A file or variable cannot be used.</exception>
    public InsideRun Begin(ParseResult parsed)
    {
        var terminal = common.TerminalOf(parsed);
        var inWorld = parsed.GetValue(world) is { } path ? WorldInput.Read(path, around) : null;
        var signIn = SignInOf(parsed, inWorld, terminal);
        var lab = inWorld is null ? null : LabRun.Start(inWorld);
        try
        {
            var probes = around.BeforeProbing(new ProbeOptions { Resolver = parsed.GetValue(resolver), LabRoutes = lab?.Routes });
            return new(InsideAccess.Open(probes, signIn), probes, lab, terminal, common.LanguageOf(parsed)) { Style = common.StyleOf(parsed, terminal), World = inWorld };
        }
        catch (SignInException e)
        {
            _ = lab?.DisposeAsync().AsTask();
            throw new InputException(e.Message);
        }
    }

    private void Check(CommandResult result)
    {
        var ways = new Option[] { certificate, managedIdentity, workloadIdentity, deviceCode, azureCli, secret }.Count(way => result.GetResult(way) is { Implicit: false });
        if (ways > 1 || (ways == 0 && result.GetResult(world) is null))
        {
            result.AddError(ways > 1 ? $"There are {ways} ways of signing in; name one of them only: {Ways}." : $"name one way of signing in: {Ways}.");
        }

        if (result.GetResult(tenant) is null && result.GetResult(world) is null && string.IsNullOrEmpty(around.Variable("AZURE_TENANT_ID")))
        {
            result.AddError("--tenant is missing: the id of the tenant or one of its domains.");
        }
    }

    private SignInOptions SignInOf(ParseResult parsed, World? inWorld, Terminal terminal)
    {
        var (name, app) = inWorld is null ? default : inWorld.Tenants.Where(known => known.Value.App is not null).Select(known => (known.Key, known.Value.App)).FirstOrDefault();
        if (inWorld is not null && app is null)
        {
            throw new InputException($"no tenant of this world has an application; give one the key \"app\" (docs/reference/world.md), such as  app: {{ permissions: [{string.Join(", ", WorldApp.LeastPrivilege)}] }}");
        }

        OpenToOthers.Warn(parsed.GetValue(certificate), terminal);
        var way = WayOf(parsed);
        return new()
        {
            Way = way,
            Cloud = Cloud.Named(app is null || parsed.GetResult(cloud) is { Implicit: false } ? parsed.GetValue(cloud)! : app.Cloud)!,
            Tenant = (parsed.GetValue(tenant) ?? name ?? around.Variable("AZURE_TENANT_ID"))!.Trim(),
            ClientId = parsed.GetValue(clientId) ?? (way is SignInWay.ManagedIdentity or SignInWay.AzureCli ? null : app?.ClientId ?? around.Variable("AZURE_CLIENT_ID")),
            CertificateFile = parsed.GetValue(certificate),
            CertificatePassword = Secret(parsed, password),
            ClientSecret = Secret(parsed, secret),
            FederatedTokenFile = around.Variable("AZURE_FEDERATED_TOKEN_FILE"),
            TellCode = terminal.Tell,
        };
    }

    private SignInWay WayOf(ParseResult parsed) =>
        parsed.GetValue(certificate) is not null ? SignInWay.Certificate
        : parsed.GetValue(secret) is not null ? SignInWay.ClientSecret
        : parsed.GetValue(workloadIdentity) ? SignInWay.WorkloadIdentity
        : parsed.GetValue(deviceCode) ? SignInWay.DeviceCode
        : parsed.GetValue(azureCli) ? SignInWay.AzureCli
        : SignInWay.ManagedIdentity;

    private string? Secret(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } place ? SecretPlace.Read(option.Name, place, around) : null;
}
