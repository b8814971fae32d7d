namespace Recapito.Core;

/// <summary>How an apply or an undo ended.</summary>
public enum FixOutcome
{
    /// <summary>It was sent, taken, and read back.</summary>
    Done,

    /// <summary>The journal says that it was done before, and it still stands. Nothing was sent.</summary>
    DoneBefore,

    /// <summary>It had been sent before or just now without an answer, and the server has it. Recorded now.</summary>
    FoundDone,

    /// <summary>The server has it already, but not from this plan. Nothing was sent.</summary>
    AlreadySo,

    /// <summary>There is nothing of this plan to undo. Nothing was sent.</summary>
    NothingToUndo,

    /// <summary>Whoever was asked said no. Nothing was sent.</summary>
    Declined,

    /// <summary>Somebody changed the RRset since. Nothing of it was changed.</summary>
    Changed,

    /// <summary>It was applied, and somebody has put the old RRset back since. Nothing was sent.</summary>
    Reverted,

    /// <summary>The server said no. Nothing was changed.</summary>
    Refused,

    /// <summary>The server took it, and has another RRset now.</summary>
    DoneThenChanged,

    /// <summary>No answer before anything was sent.</summary>
    NotReached,

    /// <summary>The server took it and said so; it could not be read back.</summary>
    DoneUnseen,

    /// <summary>It was sent, no answer came, and the server still has the old RRset.</summary>
    NotDone,

    /// <summary>It was sent, no answer came, and what the server has now does not tell whether it was done.</summary>
    Unknown,
}

/// <summary>What the server has at the names of a change, beside what it should.</summary>
public enum PresentStanding
{
    /// <summary>Not seen.</summary>
    Unseen,

    /// <summary>What was there before the change.</summary>
    Before,

    /// <summary>What should be there after it.</summary>
    After,

    /// <summary>Neither.</summary>
    Other,
}

/// <summary>An RRset as a server has it now.</summary>
/// <param name="Owner">Canonical owner name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Ttl">TTL in seconds; 0 where there are no records.</param>
/// <param name="Data">RDATA of its records; empty where there are none.</param>
public sealed record PresentRrSet(string Owner, RrType Type, uint Ttl, IReadOnlyList<string> Data);

/// <summary>The end of an apply or an undo, and what was seen.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="IsUndo">True for an undo.</param>
/// <param name="Server">The server, with its port.</param>
public sealed record FixReport(FixOutcome Outcome, bool IsUndo, string Server)
{
    /// <summary>The zone; null where it was not found.</summary>
    public string? Zone { get; init; }

    /// <summary>What was or would have been sent.</summary>
    public IReadOnlyList<RrSetChange> Changes { get; init; } = [];

    /// <summary>What the server had last; empty where it was not seen.</summary>
    public IReadOnlyList<PresentRrSet> Present { get; init; } = [];

    /// <summary>What the server answered, where that is not what it should.</summary>
    public SignedReply? Reply { get; init; }

    /// <summary>When the journal says that it was done.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>When the last cache has dropped what was there before; null where it was not done.</summary>
    public DateTimeOffset? VisibleAt { get; init; }

    /// <summary>The zone's serial; null where it was not seen.</summary>
    public uint? Serial { get; init; }
}
