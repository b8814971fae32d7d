namespace Recapito.Core;

/// <summary>What becomes of a message in a copy of the world.</summary>
/// <param name="IsDelivered">True where a host took it and no system behind it gave it back.</param>
/// <param name="Host">The host that took it, refused it or was tried in vain; the name that leads nowhere where the DNS has none.</param>
/// <param name="Reply">What was said, in full; null where it was taken, or where nothing was said.</param>
/// <param name="How">Where nothing was said: what was met instead; its words are <c>fix.met.HOW</c>.</param>
public sealed record TrialDelivery(bool IsDelivered, string Host, string? Reply, string? How = null);

/// <summary>Something that was not seen, and what stands for it in the copy.</summary>
/// <param name="Id">Which assumption; its words are <c>fix.assumed.ID</c>.</param>
/// <param name="Subject">The host or domain that it is about; "" where it is about none.</param>
public sealed record TrialAssumption(string Id, string Subject);

/// <summary>How a trial of a remedy in a copy of the world ended.</summary>
public enum TrialEnd
{
    /// <summary>The copy does not show the fault of the world: a trial there says nothing.</summary>
    NotAlike,

    /// <summary>The remedy has no change that can be made in a copy.</summary>
    NotTriable,

    /// <summary>With the change the message still comes back.</summary>
    StillFails,

    /// <summary>With the change the message is delivered.</summary>
    Mends,

    /// <summary>The message is delivered once the time is over.</summary>
    MendsInTime,
}

/// <summary>A remedy, tried in a copy of the world before anybody applies it.</summary>
public sealed record FixTrial
{
    /// <summary>How it ended.</summary>
    public required TrialEnd End { get; init; }

    /// <summary>How many observations the copy was rebuilt from.</summary>
    public required int Observations { get; init; }

    /// <summary>What was not seen and had to be assumed.</summary>
    public IReadOnlyList<TrialAssumption> Assumed { get; init; } = [];

    /// <summary>What is diagnosed in the copy as it is.</summary>
    public required Diagnosis InCopy { get; init; }

    /// <summary>True where the copy gives the message back with a reply that means something else than what was met in truth.</summary>
    public bool SaysOtherwise { get; init; }

    /// <summary>What becomes of the message in the copy as it is.</summary>
    public required TrialDelivery Before { get; init; }

    /// <summary>What becomes of it with the change; null where none could be made.</summary>
    public TrialDelivery? After { get; init; }

    /// <summary>The address that <see cref="After"/> is about, where it is another than the message had; else null.</summary>
    public string? SentTo { get; init; }
}
