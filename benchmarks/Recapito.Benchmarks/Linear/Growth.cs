using Recapito.Core;

namespace Recapito.Benchmarks;

/// <summary>How the time for one piece grows with its size.</summary>
internal sealed class Growth
{
    /// <summary>1 KB to 4 MB, doubling.</summary>
    private static readonly int[] Sizes = [.. Enumerable.Range(10, 13).Select(power => 1 << power)];

    /// <summary>Below it, what every mail costs hides what grows.</summary>
    private const int FirstCounted = 1 << 16;

    /// <summary>One reading that takes longer is answer enough; the larger sizes are left out.</summary>
    private const double LongestSeconds = 4;

    private readonly byte[][] mails;
    private readonly double[] least;

    public Growth(Piece piece)
    {
        mails = [.. Sizes.Select(piece.Mail)];
        least = [.. Sizes.Select(_ => double.PositiveInfinity)];
    }

    /// <summary>The size of the largest mail that was read, bytes.</summary>
    public int Largest => mails[LastMeasured].Length;

    /// <summary>CPU seconds for it.</summary>
    public double Seconds => least[LastMeasured];

    /// <summary>Bytes allocated for it, a byte of the mail.</summary>
    public double Allocated { get; private set; }

    /// <summary>The slope of log time over log size, by least squares.</summary>
    public double Exponent
    {
        get
        {
            var points = Enumerable.Range(0, Sizes.Length).Where(i => Sizes[i] >= FirstCounted && double.IsFinite(least[i])).Select(i => (X: Math.Log(mails[i].Length), Y: Math.Log(least[i]))).ToList();
            if (points.Count < 2)
            {
                return double.PositiveInfinity;
            }

            var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
            return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
        }
    }

    private int LastMeasured => Array.FindLastIndex(least, double.IsFinite);

    /// <summary>Measures each size; the least of all times counts, also of earlier calls, as other programs can only add to it.</summary>
    public void Measure(int atLeast, double seconds)
    {
        for (var i = 0; i < Sizes.Length; i++)
        {
            var (times, spent) = (0, 0.0);
            while (times < atLeast || (spent < seconds && Sizes[i] >= FirstCounted))
            {
                var took = Once(mails[i]);
                least[i] = Math.Min(least[i], took);
                spent += took;
                times++;
                if (took > LongestSeconds)
                {
                    return;
                }
            }
        }
    }

    private double Once(byte[] mail)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = CpuClock.Thread();
        var report = DsnReader.Read(mail);
        foreach (var record in ReadRecord.Of("bounce.eml", report, Catalogue.Default).Take(1))
        {
            ReportJson.WriteLine(record);
        }

        var took = CpuClock.Thread() - start;
        Allocated = (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)mail.Length;
        return took;
    }
}
