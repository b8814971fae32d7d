namespace Recapito.SystemTests;

/// <summary>
/// A real primary server that lets one key change contoso.example, and nobody change fabrikam.example. It has the zones above both too, so that a resolver's
/// questions may be put to it.
/// </summary>
public sealed class UpdatableServer : IAsyncDisposable
{
    public const string KeyName = "recapito-key";

    private const string Timers = "14400 3600 1209600 3600";
    private const string Secret = "bm90IGEgc2VjcmV0OiBhIHRlc3QncyBrZXkgb25seSE=";
    private const string OtherSecret = "YW5vdGhlciB0ZXN0J3Mga2V5LCBhbmQgYSB3cm9uZyE=";

    private static readonly Dictionary<string, string[]> Zones = new()
    {
        ["."] = ["@ NS ns1.dnshost.example.", "ns1.dnshost.example. A 192.0.2.53"],
        ["dnshost.example"] = ["@ NS ns1", "ns1 A 192.0.2.53"],
        ["contoso.example"] = ["@ NS ns1.dnshost.example.", "@ 1800 MX 10 mx.oldhost.example.", "@ MX 20 mx2.oldhost.example.", "@ TXT \"v=spf1 mx -all\"", "www A 192.0.2.80", "alias CNAME www"],
        ["fabrikam.example"] = ["@ NS ns1.dnshost.example.", "@ MX 10 mx.oldhost.example."],
    };

    private readonly DnsProcess process;

    private UpdatableServer(string kind, DnsProcess process) => (Kind, this.process) = (kind, process);

    /// <summary>Why it cannot run here; null where it can.</summary>
    public static string? Missing => new[] { "named", "knotd", "dig", "nsupdate" }.FirstOrDefault(program => !Command.Exists(program)) is { } missing ? $"{missing} is not installed" : null;

    public string Kind { get; }

    public int Port => process.Port;

    /// <summary>The key's file in the server's own form.</summary>
    public string KeyFile => Path.Combine(process.Folder, "update.key");

    /// <summary>A key of the same name with another secret.</summary>
    public string WrongKeyFile => Path.Combine(process.Folder, "wrong.key");

    /// <summary>A key that the server never heard of.</summary>
    public string StrangeKeyFile => Path.Combine(process.Folder, "strange.key");

    public static async Task<UpdatableServer> StartAsync(string kind)
    {
        var server = await DnsProcess.StartAsync(
            Command.Find(kind is "Knot" ? "knotd" : "named")!, kind is "Knot" ? ["-c"] : ["-4", "-g", "-c"], process => Configure(kind, process), [.. Zones.Keys]);
        return new(kind, server);
    }

    /// <summary>What the server has: dig's short answer, sorted.</summary>
    public async Task<string> HasAsync(string name, string type)
    {
        var asked = await Command.RunAsync("dig", "@127.0.0.1", "-p", $"{Port}", "+noall", "+answer", "+tcp", "+norecurse", name, type);
        var lines = asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [_, var ttl, _, _, .. var data] ? [ttl, .. data] : []));
        return string.Join(" | ", lines.Order(StringComparer.Ordinal));
    }

    /// <summary>Everything but what changes with each update, by transfer.</summary>
    public async Task<string> OthersAsync() =>
        string.Join(" | ", await Task.WhenAll(HasAsync("contoso.example", "NS"), HasAsync("contoso.example", "TXT"), HasAsync("www.contoso.example", "A"), HasAsync("alias.contoso.example", "CNAME"), HasAsync("fabrikam.example", "MX")));

    /// <summary>Somebody else changes the zone.</summary>
    public async Task SomebodyUpdatesAsync(params string[] lines)
    {
        var script = string.Join('\n', [$"server 127.0.0.1 {Port}", "zone contoso.example", .. lines, "send", ""]);
        (await Command.RunAsync("nsupdate", ["-y", $"hmac-sha256:{KeyName}:{Secret}"], script)).Succeeded("nsupdate");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string Configure(string kind, DnsProcess process)
    {
        foreach (var (zone, records) in Zones)
        {
            File.WriteAllLines(FileOf(process, zone), ["$TTL 1800", $"$ORIGIN {(zone is "." ? "." : zone + ".")}", $"@ SOA ns1.dnshost.example. hostmaster.dnshost.example. 7 {Timers}", .. records]);
        }

        WriteKey(process, "update.key", kind, KeyName, Secret);
        WriteKey(process, "wrong.key", kind, KeyName, OtherSecret);
        WriteKey(process, "strange.key", kind, "strange-key", Secret);
        return kind is "Knot" ? Knot(process) : Bind(process);
    }

    private static string FileOf(DnsProcess process, string zone) => Path.Combine(process.Folder, (zone is "." ? "root" : zone) + ".zone");

    private static void WriteKey(DnsProcess process, string file, string kind, string name, string secret)
    {
        var path = Path.Combine(process.Folder, file);
        File.WriteAllText(path, kind is "Knot"
            ? $"# hmac-sha256:{name}:{secret}\nkey:\n  - id: {name}\n    algorithm: hmac-sha256\n    secret: {secret}\n"
            : $"key \"{name}\" {{\n\talgorithm hmac-sha256;\n\tsecret \"{secret}\";\n}};\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static string Knot(DnsProcess process) => $"""
        server:
          rundir: "{process.Folder}"
          listen: 127.0.0.1@{process.Port}
        database:
          storage: "{process.Folder}"
        include: "{process.Folder}/update.key"
        acl:
          - id: update
            key: {KeyName}
            action: update
        template:
          - id: default
            zonefile-sync: -1
        zone:
        {string.Join('\n', Zones.Keys.Select(zone => $"  - domain: {zone}\n    file: \"{FileOf(process, zone)}\"{(zone is "contoso.example" ? "\n    acl: update" : "")}"))}
        """;

    private static string Bind(DnsProcess process) => $$"""
        include "{{process.Folder}}/update.key";
        options {
          directory "{{process.Folder}}";
          listen-on port {{process.Port}} { 127.0.0.1; };
          listen-on-v6 { none; };
          pid-file none;
          session-keyfile none;
          recursion no;
          dnssec-validation no;
          notify no;
        };
        controls { };
        {{string.Join('\n', Zones.Keys.Select(zone => $$"""zone "{{zone}}" { type primary; file "{{FileOf(process, zone)}}"; {{(zone is "contoso.example" ? $"allow-update {{ key {KeyName}; }};" : "")}} };"""))}}
        """;
}
