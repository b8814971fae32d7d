using System.Text;
using Recapito.Cli;
using Recapito.Core;

namespace Recapito.SystemTests;

/// <summary>One plan at one real server, and the command line on it, in this process.</summary>
public sealed class FixTrial(UpdatableServer server) : IDisposable
{
    public const string Old = "1800 10 mx.oldhost.example. | 1800 20 mx2.oldhost.example.";
    public const string New = "600 0 contoso-example.mail.protection.outlook.com.";

    private const string ResolverAddress = "192.0.2.10";
    private const string ServerAddress = "192.0.2.53";

    private readonly string folder = Directory.CreateTempSubdirectory("recapito-fix-").FullName;

    public string Plan => Path.Combine(folder, "plan.json");

    public string Journal => File.Exists(Plan + ".journal") ? File.ReadAllText(Plan + ".journal") : "";

    /// <summary>The steps that the journal has.</summary>
    public string Steps => string.Join(' ', Journal.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("\"step\":\"")[1].Split('"')[0]));

    public static async Task<(UpdatableServer Server, FixTrial Trial)> StartAsync(string kind)
    {
        Assert.SkipWhen(UpdatableServer.Missing is not null, UpdatableServer.Missing ?? "");
        var server = await UpdatableServer.StartAsync(kind);
        var trial = new FixTrial(server);
        trial.WritePlan();
        return (server, trial);
    }

    public void WritePlan(string owner = "contoso.example", string before = "\"10 mx.oldhost.example.\", \"20 mx2.oldhost.example.\"", string verdict = "proven", string type = "MX", string after = "\"0 contoso-example.mail.protection.outlook.com.\"") => File.WriteAllText(Plan, $$"""
        {
          "schema": "recapito.fix-plan/1",
          "madeAt": "2026-11-23T10:15:00Z",
          "recipient": "lee@contoso.example",
          "cause": "mx-host-does-not-accept-domain",
          "verdict": "{{verdict}}",
          "remedy": "replace-mx",
          "party": "recipients-admin",
          "changes": [{ "owner": "{{owner}}.", "type": "{{type}}", "ttl": 600, "before": [{{before}}], "after": [{{after}}] }]
        }
        """);

    public Task<Outcome> ApplyAsync(int? port = null, string? key = null, params string[] more) => SendAsync("apply", port, key, more);

    public Task<Outcome> UndoAsync(int? port = null, string? key = null, params string[] more) => SendAsync("undo", port, key, more);

    /// <summary>The program as a process of its own, to be killed.</summary>
    public System.Diagnostics.Process Start(string what, int port) => Command.Start("dotnet", Repository.Recapito(Arguments(what, port, null)));

    /// <summary>Verifies with the server in the place of the resolver and of ns1.dnshost.example.</summary>
    public Task<Outcome> VerifyAsync() => RunAsync(["fix", "verify", Plan], options => options with
    {
        LabRoutes = new([.. Routes(ResolverAddress), .. Routes(ServerAddress)], ResolverAddress, [], DateTimeOffset.UtcNow), Budget = null,
    });

    /// <summary>A file that stays when the server goes.</summary>
    public string Copy(string path)
    {
        var copy = Path.Combine(folder, Path.GetFileName(path));
        File.Copy(path, copy);
        return copy;
    }

    /// <summary>Without --yes: at a terminal where this is typed; null for no terminal.</summary>
    public Task<Outcome> AskedAsync(string what, int port, string? typed) => RunAsync([.. Arguments(what, port, null).Where(argument => argument is not "--yes")], Patiently, typed);

    // While an update is under way, some tests run another program and wait for its end: that must not be taken for a server that does not answer.
    private static Probes.ProbeOptions Patiently(Probes.ProbeOptions options) =>
        options with { Limits = (options.Limits ?? new()) with { Step = TimeSpan.FromMinutes(5), Total = TimeSpan.FromMinutes(10) } };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<Outcome> SendAsync(string what, int? port, string? key, string[] more) => RunAsync([.. Arguments(what, port, key), .. more], Patiently);

    private string[] Arguments(string what, int? port, string? key) => ["fix", what, Plan, "--server", $"127.0.0.1:{port ?? server.Port}", "--key", key ?? server.KeyFile, "--yes", "--lang", "en"];

    private static async Task<Outcome> RunAsync(string[] arguments, Func<Probes.ProbeOptions, Probes.ProbeOptions> probing, string? typed = null)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var around = new Surroundings(new MemoryStream(Encoding.UTF8.GetBytes(typed ?? "")), output, error) { BeforeProbing = probing, InputIsTerminal = typed is not null, ErrorIsTerminal = typed is not null };
        var code = await CommandLine.RunAsync(arguments, around, TestContext.Current.CancellationToken);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private IEnumerable<LabRoute> Routes(string address) =>
        [new(address, 53, TransportProtocol.Udp, RouteFate.Deliver, server.Port), new(address, 53, TransportProtocol.Tcp, RouteFate.Deliver, server.Port)];
}
