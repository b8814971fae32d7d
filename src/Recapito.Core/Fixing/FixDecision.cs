namespace Recapito.Core;

/// <summary>What an apply or an undo does next, from what the journal says and the server has. The tables of docs/how-to/fix.md.</summary>
public static class FixDecision
{
    /// <summary>What the server has beside what it should.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="present">The RRsets of their names, in their order; empty where they were not seen.</param>
    public static PresentStanding StandingOf(IReadOnlyList<RrSetChange> changes, IReadOnlyList<PresentRrSet> present)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(present);
        return present.Count < changes.Count ? PresentStanding.Unseen
            : changes.Zip(present).All(pair => RrSetChange.AreSame(pair.First.Type, pair.First.After, pair.Second.Data)) ? PresentStanding.After
            : changes.Zip(present).All(pair => RrSetChange.AreSame(pair.First.Type, pair.First.Before, pair.Second.Data)) ? PresentStanding.Before
            : PresentStanding.Other;
    }

    /// <summary>How an apply ends before anything is sent; null where the change is to be sent.</summary>
    public static FixOutcome? BeforeApply(JournalStanding journal, PresentStanding present) => (present, journal) switch
    {
        (PresentStanding.After, JournalStanding.Applied or JournalStanding.UndoIntended) => FixOutcome.DoneBefore,
        (PresentStanding.After, JournalStanding.Intended) => FixOutcome.FoundDone,
        (PresentStanding.After, _) => FixOutcome.AlreadySo,
        (PresentStanding.Before, JournalStanding.Applied) => FixOutcome.Reverted,
        (PresentStanding.Before, _) => null,
        (PresentStanding.Other, _) => FixOutcome.Changed,
        _ => FixOutcome.NotReached,
    };

    /// <summary>How an undo ends before anything is sent; null where the way back is to be sent. Here "before" is ours, and "after" the old RRset.</summary>
    public static FixOutcome? BeforeUndo(JournalStanding journal, PresentStanding present) => (present, journal) switch
    {
        (_, JournalStanding.Nothing) => FixOutcome.NothingToUndo,
        (PresentStanding.Unseen, _) => FixOutcome.NotReached,
        (PresentStanding.After, JournalStanding.Undone) => FixOutcome.DoneBefore,
        (_, JournalStanding.Undone) => FixOutcome.NothingToUndo,
        (PresentStanding.After, JournalStanding.UndoIntended) => FixOutcome.FoundDone,
        (PresentStanding.After, JournalStanding.Intended) => FixOutcome.NothingToUndo,
        (PresentStanding.After, _) => FixOutcome.AlreadySo,
        (PresentStanding.Other, _) => FixOutcome.Changed,
        _ => null,
    };

    /// <summary>How it ended after it was sent.</summary>
    /// <param name="reply">What the server said.</param>
    /// <param name="present">What it has now.</param>
    /// <param name="wasIntended">True where the journal had an attempt before this one whose end is not known.</param>
    public static FixOutcome AfterSending(SignedReply reply, PresentStanding present, bool wasIntended)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return (reply.State, reply.IsGood, present) switch
        {
            (ReplyState.Answered, true, PresentStanding.After) => FixOutcome.Done,
            (ReplyState.Answered, true, PresentStanding.Unseen) => FixOutcome.DoneUnseen,
            (ReplyState.Answered, true, _) => FixOutcome.DoneThenChanged,
            (ReplyState.Answered, false, PresentStanding.After) => wasIntended ? FixOutcome.FoundDone : FixOutcome.AlreadySo,
            (ReplyState.Answered, false, PresentStanding.Other) => FixOutcome.Changed,
            (ReplyState.Answered, false, _) => FixOutcome.Refused,
            (ReplyState.NotSent, _, _) => FixOutcome.NotReached,
            (_, _, PresentStanding.After) => FixOutcome.FoundDone,
            (_, _, PresentStanding.Before) => FixOutcome.NotDone,
            _ => FixOutcome.Unknown,
        };
    }

    /// <summary>What the journal records of an end; null where it records nothing, so that the next run looks first.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="isUndo">True for an undo.</param>
    /// <param name="settles">True where something was sent in this run, and nothing before it whose end is not known.</param>
    public static FixStep? RecordOf(FixOutcome outcome, bool isUndo, bool settles) => outcome switch
    {
        FixOutcome.Done or FixOutcome.FoundDone or FixOutcome.DoneThenChanged or FixOutcome.DoneUnseen => isUndo ? FixStep.Undone : FixStep.Applied,
        FixOutcome.AlreadySo when isUndo => FixStep.Undone,
        FixOutcome.Refused or FixOutcome.AlreadySo or FixOutcome.Changed or FixOutcome.NotReached when settles => isUndo ? FixStep.UndoRefused : FixStep.Refused,
        _ => null,
    };
}
