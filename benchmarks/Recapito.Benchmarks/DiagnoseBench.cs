using System.Diagnostics;
using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>How many round trips a diagnosis takes from the bounce to the verdict, when every packet needs 25 ms each way.</summary>
internal static class DiagnoseBench
{
    // MX · A · TCP · banner · EHLO · STARTTLS · TLS 1.3 · EHLO · RCPT: each needs the answer before it. The address of the name that Microsoft would
    // give the domain is asked beside the MX, so where the MX names just that, the A costs no round trip of its own.
    private const double WithTls = 9;
    private const double WithTlsAtMicrosoft = WithTls - 1;
    private const double WithoutTls = WithTls - 3;
    private const double Wanted = 12;
    private const int Runs = 5;

    private static readonly (string World, double Bound, string Expected)[] Worlds =
    [
        ("lab/worlds/recipient/not-in-edge-directory.yaml", WithTlsAtMicrosoft, "proven recipient-not-in-edge-directory"),
        ("lab/worlds/mx/host-does-not-accept-domain.yaml", WithTls, "proven mx-host-does-not-accept-domain"),
        ("lab/worlds/mx/surplus-mx.yaml", WithTlsAtMicrosoft, "proven surplus-mx"),
        ("samples/relay-access-denied.yaml", WithoutTls, "proven mx-host-does-not-accept-domain"),
    ];

    public static int Run(bool timeline)
    {
        var table = new Table("world", "verdict", "ours, ms", "ours, round trips", "bound", "ratio", "wanted");
        var missed = false;
        var slowest = 0.0;
        foreach (var (world, bound, expected) in Worlds)
        {
            var runs = Enumerable.Range(0, Runs).Select(run => Once(world, timeline && run == 0)).OrderBy(run => run.Milliseconds).ToList();
            var (milliseconds, trip, verdict) = runs[Runs / 2];
            var trips = milliseconds / ColdDiagnosis.RoundTrip.TotalMilliseconds;
            slowest = Math.Max(slowest, trip);
            missed |= trips > Wanted || runs.Any(run => run.Verdict != expected);
            table.Add(
                Path.GetFileNameWithoutExtension(world), runs.FirstOrDefault(run => run.Verdict != expected).Verdict ?? verdict, Number(milliseconds, 0), Number(trips, 1),
                Number(bound, 0), Number(trips / bound, 2), $"≤ {Number(Wanted, 0)}");
        }

        Results.Write("diagnose", $"One diagnosis in a new process, median of {Runs}; a relay delays each packet by 25 ms each way. A round trip is counted as 50 ms; measured through the relay it takes up to {Number(slowest, 1)} ms, so the figures err on the slow side.", table, missed);
        return missed ? 1 : 0;
    }

    private static (double Milliseconds, double RoundTrip, string Verdict) Once(string world, bool timeline)
    {
        string[] arguments = timeline ? ["once", world, "--timeline"] : ["once", world];
        if (timeline)
        {
            Console.Error.WriteLine($"\n{world}");
        }

        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Trim().Split(' ', 3);
        process.WaitForExit();
        return words is [var milliseconds, var trip, var verdict]
            ? (double.Parse(milliseconds, CultureInfo.InvariantCulture), double.Parse(trip, CultureInfo.InvariantCulture), verdict)
            : throw new InvalidOperationException($"{world}: the diagnosis failed, exit code {process.ExitCode}");
    }

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
