namespace Recapito.Core;

/// <summary>How a remedy is taken back, as far as the evidence shows what was there before.</summary>
/// <param name="Changes">Of the DNS: the inverse of the remedy's very changes, and nothing else; it may leave a name without records, as it was before.</param>
/// <param name="Commands">PowerShell that sets again what was seen, to be read and run by an administrator.</param>
/// <param name="NoteFirst">Commands that show what was not seen, to be noted before anything is changed.</param>
public sealed record RemedyUndo(IReadOnlyList<WorldChange> Changes, IReadOnlyList<string> Commands, IReadOnlyList<string> NoteFirst)
{
    /// <summary>Nothing exact can be said.</summary>
    public static RemedyUndo None { get; } = new([], [], []);
}
