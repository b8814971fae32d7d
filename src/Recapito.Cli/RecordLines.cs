using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Writes read records one by one, so that a mailbox of any size needs little memory.</summary>
internal sealed class RecordLines : IDisposable
{
    private static readonly (string Name, Func<ReadRecord, string?> Value)[] Columns =
    [
        ("file", record => record.File),
        ("index", record => record.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("kind", record => record.Kind),
        ("recipient", record => record.Recipient),
        ("status", record => record.Status),
        ("replyCode", record => record.ReplyCode?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("reason", record => record.Reason),
        ("action", record => record.Action),
        ("reportingMta", record => record.ReportingMta),
        ("remoteMta", record => record.RemoteMta),
        ("refusingHost", record => record.RefusingHost),
        ("system", record => record.System),
        ("diagnosticCode", record => record.DiagnosticCode),
    ];

    private readonly string format;
    private readonly TextWriter output;
    private bool isFirst = true;

    public RecordLines(string format, TextWriter output)
    {
        this.format = format;
        this.output = output;
        if (format == "csv")
        {
            output.WriteLine(string.Join(',', Columns.Select(column => column.Name)));
        }
        else if (format == "json")
        {
            output.Write('[');
        }
    }

    public void Add(IEnumerable<ReadRecord> records)
    {
        foreach (var record in records)
        {
            if (format == "json")
            {
                output.Write(isFirst ? "\n" : ",\n");
            }

            isFirst = false;
            var line = format == "csv" ? string.Join(',', Columns.Select(column => Cell(column.Value(record)))) : ReportJson.WriteLine(record);
            output.Write(format == "json" ? line.TrimEnd('\n') : line.TrimEnd('\n') + "\n");
        }
    }

    public void Dispose()
    {
        if (format == "json")
        {
            output.WriteLine("\n]");
        }
    }

    /// <summary>A cell that no spreadsheet takes for a formula (OWASP: CSV injection) and no terminal obeys, quoted as RFC 4180 §2 says.</summary>
    private static string Cell(string? cell)
    {
        var text = SafeText.Escape(cell);
        if (text.Length == 0)
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",") >= 0 || safe != text ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
