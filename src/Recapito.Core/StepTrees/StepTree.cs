namespace Recapito.Core;

/// <summary>Which way of the mail is tested.</summary>
public enum StepTest
{
    /// <summary>From outside to a recipient.</summary>
    Inbound,

    /// <summary>From a sending address to the outside.</summary>
    Outbound,
}

/// <summary>A test as a tree of steps, as Microsoft's Remote Connectivity Analyzer shows them.</summary>
/// <param name="Test">Which test.</param>
/// <param name="Subject">The mail address or IP address that is tested.</param>
/// <param name="At">The moment, UTC.</param>
/// <param name="Root">The test itself; its children are its steps.</param>
public sealed record StepTree(StepTest Test, string Subject, DateTimeOffset At, Step Root)
{
    /// <summary>False while answers are awaited.</summary>
    public bool IsFinished { get; init; }
}

/// <summary>What is tested, and what may be done for it.</summary>
public abstract record TestQuestion
{
    /// <summary>The questions that can be asked now and were not asked yet; empty when there is nothing left to ask.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="now">The moment, UTC.</param>
    public IReadOnlyList<Request> Next(EvidenceSet evidence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. Asks(evidence, now).Where(request => !evidence.Has(request)).Distinct()];
    }

    /// <summary>
    /// The tree as far as the evidence goes. Called again after each answer it shows what is done, what is running and what is waiting; once there is
    /// nothing left to ask, nothing is.
    /// </summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="now">The moment, UTC.</param>
    public StepTree Tree(EvidenceSet evidence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var steps = new StepFactory(evidence, Next(evidence, now).ToHashSet());
        return new(Test, Subject, now, Root(steps, now)) { IsFinished = steps.IsFinished };
    }

    /// <summary>Which test it is.</summary>
    public abstract StepTest Test { get; }

    /// <summary>The address that is tested, canonical.</summary>
    public abstract string Subject { get; }

    private protected abstract IEnumerable<Request> Asks(EvidenceSet evidence, DateTimeOffset now);

    private protected abstract Step Root(StepFactory steps, DateTimeOffset now);
}
