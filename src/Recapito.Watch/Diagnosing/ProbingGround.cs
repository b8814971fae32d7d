using Recapito.Core;
using Recapito.Input;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Where questions are asked: in the real world, or in a world of the lab.</summary>
public interface IProbingGround
{
    /// <summary>Name of the world; null for the real one.</summary>
    string? Name { get; }

    /// <summary>What may be asked about a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="knownGood">Addresses that its holder says exist, canonical.</param>
    Inquiry InquiryOf(Question question, IReadOnlyList<string> knownGood);

    /// <summary>What is known of one recipient before anything is asked.</summary>
    EvidenceSet Known(Symptom symptom);

    /// <summary>How it is asked. Bounces come in swarms: what many of them ask in the same moment is asked once.</summary>
    ProbeOptions Probes { get; }

    /// <summary>What may be asked about a domain.</summary>
    DomainInquiry CheckInquiry { get; }

    /// <summary>How a domain is asked about.</summary>
    ProbeOptions CheckProbes { get; }
}

/// <summary>The real world. Recipients are asked for only with a bounce in hand, within the budget of who runs the service.</summary>
/// <param name="clock">The clock.</param>
/// <param name="allowPrivate">Private and other special-purpose addresses may be connected to.</param>
public sealed class RealGround(TimeProvider clock, bool allowPrivate) : IProbingGround
{
    /// <summary>For how long one answer serves several cases: long enough for a swarm of bounces, too short for somebody who looks again after a change.</summary>
    public static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string? Name => null;

    /// <inheritdoc/>
    public ProbeOptions Probes { get; } = new() { Budget = ProbeBudget.ForService(clock), AllowSpecialAddresses = allowPrivate, Cache = new(clock, longest: SharedFor) };

    /// <inheritdoc/>
    public DomainInquiry CheckInquiry { get; } = new();

    /// <inheritdoc/>
    public ProbeOptions CheckProbes => Probes with { Limits = ProbeLimits.ForCheck, Cache = null };

    /// <inheritdoc/>
    public Inquiry InquiryOf(Question question, IReadOnlyList<string> knownGood)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new() { Rcpt = question.IsBounce, KnownGood = knownGood };
    }

    /// <inheritdoc/>
    public EvidenceSet Known(Symptom symptom) => EvidenceSet.Empty;
}
