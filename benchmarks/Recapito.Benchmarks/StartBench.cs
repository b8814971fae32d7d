using System.Diagnostics;
using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>From the start of the native program to its end, for reading one mail.</summary>
internal static class StartBench
{
    private const int Runs = 30;
    private const double Wanted = 20;

    public static int Run(string program)
    {
        var table = new Table("program", "min, ms", "median, ms", "max, ms", "wanted");
        var ours = Measure(program, ["read", "samples/relay-access-denied.eml"]);
        var empty = Measure("true", []);
        var missed = Median(ours) > Wanted;
        Add(table, "recapito read, one mail", ours, $"median ≤ {Wanted:0}");
        Add(table, "true (a program that does nothing)", empty, "");
        Results.Write("start", $"{Runs} starts of each, after one that is not counted.", table, missed);
        return missed ? 1 : 0;
    }

    public static List<double> Measure(string program, string[] arguments)
    {
        Once(program, arguments);
        return [.. Enumerable.Range(0, Runs).Select(_ => Once(program, arguments)).Order()];
    }

    private static double Once(string program, string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode == 0 && (arguments.Length == 0 || said.Length > 0) ? took : throw new InvalidOperationException($"{program} failed, exit code {process.ExitCode}");
    }

    private static double Median(List<double> ordered) => ordered[ordered.Count / 2];

    private static void Add(Table table, string what, List<double> ordered, string wanted) =>
        table.Add(what, Number(ordered[0]), Number(Median(ordered)), Number(ordered[^1]), wanted);

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
