namespace Recapito.Core;

/// <summary>What the human text says of a recipient, taken apart once: where it names only one, every group of the status part asks for it.</summary>
internal sealed class EntryReading(TextEntry entry, string? reportingMta)
{
    private List<QuotedReply>? replies;
    private string? connected;

    internal TextEntry Entry => entry;

    /// <summary>The diagnostic on one line.</summary>
    internal string Text { get; } = WrittenText.Collapse(entry.Diagnostic);

    internal string? Command => RefusedCommand.In(Text);

    internal EnhancedStatusCode? Status => WrittenText.StatusIn(ProgramOutput.Before(Text), null);

    /// <summary>The replies that it quotes, where the reporting MTA was connected to this host.</summary>
    internal List<QuotedReply> Replies(string? host)
    {
        if (replies is null || connected != host)
        {
            (replies, connected) = (QuotedReplies.Read(ProgramOutput.Before(Text), host, reportingMta), host);
        }

        return replies;
    }
}
