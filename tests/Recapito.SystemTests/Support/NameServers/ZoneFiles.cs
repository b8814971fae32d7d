namespace Recapito.SystemTests;

/// <summary>Writes and signs zones with BIND's tools: the children first, as their DS go into the parents.</summary>
/// <param name="folder">Where files and keys go.</param>
/// <param name="zones">All of them, from the root on.</param>
public sealed class ZoneFiles(string folder, IReadOnlyList<ServedZone> zones)
{
    private const string Now = "7";
    private const string Before = "6";

    private readonly Dictionary<string, IReadOnlyList<string>> ds = [];

    /// <summary>The DS of the root's key without its owner: what validators start from.</summary>
    public string Anchor => ds["."].Single().Split("DS", 2, StringSplitOptions.TrimEntries)[1];

    /// <summary>Knot's folder of keys for what it signs by itself.</summary>
    public string LiveKeys => Path.Combine(folder, "kasp");

    public static ServedZone ParentOf(ServedZone zone, IEnumerable<ServedZone> zones) => zones.Where(zone.IsBelow).MaxBy(other => other.Name.Trim('.').Length)!;

    public async Task WriteAsync()
    {
        foreach (var zone in zones.OrderByDescending(zone => zone.Name is "." ? 0 : zone.Name.Split('.').Length))
        {
            ds[zone.Name] = zone.Ds([]);
            if (zone.Live is not null)
            {
                await MakeLiveKeyAsync(zone);
            }
            else if (zone.Algorithm is { } algorithm)
            {
                string[] size = algorithm.StartsWith("RSA", StringComparison.Ordinal) ? ["-b", "2048"] : [];
                (await RunAsync("dnssec-keygen", ["-q", "-K", folder, "-a", algorithm, .. size, "-f", "KSK", zone.Name])).Succeeded("dnssec-keygen");
            }

            foreach (var serial in zone.Behind is null ? [Now] : new[] { Before, Now })
            {
                await WriteAsync(zone, serial);
            }
        }
    }

    /// <summary>The file that a host serves.</summary>
    public string PathOf(ServedZone zone, string host) => PathOf(zone, zone.Behind == host ? Before : Now, "served");

    private string PathOf(ServedZone zone, string serial, string state) => Path.Combine(folder, $"{(zone.Name is "." ? "root" : zone.Name)}.{serial}.{state}");

    private async Task WriteAsync(ServedZone zone, string serial)
    {
        var (bare, served) = (PathOf(zone, serial, "bare"), PathOf(zone, serial, "served"));
        await File.WriteAllLinesAsync(bare, RecordsOf(zone, serial));
        if (zone.Algorithm is null || zone.Live is not null)
        {
            File.Copy(bare, served);
            return;
        }

        var signed = PathOf(zone, serial, "signed");
        (await RunAsync("dnssec-signzone", ["-q", "-S", "-z", "-K", folder, "-d", folder, "-N", "keep", "-O", "full", "-o", zone.Name, "-f", signed, .. zone.Signing, bare]))
            .Succeeded($"dnssec-signzone {zone.Name}");
        await File.WriteAllLinesAsync(served, (await File.ReadAllLinesAsync(signed)).Where(zone.Keeps));
        ds[zone.Name] = zone.Ds(await File.ReadAllLinesAsync(Path.Combine(folder, $"dsset-{zone.Name.TrimEnd('.')}.")));
    }

    private async Task MakeLiveKeyAsync(ServedZone zone)
    {
        (await RunAsync("keymgr", ["-D", LiveKeys, zone.Name, "generate", $"algorithm={zone.Algorithm}", "ksk=yes", "zsk=yes"])).Succeeded("keymgr generate");
        var all = (await RunAsync("keymgr", ["-D", LiveKeys, zone.Name, "ds"])).Succeeded("keymgr ds").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ds[zone.Name] = zone.Ds(all);
    }

    private IEnumerable<string> RecordsOf(ServedZone zone, string serial)
    {
        yield return $"$ORIGIN {zone.Name.TrimEnd('.')}.";
        yield return "$TTL 3600";
        yield return $"@ SOA {zone.ServerName(zone.Hosts[0])}. {zone.ServerName("hostmaster")}. {serial} 14400 3600 1209600 3600";
        foreach (var line in Servers(zone).Concat(zone.More))
        {
            yield return line;
        }

        foreach (var line in zones.Where(child => child.IsBelow(zone) && ParentOf(child, zones) == zone).SelectMany(child => Servers(child).Concat(ds[child.Name])))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Servers(ServedZone zone) => zone.Hosts.SelectMany(host => new[]
    {
        $"{zone.Name.TrimEnd('.')}. NS {zone.ServerName(host)}.",
        $"{zone.ServerName(host)}. A {DnsTree.Hosts[host]}",
    });

    private Task<Outcome> RunAsync(string program, IReadOnlyList<string> arguments) => Command.RunAsync(program, arguments, null, folder);
}
