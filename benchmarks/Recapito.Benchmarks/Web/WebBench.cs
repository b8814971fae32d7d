using System.Diagnostics;
using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>The service under load, on the same cores as those who load it.</summary>
internal static class WebBench
{
    private const int Rate = 200;
    private const int Seconds = 60;
    private const int Watching = 500;
    private const double LongestWait = 250;
    private const double MostGrowth = 1.25;
    private const double LongestLag = 2000;
    private const double LongestPage = 1000;
    private const int LargestStart = 100_000;
    private const double Megabyte = 1 << 20;
    private const string Mail = "samples/relay-access-denied.eml";
    private const string Verdict = "mx.oldhost.example, which takes no mail";

    public static async Task<int> RunAsync(string program)
    {
        var mail = await File.ReadAllTextAsync(Mail);
        var table = new Table("what", "measured", "wanted");
        var missed = await PostAsync(program, mail, table) | await LookAsync(program, mail, table);
        Results.Write("web", $"{Rate} bounces a second for {Seconds} s, each with another recipient, at a host that diagnoses them in the world of samples/relay-access-denied.yaml; then {Watching} viewers of one diagnosis in benchmarks/worlds/slow.yaml. Client and host on the same cores.", table, missed);
        return missed ? 1 : 0;
    }

    private static async Task<bool> PostAsync(string program, string mail, Table table)
    {
        await using var host = await HostProcess.StartAsync(program, "samples/relay-access-denied.yaml");
        var pages = await PageFigures.MeasureAsync(host, mail);
        var missed = Add(table, "start page with all that it loads, bytes", pages.StartOctets, LargestStart) | Add(table, "page of a finished diagnosis with all that it loads, ms (median of 20)", pages.Result, LongestPage);
        await new PostLoad(Rate, TimeSpan.FromSeconds(5)).RunAsync(host, mail);
        var figures = await new PostLoad(Rate, TimeSpan.FromSeconds(Seconds)).RunAsync(host, mail);
        table.Add("bounces posted, not taken", $"{figures.Waits.Count}, {figures.Refused.Count}", "0 not taken");
        table.Add("answer of the POST, median, ms", Number(figures.Wait(0.5)), "");
        missed |= Add(table, "answer of the POST, p99, ms", figures.Wait(0.99), LongestWait) | figures.Refused.Count > 0;
        table.Add("memory of the host in each third of the time, MB", string.Join(", ", Enumerable.Range(0, 3).Select(third => Number(figures.MemoryIn(third) / Megabyte))), "");
        return Add(table, "memory of the last third to that of the first", figures.MemoryIn(2) / (double)figures.MemoryIn(0), MostGrowth) | missed;
    }

    private static async Task<bool> LookAsync(string program, string mail, Table table)
    {
        await using var host = await HostProcess.StartAsync(program, "benchmarks/worlds/slow.yaml");
        using var viewers = new Viewers(host, Watching);
        var figures = await viewers.RunAsync(mail, Verdict);
        table.Add("viewers who saw the result to its end", $"{figures.Saw} of {Watching}, {figures.Parts} parts", $"{Watching}");
        return Add(table, "from the end of the asking to the whole result, p99 of the viewers, ms", figures.Lags[(int)(figures.Lags.Count * 0.99)], LongestLag) | figures.Saw < Watching;
    }

    // True where the figure is missed.
    private static bool Add(Table table, string what, double measured, double wanted)
    {
        table.Add(what, measured < 10 ? measured.ToString("F2", CultureInfo.InvariantCulture) : Number(measured), "≤ " + wanted.ToString(CultureInfo.InvariantCulture));
        return !(measured <= wanted);
    }

    private static string Number(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}

/// <summary>What pages weigh, and how long they take.</summary>
/// <param name="StartOctets">Of the start page and all that it loads.</param>
/// <param name="Result">Milliseconds of a finished diagnosis and all that it loads.</param>
internal sealed record PageFigures(int StartOctets, double Result)
{
    private const int Runs = 20;
    private static readonly string[] Loaded = ["/recapito.css", "/recapito.js", "/recapito.svg"];

    public static async Task<PageFigures> MeasureAsync(HostProcess host, string mail)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        var octets = (await Task.WhenAll(Loaded.Append("/").Select(path => client.GetByteArrayAsync(new Uri(path, UriKind.Relative))))).Sum(body => body.Length);
        using var form = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(mail)) { Headers = { ContentType = new("message/rfc822") } };
        using var taken = await client.PostAsync(new Uri("/v1/bounces", UriKind.Relative), form);
        using var document = System.Text.Json.JsonDocument.Parse(await taken.Content.ReadAsStreamAsync());
        var page = new Uri($"/d/{document.RootElement.GetProperty("id").GetString()}", UriKind.Relative);
        while (!(await client.GetStringAsync(page)).Contains("class=\"fix\"", StringComparison.Ordinal))
        {
            await Task.Delay(100);
        }

        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = await client.GetByteArrayAsync(page);
            await Task.WhenAll(Loaded.Select(path => client.GetByteArrayAsync(new Uri(path, UriKind.Relative))));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new(octets, times.Order().ElementAt(Runs / 2));
    }
}
