namespace Recapito.Core;

/// <content>What is told of what was seen, and to whom.</content>
public static partial class ForwardText
{
    /// <summary>Why the cause is called proven, in words; null for whoever may not know all that it rests on.</summary>
    private static string? ProofFor(Party addressee, Diagnosis diagnosis, Wording words) =>
        diagnosis.Cause!.Evidence.All(seen => IsFor(addressee, seen, diagnosis.Symptom)) ? DiagnosisSheets.Proof(diagnosis, words) : null;

    // The inside of an organisation is told to its own administrator, who can look there too.
    private static bool IsFor(Party addressee, Observation seen, Symptom symptom) =>
        seen.Request.From.Kind is not VantageKind.Inside || IsPublished(seen.Request) || (InsideRequests.DomainOf(seen.Request) is { } inside && addressee switch
        {
            Party.RecipientsAdmin => inside == symptom.Domain,
            Party.SendersAdmin => inside == InsidePlan.SenderDomain(symptom),
            _ => false,
        });

    /// <summary>What was seen, as far as the addressee may know it; whoever sent the message has no use for commands.</summary>
    private static void Seen(Page page, Wording words, Party addressee, Symptom symptom, IEnumerable<Observation> evidence)
    {
        var seen = evidence.Where(observation => IsFor(addressee, observation, symptom)).Where(observation => observation.Outcome is not Outcome.Unavailable || IsPutOff(observation)).ToList();
        if (seen.Count == 0)
        {
            return;
        }

        var text = new ObservationText(words);
        page.Blank();
        page.Paragraph(words.Say("forward.seen"));
        foreach (var observation in seen)
        {
            page.Hanging("  * ", "    ", text.Question(observation.Request));
            foreach (var line in Told(observation, text))
            {
                page.Hanging("    > ", "      ", line);
            }

            page.Hanging("    ", "    ", ObservationText.Time(observation.Source.At));
            if (addressee is not Party.Sender && observation.Request.From != Vantage.Resolver && observation.Source.Command is { Length: > 0 } command)
            {
                page.Command("    ", command);
            }
        }
    }

    // Of settings the values decide, not how many there are; what stands at an address may be somebody's own.
    private static IEnumerable<string> Told(Observation seen, ObservationText text) => IsPublished(seen.Request) ? ObservationText.Properties(seen)
        : [text.Answer(seen), .. seen.Request is ConfigurationRequest or AcceptedDomainRequest ? ObservationText.Properties(seen) : []];

    // What Microsoft tells every organisation that it concerns is nobody's secret.
    private static bool IsPublished(Request request) => request is ConfigurationRequest { Objects: ExchangeObjectKind.ServiceIssue };
}
