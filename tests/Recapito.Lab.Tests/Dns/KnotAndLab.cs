using System.Diagnostics;
using Recapito.Core;
using Recapito.SystemTests;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>One zone at Knot DNS and at the lab.</summary>
/// <param name="signing">How the lab signs it, for Knot too; null for not at all.</param>
public abstract class KnotAndLab(string? signing) : IAsyncLifetime
{
    internal const string ZoneText = """
        $TTL 600
        @ SOA ns1 hostmaster 2026112301 7200 3600 1209600 120
        @ NS ns1
        @ NS ns.elsewhere.example.
        @ MX 10 mx
        @ MX 20 mx.elsewhere.example.
        @ TXT "v=spf1 mx -all" "second string"
        ns1 A 192.0.2.53
        mx A 192.0.2.25
        mx AAAA 2001:db8::25
        alias CNAME other
        other CNAME mx
        away CNAME www.gone.example.
        broken CNAME nothing
        below CNAME www.child
        a.deep A 192.0.2.26
        *.wild A 192.0.2.27
        *.wild MX 5 mx
        child NS ns.child
        child NS ns2.elsewhere.example.
        ns.child A 192.0.2.66
        null MX 0 .
        _25._tcp.mx TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
        _smtp._tcp SRV 0 5 25 mx
        @ CAA 0 issue "ca.example"
        @ SPF "v=spf1 mx -all"
        @ CDS 0 0 0 00
        @ CDNSKEY 0 3 0 AA==
        @ TYPE65400 \# 3 0a0b0c
        child DS 60485 13 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
        renamed DNAME new
        host.new A 192.0.2.28
        away2 DNAME elsewhere.example.
        4.3.2.1 PTR mx
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("knot").FullName;
    private RunningLab? lab;
    private Process? knot;

    /// <summary>Why there is nothing to compare; null where there is.</summary>
    public string? Missing { get; private set; }

    public int KnotPort { get; private set; }

    public int LabPort { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var (knotd, dig) = (Find("knotd"), Find("dig"));
        Missing = knotd is null ? "knotd is not installed (package knot)" : dig is null ? "dig is not installed (package bind9-dnsutils)" : null;
        if (Missing is not null)
        {
            return;
        }

        var signed = signing is null ? "" : $"  signing: {{ a.example: {{ {signing} }} }}\n";
        lab = RunningLab.Start(
            WorldSnapshot.At(WorldFile.Read("w", "dns:\n" + signed + "  servers: { ns1.a.example: { address: 192.0.2.53, serves: [a.example] } }\n  zones:\n    a.example: |\n      "
                + ZoneText.ReplaceLineEndings("\n      "))), (_, _, _) => null);
        LabPort = lab.Routes.Routes.Single(route => route is { Address: "192.0.2.53", Port: 53, Protocol: TransportProtocol.Udp }).LoopbackPort;
        KnotPort = Ports.Unused();
        await File.WriteAllTextAsync(Path.Combine(folder, "a.example.zone"), "$ORIGIN a.example.\n" + (signing is null ? ZoneText : ZoneFile.Write(lab.World.Zones.Single(zone => zone.Apex == "a.example").Records)) + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "knot.conf"), $"""
            server:
              rundir: "{folder}"
              listen: 127.0.0.1@{KnotPort}
            database:
              storage: "{folder}"
            template:
              - id: default
                storage: "{folder}"
                file: "%s.zone"
                zonefile-sync: -1
                journal-content: none
            zone:
              - domain: a.example
            """);
        knot = Process.Start(new ProcessStartInfo(knotd!, ["-c", Path.Combine(folder, "knot.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true });
        Assert.NotNull(await Deadline.WaitForAsync(Deadline.Longest, async () => (await Dig(KnotPort, "a.example", "SOA", "+notcp")).Contains("NOERROR", StringComparison.Ordinal) ? knot : null));
    }

    public async ValueTask DisposeAsync()
    {
        if (knot is not null)
        {
            knot.Kill();
            await knot.WaitForExitAsync();
            knot.Dispose();
        }

        await (lab?.DisposeAsync() ?? default);
        Directory.Delete(folder, true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Fails where the two say something else, or skips where one of them is not there.</summary>
    internal async Task Compare(string name, string type, params string[] options)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        Assert.Equal(await Dig(KnotPort, name, type, options), await Dig(LabPort, name, type, options));
    }

    /// <summary>Status, flags and the records of each section in alphabetical order, since their order in an RRset means nothing (RFC 1034 §3.6).</summary>
    public static async Task<string> Dig(int port, string name, string type, params string[] options)
    {
        using var dig = Process.Start(new ProcessStartInfo(Find("dig")!, [
            "@127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture), name, type, .. options,
            "+norec", "+nocookie", "+tries=2", "+time=5", "+noall", "+comments", "+answer", "+authority", "+additional"])
        { RedirectStandardOutput = true })!;
        var output = await dig.StandardOutput.ReadToEndAsync();
        await dig.WaitForExitAsync();
        var lines = output.Split('\n').Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return string.Join('\n', lines.Where(line => line.Length > 0 && !line.StartsWith("; ED", StringComparison.Ordinal) && !line.StartsWith(";; Got", StringComparison.Ordinal))
            .Select(line => line.StartsWith(";; ->>HEADER", StringComparison.Ordinal) ? line[..line.LastIndexOf(", id", StringComparison.Ordinal)] : line)
            .Aggregate((Sections: new List<List<string>> { new() }, 0), (all, line) =>
            {
                if (line.StartsWith(";;", StringComparison.Ordinal))
                {
                    all.Sections.Add([line]);
                }
                else
                {
                    all.Sections[^1].Add(line);
                }

                return all;
            }).Sections.SelectMany(section => section.Take(1).Concat(section.Skip(1).Order(StringComparer.Ordinal))));
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
