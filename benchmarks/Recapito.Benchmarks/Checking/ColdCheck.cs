using System.Diagnostics;
using System.Globalization;
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
}
