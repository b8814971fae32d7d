namespace Recapito.Core;

/// <summary>Whose words a report quotes: those of the host that refused, or of the reporting MTA, which met nobody.</summary>
internal static class Speaker
{
    /// <summary>True where nobody but the reporting MTA spoke: of a name that leads nowhere the report may say what stands under it, yet nobody answered there.</summary>
    public static bool IsReporter(Symptom symptom) => symptom.RefusingHost is not { } host
        || (symptom.Meaning is Meanings.NameNotFound && symptom.Reply?.Text.Contains(host, StringComparison.OrdinalIgnoreCase) is true);

    /// <summary>The words that introduce the quotation, without its time.</summary>
    public static string Says(Symptom symptom, Wording words) => symptom is { IsWordsAlone: true, RefusingHost: null, ReportingMta: null } ? words.Say("ui.quote.handed-in")
        : IsReporter(symptom) ? words.Say(symptom.IsReportedByRecipientsOnline ? "ui.quote.reported-recipients" : "ui.quote.reported", ("host", symptom.ReportingMta))
        : words.Say(symptom.IsPassedOn ? "ui.quote.passed-on" : "ui.quote.said", ("host", symptom.QuotingHost ?? symptom.RefusingHost));

    /// <summary>When that was; empty where the report does not say.</summary>
    public static string When(Symptom symptom, Wording words) => symptom.At is { } at ? words.Say("ui.quote.at", ("time", ObservationText.Time(at))) : "";
}
