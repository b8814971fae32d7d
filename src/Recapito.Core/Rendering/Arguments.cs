using System.Globalization;

namespace Recapito.Core;

/// <summary>The values that words of a diagnosis may ask for: those of the finding first, then what the symptom knows.</summary>
internal static class Arguments
{
    public static Dictionary<string, string> Of(Diagnosis diagnosis, IReadOnlyDictionary<string, string>? nearer = null)
    {
        var values = Of(diagnosis.Symptom);
        if (diagnosis.VisibleEverywhereAt is { } at)
        {
            values["time"] = ObservationText.Time(at);
        }

        if (SizeLimit.Of(diagnosis.Symptom, diagnosis.Evidence) is { } octets)
        {
            values["limit"] = string.Create(CultureInfo.InvariantCulture, $"{octets / 1_000_000.0:0.#} MB ({octets} B)");
        }

        foreach (var (name, value) in nearer ?? diagnosis.Cause?.Arguments ?? new Dictionary<string, string>())
        {
            values[name] = value;
        }

        // What stands in a command is a name that was looked at, never any text of a report.
        if (values.TryGetValue("host", out var host) && Names.IsHostName(host))
        {
            values["mailHost"] = host;
        }

        // The name that the convention gives is the target where nothing better is known.
        if (!values.ContainsKey("target") && values.TryGetValue("suggestion", out var suggestion))
        {
            values["target"] = suggestion;
        }

        return values;
    }

    /// <summary>The values for a remedy: its exact change names the new host.</summary>
    public static Dictionary<string, string> Of(Diagnosis diagnosis, Remedy remedy)
    {
        var values = Of(diagnosis, remedy.Arguments);
        if (remedy.Changes.OfType<SetMx>().FirstOrDefault() is { } change && change.After.Except(change.Before).ToList() is [var added, ..])
        {
            values["target"] = added.Exchange;
        }

        return values;
    }

    public static Dictionary<string, string> Of(Symptom symptom)
    {
        var values = new Dictionary<string, string> { ["domain"] = symptom.Domain, ["recipient"] = symptom.Recipient };
        if ((symptom.RefusingHost ?? symptom.RemoteMta) is { } host)
        {
            values["host"] = host;
        }

        if (symptom.ReportingMta is { } server)
        {
            values["server"] = server;
        }

        if (TracePlan.Search(symptom) is { } search)
        {
            values["since"] = ObservationJson.Time(search.Since);
            values["until"] = ObservationJson.Time(search.Until);
        }

        if (symptom.Reply is { } reply)
        {
            values["reply"] = reply.ToString();
        }

        return values;
    }
}
