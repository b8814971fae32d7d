namespace Recapito.Core;

/// <summary>What is to be done for one recipient, made from a diagnosis: kept in a file, shown, applied, verified and undone (docs/reference/fix-plan.schema.json).</summary>
public sealed record FixPlan
{
    /// <summary>The name and version of the file's schema.</summary>
    public const string Schema = "recapito.fix-plan/1";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Canonical address whose mail is to flow again.</summary>
    public required string Recipient { get; init; }

    /// <summary>Id of the cause.</summary>
    public required string Cause { get; init; }

    /// <summary>How sure the cause is.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Id of the remedy.</summary>
    public required string Remedy { get; init; }

    /// <summary>Who must act.</summary>
    public required Party Party { get; init; }

    /// <summary>The changes of the DNS, exact; empty where nothing of it is to be changed or the evidence does not say how.</summary>
    public IReadOnlyList<RrSetChange> Changes { get; init; } = [];

    /// <summary>What is to be changed elsewhere, in words.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Commands for whoever acts, to copy. They are printed and never run.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Commands that set again what was seen before, to copy. They are printed and never run.</summary>
    public IReadOnlyList<string> UndoCommands { get; init; } = [];

    /// <summary>The plan for a diagnosis; null where it has no remedy.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="madeAt">The time of now.</param>
    public static FixPlan? Of(Diagnosis diagnosis, DateTimeOffset madeAt)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return diagnosis is not { Cause: { } cause, Remedies: [var remedy, ..] } ? null : new()
        {
            MadeAt = madeAt,
            Recipient = diagnosis.Symptom.Recipient,
            Cause = cause.Cause,
            Verdict = diagnosis.Verdict,
            Remedy = remedy.Id,
            Party = remedy.Party,
            Changes = [.. remedy.Changes.OfType<SetMx>().Select(OfMx)],
            Others = [.. remedy.Changes.Where(change => change is not SetMx).Select(FixWords.Of)],
            Commands = ExchangeCommands.Of(remedy.Changes),
            UndoCommands = remedy.Undo.Commands,
        };
    }

    private static RrSetChange OfMx(SetMx change) => new(change.Domain, RrType.Mx, change.TtlSeconds, [.. change.Before.Select(Data)], [.. change.After.Select(Data)]);

    private static string Data(MxRecord record) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{record.Preference} {record.Exchange}");
}
