using System.Collections.Concurrent;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// How often recipients may be asked for: per domain and hour one failing address, one random control and one known-good address. Asking
/// for many is what address harvesters do. The hosts of one diagnosis are one set: each may be asked once for each of the three, and for the same three again ten minutes
/// later, as what was said then is no longer what is.
/// </summary>
public sealed class ProbeBudget
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    // As a sending system might try again, and no older than what a proof may rest on (docs/adr/0026).
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock;
    private readonly string? file;
    private readonly bool isShared;
    private readonly BudgetStore store;
    private readonly ConcurrentDictionary<RcptRequest, TaskCompletionSource> underWay = [];

    /// <summary>A budget that follows a clock, kept in a file where one is named, else in memory only.</summary>
    /// <param name="clock">By which an hour is over.</param>
    /// <param name="file">The file; null for none.</param>
    /// <param name="isShared">True where those who ask must not learn whom others asked for, nor where the file is.</param>
    public ProbeBudget(TimeProvider clock, string? file = null, bool isShared = false)
    {
        (this.clock, this.file, this.isShared) = (clock, file, isShared);
        store = new(file);
    }

    /// <summary>The budget of this user on this machine, for the real world.</summary>
    public static ProbeBudget ForUser(TimeProvider clock) => new(clock, DefaultFile());

    /// <summary>The same, in a service that asks for many people.</summary>
    public static ProbeBudget ForService(TimeProvider clock) => new(clock, DefaultFile(), isShared: true);

    /// <summary>Begins a diagnosis.</summary>
    public Run BeginRun() => new(this);

    private static string DefaultFile()
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = Path.IsPathFullyQualified(state ?? "") ? state!
            : OperatingSystem.IsLinux() && home.Length > 0 ? Path.Combine(home, ".local", "state")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(folder.Length > 0 ? folder : Path.GetTempPath(), "recapito", "probes.json");
    }

    // What lies far in the future was written under another clock; it must not block for ever.
    private static IEnumerable<BudgetEntry> Live(IReadOnlyList<BudgetEntry> entries, DateTimeOffset now) =>
        entries.Where(entry => entry.At > now - Span && entry.At <= now + Span);

    private (IReadOnlyList<BudgetEntry> Entries, Place Place) Claim(IReadOnlyList<BudgetEntry> entries, RcptRequest request, string run)
    {
        var now = clock.GetUtcNow();
        BudgetEntry[] live = [.. Live(entries, now)];
        var domain = BudgetEntry.DomainOf(request);
        BudgetEntry[] spent = [.. live.Where(entry => entry.Domain == domain && entry.Role == request.Role && (entry.Run != run || entry.Subject != request.Subject || entry.IsFor(request)))];
        BudgetEntry[] same = [.. spent.Where(entry => entry.IsFor(request)).OrderByDescending(entry => entry.At)];
        if (same is [{ Answer: null, Why: null } last, ..] && last.Run != run && underWay.TryGetValue(request, out var asking))
        {
            return (entries, new(null, null, asking.Task));
        }

        var said = same.Select(entry => entry.Replay(request)).FirstOrDefault(seen => seen is not null);
        if (spent.Length == 0 || (said?.Source.At <= now - Again && Array.TrueForAll(spent, entry => entry.Subject == request.Subject)))
        {
            underWay[request] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return ([.. live, BudgetEntry.Of(request, run, now)], new(null, (said as Present<RcptAnswer>)?.Value.Recipient, null));
        }

        return (live.Length == entries.Count ? entries : live, new(said ?? Refuse(request, spent.MaxBy(entry => entry.At)!, now), null, null));
    }

    private Unavailable<RcptAnswer> Refuse(RcptRequest request, BudgetEntry earlier, DateTimeOffset now)
    {
        var what = earlier.Role is RcptRole.Control ? $"a random address of {earlier.Domain}"
            : isShared && earlier.Subject != request.Subject ? $"another address of {earlier.Domain}" : earlier.Subject;
        var where = file is null || isShared ? "" : $"; the answer is in {file}";
        return new(
            request,
            $"not asked, so as not to look like a harvester: {what} was asked for at {Clock(earlier.At)}; {earlier.Domain} may be asked again at {Clock(earlier.At + Span)}{where}",
            new(Provenance.NobodyAsked, now));
    }

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Whether a question may be asked now.</summary>
    /// <param name="Known">What is known instead; null where it may be asked.</param>
    /// <param name="Mailbox">The address that was asked for before, where it is asked for again: an invented one stays the same; null where there was none.</param>
    /// <param name="UnderWay">Ends when somebody else who asks it now has the answer.</param>
    public readonly record struct Place(Observation? Known, string? Mailbox, Task? UnderWay);

    /// <summary>What one diagnosis may ask.</summary>
    public sealed class Run
    {
        private readonly ProbeBudget budget;
        private readonly string id = Guid.NewGuid().ToString("N");

        internal Run(ProbeBudget budget) => this.budget = budget;

        /// <summary>Takes a place for a question, or hands back what is known instead of it. What somebody else asks in this process at this moment is waited for.</summary>
        public async Task<Place> ClaimAsync(RcptRequest request, CancellationToken cancel)
        {
            while (true)
            {
                var place = await budget.store.ChangeAsync(entries => budget.Claim(entries, request, id), cancel).ConfigureAwait(false);
                if (place.UnderWay is null)
                {
                    return place;
                }

                await place.UnderWay.WaitAsync(cancel).ConfigureAwait(false);
            }
        }

        /// <summary>Keeps what came of a claimed question; gives the place back where the host never saw the recipient.</summary>
        public async Task SettleAsync(RcptRequest request, Observation? seen, bool sent, CancellationToken cancel)
        {
            try
            {
                await budget.store.ChangeAsync(
                    entries => ((IReadOnlyList<BudgetEntry>)[.. entries.Where(entry => !IsMine(entry, request)),
                        .. entries.Where(entry => sent && IsMine(entry, request)).Select(entry => seen is null ? entry : entry.With(seen))], true),
                    cancel).ConfigureAwait(false);
            }
            finally
            {
                if (budget.underWay.TryRemove(request, out var asking))
                {
                    asking.SetResult();
                }
            }
        }

        private bool IsMine(BudgetEntry entry, RcptRequest request) => entry.Run == id && entry.IsFor(request);
    }
}
