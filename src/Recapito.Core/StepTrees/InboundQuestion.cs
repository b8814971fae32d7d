namespace Recapito.Core;

/// <summary>Can mail be handed over for this recipient?</summary>
/// <param name="Recipient">Canonical address.</param>
public sealed record InboundQuestion(string Recipient) : TestQuestion
{
    /// <summary>The user says that the domain is theirs: the recipient may be asked for, and whether the hosts relay.</summary>
    public bool Own { get; init; }

    /// <summary>A simulated world is looked at, in which asking troubles nobody.</summary>
    public bool InLab { get; init; }

    /// <summary>One test message is to be sent; only for the user's own domain.</summary>
    public bool SendTest { get; init; }

    /// <summary>Reverse-path of the test message, canonical; empty for the null reverse-path.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Canonical name of a host known to take connections on port 25; null for none.</summary>
    public string? ControlHost { get; init; } = Inquiry.DefaultControlHost;

    /// <inheritdoc/>
    public override StepTest Test => StepTest.Inbound;

    /// <inheritdoc/>
    public override string Subject => Recipient;

    private protected override IEnumerable<Request> Asks(EvidenceSet evidence, DateTimeOffset now) => new InboundView(this, evidence, now).Asks();

    private protected override Step Root(StepFactory steps, DateTimeOffset now) => new InboundSteps(new(this, steps.Evidence, now), steps).Root();
}
