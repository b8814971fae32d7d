namespace Recapito.Core;

/// <summary>
/// A diagnosis in the words of one language, part by part, for whoever lays it out: <see cref="DiagnosisText"/> for terminals, a page for browsers. Everything
/// that others wrote has passed <see cref="SafeText"/>; what shows it still has to encode it for its own form.
/// </summary>
public sealed record DiagnosisSheet
{
    /// <summary>BCP 47 tag of the language that the words are in.</summary>
    public required string Language { get; init; }

    /// <summary>The recipient whom it is about.</summary>
    public required string Recipient { get; init; }

    /// <summary>How sure.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The same as a word.</summary>
    public required string VerdictWord { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>That what is refused now was judged in place of the words that were handed in, and why; null otherwise.</summary>
    public required string? Premise { get; init; }

    /// <summary>The address that was probably meant, as a question; null where none is known.</summary>
    public required string? Meant { get; init; }

    /// <summary>Who must act: the party of the cause; null where none is found.</summary>
    public required Party? Party { get; init; }

    /// <summary>Everybody who could act on the cause, its own party first; empty where none is found.</summary>
    public required IReadOnlyList<Party> Parties { get; init; }

    /// <summary>Who must act, what that means for the others, and what whoever sent the message does meanwhile, a paragraph each; empty where nobody has to.</summary>
    public required IReadOnlyList<string> WhoActs { get; init; }

    /// <summary>The way of the message, from its sender on.</summary>
    public required IReadOnlyList<SheetStation> Path { get; init; }

    /// <summary>What the refusing host said; null without a reply.</summary>
    public required SheetQuote? Quote { get; init; }

    /// <summary>The words that were handed in, where <see cref="Premise"/> tells of them; else null.</summary>
    public required SheetQuote? HandedIn { get; init; }

    /// <summary>The cause, then what is remarkable besides.</summary>
    public required IReadOnlyList<SheetFinding> Findings { get; init; }

    /// <summary>What a verdict without a cause rests on: who takes the address now, or what the host says of it; empty where there is a cause.</summary>
    public required IReadOnlyList<SheetEvidence> Observed { get; init; }

    /// <summary>False where the address is taken now, though not by the host that refused, so that the next message may come back as well.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>Why it is not proven.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>The question that would settle it; null where there is none.</summary>
    public required SheetText? NextQuestion { get; init; }

    /// <summary>What else it may be.</summary>
    public required IReadOnlyList<SheetCandidate> Candidates { get; init; }

    /// <summary>Stands above each finding that is not the cause; that it is not is known only where the cause is proven.</summary>
    public required string HeadingOfBesides { get; init; }

    /// <summary>What would explain the cause itself more closely, none of which was told from the others.</summary>
    public required IReadOnlyList<SheetCandidate> Closer { get; init; }

    /// <summary>What to do, the best first.</summary>
    public required IReadOnlyList<SheetFix> Fixes { get; init; }

    /// <summary>What excluded which causes.</summary>
    public required IReadOnlyList<SheetFact> RuledOut { get; init; }

    /// <summary>What was not checked: the reason, and the questions that it stands behind.</summary>
    public required IReadOnlyList<SheetGap> NotChecked { get; init; }

    /// <summary>Everything that was seen.</summary>
    public required IReadOnlyList<SheetEvidence> AllEvidence { get; init; }
}

/// <summary>A text in which commands stand, to be copied whole.</summary>
/// <param name="Parts">Words and commands by turns, words first; each second part is a command.</param>
public sealed record SheetText(IReadOnlyList<string> Parts)
{
    /// <summary>The whole, with commands in backquotes.</summary>
    public override string ToString() => string.Concat(Parts.Select((part, i) => i % 2 == 1 ? $"`{part}`" : part));

    /// <summary>From words in which commands stand between marks.</summary>
    internal static SheetText Of(string marked) => new(marked.Split(TextWidth.CommandMark));

    /// <summary>The words with their commands between marks again.</summary>
    internal string Marked() => string.Join(TextWidth.CommandMark, Parts);
}

/// <summary>A station of the message's way.</summary>
/// <param name="Role">What it is there.</param>
/// <param name="Name">Host or address; empty where none is known.</param>
/// <param name="Sign">What became of the message there, as a shape.</param>
/// <param name="State">The same in words.</param>
/// <param name="IsStop">True where the message stopped.</param>
/// <param name="IsPassed">True where it passed.</param>
public sealed record SheetStation(string Role, string Name, string Sign, string State, bool IsStop, bool IsPassed);

/// <summary>The refusal, word by word.</summary>
/// <param name="Introduction">Who said it, to which command, when.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Means">What it means in plain words; null where the verdict's sentence has said so, or nothing is known of it.</param>
public sealed record SheetQuote(string Introduction, string Reply, string? Means);

/// <summary>A cause that holds, or something remarkable.</summary>
/// <param name="Cause">Id of the cause.</param>
/// <param name="IsCause">True for the cause itself.</param>
/// <param name="Says">One sentence.</param>
/// <param name="Proof">What proves it; null where it is not proven.</param>
/// <param name="Evidence">What it rests on, the strongest first.</param>
public sealed record SheetFinding(string Cause, bool IsCause, string Says, string? Proof, IReadOnlyList<SheetEvidence> Evidence);

/// <summary>A question and its answer.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">What came out, or why nothing did.</param>
/// <param name="IsGap">True where nothing came out.</param>
/// <param name="Properties">What of it decides, line by line ("DomainType: Authoritative").</param>
/// <param name="By">Who answered, and when.</param>
/// <param name="Command">How to see the same; null where there is no command.</param>
/// <param name="Transcript">The dialogue line by line; empty where there was none.</param>
public sealed record SheetEvidence(string Question, string Answer, bool IsGap, IReadOnlyList<string> Properties, string By, string? Command, IReadOnlyList<string> Transcript);

/// <summary>A cause that still stands.</summary>
/// <param name="Cause">Its id.</param>
/// <param name="Says">One sentence.</param>
/// <param name="IsDetail">True where it only explains another one more closely.</param>
public sealed record SheetCandidate(string Cause, string Says, bool IsDetail);

/// <summary>A remedy.</summary>
/// <param name="Title">What to do.</param>
/// <param name="OtherParty">Who does it, where that is not who must act on the whole; else null.</param>
/// <param name="NoteFirst">Commands that show what is to be noted before anything is changed.</param>
/// <param name="Steps">Step by step, each with its number; one that begins with a hyphen is an alternative within the step before.</param>
/// <param name="Changes">The exact changes.</param>
/// <param name="Visible">By when the change is visible everywhere; null where that is not computed.</param>
/// <param name="Risk">What may go wrong; null where nothing is known to.</param>
/// <param name="Undo">How it is taken back; null where it cannot be.</param>
public sealed record SheetFix(
    string Title, string? OtherParty, IReadOnlyList<string> NoteFirst, IReadOnlyList<SheetText> Steps, IReadOnlyList<SheetChange> Changes, string? Visible, SheetText? Risk, SheetUndo? Undo)
{
    /// <summary>The record that is different afterwards, and can be watched until it is visible; null where there is none.</summary>
    public SheetRecord? Watched { get; init; }
}

/// <summary>An RRset as it should be.</summary>
/// <param name="Domain">Owner name.</param>
/// <param name="Type">"MX" ….</param>
/// <param name="Value">The records, with commas between.</param>
public sealed record SheetRecord(string Domain, string Type, string Value);

/// <summary>One exact change.</summary>
/// <param name="Says">What changes; null where the lines say it all.</param>
/// <param name="Lines">What is there before and after.</param>
/// <param name="Ttl">How long the old records may be kept; null where nothing keeps them.</param>
/// <param name="Note">What else there is to know; null for nothing.</param>
/// <param name="Commands">Commands that carry it out, one each.</param>
public sealed record SheetChange(string? Says, IReadOnlyList<DiffLine> Lines, string? Ttl, string? Note, IReadOnlyList<string> Commands);

/// <summary>A line of a comparison.</summary>
/// <param name="Sign">'-' for what goes, '+' for what comes, a blank for what stays.</param>
/// <param name="Text">The record or setting.</param>
public sealed record DiffLine(char Sign, string Text);

/// <summary>The way back.</summary>
/// <param name="Says">In words.</param>
/// <param name="Lines">The exact records.</param>
/// <param name="Commands">Commands that set again what was seen; empty for none.</param>
public sealed record SheetUndo(SheetText Says, IReadOnlyList<DiffLine> Lines, IReadOnlyList<string> Commands);

/// <summary>A fact, and what it excluded.</summary>
/// <param name="Says">The fact in one sentence.</param>
/// <param name="Causes">Ids of the causes that it excludes.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record SheetFact(string Says, IReadOnlyList<string> Causes, IReadOnlyList<SheetEvidence> Evidence);

/// <summary>What was not checked for one reason.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Questions">The questions without an answer.</param>
public sealed record SheetGap(string Why, IReadOnlyList<string> Questions);
