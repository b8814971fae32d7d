using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Reads the event JSON of mail services: Amazon SES (bare, or in SNS, SQS or EventBridge), SendGrid, Postmark, Mailgun and Azure
/// Communication Services. One object, an array of them, or one after another as in JSON Lines.
/// </summary>
public static class EventJson
{
    /// <summary>Longer files are cut.</summary>
    private const int LongestFile = 256 << 20;

    /// <summary>After wrong JSON the reader tries again at a later line, until it has read this many times the file.</summary>
    private const int MostReadings = 4;

    private const int MarkedBytes = 64 * 1024;

    /// <summary>One of these stands near the beginning of any event that is read.</summary>
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        ["\"event\"", "eventType", "notificationType", "event-data", "sg_event_id", "sg_message_id", "RecordType", "BouncedAt", "TypeCode", "\"created_at\"", "Microsoft.Communication.", "TopicArn", "detail-type", "aws:sqs", "aws:sns", "\"Body\"", "\"Bounces\"", "\"reason\""],
        StringComparison.Ordinal);

    /// <summary>True where the bytes begin as JSON and name, within their first 64 KiB, a member that events have.</summary>
    public static bool LooksLikeEvents(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, MarkedBytes)];
        var text = start is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(start[2..]) : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(start[2..]) : Encoding.Latin1.GetString(WithoutMark(start));
        return text.AsSpan().TrimStart() is ['{' or '[', ..] && text.AsSpan().ContainsAny(Marks);
    }

    /// <summary>
    /// Reads every event. Any bytes give a result: what is no JSON or no event is listed in <see cref="EventReading.Issues"/>. At most
    /// 256 MiB are read, and values nested 64 deep.
    /// </summary>
    public static EventReading Read(ReadOnlySpan<byte> json)
    {
        var issues = new IssueList();
        var reports = new List<DsnReport>();
        if (json.Length > LongestFile)
        {
            issues.Add(new("file", LongestFile, $"the file has {json.Length} bytes", $"read the first {LongestFile} bytes only"));
            json = json[..LongestFile];
        }

        // Windows PowerShell writes UTF-16; places are then those of the text in UTF-8.
        var utf8 = json is [0xFF, 0xFE, ..] ? Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(json[2..]))
            : json is [0xFE, 0xFF, ..] ? Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(json[2..]))
            : WithoutMark(json);
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            issues.Add(new("file", 0, "bytes that are no UTF-8 (RFC 8259 §8.1)", "took the file for Latin-1"));
            utf8 = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(utf8));
        }

        ReadAll(utf8, json.Length - WithoutMark(json).Length, new(reports), issues);
        if (reports.Count == 0 && issues.All.Count == 0)
        {
            issues.Add(new("file", 0, "no event at all", "read nothing"));
        }

        return new(reports, WithinFile(issues.All, json.Length));
    }

    /// <summary>A text that was turned into UTF-8 is longer than the file: no place lies behind the file's end.</summary>
    private static IReadOnlyList<ReadIssue> WithinFile(IReadOnlyList<ReadIssue> issues, int length) =>
        issues.All(issue => issue.Offset <= length) ? issues : [.. issues.Select(issue => issue with { Offset = Math.Min(issue.Offset, length) })];

    /// <summary>The reader's words without the place, which it counts from 0 and we from 1.</summary>
    internal static string Brief(string message)
    {
        foreach (var place in (ReadOnlySpan<string>)[" Path:", " LineNumber:"])
        {
            var at = message.IndexOf(place, StringComparison.Ordinal);
            message = at < 0 ? message : message[..at];
        }

        return SafeText.Escape(message.TrimEnd('.'));
    }

    private static void ReadAll(ReadOnlySpan<byte> json, int offset, EventEnvelopes envelopes, IssueList issues)
    {
        var number = 0;
        var start = 0;
        var linesBefore = 0L;
        var read = 0L;
        while (start < json.Length)
        {
            if (read > MostReadings * (long)json.Length)
            {
                issues.Add(new("file", offset + start, "wrong JSON at many places", "read no more of it"));
                return;
            }

            var reader = new Utf8JsonReader(json[start..], new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            try
            {
                ReadValues(ref reader, offset + start, ref number, envelopes, issues);
                return;
            }
            catch (JsonException wrong)
            {
                var (line, column) = Place(json[..start], linesBefore, wrong);
                issues.Add(new("file", offset + start + reader.BytesConsumed, string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {column}: this is not JSON (RFC 8259): {Brief(wrong.Message)}"), "went on at the next line that begins with { or ["));
                read += reader.BytesConsumed + 1;
                var next = NextStart(json, start + (int)reader.BytesConsumed);
                linesBefore += json[start..next].Count((byte)'\n');
                start = next;
            }
        }
    }

    /// <summary>Elements of an array at the top are read one by one, so that a file that is cut off loses only the last one.</summary>
    private static void ReadValues(ref Utf8JsonReader reader, long offset, ref int number, EventEnvelopes envelopes, IssueList issues)
    {
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray && reader.CurrentDepth == 0)
            {
                continue;
            }

            var place = new EventPlace(issues, ++number, offset + reader.TokenStartIndex);
            using var document = JsonDocument.ParseValue(ref reader);
            envelopes.Read(document.RootElement, place);
        }
    }

    /// <summary>Both from 1. The exception counts from where the reader began, which is at the start of a line.</summary>
    private static (long Line, long Column) Place(ReadOnlySpan<byte> before, long linesBefore, JsonException wrong)
    {
        var line = wrong.LineNumber ?? 0;
        return (linesBefore + line + 1, (line == 0 ? before.Length - before.LastIndexOf((byte)'\n') - 1 : 0) + (wrong.BytePositionInLine ?? 0) + 1);
    }

    private static int NextStart(ReadOnlySpan<byte> json, int from)
    {
        for (var end = json[from..].IndexOf((byte)'\n'); end >= 0; end = json[from..].IndexOf((byte)'\n'))
        {
            from += end + 1;
            if (from < json.Length && json[from] is (byte)'{' or (byte)'[')
            {
                return from;
            }
        }

        return json.Length;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
}
