namespace Recapito.Core;

/// <summary>What was done with a plan, step by step.</summary>
public enum FixStep
{
    /// <summary>The change is about to be sent; the old RRsets are saved in this record.</summary>
    Intended,

    /// <summary>The server has the new RRsets.</summary>
    Applied,

    /// <summary>The server did not take the change.</summary>
    Refused,

    /// <summary>The way back is about to be sent.</summary>
    UndoIntended,

    /// <summary>The server has the old RRsets again.</summary>
    Undone,

    /// <summary>The server did not take the way back.</summary>
    UndoRefused,
}

/// <summary>A change as it was sent, and the TTL that the old records had.</summary>
/// <param name="Change">The change; <see cref="RrSetChange.Before"/> is the RRset as the server had it.</param>
/// <param name="OldTtl">TTL of the old records, in seconds; 0 where there were none.</param>
public sealed record JournaledChange(RrSetChange Change, uint OldTtl)
{
    /// <summary>The way back, with the old TTL.</summary>
    public RrSetChange Back => Change.Back(OldTtl, Change.Before);
}

/// <summary>One record of the journal.</summary>
/// <param name="At">When.</param>
/// <param name="Step">What.</param>
/// <param name="Server">The server, with its port.</param>
/// <param name="Zone">Canonical name of the zone.</param>
/// <param name="Changes">The changes; in every record, so that each can be read alone.</param>
/// <param name="Serial">The zone's serial afterwards; null where it was not seen.</param>
public sealed record FixRecord(DateTimeOffset At, FixStep Step, string Server, string Zone, IReadOnlyList<JournaledChange> Changes, uint? Serial = null);

/// <summary>What a journal says about how things should stand.</summary>
public enum JournalStanding
{
    /// <summary>Nothing was sent, or nothing of it was taken.</summary>
    Nothing,

    /// <summary>It was about to be sent; whether it was is not recorded.</summary>
    Intended,

    /// <summary>It was applied.</summary>
    Applied,

    /// <summary>It was applied, and the way back was about to be sent.</summary>
    UndoIntended,

    /// <summary>It was applied and undone.</summary>
    Undone,
}

/// <summary>The journal of a plan: which of its changes were sent, and what they replaced.</summary>
/// <param name="Records">In the order in which they were written.</param>
public sealed record FixJournal(IReadOnlyList<FixRecord> Records)
{
    /// <summary>How things should stand.</summary>
    public JournalStanding Standing => Records.Aggregate(JournalStanding.Nothing, (before, record) => record.Step switch
    {
        FixStep.Intended => JournalStanding.Intended,
        FixStep.Applied => JournalStanding.Applied,
        FixStep.UndoIntended => JournalStanding.UndoIntended,
        FixStep.Undone => JournalStanding.Undone,
        FixStep.UndoRefused => JournalStanding.Applied,
        _ => JournalStanding.Nothing,
    });

    /// <summary>The record that saved the old RRsets last; null where nothing was ever sent.</summary>
    public FixRecord? LastIntended => Records.LastOrDefault(record => record.Step is FixStep.Intended);

    /// <summary>When the change that still stands was seen at the server; null where none does.</summary>
    public FixRecord? LastApplied => Standing is JournalStanding.Applied or JournalStanding.UndoIntended ? Records.LastOrDefault(record => record.Step is FixStep.Applied) : null;

    /// <summary>When it was undone; null where it was not.</summary>
    public FixRecord? LastUndone => Standing is JournalStanding.Undone ? Records.LastOrDefault(record => record.Step is FixStep.Undone) : null;
}
