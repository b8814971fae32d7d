namespace Recapito.Benchmarks;

/// <summary>benchmarks/accuracy-notes.tsv: differences from the truth table of which we hold that the table is wrong, with the reason why.</summary>
internal sealed class AccuracyNotes
{
    private const string Place = "benchmarks/accuracy-notes.tsv";

    private readonly Dictionary<(string File, string Recipient, string Field), string> notes = [];

    public static AccuracyNotes Load()
    {
        var loaded = new AccuracyNotes();
        foreach (var line in File.ReadLines(Place).Skip(1).Where(line => line.Length > 0))
        {
            loaded.notes[line.Split('\t') is [var file, var recipient, var field, var why] ? (file, recipient, field) : throw new InvalidDataException($"{Place}: four columns are expected: {line}")] = why;
        }

        return loaded;
    }

    /// <summary>Why a difference is no fault, or null.</summary>
    public string? Of(Difference difference) => notes.GetValueOrDefault((difference.File, difference.Recipient, difference.Field));

    /// <summary>Notes of differences that no longer are.</summary>
    public IEnumerable<string> Unused(IReadOnlyCollection<Difference> differences) =>
        notes.Keys.Except(differences.Select(difference => (difference.File, difference.Recipient, difference.Field))).Select(note => $"{note.File} {note.Recipient} {note.Field}");
}
