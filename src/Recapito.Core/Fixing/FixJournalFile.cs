using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>The journal as JSON lines: each record on a line of its own, only ever added to, so that a program that is killed leaves all earlier ones whole.</summary>
public static class FixJournalFile
{
    /// <summary>The name and version of the schema, in every line.</summary>
    public const string Schema = "recapito.fix-journal/1";

    /// <summary>One line, with its end.</summary>
    public static string Write(FixRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("at", FixPlanFile.Moment(record.At));
            json.WriteString("step", Kebab.Of(record.Step));
            json.WriteString("server", record.Server);
            json.WriteString("zone", record.Zone + ".");
            json.WriteStartArray("changes");
            foreach (var change in record.Changes)
            {
                json.WriteStartObject();
                json.WriteNumber("oldTtl", change.OldTtl);
                json.WritePropertyName("change");
                FixPlanFile.WriteChange(json, change.Change);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (record.Serial is { } serial)
            {
                json.WriteNumber("serial", serial);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Reads a journal. A last line without its end was being written when the program ended: nothing had been sent because of it, and it does not count.</summary>
    /// <param name="bytes">The file's octets.</param>
    /// <param name="fileName">Its name, for messages.</param>
    /// <param name="whole">How many octets hold whole lines.</param>
    /// <exception cref="EvidenceFileException">A whole line is not as this program writes it.</exception>
    public static FixJournal Read(ReadOnlyMemory<byte> bytes, string fileName, out int whole)
    {
        var records = new List<FixRecord>();
        whole = 0;
        for (int length; (length = bytes.Span[whole..].IndexOf((byte)'\n')) >= 0; whole += length + 1)
        {
            var (root, text) = PositionedJson.Read(bytes.Slice(whole, length), $"{fileName}, record {records.Count + 1}");
            records.Add(Record(root, text));
        }

        return new(records);
    }

    private static FixRecord Record(JsonSpot root, PositionedJson text)
    {
        var read = new SpotReader(text) { Advice = "Do not edit the journal. See docs/how-to/fix.md for what to do without it" };
        read.Members(root, "schema", "at", "step", "server", "zone", "changes", "serial");
        var schema = read.Need(root, "schema", $"\"{Schema}\"");
        read.Expect(schema, read.Text(schema) == Schema, $"\"{Schema}\", the only version that this program knows");
        return new(
            read.Moment(read.Need(root, "at", "a time")),
            read.Name<FixStep>(read.Need(root, "step", "what was done")),
            read.Text(read.Need(root, "server", "the server")),
            Names.Canonical(read.Text(read.Need(root, "zone", "the zone"))),
            [.. read.Array(read.Need(root, "changes", "the changes")).Select(Change)],
            root.Members.TryGetValue("serial", out var serial) ? read.Number(serial) : null);

        JournaledChange Change(JsonSpot spot)
        {
            read.Members(spot, "oldTtl", "change");
            return new(new FixPlanFile.Reader(text).Change(read.Need(spot, "change", "a change")), read.Number(read.Need(spot, "oldTtl", "seconds")));
        }
    }
}
