namespace Recapito.Core;

/// <summary>The human text of a report, as far as it was understood.</summary>
internal sealed record ReportText(string System, IReadOnlyList<TextEntry> Entries)
{
    internal ReportCues? Cues { get; init; }

    /// <summary>The part that it was read from; -1 for none.</summary>
    internal int Part { get; init; } = -1;

    internal string? Language { get; init; }

    /// <summary>Exchange's generating server, or the host in "This is the mail system at host …".</summary>
    internal string? ReportingMta { get; init; }

    /// <summary>The headers of the lost message, where the text quotes them.</summary>
    internal string? OriginalHeaders { get; init; }

    /// <summary>What the text itself tells of the lost message, as header fields.</summary>
    internal string? Summary { get; init; }

    /// <summary>The text up to the lost message.</summary>
    internal ReadOnlyMemory<char> Own { get; init; }

    /// <summary>The limit that the text goes beyond; null where it was read whole.</summary>
    internal string? Cut { get; init; }

    /// <summary>What the text says went wrong, of nobody in particular.</summary>
    internal string Said { get; init; } = "";
}
