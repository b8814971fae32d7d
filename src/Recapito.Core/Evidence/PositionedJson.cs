using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>A JSON value that knows where it stands, as a person who wrote it by hand wants errors with a place.</summary>
/// <param name="Type">What it is, by the token that begins it.</param>
/// <param name="Path">JSON path.</param>
/// <param name="Offset">Byte offset of its first byte.</param>
internal sealed record JsonSpot(JsonTokenType Type, string Path, long Offset)
{
    /// <summary>The value of a string, or a number as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>The members of an object.</summary>
    public Dictionary<string, JsonSpot> Members { get; init; } = [];

    /// <summary>The elements of an array.</summary>
    public List<JsonSpot> Items { get; init; } = [];
}

/// <summary>Reads JSON into <see cref="JsonSpot"/>s. Comments and commas at the end are taken, double members are not.</summary>
internal sealed class PositionedJson
{
    private readonly byte[] utf8;
    private readonly string file;

    private PositionedJson(byte[] utf8, string file) => (this.utf8, this.file) = (utf8, file);

    /// <summary>Reads a whole file in UTF-8, or in UTF-16 with a byte order mark, as Windows PowerShell writes it.</summary>
    /// <exception cref="EvidenceFileException">It is no JSON.</exception>
    public static (JsonSpot Root, PositionedJson Text) Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var text = new PositionedJson(Utf8Of(bytes.Span), file);
        if (text.utf8.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new EvidenceFileException(file, "$", 1, 1, "the file is empty", EvidenceFile.Advice);
        }

        var reader = new Utf8JsonReader(text.utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var root = text.Value(ref reader, "$");
            reader.Read();
            return (root, text);
        }
        catch (JsonException wrong)
        {
            var (line, column) = ((int)(wrong.LineNumber ?? 0) + 1, (int)(wrong.BytePositionInLine ?? 0) + 1);
            throw new EvidenceFileException(file, "$", line, column, "this is not JSON (RFC 8259): " + Brief(wrong.Message), "Correct the text at this place.");
        }
    }

    /// <summary>An error at a value.</summary>
    public EvidenceFileException Wrong(JsonSpot spot, string problem, string remedy)
    {
        var before = utf8.AsSpan(0, (int)Math.Min(spot.Offset, utf8.Length));
        return new(file, SafeText.Escape(spot.Path), before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), problem, remedy);
    }

    private static byte[] Utf8Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => rest.ToArray(),
        [0xFF, 0xFE, .. var rest] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(rest)),
        [0xFE, 0xFF, .. var rest] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(rest)),
        _ => bytes.ToArray(),
    };

    // The reader's own message repeats the place at its end, counted from 0.
    private static string Brief(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return SafeText.Escape((place < 0 ? message : message[..place]).TrimEnd('.'));
    }

    private JsonSpot Value(ref Utf8JsonReader reader, string path)
    {
        var spot = new JsonSpot(reader.TokenType, path, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadMembers(ref reader, spot);
                return spot;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    spot.Items.Add(Value(ref reader, string.Create(CultureInfo.InvariantCulture, $"{path}[{spot.Items.Count}]")));
                }

                return spot;
            case JsonTokenType.String:
                return spot with { Text = TextOf(ref reader, spot) };
            default:
                return spot with { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader, JsonSpot spot)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var key = new JsonSpot(reader.TokenType, spot.Path, reader.TokenStartIndex);
            var name = TextOf(ref reader, key);
            reader.Read();
            if (!spot.Members.TryAdd(name, Value(ref reader, $"{spot.Path}.{name}")))
            {
                throw Wrong(key with { Path = $"{spot.Path}.{name}" }, "this member stands twice", "Keep one of them.");
            }
        }
    }

    private string TextOf(ref Utf8JsonReader reader, JsonSpot spot)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw Wrong(spot, "the text is not valid UTF-8", "Save the file as UTF-8.");
        }
    }
}
