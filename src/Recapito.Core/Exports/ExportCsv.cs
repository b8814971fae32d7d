using System.Text;

namespace Recapito.Core;

/// <summary>
/// Reads what Export-Csv wrote: with or without the line "#TYPE", with the comma or, by -UseCulture, the semicolon or the tab; quoted fields may hold line
/// ends (RFC 4180 §2.6). That the file was cut between two records cannot be seen.
/// </summary>
internal sealed class ExportCsv
{
    private const string TypeMark = "#TYPE ";

    private static readonly char[] Delimiters = [',', ';', '\t'];

    private readonly string text;
    private readonly string file;
    private int at;
    private int line = 1;
    private int lineStart;

    private ExportCsv(string text, string file) => (this.text, this.file) = (text, file);

    private ExportPlace Place => new(line, at - lineStart + 1);

    /// <summary>The objects, one for each record; null where the first line is no header of one of Exchange's objects.</summary>
    /// <exception cref="ExchangeExportException">A record is not as the header says.</exception>
    public static IReadOnlyList<ExportNode>? Read(string text, string file)
    {
        var csv = new ExportCsv(text, file);
        var types = csv.Types();
        var delimiter = csv.Delimiter();
        var header = csv.Record(delimiter).ConvertAll(field => field.Text.Trim());
        if (header.Count == 0 || (types.Length == 0 && !ObjectKinds.IsHeader(header)))
        {
            return null;
        }

        var objects = new List<ExportNode>();
        while (csv.at < text.Length)
        {
            if (csv.Object(header, delimiter, types) is { } node)
            {
                objects.Add(node);
            }
        }

        return objects;
    }

    private string[] Types()
    {
        if (!text.StartsWith(TypeMark, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var name = text[TypeMark.Length..(end < 0 ? text.Length : end)].Trim().Trim('"');
        at = end < 0 ? text.Length : end + 1;
        (line, lineStart) = (2, at);
        return [name];
    }

    /// <summary>The delimiter of which the header has most, outside of quotes.</summary>
    private char Delimiter()
    {
        var end = text.IndexOf('\n', at);
        var header = text.AsSpan(at, (end < 0 ? text.Length : end) - at);
        var counts = new int[Delimiters.Length];
        var quoted = false;
        foreach (var c in header)
        {
            quoted ^= c is '"';
            if (!quoted && Array.IndexOf(Delimiters, c) is >= 0 and var index)
            {
                counts[index]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    private ExportNode? Object(List<string> header, char delimiter, string[] types)
    {
        var place = Place;
        var fields = Record(delimiter);
        if (at >= text.Length && text[^1] is not ('\n' or '\r'))
        {
            // A value that lost its end may look whole: "says ""no""" cut behind its second quote.
            throw new ExchangeExportException(file, Place.Line, Place.Column, "the last line does not end, as each line of Export-Csv does", "Export again; the file may be cut off.");
        }

        if (fields is [{ Text: "" }] && header.Count > 1)
        {
            return null;
        }

        if (fields.Count != header.Count)
        {
            throw new ExchangeExportException(file, place.Line, place.Column, $"this record has {fields.Count} fields, the header has {header.Count}", "Export again; the file may be cut off, or was changed by another program.");
        }

        var node = new ExportNode(ExportNodeKind.Object, place) { Types = types };
        for (var i = 0; i < fields.Count; i++)
        {
            node.Members.Add(new(header[i], fields[i].Text.Length == 0 ? new(ExportNodeKind.Null, fields[i].Place) : ExportNode.OfText(fields[i].Text, fields[i].Place)));
        }

        return node;
    }

    /// <summary>The fields up to the end of the record, and past it.</summary>
    private List<(string Text, ExportPlace Place)> Record(char delimiter)
    {
        var fields = new List<(string, ExportPlace)>();
        while (true)
        {
            var place = Place;
            fields.Add((at < text.Length && text[at] == '"' ? Quoted() : Bare(delimiter), place));
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            EndRecord();
            return fields;
        }
    }

    private void EndRecord()
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        if (at < text.Length && text[at] == '\n')
        {
            at++;
            (line, lineStart) = (line + 1, at);
        }
        else if (at < text.Length && text[at - 1] != '\r')
        {
            throw new ExchangeExportException(file, Place.Line, Place.Column, "behind a quoted field expected the next field or the end of the line", "Export again; the file was changed by another program.");
        }
    }

    private string Bare(char delimiter)
    {
        var length = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
        var end = length < 0 ? text.Length : at + length;
        var field = text[at..end];
        at = end;
        return field;
    }

    private string Quoted()
    {
        var start = Place;
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                if (at >= text.Length || text[at] != '"')
                {
                    return field.ToString();
                }
            }
            else if (text[at] == '\n')
            {
                (line, lineStart) = (line + 1, at + 1);
            }

            field.Append(text[at]);
        }

        throw new ExchangeExportException(file, start.Line, start.Column, "the quoted field that begins here does not end", "Export again; the file is cut off.");
    }
}
