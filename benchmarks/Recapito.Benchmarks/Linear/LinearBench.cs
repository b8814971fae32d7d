using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>Time grows with the size of a mail and not faster, whatever of it grows.</summary>
internal static class LinearBench
{
    private const double Wanted = 1.1;
    private const double SecondsPerSize = 0.02;
    private const int Retries = 3;

    /// <param name="only">Only pieces whose name has this in it; null for all, which alone are kept as a result.</param>
    public static int Run(string? only)
    {
        var table = new Table("piece", "MB", "ms", "ns a byte", "allocated, bytes a byte", "exponent", "wanted", "reached");
        var (count, missed, highest) = (0, 0, 0.0);
        foreach (var piece in Pieces.All.Where(piece => only is null || piece.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var growth = Measure(piece);
            var isReached = growth.Exponent < Wanted;
            count++;
            missed += isReached ? 0 : 1;
            highest = Math.Max(highest, growth.Exponent);
            table.Add(piece.Name, Number(growth.Largest / 1048576.0, 2), Number(growth.Seconds * 1000, 2), Number(growth.Seconds * 1e9 / growth.Largest, 1), Number(growth.Allocated, 1), Number(growth.Exponent, 2), $"< {Wanted}", isReached ? "yes" : "NO");
        }

        if (count == 0)
        {
            Console.Error.WriteLine($"bench: no piece has '{only}' in its name");
            return Corpus.MissingNeed;
        }

        Console.WriteLine(table);
        Keep(only, count, missed, highest);
        return missed > 0 ? 1 : 0;
    }

    private static Growth Measure(Piece piece)
    {
        var growth = new Growth(piece);
        growth.Measure(atLeast: 2, SecondsPerSize);
        // A neighbour on the machine may have slowed the larger sizes only: look again before saying so.
        for (var retry = 0; retry < Retries && growth.Exponent >= Wanted && double.IsFinite(growth.Exponent) && growth.Seconds < 1; retry++)
        {
            growth.Measure(atLeast: 4, SecondsPerSize * 4);
        }

        Console.Error.WriteLine($"bench: {Number(growth.Exponent, 2)}  {piece.Name}");
        return growth;
    }

    /// <summary>RESULTS.md keeps the summary; the pieces are printed.</summary>
    private static void Keep(string? only, int count, int missed, double highest)
    {
        var summary = new Table("pieces", "exponent below 1.1", "highest exponent", "wanted");
        summary.Add(count.ToString(CultureInfo.InvariantCulture), (count - missed).ToString(CultureInfo.InvariantCulture), Number(highest, 2), $"all < {Wanted}");
        if (only is null)
        {
            Results.Write("linear", "Each piece of the grammar repeated, 1 KB to 4 MB doubling; CPU time of the thread for DsnReader.Read and its first record as JSON, the least of several; slope of log time over log size by least squares above 64 KB.", summary, missed > 0);
        }
        else
        {
            Console.WriteLine(summary);
        }
    }

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
