namespace Recapito.Core;

/// <summary>What one resolver shows, held against the answers of the authoritative servers.</summary>
internal sealed class ResolverReading
{
    // A cache's TTL is in whole seconds, and an answer is some time under way.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    // RFC 8767 §4: the TTL of a stale answer.
    private const uint StaleTtl = 30;

    private readonly WatchAim aim;
    private readonly IReadOnlyDictionary<WatchedAnswer, uint?> given;
    private readonly IReadOnlyList<Heard> heard;
    private readonly Dictionary<WatchedAnswer, bool> countingDown = [];

    /// <param name="resolver">Which one.</param>
    /// <param name="record">Its answers for the RRset.</param>
    /// <param name="message">The whole messages of its absences; null where there are none.</param>
    /// <param name="aim">Which answer is the new one.</param>
    /// <param name="given">Every answer that the zone's servers gave during the watch, with the largest TTL.</param>
    public ResolverReading(WatchedResolver resolver, Track? record, Track? message, WatchAim aim, IReadOnlyDictionary<WatchedAnswer, uint?> given)
    {
        (Resolver, Record, this.aim, this.given) = (resolver, record, aim, given);
        heard = [.. (record?.Recent ?? []).Where(one => one.Ttl is not null).Concat(message?.Recent ?? []).OrderBy(one => one.At)];
    }

    public WatchedResolver Resolver { get; }

    public Track? Record { get; }

    public Shows Shows => Record switch
    {
        null or { LastRun: null } => Shows.Nothing,
        { IsSilent: true } => Shows.Gap,
        { LastSaid: { } said } => Of(Record.IsUnsettled && Record.Settled is { } settled ? settled.Answer! : said.Answer!),
        _ => Shows.Gap,
    };

    /// <summary>The latest moment to which it may keep an answer other than the target; null where it shows none with a TTL.</summary>
    public TimeSpan? Expiry => Old.Select(one => (TimeSpan?)(one.At + TimeSpan.FromSeconds(one.Ttl!.Value))).Max();

    /// <summary>The same for the answer that it shows now, by what it said last.</summary>
    public TimeSpan? KeepsUntil => Shows is Shows.Old or Shows.Other && !Equals(Record!.LastSaid!.Answer, aim.Target) && Old.LastOrDefault() is { Answer: not null } last && last.At >= Record.LastSaid.First
        ? last.At + TimeSpan.FromSeconds(last.Ttl!.Value) : null;

    /// <summary>It goes on with an old answer that no server gives any more: with the TTL of a stale one after its end, or with one that does not count down.</summary>
    /// <param name="agreed">Since when no server gives it; null where one still does.</param>
    /// <param name="bound">When every cache should have dropped it; null where that is not known.</param>
    public void LookForStale(TimeSpan? agreed, TimeSpan? bound)
    {
        if (agreed is not { } since)
        {
            return;
        }

        var (pinned, late, revived, latest) = (0, 0, 0, TimeSpan.MaxValue);
        Heard? before = null;
        foreach (var one in Old.Where(one => Of(one.Answer) is Shows.Old))
        {
            if (one.At > since && before is { } last)
            {
                // Another machine behind the address may have held it longer, but hardly with exactly this TTL, or again and again.
                var isRevived = one.At > latest + Slack && one.Ttl <= StaleTtl && last.Answer == one.Answer;
                revived += !isRevived ? 0 : one.Ttl == StaleTtl ? 2 : 1;
                pinned += IsPinned(last, one) ? 1 : 0;
            }

            late += bound is { } end && one.At > end + Slack && one.At > latest + Slack ? 1 : 0;
            latest = before is null || one.At + TimeSpan.FromSeconds(one.Ttl!.Value) > latest ? one.At + TimeSpan.FromSeconds(one.Ttl!.Value) : latest;
            before = one;
        }

        ServesStale = pinned > 1 || revived > 1 || late > 1;
    }

    public bool ServesStale { get; private set; }

    /// <summary>It holds an answer that no server gave during the watch, and whose TTL counts down: older than the watch.</summary>
    public bool HoldsUnseen => Shows is Shows.Old or Shows.Other && Record?.LastSaid?.Answer is { } answer && !given.ContainsKey(answer) && CountsDown(answer);

    /// <summary>It has more left of an old answer than the zone gave with it during the watch.</summary>
    public bool HoldsMoreThanGiven => Old.Any(one => given.TryGetValue(one.Answer, out var ttl) && ttl is { } most && one.Ttl > most + Slack.TotalSeconds);

    /// <summary>Several machines stand behind its address: it went to and fro.</summary>
    public bool Disagrees => Record?.HasGoneBack ?? false;

    /// <summary>What it showed, the oldest first.</summary>
    public IReadOnlyList<Stretch> History => [.. (Record?.Runs ?? []).Select(run => new Stretch(run.First, run.Last, run.Answer is null ? Shows.Gap : Of(run.Answer)))];

    public Shows Of(WatchedAnswer answer) => aim.Of(answer) ?? (given.ContainsKey(answer) || CountsDown(answer) ? Shows.Old : Shows.Other);

    private IEnumerable<Heard> Old => heard.Where(one => !Equals(one.Answer, aim.Target));

    private static bool IsPinned(Heard last, Heard next) =>
        last.Answer == next.Answer && next.At - last.At > 2 * Slack && Math.Abs((long)last.Ttl!.Value - next.Ttl!.Value) <= 1 && next.Ttl > 0;

    private bool CountsDown(WatchedAnswer answer) => countingDown.TryGetValue(answer, out var known) ? known : countingDown[answer] = LooksForCountdown(answer);

    // Two answers of one cache run out at one moment.
    private bool LooksForCountdown(WatchedAnswer answer)
    {
        Heard? before = null;
        foreach (var one in heard.Where(one => one.Answer == answer))
        {
            if (before is { } last && one.At - last.At > 2 * Slack && (one.At - last.At + TimeSpan.FromSeconds(one.Ttl!.Value) - TimeSpan.FromSeconds(last.Ttl!.Value)).Duration() <= Slack)
            {
                return true;
            }

            before = one;
        }

        return false;
    }
}
