using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Reads what ConvertTo-Json of either PowerShell wrote. Members that differ in case only are two, as Windows PowerShell writes "value" and "Value".</summary>
internal sealed class ExportJson
{
    private readonly byte[] utf8;
    private readonly string file;
    private readonly ExportRemarks remarks;
    private long counted;
    private long lineStart;
    private int line = 1;

    private ExportJson(byte[] utf8, string file, ExportRemarks remarks) => (this.utf8, this.file, this.remarks) = (utf8, file, remarks);

    /// <summary>The value of the file.</summary>
    /// <exception cref="ExchangeExportException">It is no JSON.</exception>
    public static ExportNode Read(string text, string file, ExportRemarks remarks)
    {
        var json = new ExportJson(Encoding.UTF8.GetBytes(text), file, remarks);
        var reader = new Utf8JsonReader(json.utf8, new JsonReaderOptions { MaxDepth = ExchangeExportReader.DeepestNest });
        try
        {
            reader.Read();
            var root = json.Value(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException wrong)
        {
            var (at, column) = ((int)(wrong.LineNumber ?? 0) + 1, (int)(wrong.BytePositionInLine ?? 0) + 1);
            throw new ExchangeExportException(file, at, column, "this is not JSON (RFC 8259): " + Brief(wrong.Message), "Export again; the file may be cut off or changed.");
        }
    }

    private ExportNode Value(ref Utf8JsonReader reader)
    {
        var place = PlaceOf(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, place);
            case JsonTokenType.StartArray:
                var list = new ExportNode(ExportNodeKind.List, place);
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    list.Items.Add(Value(ref reader));
                }

                return list;
            case JsonTokenType.String:
                return ExportNode.OfText(TextOf(ref reader, place), place);
            case JsonTokenType.True:
                return ExportNode.OfText(bool.TrueString, place);
            case JsonTokenType.False:
                return ExportNode.OfText(bool.FalseString, place);
            case JsonTokenType.Null:
                return new(ExportNodeKind.Null, place);
            default:
                return ExportNode.OfText(Encoding.UTF8.GetString(reader.ValueSpan), place);
        }
    }

    private ExportNode Object(ref Utf8JsonReader reader, ExportPlace place)
    {
        var node = new ExportNode(ExportNodeKind.Object, place);
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var at = PlaceOf(reader.TokenStartIndex);
            var name = TextOf(ref reader, at);
            reader.Read();
            var value = Value(ref reader);
            if (indices.TryAdd(name, node.Members.Count))
            {
                node.Members.Add(new(name, value));
            }
            else
            {
                remarks.Add(at, $"\"{SafeText.Escape(name)}\" stands twice in one object; its value is unknown");
                node.Members[indices[name]] = new(name, ExportNode.Unknown("stands twice", at));
            }
        }

        return node;
    }

    private string TextOf(ref Utf8JsonReader reader, ExportPlace place)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new ExchangeExportException(file, place.Line, place.Column, "half of a surrogate pair stands in this text (RFC 8259 §8.2)", "Export again.");
        }
    }

    // Values come in the order of the file, so each line is counted once.
    private ExportPlace PlaceOf(long offset)
    {
        var between = utf8.AsSpan((int)counted, (int)(offset - counted));
        var last = between.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            line += between.Count((byte)'\n');
            lineStart = counted + last + 1;
        }

        counted = offset;
        return new(line, (int)(offset - lineStart) + 1);
    }

    private static string Brief(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return SafeText.Escape((place < 0 ? message : message[..place]).TrimEnd('.'));
    }
}
