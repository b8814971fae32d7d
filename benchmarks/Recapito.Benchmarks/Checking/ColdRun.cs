using System.Diagnostics;
using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>What <see cref="ColdCheck"/> says in a process of its own.</summary>
/// <param name="Milliseconds">From the first question to the report.</param>
/// <param name="RoundTrip">What a round trip on the line really took, milliseconds: 50 and what the relay's clock adds.</param>
/// <param name="Questions">How many were asked.</param>
internal sealed record ColdRun(double Milliseconds, double RoundTrip, int Questions)
{
    /// <summary>The run in the middle.</summary>
    public static ColdRun Median(string world, int runs, bool timeline) =>
        Enumerable.Range(0, runs).Select(run => Once(world, timeline && run == 0)).OrderBy(run => run.Milliseconds).ElementAt(runs / 2);

    private static ColdRun Once(string world, bool timeline)
    {
        string[] arguments = timeline ? ["check-once", world, "--timeline"] : ["check-once", world];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Trim().Split(' ');
        process.WaitForExit();
        return words is [var milliseconds, var trip, var questions, ..]
            ? new(double.Parse(milliseconds, CultureInfo.InvariantCulture), double.Parse(trip, CultureInfo.InvariantCulture), int.Parse(questions, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{world}: the check failed, exit code {process.ExitCode}");
    }
}
