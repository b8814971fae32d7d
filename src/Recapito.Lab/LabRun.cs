using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A world put together: its DNS, its mail hosts, the message that is sent through it, and what its organisations know of themselves.</summary>
public static class LabRun
{
    /// <summary>Starts the world as it is at a moment, on loopback sockets.</summary>
    /// <param name="world">The world.</param>
    /// <param name="moment">Null for the world's <see cref="World.Now"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="LabException">With <see cref="LabOptions.Expose"/>: an address or port cannot be bound.</exception>
    public static RunningLab Start(World world, DateTimeOffset? moment = null, LabOptions? options = null)
    {
        var snapshot = WorldSnapshot.At(world, moment);
        return RunningLab.Start(snapshot, SmtpHosts.HandlerFor, options);
    }

    /// <summary>
    /// Sends the world's message at <see cref="World.BounceAt"/> and gives the report that its sender gets; null where every recipient is delivered.
    /// Where the resolver would lead the message to its goal, a sender is taken whose resolver had asked another of the world's servers.
    /// </summary>
    public static byte[]? Bounce(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return NdrWriter.Write(world, LabSender.SendAtWorst(world));
    }

    /// <summary>What the world's observer may ask about a domain.</summary>
    /// <param name="world">The world.</param>
    /// <param name="lab">The same, running.</param>
    public static DomainInquiry InquiryOf(World world, RunningLab lab)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(lab);
        var https = world.Observer.Access.Contains("https");
        return new() { Smtp = world.Observer.Access.Contains("smtp"), Https = https, Registration = https, InLab = true, TrustAnchors = lab.Routes.TrustAnchors };
    }

    /// <summary>What the organisations of the world say of themselves when they are asked what a symptom raises.</summary>
    public static EvidenceSet Inside(World world, Symptom symptom)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(symptom);
        var settled = WorldSnapshot.Settled(world, world.Now) with { Timeline = world.Timeline };
        var organisations = WorldOrganisations.Of(world, settled, symptom);
        var only = new Inquiry { Dns = false, Smtp = false, Inside = true };
        var evidence = EvidenceSet.Empty;
        while (EvidencePlan.Next(symptom, evidence, only) is { Count: > 0 } asked)
        {
            evidence = asked.Aggregate(evidence, (all, request) => all.With(organisations.Select(answers => answers.Answer(request)).FirstOrDefault(answer => answer is not null)
                ?? WorldTrace.Answer(world, settled, symptom, request)
                ?? request.Unanswered("none of the organisations that could be asked can answer this", new(Provenance.NobodyAsked, world.Now))));
        }

        return evidence;
    }
}
