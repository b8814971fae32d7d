using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A world that was rebuilt from evidence.</summary>
/// <param name="World">The twin: as the evidence shows the real one, and as the lab fills in what it does not show.</param>
/// <param name="Assumed">What was not seen, and what stands for it in the twin.</param>
public sealed record CapturedWorld(World World, IReadOnlyList<TrialAssumption> Assumed);

/// <summary>
/// Rebuilds a world from what was observed of it, so that a remedy can be tried there first. The twin knows no more than the evidence: whether it behaves like
/// the original must be seen by diagnosing in it.
/// </summary>
public static class WorldCapture
{
    // Without a bounce and without its time, the lab's own default distance (docs/reference/world.md, "times").
    private static readonly TimeSpan UsualDelay = TimeSpan.FromMinutes(45);

    /// <summary>The twin.</summary>
    /// <param name="symptoms">What the report says of each recipient, or the addresses alone; never empty.</param>
    /// <param name="evidence">What was observed.</param>
    /// <exception cref="ArgumentException">There is no symptom, or nothing was observed, so that there is nothing to rebuild.</exception>
    public static CapturedWorld Of(IReadOnlyList<Symptom> symptoms, EvidenceSet evidence)
    {
        ArgumentNullException.ThrowIfNull(symptoms);
        ArgumentNullException.ThrowIfNull(evidence);
        var seen = evidence.All.Where(observation => observation.Source.By != Provenance.NobodyAsked).ToList();
        if (symptoms.Count == 0 || seen.Count == 0)
        {
            throw new ArgumentException("there is nothing to rebuild a world from: an address and at least one observation are needed");
        }

        var assumed = new List<TrialAssumption>();
        var now = seen.Max(observation => observation.Source.At);
        var bounceAt = symptoms[0].At is { } at && at <= now ? at : now - UsualDelay;
        var hosts = new HostCapture(symptoms, evidence, assumed);
        var world = new World
        {
            About = $"As the evidence of {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC shows the mail of {string.Join(", ", symptoms.Select(symptom => symptom.Domain).Distinct())}",
            BounceAt = bounceAt,
            Now = now,
            Message = Message(symptoms),
            Dns = new ZoneCapture(evidence, assumed).Capture(),
            Hosts = hosts.Hosts(),
            Tenants = new TenantCapture(symptoms, evidence, assumed).Capture(),
            Observer = hosts.Observer(),
        };
        return new(world, [.. assumed.Distinct()]);
    }

    private static WorldMessage Message(IReadOnlyList<Symptom> symptoms)
    {
        var standard = new WorldMessage();
        var first = symptoms[0];
        var reporter = first.ReportingMta is { } name && Names.IsHostName(name) && name.Contains('.', StringComparison.Ordinal) ? name : null;
        return standard with
        {
            From = first.Sender is { } sender && Names.IsAddress(sender) ? Names.CanonicalAddress(sender) : standard.From,
            To = [.. symptoms.Select(symptom => symptom.Recipient).Distinct()],
            NdrBy = reporter is not null && MicrosoftMail.IsServer(reporter) ? "exchange-online-2014" : standard.NdrBy,
            SendingHost = reporter,
            ObeysMixedNullMx = first.Meaning is "domain-accepts-no-mail",
        };
    }
}
