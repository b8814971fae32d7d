using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>A line of the history for other programs.</summary>
/// <param name="Time">When it was asked for, UTC, ISO 8601.</param>
/// <param name="Domain">Of the recipient.</param>
/// <param name="Verdict">In the words of the JSON form: proven, likely, …</param>
/// <param name="Cause">Id of the cause; null where none was found.</param>
/// <param name="Party">Who must act; null where none was found.</param>
/// <param name="Page">Path of the diagnosis at this service.</param>
internal sealed record HistoryLine(string Time, string Domain, string Verdict, string? Cause, string? Party, string Page);

/// <summary>The history as a file.</summary>
internal static class HistoryExport
{
    // A cell that begins like a formula is one to a spreadsheet.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    /// <summary>The lines, in the order of the results.</summary>
    public static IReadOnlyList<HistoryLine> Lines(IEnumerable<StoredResult> results) =>
        [.. results.Select(result => new HistoryLine(result.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), result.Domain, Word<Verdict>(result.Verdict), result.Cause, result.Party is { } party ? Word<Party>(party) : null, "/d/" + result.Diagnosis))];

    /// <summary>RFC 4180, UTF-8, with a heading.</summary>
    public static byte[] Csv(IEnumerable<HistoryLine> lines)
    {
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream))
        using (var csv = new CsvWriter(text, Form))
        {
            csv.WriteRecords(lines);
        }

        return stream.ToArray();
    }

    /// <summary>A word as it was stored, in those of the JSON form; one that a program of another version wrote stays as it is.</summary>
    public static string Word<TEnum>(string stored)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(stored, out var known) ? Kebab.Of(known) : stored;
}
