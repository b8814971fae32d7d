using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>A plan as a file (docs/reference/fix-plan.schema.json). Whoever reads one may have written it by hand.</summary>
public static class FixPlanFile
{
    private const string Records = "the RDATA of records as a master file has them, such as [\"10 mx.contoso.example.\"]";
    private const uint LongestTtl = int.MaxValue;
    private const int MostRecords = 100;

    /// <summary>The file's text with LF line ends.</summary>
    public static string Write(FixPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", FixPlan.Schema);
            json.WriteString("madeAt", Moment(plan.MadeAt));
            json.WriteString("recipient", plan.Recipient);
            json.WriteString("cause", plan.Cause);
            json.WriteString("verdict", Kebab.Of(plan.Verdict));
            json.WriteString("remedy", plan.Remedy);
            json.WriteString("party", Kebab.Of(plan.Party));
            json.WriteStartArray("changes");
            foreach (var change in plan.Changes)
            {
                WriteChange(json, change);
            }

            json.WriteEndArray();
            WriteTexts(json, "others", plan.Others);
            WriteTexts(json, "commands", plan.Commands);
            WriteTexts(json, "undoCommands", plan.UndoCommands);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">Its octets.</param>
    /// <param name="fileName">Its name, for messages.</param>
    /// <exception cref="EvidenceFileException">Something in it is not as the schema says.</exception>
    public static FixPlan Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var (root, text) = PositionedJson.Read(bytes, fileName);
        return new Reader(text).Plan(root);
    }

    internal static void WriteChange(Utf8JsonWriter json, RrSetChange change)
    {
        json.WriteStartObject();
        json.WriteString("owner", change.Owner + ".");
        json.WriteString("type", ObservationJson.TypeName(change.Type));
        json.WriteNumber("ttl", change.Ttl);
        WriteTexts(json, "before", change.Before.Select(data => MasterText.Write(change.Type, data)));
        WriteTexts(json, "after", change.After.Select(data => MasterText.Write(change.Type, data)));
        json.WriteEndObject();
    }

    /// <summary>To the second, in UTC (RFC 3339).</summary>
    internal static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Takes plans and changes out of JSON.</summary>
    internal sealed class Reader(PositionedJson text)
    {
        private readonly SpotReader read = new(text) { Advice = "The format is in docs/reference/fix-plan.schema.json" };

        public FixPlan Plan(JsonSpot root)
        {
            read.Members(root, "schema", "madeAt", "recipient", "cause", "verdict", "remedy", "party", "changes", "others", "commands", "undoCommands");
            var schema = read.Need(root, "schema", $"\"{FixPlan.Schema}\"");
            read.Expect(schema, read.Text(schema) == FixPlan.Schema, $"\"{FixPlan.Schema}\", the only version that this program knows");
            var recipient = read.Need(root, "recipient", "a mail address");
            read.Expect(recipient, Names.IsAddress(read.Text(recipient)), "a mail address");
            return new()
            {
                MadeAt = read.Moment(read.Need(root, "madeAt", "a time")),
                Recipient = Names.CanonicalAddress(recipient.Text),
                Cause = read.Text(read.Need(root, "cause", "the id of a cause")),
                Verdict = read.Name<Verdict>(read.Need(root, "verdict", "how sure the cause is")),
                Remedy = read.Text(read.Need(root, "remedy", "the id of a remedy")),
                Party = read.Name<Party>(read.Need(root, "party", "who must act")),
                Changes = [.. read.Array(read.Need(root, "changes", "a list of changes")).Select(Change)],
                Others = root.Members.TryGetValue("others", out var others) ? read.Texts(others) : [],
                Commands = root.Members.TryGetValue("commands", out var commands) ? read.Texts(commands) : [],
                UndoCommands = root.Members.TryGetValue("undoCommands", out var undo) ? read.Texts(undo) : [],
            };
        }

        public RrSetChange Change(JsonSpot spot)
        {
            read.Members(spot, "owner", "type", "ttl", "before", "after");
            var owner = read.Need(spot, "owner", "the owner name");
            var name = Names.Canonical(read.Text(owner));
            read.Expect(owner, Names.IsHostName(name), "a domain name such as \"contoso.example.\"");
            var typed = read.Need(spot, "type", "a record type");
            var type = read.Type(typed);
            read.Expect(typed, RrSetChange.Types.Contains(type), $"a type that a plan may change: {string.Join(", ", RrSetChange.Types.Select(ObservationJson.TypeName))}");
            var (before, after) = (Data(spot, "before", type), Data(spot, "after", type));
            read.Expect(spot, !RrSetChange.AreSame(type, before, after), "other records in \"after\" than in \"before\"; nothing would change");
            return new(name, type, read.Number(read.Need(spot, "ttl", "seconds"), LongestTtl), before, after);
        }

        private List<string> Data(JsonSpot change, string member, RrType type)
        {
            var list = read.Need(change, member, Records);
            var spots = read.Array(list);
            read.Expect(list, spots.Count <= MostRecords, $"at most {MostRecords} records");
            var all = new List<string>();
            foreach (var spot in spots)
            {
                var data = MasterText.Read(type, read.Text(spot));
                read.Expect(spot, data is not null, $"RDATA of type {ObservationJson.TypeName(type)} as a master file has it");
                all.Add(data!);
            }

            return all;
        }
    }
}
