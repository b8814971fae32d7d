using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads exports of Exchange, and tells on standard error what was not understood.</summary>
internal static class ExportInput
{
    private const string Expected = "an export of Exchange (docs/reference/export.md)";

    /// <param name="paths">The files.</param>
    /// <param name="side">The side that the user says, for files that do not tell.</param>
    /// <param name="terminal">Takes the remarks.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static IReadOnlyList<ExchangeExport> Read(IReadOnlyList<string> paths, ExchangeSide? side, Terminal terminal, Surroundings around)
    {
        return Read([.. paths.Select(path => (path, InputFile.Read(path, Expected, InputFile.LargestText, around)))], side, terminal);
    }

    /// <param name="files">The files, already in memory.</param>
    /// <param name="side">The side that the user says, for files that do not tell.</param>
    /// <param name="terminal">Takes the remarks.</param>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static IReadOnlyList<ExchangeExport> Read(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Bytes)> files, ExchangeSide? side, Terminal terminal)
    {
        var exports = files.Select(file => Read(file.Path, file.Bytes, side)).ToList();
        foreach (var export in exports)
        {
            Tell(export, terminal);
        }

        return exports;
    }

    private static ExchangeExport Read(string path, ReadOnlyMemory<byte> bytes, ExchangeSide? side)
    {
        try
        {
            return ExchangeExportReader.Read(bytes, new(path == InputFile.StandardInput ? "standard input" : path, LastChange(path), side));
        }
        catch (ExchangeExportException e)
        {
            throw new InputException(e.Message);
        }
    }

    private static void Tell(ExchangeExport export, Terminal terminal)
    {
        foreach (var remark in export.Remarks)
        {
            terminal.Remark($"{export.File}, line {remark.Line}, column {remark.Column}: {remark.What}.");
        }

        foreach (var gap in export.Gaps.Where(gap => export.Format is ExportFormat.Script))
        {
            terminal.Remark($"{export.File}: {gap.Why}.");
        }

        if (export.WithoutSide.Count > 0)
        {
            terminal.Remark($"{export.File}: nothing tells whether {string.Join(", ", export.WithoutSide)} {(export.WithoutSide.Count > 1 ? "were" : "was")} listed by Exchange Online or by Exchange Server; not used. Say it with --export-side.");
        }

        // The age of what is not used matters to nobody.
        if (!export.TellsTime && export.Inventory.Listings.Length > 0)
        {
            terminal.Remark($"{export.File} does not tell when it was made; taken for {export.At:yyyy-MM-dd HH:mm:ss}Z, {(export.File == "standard input" ? "now" : "when the file was last changed")}.");
        }
    }

    private static DateTimeOffset LastChange(string path)
    {
        try
        {
            return path == InputFile.StandardInput ? DateTimeOffset.UtcNow : new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }
}
