using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>What the check of a mail domain costs: round trips of one, beside Zonemaster on the same line; and the rate of a list.</summary>
internal static class CheckBench
{
    private const int Runs = 5;
    private const double MostTrips = 10;
    private const double OneTimeout = 3000;
    private const double Faster = 10;

    public static int Run(string program, bool timeline)
    {
        var table = new Table("figure", "wanted", "ours", "peer", "ratio", "reached");
        var whole = RoundTrips(table, timeline);
        var missed = !whole.Reached | !Dead(table, whole.Milliseconds, timeline) | !BesideZonemaster(table, program) | !ListOfDomains(table, program);
        Results.Write("check",
            $"One domain in a new process, median of {Runs}: two name servers, two mail hosts with TLS, SPF, DKIM, DMARC, MTA-STS over HTTPS, TLS reports, DNSSEC, PTR, RDAP, behind a validating resolver that is warm. Each packet is delayed by 25 ms each way, "
            + "by a relay before each socket of the lab; beside Zonemaster, by a line between two network namespaces, the resolver at its far end. The list: 1,000 domains of one Knot DNS behind Unbound on loopback.",
            table, missed);
        return missed ? 1 : 0;
    }

    private static (double Milliseconds, bool Reached) RoundTrips(Table table, bool timeline)
    {
        var run = ColdRun.Median("benchmarks/worlds/complete.yaml", Runs, timeline);
        var trips = run.Milliseconds / run.RoundTrip;
        return (run.Milliseconds, Row(table, $"one domain, {run.Questions} questions: round trips of 50 ms", MostTrips, trips, $"{Text(run.Milliseconds, 0)} ms / {Text(run.RoundTrip, 1)} ms"));
    }

    private static bool Dead(Table table, double whole, bool timeline)
    {
        var run = ColdRun.Median("benchmarks/worlds/half-dead.yaml", Runs, timeline);
        return Row(table, "one of two name servers and one of two mail hosts dead: ms more", OneTimeout, run.Milliseconds - whole, "");
    }

    private static bool BesideZonemaster(Table table, string program)
    {
        if (LineRun.Problem() is { } problem)
        {
            table.Add("beside zonemaster-cli", $"≥ {Text(Faster, 0)}", "", "", "", $"not measured: {problem}");
            return false;
        }

        using var line = LineRun.Start("benchmarks/worlds/complete.yaml", program);
        var ours = Median(() => line.Check());
        var peer = Median(() => line.Zonemaster(), 3);
        table.Add("seconds on the same line, beside zonemaster-cli", $"≥ {Text(Faster, 0)} times", Text(ours, 2), Text(peer, 2), Text(peer / ours, 1), peer / ours >= Faster ? "yes" : "NO");
        return peer / ours >= Faster;
    }

    private static bool ListOfDomains(Table table, string program)
    {
        if (ListRun.Problem() is { } problem)
        {
            table.Add("1,000 domains", "", "", "", "", $"not measured: {problem}");
            return false;
        }

        using var list = ListRun.Start(1000);
        var run = list.Check(program);
        table.Add("1,000 domains: domains a second", "", Text(1000 / run.Seconds, 0), "", "", "");
        table.Add("1,000 domains: questions a domain", "≤ 1000", Text(run.QuestionsPerDomain, 1), "", "", run.QuestionsPerDomain <= 1000 ? "yes" : "NO");
        table.Add("1,000 domains: CPU ms a domain", "", Text(run.CpuSeconds, 2), "", "", "");
        table.Add("1,000 domains: memory, MB", "", Text(run.PeakBytes / 1e6, 0), "", "", "");
        table.Add("1,000 domains: questions without an answer", "≤ 0", Text(run.Gaps.Count, 0), "", "", run.Gaps.Count == 0 ? "yes" : $"NO: {run.Gaps[0]}");
        return run.Domains == 1000 && run.Gaps.Count == 0;
    }

    private static bool Row(Table table, string figure, double most, double ours, string remark)
    {
        table.Add(figure, $"≤ {Text(most, 0)}", Text(ours, 1) + (remark.Length > 0 ? $" ({remark})" : ""), "", Text(ours / most, 2), ours <= most ? "yes" : "NO");
        return ours <= most;
    }

    private static double Median(Func<double> once, int runs = Runs) => Enumerable.Range(0, runs).Select(_ => once()).Order().ElementAt(runs / 2);

    private static string Text(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
