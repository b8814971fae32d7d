namespace Recapito.Core;

/// <summary>
/// Reads one file that an administrator exported from Exchange Online or Exchange Server: Export-Clixml, ConvertTo-Json, Export-Csv, or the file of our own
/// script. The form is found by what stands in the file, not by its name.
/// </summary>
public static class ExchangeExportReader
{
    /// <summary>Longer files are refused.</summary>
    internal const int LongestFile = 64 << 20;

    /// <summary>Elements, or objects and lists, in one another.</summary>
    internal const int DeepestNest = 128;

    private const string Expected = "a file of Export-Clixml, ConvertTo-Json, Export-Csv or of the script that 'recapito m365 export-script' prints";

    /// <summary>Reads a whole file.</summary>
    /// <param name="bytes">UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="source">What the caller knows of it.</param>
    /// <exception cref="ExchangeExportException">It cannot be read: where, what was expected, what to do.</exception>
    public static ExchangeExport Read(ReadOnlyMemory<byte> bytes, ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (bytes.Length > LongestFile)
        {
            throw new ExchangeExportException(source.File, 1, 1, $"the file is larger than {LongestFile >> 20} MiB", "Export fewer objects at a time.");
        }

        var text = ExportText.Decode(bytes.Span, source.File);
        var remarks = new ExportRemarks();
        return text.AsSpan().TrimStart() switch
        {
            [] => throw new ExchangeExportException(source.File, 1, 1, "the file is empty", $"Expected {Expected}. A cmdlet that shows nothing writes an empty file: whether there is nothing or it failed cannot be told from it."),
            ['<', ..] => Collected(ExportFormat.Clixml, ClixmlReader.Read(text, source.File, remarks), text.Length, source, remarks),
            ['{' or '[', ..] => Json(text, source, remarks),
            _ => ExportCsv.Read(text, source.File) is { } records
                ? Collected(ExportFormat.Csv, records, text.Length, source, remarks)
                : throw new ExchangeExportException(source.File, 1, 1, "this is neither XML nor JSON, and the first line is no header of objects of Exchange", $"Expected {Expected}."),
        };
    }

    private static ExchangeExport Json(string text, ExportSource source, ExportRemarks remarks)
    {
        var root = ExportJson.Read(text, source.File, remarks);
        return ScriptFile.Is(root)
            ? new ScriptFile(source.File, text.Length, remarks).Read(root)
            : Collected(ExportFormat.Json, [root], text.Length, source, remarks);
    }

    private static ExchangeExport Collected(ExportFormat format, IReadOnlyList<ExportNode> nodes, int length, ExportSource source, ExportRemarks remarks)
    {
        var collection = new ExportCollection(source, length, remarks);
        foreach (var node in nodes)
        {
            collection.Add(node);
        }

        return collection.Close(format);
    }
}
