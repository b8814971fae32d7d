using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>A row of bounces.tsv: what is true of one recipient of one mail.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Index">1 for the mail's first recipient.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Status">The enhanced code; only asked for where <paramref name="IsSynthetic"/> is false.</param>
/// <param name="IsSynthetic">The code does not stand in the mail.</param>
/// <param name="ReplyCode">The reply code, or empty.</param>
/// <param name="Reason">The reason's id; "feedback" and "vacation" stand for other kinds of mail.</param>
/// <param name="OtherReasons">Further readings that count as right.</param>
internal sealed record TruthRow(string File, int Index, string Recipient, string Status, bool IsSynthetic, string ReplyCode, string Reason, string[] OtherReasons)
{
    /// <summary>The mails of a table with their rows, in its order.</summary>
    public static List<IGrouping<string, TruthRow>> Load(string path)
    {
        var lines = System.IO.File.ReadAllLines(path);
        var columns = lines[0].Split('\t').Select((name, place) => (name, place)).ToDictionary(column => column.name, column => column.place);
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => Of(line.Split('\t'), columns)).GroupBy(row => row.File)];
    }

    private static TruthRow Of(string[] cells, Dictionary<string, int> columns)
    {
        return new(
            Cell("file"), int.Parse(Cell("index"), CultureInfo.InvariantCulture), Cell("recipient"), Cell("status"), Cell("status_is_synthetic") != "0", Cell("replycode"), Cell("reason"),
            Cell("reason_alt").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

        string Cell(string name) => columns[name] < cells.Length ? cells[columns[name]] : "";
    }
}
