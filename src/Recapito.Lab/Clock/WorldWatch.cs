namespace Recapito.Lab;

/// <summary>What goes on in a world while time passes, and what a watch of it is to say.</summary>
public sealed record WorldWatch
{
    /// <summary>When the watch begins.</summary>
    public DateTimeOffset Begins { get; init; }

    /// <summary>Canonical owner name of the record that is watched.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Its type, "MX" ….</summary>
    public string Record { get; init; } = "MX";

    /// <summary>The answer that is waited for; null for none.</summary>
    public string? Expect { get; init; }

    /// <summary>How long the watch goes on at most.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Name servers that follow the changes of a zone late.</summary>
    public IReadOnlyDictionary<string, WatchedServer> Servers { get; init; } = new Dictionary<string, WatchedServer>();

    /// <summary>Resolvers that do not keep answers as the others.</summary>
    public IReadOnlyDictionary<string, WatchedCache> Resolvers { get; init; } = new Dictionary<string, WatchedCache>();

    /// <summary>Times in which a server or resolver does not serve.</summary>
    public IReadOnlyList<WorldOutage> Outages { get; init; } = [];

    /// <summary>Jumps of the observer's clock.</summary>
    public IReadOnlyList<(DateTimeOffset At, TimeSpan By)> Jumps { get; init; } = [];

    /// <summary>"known", "not-computable" or "no-change": what is to be said of the caches at the end; null where it is not compared.</summary>
    public string? Caches { get; init; }

    /// <summary>The reasons that are to be named for "not-computable".</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>The exit code of the command at the end; null where it is not compared.</summary>
    public int? Exit { get; init; }
}

/// <summary>A name server that takes changes over late. Both may be zero, not both more.</summary>
/// <param name="Lag">After each change by so much.</param>
/// <param name="Refresh">It asks for changes so often (SOA REFRESH), and not in between.</param>
/// <param name="From">One of the moments at which it asks.</param>
public sealed record WatchedServer(TimeSpan Lag, TimeSpan Refresh, DateTimeOffset From);

/// <summary>How a resolver keeps answers.</summary>
public sealed record WatchedCache
{
    /// <summary>The largest TTL that it takes over; null for no bound.</summary>
    public TimeSpan? MaxTtl { get; init; }

    /// <summary>For so long after its end an answer is given with a TTL of 30 s (RFC 8767) before a server is asked again; zero for never.</summary>
    public TimeSpan Stale { get; init; }

    /// <summary>How many caches stand behind its address and are asked in turn; 1 or more.</summary>
    public int Machines { get; init; } = 1;

    /// <summary>It keeps to the zone's own NS RRset instead of the parent's (RFC 2181 §5.4.1).</summary>
    public bool ChildCentric { get; init; }

    /// <summary>When somebody asked it for the watched record.</summary>
    public IReadOnlyList<DateTimeOffset> Asked { get; init; } = [];

    /// <summary>The name server that it asks first; null for the order of the delegation.</summary>
    public string? Prefers { get; init; }
}

/// <summary>A time in which a server or resolver does not serve.</summary>
/// <param name="Server">Its name.</param>
/// <param name="From">The beginning.</param>
/// <param name="Until">The end.</param>
/// <param name="Do">"drop", "servfail" or "refuse".</param>
public sealed record WorldOutage(string Server, DateTimeOffset From, DateTimeOffset Until, string Do);
