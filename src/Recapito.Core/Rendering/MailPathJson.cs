namespace Recapito.Core;

/// <summary>A predicted path as JSON (docs/reference/path.schema.json).</summary>
public static class MailPathJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "recapito.path/1";

    /// <summary>One document with LF line ends.</summary>
    /// <param name="path">The path.</param>
    /// <param name="message">A real message that may have gone round; null where none was given.</param>
    public static string Write(MailPath path, PathMessage? message)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ObservationJson.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("from", path.From);
            json.WriteString("to", path.To);
            json.WriteStartArray("stations");
            foreach (var station in path.Stations)
            {
                json.WriteStartObject();
                json.WriteString("place", Kebab.Of(station.Place));
                json.WriteString("host", station.Host);
                json.WriteString("recipient", station.Recipient);
                json.WriteString("by", station.By);
                json.WriteString("connector", station.Connector);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("end", Kebab.Of(path.End));
            json.WriteString("why", path.Why);
            json.WriteString("reply", path.Reply?.ToString());
            if (path.CircleFrom is { } start)
            {
                json.WriteNumber("circleFrom", start);
            }
            else
            {
                json.WriteNull("circleFrom");
            }

            json.WriteString("standing", path.IsProvenBy(message) ? "proven" : "predicted");
            json.WriteEndObject();
        });
    }
}
