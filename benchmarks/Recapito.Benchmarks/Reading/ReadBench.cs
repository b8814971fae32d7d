using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>What <c>recapito read --format jsonl</c> costs as a whole process, beside <c>cat</c> (the limit) and Sisimai (the peer).</summary>
internal sealed class ReadBench : IDisposable
{
    private const double MostOfCat = 3;
    private const double LeastOfPeer = 30;
    private const double LeastMails = 60_000;
    private const double LeastSpeedUp = 1.6;
    private const double MostMegabytes = 200;
    private const double MostToStart = 20;

    /// <summary>The mbox on disk holds the corpus so often: long enough that the start does not count.</summary>
    private const int MboxCopies = 100;

    private readonly string program;
    private readonly ReadOptions options;
    private readonly Scratch scratch = new();
    private readonly byte[][] mails;
    private readonly string[] files;
    private readonly byte[] mbox;
    private readonly FigureTable table = new();

    private ReadBench(string program, string corpus, ReadOptions options)
    {
        this.program = Path.GetFullPath(program);
        this.options = options;
        mails = [.. Corpus.Bounces(corpus).Select(File.ReadAllBytes)];
        files = [.. Enumerable.Range(0, options.Copies * mails.Length).Select(i => $"mails/{i / mails.Length:00}-{i % mails.Length:0000}.eml")];
        mbox = MboxFile.Of(mails);
        WriteFiles();
    }

    private string Mbox => Path.Combine(scratch.Folder, "bounces.mbox");

    public static int Run(string program, ReadOptions options)
    {
        if (Corpus.Find() is not { } corpus)
        {
            return Corpus.MissingNeed;
        }

        using var bench = new ReadBench(program, corpus, options);
        bench.MeasureFiles();
        bench.MeasureMbox();
        bench.MeasureStart();
        bench.MeasureMemory();
        var how = $"Whole processes, `recapito read --format jsonl`; medians of {options.Runs} runs in turns, (min–max). {bench.mails.Length} bounces, as {bench.files.Length} files and as one mbox of {bench.mbox.Length * (long)MboxCopies / 1_000_000} MB. "
            + $"CPU is user and system time of the process. {(Sisimai.Version is { } version ? $"The peer is libsisimai-perl {version}, one process, its JSON written." : "The peer, libsisimai-perl, is not installed here.")}";
        Results.Write("read", how, bench.table.Table, bench.table.IsMissed);
        return bench.table.IsMissed ? 1 : 0;
    }

    public void Dispose() => scratch.Dispose();

    private void WriteFiles()
    {
        Directory.CreateDirectory(Path.Combine(scratch.Folder, "mails"));
        for (var i = 0; i < files.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(scratch.Folder, files[i]), mails[i % mails.Length]);
        }

        using var stream = File.Create(Mbox);
        for (var copy = 0; copy < MboxCopies; copy++)
        {
            stream.Write(mbox);
        }
    }

    private void MeasureFiles()
    {
        Say("files");
        string[] read = ["read", "mails", "--format", "jsonl"];
        if (CountRecords(read) is var records && records < files.Length)
        {
            table.AddFailure("files", $"{records} records for {files.Length} files");
            return;
        }

        var list = string.Join('\n', files) + "\n";
        var (ours, cat, peer) = (new Runs(), new Runs(), new Runs());
        Once("cat", files);
        for (var run = 0; run < options.Runs; run++)
        {
            ours.Add(Once(program, read).CpuSeconds * 1e6 / files.Length);
            cat.Add(Once("cat", files).CpuSeconds * 1e6 / files.Length);
            if (Sisimai.Version is not null)
            {
                peer.Add(Once("perl", Sisimai.DumpArguments, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(list))).CpuSeconds * 1e6 / files.Length);
            }
        }

        table.Add("files: CPU a mail, µs; against cat", ours.Text(1), "", cat.Text(1), ours.Median / cat.Median, $"≤ {MostOfCat}", ours.Median / cat.Median <= MostOfCat);
        table.Add("files: CPU a mail, µs; against Sisimai", ours.Text(1), peer.Text(0), "", peer.Median / ours.Median, $"≥ {LeastOfPeer}", Sisimai.Version is null ? null : peer.Median / ours.Median >= LeastOfPeer);
    }

    private void MeasureMbox()
    {
        Say("mbox");
        var expected = mails.Length * MboxCopies;
        var plain = new List<string> { "read", Mbox, "--format", "jsonl" };
        var hasJobs = Once(program, [.. plain, "--jobs", "1"]).ExitCode != 2;
        List<string> single = hasJobs ? [.. plain, "--jobs", "1"] : plain;
        if (CountRecords(single) is var records && records < expected)
        {
            table.AddFailure("mbox", $"{records} records for {expected} mails");
            return;
        }

        var (one, two, speedUp, cat) = (new Runs(), new Runs(), new Runs(), new Runs());
        for (var run = 0; run < options.Runs; run++)
        {
            var alone = Once(program, single);
            one.Add(expected / alone.CpuSeconds);
            cat.Add(expected / Once("cat", [Mbox]).CpuSeconds);
            if (hasJobs)
            {
                var both = Once(program, [.. plain, "--jobs", "2"]);
                two.Add(expected / both.WallSeconds);
                speedUp.Add(alone.WallSeconds / both.WallSeconds);
            }
        }

        table.Add($"mbox: mails a CPU second, {(hasJobs ? "--jobs 1" : "one job (there is no --jobs)")}", one.Text(0), "", cat.Text(0), cat.Median / one.Median, $"≥ {LeastMails}", one.Median >= LeastMails);
        if (!hasJobs)
        {
            table.AddFailure("mbox: mails a second, --jobs 2", "recapito read has no --jobs");
            return;
        }

        table.Add("mbox: mails a second of wall clock, --jobs 2; against --jobs 1", two.Text(0), "", "2.00", speedUp.Median, $"≥ {LeastSpeedUp}", speedUp.Median >= LeastSpeedUp);
    }

    private void MeasureStart()
    {
        Say("start");
        var (ours, empty) = (StartBench.Measure(program, ["read", "samples/relay-access-denied.eml"]), StartBench.Measure("true", []));
        var (start, nothing) = (Runs.Of(ours), Runs.Of(empty));
        table.Add("start to end of one mail, ms", start.Text(1), "", nothing.Text(1), start.Median / nothing.Median, $"≤ {MostToStart}", start.Median <= MostToStart);
    }

    private void MeasureMemory()
    {
        Say($"an mbox of {options.Gigabytes} GB");
        var rounds = (long)Math.Ceiling(options.Gigabytes * 1e9 / mbox.Length);
        var run = ChildRun.Of(program, ["read", "-", "--format", "jsonl"], scratch.Folder, stream =>
        {
            for (var round = 0L; round < rounds; round++)
            {
                stream.Write(mbox);
            }
        });
        var megabytes = run.PeakBytes / 1e6;
        var what = $"peak memory over {options.Gigabytes.ToString(CultureInfo.InvariantCulture)} GB of mbox on standard input, MB";
        if (run.ExitCode != 0)
        {
            table.AddFailure(what, $"exit code {run.ExitCode}: {run.Complaint}");
            return;
        }

        table.Add(what, megabytes.ToString("F0", CultureInfo.InvariantCulture), "", "", double.NaN, $"< {MostMegabytes}", megabytes < MostMegabytes);
    }

    private ChildRun Once(string what, IEnumerable<string> arguments, Action<Stream>? input = null) => ChildRun.Of(what, arguments, scratch.Folder, input);

    /// <summary>A run that reads less than all is fast for nothing.</summary>
    private int CountRecords(IEnumerable<string> arguments) =>
        int.Parse(ChildRun.OutputOf("/bin/sh", ["-c", "\"$0\" \"$@\" | wc -l", program, .. arguments], scratch.Folder), CultureInfo.InvariantCulture);

    private static void Say(string what) => Console.Error.WriteLine($"bench: measuring {what}");
}
