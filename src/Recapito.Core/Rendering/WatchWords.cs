using System.Globalization;

namespace Recapito.Core;

/// <summary>How a change stands, sentence by sentence; who lays it out decides nothing.</summary>
/// <param name="state">How it stands.</param>
/// <param name="times">Its moments.</param>
/// <param name="words">The words.</param>
internal sealed class WatchWords(WatchState state, WatchTimes times, Wording words)
{
    /// <summary>"contoso.example MX"</summary>
    public string Title => words.Say("watch.title", ("domain", state.Subject.Domain), ("type", ObservationJson.TypeName(state.Subject.Type)));

    /// <summary>The newest answer, where it is not the one that is waited for; else null.</summary>
    public string? Newest => state.Newest is { } newest && !(state.Subject.Expected?.Fits(newest) ?? false) ? SafeText.Escape(newest.ToString()) : null;

    /// <summary>How long caches keep what there was, or is; null where that is not known.</summary>
    public string? Ttl => state switch
    {
        { Caches.OldTtl: { } old } => words.Say("watch.old-ttl", ("ttl", WatchTimes.Ttl(old))),
        { Ttl: { } ttl, Caches.Knowledge: CacheKnowledge.NoChange } => words.Say("watch.ttl", ("ttl", WatchTimes.Ttl(ttl))),
        _ => null,
    };

    /// <summary>The first clock: whether the authoritative servers agree.</summary>
    public (bool? Good, string Says) Servers
    {
        get
        {
            var key = state switch
            {
                { Today.Count: 0 } => "no-servers",
                { HasChangedOtherwise: true } => "changed-otherwise",
                { Target: null } => "expected-nowhere",
                { IsWithoutChange: true } => "no-change-seen",
                { Agreed: false } => "agree-not",
                { AgreedSince: null } => "agree-always",
                _ => "agree",
            };
            return (state.Agreed, words.Say("watch.clock." + key, ("count", Number(state.Agreeing)), ("total", Number(state.Today.Count)), ("time", times.Clock(state.AgreedSince ?? TimeSpan.Zero)), ("answer", state.Newest?.ToString())));
        }
    }

    /// <summary>The second clock: until when a cache may hold the old answer; null before anything can be said.</summary>
    public (bool? Good, string Says)? Caches => state.Caches switch
    {
        { By: { } by } when by <= state.Now => (true, words.Say("watch.clock.caches-gone", ("time", times.Clock(by)))),
        { By: { } by } => (false, words.Say("watch.clock.caches-by", ("time", times.Clock(by)))),
        { Knowledge: CacheKnowledge.NotComputable, AtMost: { } most } => (null, words.Say("watch.clock.caches-unknown", ("time", times.Clock(most)))),
        { Knowledge: CacheKnowledge.NotComputable } => (null, words.Say("watch.clock.caches-unbounded")),
        _ when state.Target is not null => (true, words.Say("watch.clock.caches-no-change")),
        _ => null,
    };

    /// <summary>How much of the second clock's time is left, from the moment at which the servers agreed on; null where it does not run.</summary>
    public (double Share, string Says)? Left
    {
        get
        {
            if (state.Caches.By is not { } by || by <= state.Now)
            {
                return null;
            }

            var from = state.AgreedSince ?? TimeSpan.Zero;
            return (Math.Clamp(by > from ? (by - state.Now) / (by - from) : 0, 0, 1), words.Say("watch.clock.left", ("time", WatchTimes.Left(by - state.Now))));
        }
    }

    /// <summary>The delegation.</summary>
    public string Parent
    {
        get
        {
            var parent = state.Parent;
            var key = parent switch
            {
                { Zone: null } => "unknown",
                { Answering: 0 } => "silent",
                { Agree: false } => "agree-not",
                { Since: not null } => "agree-since",
                _ => "agree",
            };
            var total = Number(parent.Servers);
            var says = words.Say("watch.parent." + key, ("zone", parent.Zone), ("total", total), ("count", key is "silent" ? total : Number(parent.Answering)),
                ("time", parent.Since is { } since ? times.Clock(since) : null));
            return says + parent.Ds switch
            {
                null => "",
                { Kind: AnswerKind.Records } => "  " + words.Say("watch.parent.ds", ("ds", parent.ShortDs)),
                _ => "  " + words.Say("watch.parent.no-ds"),
            };
        }
    }

    /// <summary>What speaks against the change. That the awaited answer is nowhere yet stands at the first clock.</summary>
    public IEnumerable<string> Contradictions => state.Contradictions.Where(contradiction => contradiction.What is not Contradiction.ExpectedNowhere)
        .Select(contradiction => words.Say("watch.contradiction." + Kebab.Of(contradiction.What), ("who", contradiction.Who), ("answer", contradiction.Answer?.ToString())));

    /// <summary>What is explained below the strips.</summary>
    public static IReadOnlyList<Shows> Legend { get; } = [Shows.Old, Shows.New, Shows.Gap, Shows.Other];

    /// <summary>What a server or resolver shows, as a word. Where no other answer was seen and none is waited for, there is none to be called new.</summary>
    public string Word(Shows shows) =>
        words.Say("watch.shows." + (shows is Shows.New && state is { Subject.Expected: null, Caches.Knowledge: CacheKnowledge.NoChange } ? "same" : Kebab.Of(shows)));

    /// <summary>What an authoritative server shows, part by part.</summary>
    public IEnumerable<string> Of(ServerState server)
    {
        yield return server.Gap is { } why ? $"{Word(Shows.Gap)} ({SafeText.Escape(why)})" : server is { Shows: Shows.Other, Answer: { } answer } ? $"{Word(Shows.Other)}: {SafeText.Escape(answer.ToString())}" : Word(server.Shows);
        if (server.Serial is { } serial)
        {
            yield return words.Say("watch.server.serial", ("serial", serial.ToString(CultureInfo.InvariantCulture)));
        }

        if (server.Since is { } since)
        {
            yield return words.Say("watch.server.since", ("time", times.Clock(since)));
        }

        if (server.IsAdded)
        {
            yield return words.Say("watch.server.added");
        }

        if (server.IsFormer)
        {
            yield return server.AskedUntil is { } until ? words.Say("watch.server.former", ("time", times.Clock(until))) : words.Say("watch.server.former-unknown");
        }
    }

    /// <summary>What a resolver shows.</summary>
    public string Of(ResolverState resolver)
    {
        var shows = Word(resolver.Shows);
        return resolver switch
        {
            { ServesStale: true, Shows: Shows.Old } => $"{shows}, {words.Say("watch.resolver.stale")}",
            { KeepsUntil: { } until, Shows: Shows.Old } => $"{shows} {words.Say("watch.resolver.until", ("time", times.Clock(until)))}",
            { Disagrees: true, Shows: Shows.Old or Shows.New } => $"{shows}, {words.Say("watch.resolver.disagrees")}",
            { Shows: Shows.Other, Answer: { } answer } => $"{shows}: {SafeText.Escape(answer.ToString())}",
            _ => shows,
        };
    }

    /// <summary>A mail host: whether it answers, and what it says.</summary>
    public (bool? Good, string Says) Of(MailHostState host)
    {
        bool? good = host.Outcome switch { Outcome.Present => true, Outcome.Absent => false, _ => null };
        var says = host switch
        {
            { Address: null, Outcome: Outcome.Absent } => words.Say("watch.mail.no-address"),
            { Tries: 0 } => words.Say("watch.mail.waiting"),
            { Outcome: Outcome.Present } => SafeText.Escape(host.Says),
            { Outcome: Outcome.Absent } => words.Say("watch.mail.refuses", ("why", host.Says)),
            _ => words.Say("watch.mail.gap", ("why", host.Says)),
        };
        return (good, $"{SafeText.Escape(host.Host)}{(host.Address is { } address ? $" [{SafeText.Escape(address)}]" : "")}: {says}");
    }

    /// <summary>How it ended.</summary>
    /// <param name="end">How.</param>
    /// <param name="once">Only one look was wanted.</param>
    public string Of(WatchEnd end, bool once) => words.Say("watch.end." + EndKey(end, once), ("answer", state.Newest?.ToString()),
        ("time", (state.Caches.By ?? state.Caches.AtMost) is { } by ? times.Clock(by) : null));

    private string EndKey(WatchEnd end, bool once) => (end, once) switch
    {
        (WatchEnd.Contradicted, _) when state.HasChangedOtherwise => "changed-otherwise",
        (WatchEnd.Done, _) => (state.MailHosts.Count > 0 ? "done-mail" : "done") + Others,
        (WatchEnd.Contradicted, _) when state.Contradictions.All(contradiction => contradiction.What is Contradiction.ExpectedNowhere) => "expected-nowhere",
        (WatchEnd.Contradicted, _) when state.Agreed && state.Contradictions.All(contradiction => contradiction.Answer is not null) => "resolvers-differ",
        (WatchEnd.Undetermined, true) => "once",
        _ => Kebab.Of(end),
    };

    // Who was asked shows the new answer; who was not may keep the old one as long as the second clock runs.
    private string Others => state.Caches switch
    {
        { Knowledge: CacheKnowledge.NotComputable, By: null, AtMost: null } => "-open",
        { } caches when (caches.By ?? caches.AtMost) > state.Now => "-until",
        _ => "",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
