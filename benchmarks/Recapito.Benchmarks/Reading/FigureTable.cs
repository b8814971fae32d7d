using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>Figures of several runs.</summary>
internal sealed class Runs
{
    private readonly List<double> values = [];

    public double Median => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);

    public static Runs Of(IEnumerable<double> values)
    {
        var runs = new Runs();
        runs.values.AddRange(values);
        return runs;
    }

    public void Add(double value) => values.Add(value);

    /// <summary>"median (min–max)".</summary>
    public string Text(int digits)
    {
        return values.Count == 0 ? "not here" : $"{Number(Median)} ({Number(values.Min())}–{Number(values.Max())})";

        string Number(double value) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }
}

/// <summary>The table of a benchmark: ours, the peer, the limit, their ratio, and what is wanted.</summary>
internal sealed class FigureTable
{
    public Table Table { get; } = new("figure", "ours", "peer", "limit", "ratio", "wanted", "reached");

    public bool IsMissed { get; private set; }

    /// <summary>Adds a figure; <paramref name="isReached"/> is null where it cannot be told here, <paramref name="ratio"/> NaN where there is none.</summary>
    public void Add(string figure, string ours, string peer, string limit, double ratio, string wanted, bool? isReached)
    {
        IsMissed |= isReached == false;
        Table.Add(figure, ours, peer, limit, double.IsNaN(ratio) ? "" : ratio.ToString("F2", CultureInfo.InvariantCulture), wanted, isReached switch { true => "yes", false => "NO", null => "not measured" });
    }

    public void AddFailure(string figure, string why)
    {
        IsMissed = true;
        Table.Add(figure, why, "", "", "", "", "NO");
    }
}
