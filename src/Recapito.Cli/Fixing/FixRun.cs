using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>One apply or undo: look, ask, save the old RRsets, send once, look again, record.</summary>
/// <param name="server">The server, with the key.</param>
/// <param name="label">Its name for people.</param>
/// <param name="journal">The journal of the plan.</param>
/// <param name="confirm">Shows what would be sent, and says whether it may be.</param>
/// <param name="clock">The clock of the journal.</param>
internal sealed class FixRun(DnsUpdater server, string label, JournalFile journal, Func<FixReport, bool> confirm, TimeProvider clock)
{
    /// <summary>Runs.</summary>
    /// <param name="changes">What is to be sent: a plan's changes, or the way back.</param>
    /// <param name="isUndo">True for the way back.</param>
    /// <param name="zone">The zone where the user names it.</param>
    /// <param name="cancel">Ctrl-C: ends the run before anything is sent, and not between sending and recording.</param>
    public async Task<FixReport> RunAsync(IReadOnlyList<RrSetChange> changes, bool isUndo, string? zone, CancellationToken cancel)
    {
        var standing = journal.Journal.Standing;
        var report = new FixReport(FixOutcome.NothingToUndo, isUndo, label) { Changes = changes, DoneAt = DoneAt(isUndo) };
        if (isUndo && standing is JournalStanding.Nothing)
        {
            return report;
        }

        var sight = await ZoneSight.LookAsync(server, zone, changes, cancel).ConfigureAwait(false);
        report = Seen(report, sight);
        var present = FixDecision.StandingOf(changes, sight.Present);
        if ((isUndo ? FixDecision.BeforeUndo(standing, present) : FixDecision.BeforeApply(standing, present)) is { } end)
        {
            return Close(report with { Outcome = end, Reply = sight.Problem }, settles: false);
        }

        if (!confirm(report))
        {
            return report with { Outcome = FixOutcome.Declined };
        }

        Record(report, isUndo ? FixStep.UndoIntended : FixStep.Intended);
        return await SendAsync(report, wasIntended: standing is JournalStanding.Intended or JournalStanding.UndoIntended).ConfigureAwait(false);
    }

    private async Task<FixReport> SendAsync(FixReport report, bool wasIntended)
    {
        var reply = await server.UpdateAsync(report.Zone!, report.Changes, CancellationToken.None).ConfigureAwait(false);
        var sight = await ZoneSight.LookAsync(server, report.Zone, report.Changes, CancellationToken.None).ConfigureAwait(false);
        var outcome = FixDecision.AfterSending(reply, FixDecision.StandingOf(report.Changes, sight.Present), wasIntended);
        return Close(Seen(report, sight) with { Outcome = outcome, Reply = reply.IsGood ? sight.Problem : reply }, settles: !wasIntended);
    }

    // A refusal settles how things stand only where no earlier attempt may still be on its way.
    private FixReport Close(FixReport report, bool settles)
    {
        var isDoneNow = report.Outcome is FixOutcome.Done or FixOutcome.FoundDone or FixOutcome.DoneUnseen or FixOutcome.DoneThenChanged;
        if (FixDecision.RecordOf(report.Outcome, report.IsUndo, settles) is { } step)
        {
            Record(report, step);
        }

        // Until then a cache may hold what the change replaced.
        var ttl = journal.Journal.LastIntended?.Changes.Max(change => report.IsUndo ? change.Change.Ttl : change.OldTtl);
        var since = isDoneNow ? clock.GetUtcNow() : report.Outcome is FixOutcome.DoneBefore ? report.DoneAt : null;
        return report with { VisibleAt = since is { } at && ttl is { } seconds ? at.AddSeconds(seconds) : null };
    }

    private void Record(FixReport report, FixStep step)
    {
        // The way back is recorded as the change that it takes back, with the TTL saved then.
        var changes = report.IsUndo || step is not FixStep.Intended && journal.Journal.LastIntended is not null
            ? journal.Journal.LastIntended!.Changes
            : [.. report.Changes.Zip(report.Present, (change, present) => new JournaledChange(change with { Before = present.Data }, present.Ttl))];
        journal.Append(new(clock.GetUtcNow(), step, label, report.Zone ?? journal.Journal.LastIntended?.Zone ?? ".", changes, report.Serial));
    }

    private static FixReport Seen(FixReport report, ZoneSight sight) =>
        report with { Zone = sight.Zone ?? report.Zone, Serial = sight.Serial ?? report.Serial, Present = sight.Problem is null ? sight.Present : [] };

    private DateTimeOffset? DoneAt(bool isUndo) => (isUndo ? journal.Journal.LastUndone : journal.Journal.LastApplied)?.At;
}
