using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Benchmarks;

/// <summary>One check of a domain in a process that has done nothing yet, with the lab at the other end of a long line.</summary>
internal static class ColdCheck
{
    private const string Domain = "contoso.example";

    /// <summary>Prints "milliseconds round-trip-milliseconds questions gaps worst", and with the timeline each answer on standard error.</summary>
    public static async Task<int> RunAsync(string path, bool timeline)
    {
        var world = WorldFile.Read(path, await File.ReadAllTextAsync(path));
        await using var lab = LabRun.Start(world);
        await WarmAsync(lab.Routes);
        var (link, routes) = LongLink.Before(lab.Routes, ColdDiagnosis.RoundTrip);
        using var closing = link;

        // Silence is waited for as on the Internet: what a dead server costs is the question.
        var limits = ProbeLimits.ForCheck with { LabSilence = ProbeLimits.ForCheck.Connect };
        var started = Stopwatch.GetTimestamp();
        var collector = EvidenceCollector.Create(new() { LabRoutes = routes, Limits = limits }, reply => Catalogue.Default.FormOf(reply)?.About);
        var inquiry = new DomainInquiry { InLab = true };
        var evidence = await collector.CollectAsync(
            known => DomainExamination.Next(Domain, known, inquiry, routes.Now), EvidenceSet.Empty, timeline ? new Timeline(started) : null, CancellationToken.None);
        var report = DomainExamination.Judge(Domain, evidence, inquiry, routes.Now, Catalogue.Default);
        var took = Stopwatch.GetElapsedTime(started);

        var trip = await ColdDiagnosis.MeasureAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{took.TotalMilliseconds:0.0} {trip:0.00} {evidence.All.Count()} {report.Gaps.Count} {Kebab.Of(report.Worst)}"));
        if (timeline)
        {
            Console.Error.Write(DomainText.Write(report, new(), Catalogue.Default));
        }

        return 0;
    }

    // Only the check is to be cold: the resolver has seen the domain before, as a provider's has.
    private static async Task WarmAsync(LabRoutes lab)
    {
        var route = lab.Routes.First(route => route.Address == lab.Resolver && route is { Port: 53, Protocol: TransportProtocol.Udp });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(IPAddress.Loopback, route.LoopbackPort);
        foreach (var name in new[] { Domain, "nobody." + Domain })
        {
            await socket.SendAsync(QuestionOf(name));
            await socket.ReceiveAsync(new byte[4096]);
        }
    }

    // RD, one question for MX (RFC 1035 §4.1).
    private static byte[] QuestionOf(string name) =>
        [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0, 0, 15, 0, 1];
}
