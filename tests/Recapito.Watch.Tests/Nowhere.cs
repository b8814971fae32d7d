using Recapito.Core;
using Recapito.Input;
using Recapito.Probes;

namespace Recapito.Watch.Tests;

/// <summary>A ground on which nothing may be asked, where nothing else is said.</summary>
internal sealed class Nowhere(string? name) : IProbingGround
{
    public string? Name => name;

    public Inquiry Allowed { get; init; } = new() { Dns = false, Smtp = false, Rcpt = false };

    public ProbeOptions Probes { get; init; } = new();

    public DomainInquiry CheckInquiry => throw new NotSupportedException();

    public ProbeOptions CheckProbes => Probes;

    public Inquiry InquiryOf(Question question, IReadOnlyList<string> knownGood) => Allowed;

    public EvidenceSet Known(Symptom symptom) => EvidenceSet.Empty;
}

/// <summary>A clock that shows one time.</summary>
internal sealed class StandingAt(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
