using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>
/// How people who write one language put it, around a reply that they copied or without one. Each property is a list of alternatives of a regular expression, without captures.
/// A further language is one more file like Italian.cs and one more entry in <see cref="All"/>.
/// </summary>
internal sealed record Speech
{
    private static readonly RegexOptions Linear = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>All languages that are known.</summary>
    public static IReadOnlyList<Speech> All { get; } = [English.Speech, Italian.Speech, German.Speech, French.Speech, Spanish.Speech];

    /// <summary>What shows that a text is in this language, as a whole pattern. The case counts unless the pattern says otherwise.</summary>
    public required string Marks { get; init; }

    /// <summary>What joins a clause of their own to what a host said.</summary>
    public required string Conjunctions { get; init; }

    /// <summary>Those of them that say the contrary.</summary>
    public required string Contrasts { get; init; }

    /// <summary>What begins another clause; what is negated before it is not negated behind it.</summary>
    public required string Clauses { get; init; }

    /// <summary>Words that negate; with <see cref="Contrasts"/> only those that stand alone.</summary>
    public required string Negations { get; init; }

    /// <summary>Words that negate in any form.</summary>
    public required string Denials { get; init; }

    /// <summary>One person who speaks of themselves. The case counts: a host says "we" as well, but never "I".</summary>
    public required string OnePerson { get; init; }

    /// <summary>Several people who speak of themselves, or what they deny.</summary>
    public required string SeveralPeople { get; init; }

    /// <summary>How a sentence of talk begins.</summary>
    public required string Talk { get; init; }

    /// <summary>First persons, greetings and questions with which no host goes on in the middle of what it says. The case counts.</summary>
    public required string NeverOfHosts { get; init; }

    /// <summary>A guess or a greeting at the beginning of a clause.</summary>
    public required string Doubts { get; init; }

    /// <summary>Words that no English reply has; null for English, which hosts speak.</summary>
    public string? Words { get; init; }

    /// <summary>What introduces the words of somebody else.</summary>
    public required string Says { get; init; }

    /// <summary>Those of them behind which an address of who said it stands.</summary>
    public required string SaysWho { get; init; }

    /// <summary>Words with which hosts refuse, as hosts or people write them.</summary>
    public required string Refuses { get; init; }

    /// <summary>Nouns for who sent a message.</summary>
    public required string Senders { get; init; }

    /// <summary>What stands before the address of who sent a message.</summary>
    public required string From { get; init; }

    /// <summary>The name of the line that says whom a reply is about.</summary>
    public required string To { get; init; }

    /// <summary>What stands before the address to which somebody wrote.</summary>
    public required string WroteTo { get; init; }

    /// <summary>A full mailbox in somebody's own words.</summary>
    public required string Full { get; init; }

    /// <summary>A block for spam or a list.</summary>
    public required string Blocked { get; init; }

    /// <summary>That the message may be taken later.</summary>
    public required string Later { get; init; }

    /// <summary>That an address is unknown.</summary>
    public required string NotFound { get; init; }

    /// <summary>One list of all languages: alternatives in a group.</summary>
    public static string Any(Func<Speech, string?> list) => $"(?:{string.Join('|', All.Select(list).Where(words => words is { Length: > 0 }))})";

    /// <summary>A pattern that looks at each character once, whatever somebody hands in.</summary>
    public static Regex Pattern(string pattern, RegexOptions more = RegexOptions.None) => new(pattern, Linear | more);
}
