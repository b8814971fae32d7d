using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Recapito.Benchmarks;

/// <summary>A table in Markdown, with its columns in line.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> rows = [head];

    public void Add(params string[] row) => rows.Add(row);

    public override string ToString()
    {
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var row = 0; row < rows.Count; row++)
        {
            text.AppendLine("| " + string.Join(" | ", rows[row].Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (row == 0)
            {
                text.AppendLine("|" + string.Join('|', widths.Select(width => new string('-', width + 2))) + "|");
            }
        }

        return text.ToString();
    }
}

/// <summary>benchmarks/RESULTS.md: the last table of each benchmark, with the kind of machine and the date.</summary>
internal static class Results
{
    private const string File = "benchmarks/RESULTS.md";
    private const string Heading = "## ";

    public static void Write(string name, string how, Table table, bool missed)
    {
        var verdict = missed ? "MISSED: a figure is not reached" : "all figures reached";
        var machine = $"{Environment.ProcessorCount} cores, {(OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux")} {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.WriteLine($"{table}{verdict}");
        var section = $"{Heading}{name}\n\n{how} {(RuntimeFeature.IsDynamicCodeSupported ? "Just-in-time" : "Native")} Release build, {machine}, {date}.\n\n{table.ToString().ReplaceLineEndings("\n")}\n{verdict}.\n";
        System.IO.File.WriteAllText(File, Join(Sections().Where(old => !old.StartsWith($"{Heading}{name}\n", StringComparison.Ordinal)).Append(section)));
    }

    private static string Join(IEnumerable<string> sections) =>
        "# Results of the benchmarks\n\nThe last run of each; `./bench NAME` measures and writes them anew.\n\n" + string.Join('\n', sections.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Sections() => !System.IO.File.Exists(File) ? [] : System.IO.File.ReadAllText(File).ReplaceLineEndings("\n")
        .Split("\n" + Heading).Skip(1).Select(section => Heading + section.TrimEnd() + "\n");
}
