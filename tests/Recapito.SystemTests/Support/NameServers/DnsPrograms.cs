namespace Recapito.SystemTests;

/// <summary>How each of the DNS servers is told what to serve or whom to ask.</summary>
public static class DnsPrograms
{
    private static readonly string[] Needed = ["knotd", "keymgr", "nsd", "named", "unbound", "dnssec-keygen", "dnssec-signzone", "dig"];

    /// <summary>What is not there; null where all is.</summary>
    public static string? Missing => Needed.FirstOrDefault(program => !Command.Exists(program)) is { } missing ? $"{missing} is not installed" : null;

    /// <summary>Starts an authoritative server.</summary>
    /// <param name="kind">"knot", "nsd" or "bind".</param>
    /// <param name="zones">Zones with their files.</param>
    /// <param name="liveKeys">Knot's folder of keys; it gets a copy.</param>
    public static Task<DnsProcess> ServeAsync(string kind, IReadOnlyDictionary<ServedZone, string> zones, string liveKeys)
    {
        IReadOnlyList<string> names = [.. zones.Keys.Select(zone => zone.Name)];
        return kind switch
        {
            "knot" => StartAsync("knotd", ["-c"], server => Knot(server, zones, liveKeys), names),
            "nsd" => StartAsync("nsd", ["-d", "-c"], server => Nsd(server, zones), names),
            _ => StartAsync("named", ["-4", "-g", "-c"], server => Bind(server, zones), names),
        };
    }

    /// <summary>Starts a resolver that validates.</summary>
    /// <param name="kind">"Unbound" or "BIND".</param>
    /// <param name="anchor">DS of the root's key.</param>
    /// <param name="servers">Names of zones with the ports of their servers.</param>
    /// <param name="known">A zone that it must find.</param>
    public static Task<DnsProcess> ResolveAsync(string kind, string anchor, IReadOnlyDictionary<string, IReadOnlyList<int>> servers, string known) => kind switch
    {
        "Unbound" => StartAsync("unbound", ["-d", "-c"], server => Unbound(server, anchor, servers), [known]),
        _ => StartAsync("named", ["-4", "-g", "-c"], server => BindResolver(server, anchor, servers), [known]),
    };

    private static Task<DnsProcess> StartAsync(string program, string[] arguments, Func<DnsProcess, string> settings, IReadOnlyList<string> zones) =>
        DnsProcess.StartAsync(Command.Find(program)!, arguments, settings, zones);

    private static string Knot(DnsProcess server, IReadOnlyDictionary<ServedZone, string> zones, string liveKeys) => $"""
        server:
          rundir: "{server.Folder}"
          listen: 127.0.0.1@{server.Port}
        database:
          storage: "{server.Folder}"
          kasp-db: "{CopyOf(liveKeys, server)}"
        policy:
          - id: kept
            manual: on
            single-type-signing: on
        mod-onlinesign:
          - id: kept
            policy: kept
        template:
          - id: default
            zonefile-sync: -1
            journal-content: none
        zone:
        {Each(zones, zone => $"""
              - domain: {zone.Key.Name}
                file: "{zone.Value}"
            {(zone.Key.Live is { } live ? $"    {live}" : "")}
            """)}
        """;

    // Two processes that share a folder of keys would lock each other out.
    private static string CopyOf(string liveKeys, DnsProcess server)
    {
        var copy = Directory.CreateDirectory(Path.Combine(server.Folder, "kasp", "keys")).Parent!.FullName;
        foreach (var file in Directory.Exists(liveKeys) ? Directory.GetFiles(liveKeys, "*", SearchOption.AllDirectories) : [])
        {
            File.Copy(file, Path.Combine(copy, Path.GetRelativePath(liveKeys, file)));
        }

        return copy;
    }

    // The rate limit is there for strangers; a whole class of tests asks from one address.
    private static string Nsd(DnsProcess server, IReadOnlyDictionary<ServedZone, string> zones) => $"""
        server:
          ip-address: 127.0.0.1@{server.Port}
          username: ""
          chroot: ""
          zonesdir: ""
          database: ""
          pidfile: "{server.Folder}/nsd.pid"
          xfrdfile: "{server.Folder}/xfrd.state"
          xfrdir: "{server.Folder}"
          zonelistfile: "{server.Folder}/zone.list"
          rrl-ratelimit: 0
        remote-control:
          control-enable: no
        {Each(zones, zone => $"""
            zone:
              name: {zone.Key.Name}
              zonefile: "{zone.Value}"
            """)}
        """;

    private static string Bind(DnsProcess server, IReadOnlyDictionary<ServedZone, string> zones) => $$"""
        {{BindOptions(server, "recursion no; allow-transfer { none; }; dnssec-validation no; notify no;")}}
        {{Each(zones, zone => $$"""zone "{{zone.Key.Name}}" { type primary; file "{{zone.Value}}"; };""")}}
        """;

    // It draws the ports that it asks from by itself, and would take those that were given to servers that are about to start.
    private static string Unbound(DnsProcess server, string anchor, IReadOnlyDictionary<string, IReadOnlyList<int>> servers) => $"""
        server:
          interface: 127.0.0.1@{server.Port}
          outgoing-port-avoid: "{SystemTests.Ports.First}-{SystemTests.Ports.Last}"
          do-daemonize: no
          do-not-query-localhost: no
          chroot: ""
          username: ""
          directory: "{server.Folder}"
          pidfile: ""
          use-syslog: no
          module-config: "validator iterator"
          trust-anchor: ". DS {anchor}"
        remote-control:
          control-enable: no
        {Each(servers, zone => $"""
            stub-zone:
              name: "{zone.Key}"
            {Each(zone.Value, port => $"  stub-addr: 127.0.0.1@{port}")}
            """)}
        """;

    private static string BindResolver(DnsProcess server, string anchor, IReadOnlyDictionary<string, IReadOnlyList<int>> servers) => $$"""
        {{BindOptions(server, "recursion yes; dnssec-validation yes; forward only; forwarders { " + Ports(servers["."]) + " };")}}
        trust-anchors { . static-ds {{Quoted(anchor)}}; };
        {{Each(servers.Where(zone => zone.Key is not "."), zone => $$"""zone "{{zone.Key}}" { type forward; forward only; forwarders { {{Ports(zone.Value)}} }; };""")}}
        """;

    private static string BindOptions(DnsProcess server, string more) => $$"""
        options {
          directory "{{server.Folder}}";
          listen-on port {{server.Port}} { 127.0.0.1; };
          listen-on-v6 { none; };
          pid-file none;
          session-keyfile none;
          {{more}}
        };
        controls { };
        """;

    private static string Ports(IEnumerable<int> ports) => string.Concat(ports.Select(port => $"127.0.0.1 port {port}; "));

    // Key tag, algorithm and digest type as they are, the digest in quotes.
    private static string Quoted(string anchor) => anchor.Split(' ', 4) is [var tag, var algorithm, var type, var digest] ? $"{tag} {algorithm} {type} \"{digest}\"" : anchor;

    private static string Each<T>(IEnumerable<T> all, Func<T, string> text) => string.Join('\n', all.Select(text));
}
