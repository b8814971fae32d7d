using System.Text.Json;

namespace Recapito.Core;

/// <summary>Evidence as a file, <c>recapito.evidence/1</c> (docs/reference/evidence.md): written by the program or by an administrator's hand.</summary>
public static class EvidenceFile
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.evidence/1";

    internal const string Advice = "The format and examples are in docs/reference/evidence.md";

    /// <summary>The file's text with LF line ends. What is read back from it is the same evidence.</summary>
    public static string Write(EvidenceSet evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return Write(evidence, _ => { });
    }

    /// <summary>The same with further members before the observations.</summary>
    internal static string Write(EvidenceSet evidence, Action<Utf8JsonWriter> head) => ObservationJson.Document(json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        head(json);
        json.WriteStartArray("observations");
        foreach (var seen in evidence.All)
        {
            json.WriteStartObject();
            ObservationJson.WriteMembers(json, seen, isWhole: true);
            if (seen.Source.Transcript is { } transcript)
            {
                ObservationJson.WriteStrings(json, "transcript", transcript);
            }

            if (seen.Source.Elapsed is { } elapsed)
            {
                json.WriteNumber("elapsed", Math.Round(elapsed.TotalMilliseconds, 3));
            }

            if (seen.Source.IsUndated)
            {
                json.WriteBoolean("undated", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads a file. Only <c>request</c>, <c>outcome</c>, <c>value</c> or <c>why</c>, and <c>at</c> are needed; <c>by</c> is the file's name where it is missing.</summary>
    /// <param name="bytes">The whole file, UTF-8 (or UTF-16 with a byte order mark).</param>
    /// <param name="fileName">Its name, for <c>by</c> and for errors.</param>
    /// <exception cref="EvidenceFileException">Something in it is not as the schema says.</exception>
    public static EvidenceSet Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var (root, text) = PositionedJson.Read(bytes, fileName);
        return new EvidenceFileReader(text, fileName).Read(root);
    }
}
