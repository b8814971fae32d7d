using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Benchmarks;

/// <summary>What each stage of reading costs inside one warm process: for those who work on it. Nothing is promised, so nothing is missed.</summary>
internal static class StagesBench
{
    private const int Samples = 7;
    private const double SecondsPerSample = 0.3;
    private const int Slowest = 12;

    public static int Run()
    {
        if (Corpus.Find() is not { } corpus)
        {
            return Corpus.MissingNeed;
        }

        var files = Corpus.Bounces(corpus);
        var mails = files.Select(File.ReadAllBytes).ToArray();
        var reports = mails.Select(mail => DsnReader.Read(mail)).ToArray();
        var records = reports.Select(Records).ToArray();
        var table = new Table("stage", "µs a mail, min", "median", "max", "bytes allocated a mail", "mails/s, median");
        Add(table, mails.Length, "find each line end (the limit)", i => LineEnds(mails[i]));
        Add(table, mails.Length, "DsnReader.Read", i => DsnReader.Read(mails[i]));
        Add(table, mails.Length, "ReadRecord.Of", i => Records(reports[i]));
        Add(table, mails.Length, "ReportJson.WriteLine", i => Write(records[i]));
        Add(table, mails.Length, "all of it", i => Write(Records(DsnReader.Read(mails[i]))));
        Console.WriteLine($"{mails.Length} mails of {mails.Average(mail => mail.Length):F0} bytes on average; CPU time of the thread, {Samples} samples of {SecondsPerSample} s.\n");
        Console.WriteLine(table);
        Console.WriteLine(OfSlowest(files, mails));
        return 0;
    }

    /// <summary>The mails that cost the most per byte: where a stage has a weakness, it shows here.</summary>
    private static List<ReadRecord> Records(DsnReport report) => [.. ReadRecord.Of("bounce.eml", report, Catalogue.Default)];

    private static Table OfSlowest(string[] files, byte[][] mails)
    {
        var table = new Table("slowest mails by DsnReader.Read", "bytes", "µs", "ns a byte", "bytes allocated");
        foreach (var (file, length, cost) in files.Select((file, i) => (file, mails[i].Length, Cost: Once(() => DsnReader.Read(mails[i]))))
            .OrderByDescending(mail => mail.Cost.Seconds).Take(Slowest))
        {
            table.Add(Path.GetFileName(file), Number(length, 0), Number(cost.Seconds * 1e6, 1), Number(cost.Seconds * 1e9 / Math.Max(1, length), 2), Number(cost.Bytes, 0));
        }

        return table;
    }

    private static (double Seconds, double Bytes) Once(Action read)
    {
        var least = double.MaxValue;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        const int Times = 15;
        for (var time = 0; time < Times; time++)
        {
            var start = CpuClock.Thread();
            read();
            least = Math.Min(least, CpuClock.Thread() - start);
        }

        return (least, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Times);
    }

    private static void Add(Table table, int mails, string stage, Action<int> one)
    {
        Round(mails, one);
        var samples = Enumerable.Range(0, Samples).Select(_ => Sample(mails, one)).OrderBy(sample => sample.Seconds).ToList();
        var (median, bytes) = samples[Samples / 2];
        table.Add(stage, Number(samples[0].Seconds * 1e6, 2), Number(median * 1e6, 2), Number(samples[^1].Seconds * 1e6, 2), Number(bytes, 0), Number(1 / median, 0));
    }

    private static (double Seconds, double Bytes) Sample(int mails, Action<int> one)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = CpuClock.Thread();
        var rounds = 0;
        double took;
        do
        {
            Round(mails, one);
            rounds++;
            took = CpuClock.Thread() - start;
        }
        while (took < SecondsPerSample);

        var read = (double)rounds * mails;
        return (took / read, (GC.GetAllocatedBytesForCurrentThread() - bytes) / read);
    }

    private static void Round(int mails, Action<int> one)
    {
        for (var i = 0; i < mails; i++)
        {
            one(i);
        }
    }

    private static void LineEnds(ReadOnlySpan<byte> mail)
    {
        while (mail.IndexOf((byte)'\n') is >= 0 and var at)
        {
            mail = mail[(at + 1)..];
        }
    }

    // As the program does: each record a line, encoded for standard output.
    private static void Write(IReadOnlyList<ReadRecord> records)
    {
        foreach (var record in records)
        {
            Encoding.UTF8.GetBytes(ReportJson.WriteLine(record), Output);
        }
    }

    private static readonly byte[] Output = new byte[16 << 20];

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
