using System.Buffers;
using System.Text;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>A form in which records are written, one after the other, so that a mailbox of any size needs little memory.</summary>
internal abstract class RecordForm
{
    /// <summary>Stands before all records.</summary>
    public virtual string Head => "";

    /// <summary>Stands after them.</summary>
    public virtual string Tail => "";

    /// <summary>Octets at the start of each record that the first one has not: a separator.</summary>
    public virtual int Separator => 0;

    /// <summary>The form of that name.</summary>
    public static RecordForm Of(string format) => format switch
    {
        "json" => new JsonArrayForm(),
        "csv" => new CsvForm(),
        "sisimai" => new SisimaiForm(),
        _ => new JsonLinesForm(),
    };

    /// <summary>Writes one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="output">Where to.</param>
    /// <param name="json">A writer over the same place, at its end.</param>
    public abstract void Write(ReadRecord record, ArrayBufferWriter<byte> output, Utf8JsonWriter json);

    protected static void Object(ReadRecord record, Utf8JsonWriter json, Action<Utf8JsonWriter, ReadRecord> write)
    {
        write(json, record);
        json.Flush();
        json.Reset();
    }

    private sealed class JsonLinesForm : RecordForm
    {
        public override void Write(ReadRecord record, ArrayBufferWriter<byte> output, Utf8JsonWriter json)
        {
            Object(record, json, ReportJson.Write);
            output.Write("\n"u8);
        }
    }

    private sealed class JsonArrayForm : RecordForm
    {
        public override string Head => "[\n";

        public override string Tail => "\n]\n";

        public override int Separator => 2;

        public override void Write(ReadRecord record, ArrayBufferWriter<byte> output, Utf8JsonWriter json)
        {
            output.Write(",\n"u8);
            Object(record, json, ReportJson.Write);
        }
    }

    private sealed class SisimaiForm : RecordForm
    {
        public override string Head => "[";

        public override string Tail => "]\n";

        public override int Separator => 1;

        public override void Write(ReadRecord record, ArrayBufferWriter<byte> output, Utf8JsonWriter json)
        {
            if (SisimaiJson.Lists(record))
            {
                output.Write(","u8);
                Object(record, json, SisimaiJson.Write);
            }
        }
    }

    private sealed class CsvForm : RecordForm
    {
        public override string Head => CsvLine.Head + "\n";

        public override void Write(ReadRecord record, ArrayBufferWriter<byte> output, Utf8JsonWriter json) =>
            Encoding.UTF8.GetBytes(CsvLine.Of(record) + "\n", output);
    }
}
