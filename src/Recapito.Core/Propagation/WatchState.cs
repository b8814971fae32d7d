namespace Recapito.Core;

/// <summary>What a server or resolver shows of the change.</summary>
public enum Shows
{
    /// <summary>Nothing was asked yet.</summary>
    Nothing,

    /// <summary>No answer came: nothing follows from it.</summary>
    Gap,

    /// <summary>The answer that is on its way out.</summary>
    Old,

    /// <summary>The answer that is waited for, or the newest.</summary>
    New,

    /// <summary>An answer that no authoritative server gave during the watch, or one that came in place of the one that is waited for.</summary>
    Other,
}

/// <summary>An authoritative server.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Addresses">The addresses that are asked.</param>
/// <param name="Shows">What it shows.</param>
/// <param name="Answer">Its answer; null before there was one.</param>
/// <param name="Serial">The serial of its zone; null where it is not known.</param>
/// <param name="Since">Since when it gives this answer, as far as the watch saw it.</param>
/// <param name="Gap">Why it does not answer now; null where it does.</param>
public sealed record ServerState(string Name, IReadOnlyList<string> Addresses, Shows Shows, WatchedAnswer? Answer, uint? Serial, TimeSpan? Since, string? Gap)
{
    /// <summary>It was removed from the delegation; caches may still ask it until this moment. Null for a server of today.</summary>
    public TimeSpan? AskedUntil { get; init; }

    /// <summary>It was removed from the delegation.</summary>
    public bool IsFormer { get; init; }

    /// <summary>It was added during the watch.</summary>
    public bool IsAdded { get; init; }

    /// <summary>What it showed, the oldest first; of several addresses, the one that is late.</summary>
    public IReadOnlyList<Stretch> History { get; init; } = [];
}

/// <summary>The delegation as the parent's servers give it.</summary>
/// <param name="Zone">Name of the parent zone; null before it is known.</param>
/// <param name="Servers">How many of its servers were asked.</param>
/// <param name="Answering">How many answered.</param>
/// <param name="Agree">Those that answered give the same name servers and the same DS RRset.</param>
/// <param name="NameServers">The delegation.</param>
/// <param name="Ds">The DS RRset; null before it was seen.</param>
/// <param name="Since">Since when they agree; null where they always did, or do not.</param>
public sealed record ParentState(string? Zone, int Servers, int Answering, bool Agree, IReadOnlyList<string> NameServers, WatchedAnswer? Ds, TimeSpan? Since)
{
    /// <summary>The DS RRset without its digests, which tell people nothing; null before it was seen.</summary>
    internal string? ShortDs => Ds is { Kind: AnswerKind.Records } ? string.Join(", ", Ds.Text.Split(", ").Select(ds => string.Join(' ', ds.Split(' ').Take(3)))) : Ds?.ToString();
}

/// <summary>A piece of time in which a server or resolver showed the same.</summary>
public sealed record Stretch(TimeSpan From, TimeSpan To, Shows Shows);

/// <summary>A resolver.</summary>
/// <param name="Resolver">Which one.</param>
/// <param name="Shows">What it shows.</param>
/// <param name="Answer">Its latest answer; null before there was one.</param>
/// <param name="KeepsUntil">For an old answer: when it runs out there, by the TTL that is left; null where that cannot be seen.</param>
/// <param name="Gap">Why it does not answer now; null where it does.</param>
/// <param name="History">What it showed, the oldest first.</param>
public sealed record ResolverState(WatchedResolver Resolver, Shows Shows, WatchedAnswer? Answer, TimeSpan? KeepsUntil, string? Gap, IReadOnlyList<Stretch> History)
{
    /// <summary>It goes on with an answer beyond its TTL (RFC 8767), or always gives it the same TTL.</summary>
    public bool ServesStale { get; init; }

    /// <summary>It has several machines that do not agree.</summary>
    public bool Disagrees { get; init; }
}

/// <summary>The connection to a mail host that the new answer names.</summary>
/// <param name="Host">Canonical name.</param>
/// <param name="Address">The address; null where none is known.</param>
/// <param name="Outcome">Present where it greeted with 220; absent where it refused; unavailable where nothing can be said.</param>
/// <param name="Says">The greeting, or why there was none.</param>
/// <param name="Tries">How often it was tried.</param>
public sealed record MailHostState(string Host, string? Address, Outcome Outcome, string Says, int Tries);

/// <summary>What contradicts the change.</summary>
public enum Contradiction
{
    /// <summary>No authoritative server gives the expected answer.</summary>
    ExpectedNowhere,

    /// <summary>Authoritative servers give different answers under one serial.</summary>
    SameSerial,

    /// <summary>A server still gives the old answer although its SOA expire time is over.</summary>
    ServerStuck,

    /// <summary>A resolver gives an answer that no authoritative server gave during the watch, although every cache should have the new one.</summary>
    ResolverDiffers,

    /// <summary>A mail host of the new answer takes no connections, or does not exist.</summary>
    MailHostRefuses,
}

/// <summary>A contradiction and who it is about.</summary>
/// <param name="What">The kind.</param>
/// <param name="Who">Server, resolver or host; null where it is about none.</param>
public sealed record ContradictionOf(Contradiction What, string? Who)
{
    /// <summary>The answer that a resolver gives instead; null where it is about no resolver.</summary>
    public WatchedAnswer? Answer { get; init; }
}

/// <summary>How a change stands. All times count from the beginning of the watch, by a clock that never goes back.</summary>
/// <param name="Subject">What is watched.</param>
/// <param name="Now">The moment.</param>
/// <param name="Zone">The zone that holds the record; null before it is known.</param>
/// <param name="Target">The answer that is on its way in; null where it is not seen yet.</param>
/// <param name="Newest">The newest answer of the authoritative servers; null before there was one.</param>
/// <param name="Servers">The authoritative servers, those of today first.</param>
/// <param name="Parent">The delegation.</param>
/// <param name="Caches">When the old answer is gone.</param>
/// <param name="Resolvers">The resolvers.</param>
/// <param name="MailHosts">The SMTP test; empty before it is due.</param>
/// <param name="Contradictions">What speaks against the change.</param>
public sealed record WatchState(
    WatchSubject Subject,
    TimeSpan Now,
    string? Zone,
    WatchedAnswer? Target,
    WatchedAnswer? Newest,
    IReadOnlyList<ServerState> Servers,
    ParentState Parent,
    CacheBound Caches,
    IReadOnlyList<ResolverState> Resolvers,
    IReadOnlyList<MailHostState> MailHosts,
    IReadOnlyList<ContradictionOf> Contradictions)
{
    /// <summary>The TTL of the newest answer, seconds: how long caches would keep it if it were changed now. Null where it is not known.</summary>
    public uint? Ttl { get; init; }

    /// <summary>The record was changed while it was watched, to another answer than the one that is waited for: <see cref="Newest"/>.</summary>
    public bool HasChangedOtherwise { get; init; }

    /// <summary>How many authoritative servers give the target.</summary>
    public int Agreeing => Target is null ? 0 : Today.Count(server => server.Shows is Shows.New);

    /// <summary>The authoritative servers of today.</summary>
    public IReadOnlyList<ServerState> Today => [.. Servers.Where(server => !server.IsFormer)];

    /// <summary>All authoritative servers give the target.</summary>
    public bool Agreed => Today.Count > 0 && Agreeing == Today.Count;

    /// <summary>Nothing is waited for, and all that answered always said the same: some authoritative servers give no answer, and of a change nothing was seen.</summary>
    public bool IsWithoutChange => Target is not null && Subject.Expected is null && !Agreed && Caches.Knowledge is CacheKnowledge.NoChange && Today.All(server => server.Shows is Shows.New or Shows.Gap or Shows.Nothing);

    /// <summary>Since when all authoritative servers give the target; null where they do not, or did from the beginning.</summary>
    public TimeSpan? AgreedSince { get; init; }

    /// <summary>Everything shows the target; the mail hosts are to be tried.</summary>
    public bool IsVisible => Agreed && Parent is { Agree: true, Answering: > 0 } && Resolvers.All(IsThrough);

    /// <summary>Everything shows the target, and the mail hosts were tried.</summary>
    public bool IsDone => IsVisible && MailHosts.All(host => host.Outcome is Outcome.Present);

    /// <summary>A further look changes nothing: everything shows the target, and a mail host of it failed several times.</summary>
    public bool IsSettled => IsDone || (IsVisible && MailHosts.Count > 0 && MailHosts.All(host => host.Outcome is Outcome.Present || host.Tries >= MostTries));

    /// <summary>So often a mail host is tried.</summary>
    internal const int MostTries = 3;

    private bool BoundHasPassed => Caches.Knowledge is CacheKnowledge.NoChange || (Caches.By ?? Caches.AtMost) <= Now;

    private bool IsThrough(ResolverState resolver) => resolver.Shows switch
    {
        Shows.New => true,
        Shows.Gap => BoundHasPassed,
        _ => false,
    };
}
