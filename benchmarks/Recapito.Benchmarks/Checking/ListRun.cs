using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recapito.Benchmarks;

/// <summary>What a list of domains took.</summary>
/// <param name="Domains">Reports that came.</param>
/// <param name="Seconds">From start to end.</param>
/// <param name="CpuSeconds">User and system time; over a thousand domains, milliseconds a domain.</param>
/// <param name="PeakBytes">The most memory.</param>
/// <param name="QuestionsPerDomain">Questions in each report; those answered by the cache count.</param>
/// <param name="Gaps">Questions that remained without an answer, with the reason; with servers that are well there is none.</param>
internal sealed record ListFigures(int Domains, double Seconds, double CpuSeconds, long PeakBytes, double QuestionsPerDomain, IReadOnlyList<string> Gaps);

/// <summary>Many domains of one Knot DNS, behind Unbound as the resolver, in a namespace.</summary>
internal sealed class ListRun : IDisposable
{
    private const string Knot = "192.0.2.53";
    private const string Resolver = "192.0.2.10";
    private const string MailHost = "mx1.host.example.";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly string[] Needed = ["/usr/sbin/knotd", "/usr/sbin/unbound", "/usr/sbin/smtp-sink"];

    private readonly Namespace network = new();
    private readonly Scratch scratch = new();
    private readonly List<Process> servers = [];
    private readonly int count;

    private ListRun(int count) => this.count = count;

    /// <summary>Why this cannot be measured here; null where it can.</summary>
    public static string? Problem() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "needs Linux and root, for network namespaces"
        : Needed.FirstOrDefault(path => !File.Exists(path)) is { } missing ? $"{missing} is not installed"
        : null;

    public static ListRun Start(int count)
    {
        var run = new ListRun(count);
        try
        {
            run.WriteZones();
            run.Serve();
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    public ListFigures Check(string program)
    {
        var list = Path.Combine(scratch.Folder, "domains.txt");
        File.WriteAllLines(list, Enumerable.Range(0, count).Select(Domain));
        var reports = Path.Combine(scratch.Folder, "reports.jsonl");
        var command = $"exec {Path.GetFullPath(program)} check --list {list} --concurrency 50 --resolver {Resolver} --allow-private --no-https --format jsonl --quiet >{reports}";
        var run = ChildRun.Of("ip", network.Inside("sh", "-c", command));
        var seen = File.ReadLines(reports).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return new(
            seen.Count, run.WallSeconds, run.CpuSeconds, run.PeakBytes, seen.Count == 0 ? 0 : seen.Average(report => report.GetProperty("questions").GetInt32()),
            [.. seen.SelectMany(report => report.GetProperty("notChecked").EnumerateArray()).Select(gap => gap.ToString())]);
    }

    public void Dispose()
    {
        servers.ForEach(server => server.Dispose());
        network.Dispose();
        scratch.Dispose();
    }

    private static string Domain(int number) => FormattableString.Invariant($"d{number}.example");

    private string In(string name) => Path.Combine(scratch.Folder, name);

    // One zone a domain; all mail goes to two hosts of a provider, as it mostly does.
    private void WriteZones()
    {
        const string soa = "@ 3600 SOA ns1.host.example. hostmaster.host.example. 1 7200 3600 1209600 3600\n@ NS ns1.host.example.\n";
        File.WriteAllText(In("root.zone"), $"$ORIGIN .\n. 3600 SOA ns1.host.example. hostmaster.host.example. 1 7200 3600 1209600 3600\n. NS ns1.host.example.\nexample. NS ns1.host.example.\nns1.host.example. A {Knot}\n");
        var parent = new StringBuilder($"$ORIGIN example.\n{soa}host NS ns1.host.example.\nns1.host A {Knot}\n");
        var settings = new StringBuilder($"server:\n  listen: {Knot}@53\n  rundir: {scratch.Folder}\ndatabase:\n  storage: {scratch.Folder}\nzone:\n");
        Zone(settings, ".", "root.zone");
        Zone(settings, "example.", "example.zone");
        Zone(settings, "host.example.", "host.zone");
        File.WriteAllText(In("host.zone"), $"$ORIGIN host.example.\n{soa}ns1 A {Knot}\nmx1 A 192.0.2.25\nmx2 A 192.0.2.26\n@ TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n");
        for (var number = 0; number < count; number++)
        {
            var domain = Domain(number);
            parent.Append(CultureInfo.InvariantCulture, $"{domain}. NS ns1.host.example.\n");
            Zone(settings, domain + ".", domain + ".zone");
            File.WriteAllText(In(domain + ".zone"), $"$ORIGIN {domain}.\n{soa}@ MX 10 mx1.host.example.\n@ MX 20 mx2.host.example.\n@ A 192.0.2.80\n@ TXT \"v=spf1 include:host.example -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"\n");
        }

        File.WriteAllText(In("example.zone"), parent.ToString());
        File.WriteAllText(In("knot.conf"), settings.ToString());
    }

    private void Zone(StringBuilder settings, string domain, string file) => settings.Append(CultureInfo.InvariantCulture, $"  - domain: {domain}\n    file: {In(file)}\n");

    private void Serve()
    {
        foreach (var address in new[] { Knot, Resolver, "192.0.2.25", "192.0.2.26" })
        {
            Namespace.Ip("-n", network.Name, "address", "add", address + "/32", "dev", "lo");
        }

        File.WriteAllText(In("unbound.conf"),
            $"""
            server:
              interface: {Resolver}
              access-control: 0.0.0.0/0 allow
              do-daemonize: no
              chroot: ""
              username: ""
              directory: "{scratch.Folder}"
              pidfile: ""
              use-syslog: no
              root-hints: "{In("root.hints")}"
              module-config: "iterator"
            remote-control:
              control-enable: no

            """);
        File.WriteAllText(In("root.hints"), $". 3600000 NS ns1.host.example.\nns1.host.example. 3600000 A {Knot}\n");
        servers.Add(network.Serve("/usr/sbin/knotd", "-c", In("knot.conf")));
        servers.Add(network.Serve("/usr/sbin/smtp-sink", "-u", "nobody", "192.0.2.25:25", "200"));
        servers.Add(network.Serve("/usr/sbin/smtp-sink", "-u", "nobody", "192.0.2.26:25", "200"));
        Await(() => Dig(Knot).Contains(MailHost, StringComparison.Ordinal), "Knot");
        servers.Add(network.Serve("/usr/sbin/unbound", "-d", "-c", In("unbound.conf")));
        Await(() => Dig(Resolver).Contains(MailHost, StringComparison.Ordinal), "Unbound");
    }

    private string Dig(string server) => ChildRun.OutputOf("ip", network.Inside("dig", "+short", "+tries=1", "+time=1", $"@{server}", Domain(count - 1), "MX"));

    private static void Await(Func<bool> isReady, string server)
    {
        for (var waited = Stopwatch.StartNew(); !isReady(); Thread.Sleep(200))
        {
            if (waited.Elapsed > LongestStart)
            {
                throw new InvalidOperationException($"{server} does not answer {LongestStart.TotalSeconds} s after its start");
            }
        }
    }
}
