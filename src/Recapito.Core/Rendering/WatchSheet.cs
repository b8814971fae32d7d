namespace Recapito.Core;

/// <summary>How a change stands, in the words of one language, part by part, for whoever lays it out. Everything that others wrote has passed <see cref="SafeText"/>.</summary>
public sealed record WatchSheet
{
    /// <summary>Name and type of the record.</summary>
    public required string Title { get; init; }

    /// <summary>The time of day of this look, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it has been watched.</summary>
    public required string Lasted { get; init; }

    /// <summary>The answer that is waited for; null where the newest counts.</summary>
    public required string? WaitsFor { get; init; }

    /// <summary>The newest answer of the authoritative servers, where it is another one; else null.</summary>
    public required string? Newest { get; init; }

    /// <summary>How long caches keep what there was, or is; null where that is not known.</summary>
    public required string? Ttl { get; init; }

    /// <summary>The first clock: whether the authoritative servers agree.</summary>
    public required SheetClock Servers { get; init; }

    /// <summary>The second clock: until when a cache may hold the old answer; null before anything can be said.</summary>
    public required SheetClock? Caches { get; init; }

    /// <summary>Why the second clock may stand still.</summary>
    public required IReadOnlyList<string> Why { get; init; }

    /// <summary>The delegation.</summary>
    public required string Parent { get; init; }

    /// <summary>The authoritative servers, then the resolvers, each with what it showed over time.</summary>
    public required IReadOnlyList<SheetStrip> Strips { get; init; }

    /// <summary>What can be shown in a strip, each as a word.</summary>
    public required IReadOnlyList<(Shows Shows, string Word)> Legend { get; init; }

    /// <summary>The columns of the strips: the moment at which each begins, and the last one's end.</summary>
    public required IReadOnlyList<DateTimeOffset> Columns { get; init; }

    /// <summary>The mail hosts of the new answer; empty before they are tried.</summary>
    public required IReadOnlyList<SheetSaid> MailHosts { get; init; }

    /// <summary>What speaks against the change.</summary>
    public required IReadOnlyList<string> Contradictions { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public required SheetSaid? End { get; init; }
}

/// <summary>A clock of a watch.</summary>
/// <param name="Good">True where it has run out, false while it runs, null where it cannot be computed.</param>
/// <param name="Says">One sentence.</param>
/// <param name="Share">How much of its time is left, 1 to 0; null where it does not run.</param>
/// <param name="Left">The same in words.</param>
public sealed record SheetClock(bool? Good, string Says, double? Share = null, string? Left = null);

/// <summary>Something that is well, is not, or cannot be told.</summary>
/// <param name="Good">Null where it cannot be told.</param>
/// <param name="Says">In words.</param>
public sealed record SheetSaid(bool? Good, string Says);

/// <summary>What a server or resolver shows of a change.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsServer">True for an authoritative server.</param>
/// <param name="Shows">What it shows now.</param>
/// <param name="Word">The same as a word.</param>
/// <param name="Says">What else there is to know of it, the word among it.</param>
/// <param name="Cells">What it showed in each column; <see cref="Shows.Nothing"/> where nobody asked.</param>
public sealed record SheetStrip(string Name, bool IsServer, Shows Shows, string Word, string Says, IReadOnlyList<Shows> Cells);
