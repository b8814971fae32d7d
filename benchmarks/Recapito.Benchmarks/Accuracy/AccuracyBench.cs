using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>How right <c>recapito read</c> is on a corpus of real bounces, with each kind of line end, beside a peer.</summary>
internal static class AccuracyBench
{
    private static readonly (string Name, string? End)[] Variants = [("as stored", null), ("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")];

    private static readonly (string Name, double? Wanted, Func<Score, Tally> Of)[] Figures =
    [
        ("recognised as a report", null, score => score.Recognised),
        ("recipients", 0.995, score => score.Recipients),
        ("explicit statuses", 0.995, score => score.Statuses),
        ("reply codes", 0.99, score => score.ReplyCodes),
        ("reasons (either reading)", 0.97, score => score.Reasons),
        ("complaints and auto-replies", null, score => score.Kinds),
    ];

    /// <summary>What was read in one variant: the score, and the ordinary mails that were taken for bounces.</summary>
    private sealed record Outcome(string Name, Score Score, List<string> FalseAlarms);

    public static int Run(string program)
    {
        if (Corpus.Find() is not { } corpus)
        {
            return Corpus.MissingNeed;
        }

        var truth = TruthRow.Load(Path.Combine(corpus, "bounces.tsv"));
        using var scratch = new Scratch();
        var ours = Variants.Select(variant => Read(program, corpus, truth, variant.Name, variant.End, scratch.Folder)).ToList();
        var peer = Sisimai.Version is null ? null : ReadByPeer(corpus, truth);
        var differences = List(ours);
        var (table, missed) = Compare(ours, peer);
        var peerWords = peer is null ? "libsisimai-perl is not installed here." : $"The peer is Debian's libsisimai-perl {Sisimai.Version}, whose authors' opinion the table's reasons are.";
        Results.Write("accuracy", $"{truth.Count} bounces with {truth.Sum(mail => mail.Count())} recipients, {Corpus.NotBounces(corpus).Length} ordinary mails. {peerWords} {differences}", table, missed);
        return missed ? 1 : 0;
    }

    private static Outcome Read(string program, string corpus, List<IGrouping<string, TruthRow>> truth, string name, string? end, string scratch)
    {
        var (bounces, others) = (Path.Combine(corpus, "bounces"), Path.Combine(corpus, "not-bounces"));
        if (end is not null)
        {
            var written = System.Text.Encoding.ASCII.GetBytes(end);
            LineEnds.Copy(Corpus.Bounces(corpus), bounces = Path.Combine(scratch, name, "bounces"), written);
            LineEnds.Copy(Corpus.NotBounces(corpus), others = Path.Combine(scratch, name, "not-bounces"), written);
        }

        return new(name, Score.Of(truth, Rows(bounces)), [.. FalseAlarms(Rows(others))]);

        List<ReadRow> Rows(string folder) => ReadRow.OfJsonLines(ChildRun.OutputOf(program, ["read", folder, "--format", "jsonl"]));
    }

    private static Outcome ReadByPeer(string corpus, List<IGrouping<string, TruthRow>> truth) => new(
        "Sisimai", Score.Of(truth, Sisimai.Read(Path.Combine(corpus, "bounces"), Corpus.Bounces(corpus).Select(Path.GetFileName)!)),
        [.. FalseAlarms(Sisimai.Read(Path.Combine(corpus, "not-bounces"), Corpus.NotBounces(corpus).Select(Path.GetFileName)!))]);

    private static IEnumerable<string> FalseAlarms(IEnumerable<ReadRow> rows) => rows.Where(row => row.Kind is "bounce" or "delay").Select(row => row.File).Distinct();

    private static (Table Table, bool Missed) Compare(List<Outcome> ours, Outcome? peer)
    {
        var all = peer is null ? ours : [.. ours, peer];
        var table = new Table(["figure", "wanted", .. all.Select(outcome => outcome.Name), "reached"]);
        var missed = false;
        foreach (var (name, wanted, tally) in Figures)
        {
            Add(name, wanted is { } least ? $"≥ {Percent(least)}" : "", outcome => $"{tally(outcome.Score).Right}/{tally(outcome.Score).Asked} ({Percent(tally(outcome.Score).Share)})",
                wanted is null ? null : outcome => tally(outcome.Score).Share >= wanted);
        }

        Add("extra rows", "0", outcome => Number(outcome.Score.ExtraRows), outcome => outcome.Score.ExtraRows == 0);
        Add("ordinary mails taken for bounces", "0", outcome => Number(outcome.FalseAlarms.Count), outcome => outcome.FalseAlarms.Count == 0);
        return (table, missed);

        void Add(string name, string wanted, Func<Outcome, string> cell, Func<Outcome, bool>? isReached)
        {
            var reached = isReached is null || ours.All(isReached);
            missed |= !reached;
            table.Add([name, wanted, .. all.Select(cell), isReached is null ? "" : reached ? "yes" : "NO"]);
        }
    }

    /// <summary>Lists what differs: all of the stored mails, and of the other line ends what differs only there. Returns a summary.</summary>
    private static string List(List<Outcome> ours)
    {
        var notes = AccuracyNotes.Load();
        var table = new Table("line ends", "file", "recipient", "field", "wanted", "ours", "why");
        var (explained, unexplained) = (0, 0);
        var stored = ours[0].Score.Differences.ToHashSet();
        foreach (var outcome in ours)
        {
            foreach (var difference in outcome.Score.Differences.Where(difference => outcome == ours[0] || !stored.Contains(difference)))
            {
                var why = notes.Of(difference);
                (explained, unexplained) = why is null ? (explained, unexplained + 1) : (explained + 1, unexplained);
                table.Add(outcome.Name, difference.File, difference.Recipient, difference.Field, difference.Wanted, difference.Ours, why ?? "not explained");
            }

            foreach (var file in outcome.FalseAlarms)
            {
                table.Add(outcome.Name, file, "", "kind", "not-a-bounce", "bounce", "not explained");
            }
        }

        Console.WriteLine(table);
        foreach (var unused in notes.Unused(stored))
        {
            Console.WriteLine($"note: accuracy-notes.tsv explains what no longer differs: {unused}");
        }

        return $"Cells that differ: {explained} explained in accuracy-notes.tsv, {unexplained} not.";
    }

    private static string Percent(double share) => (share * 100).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
