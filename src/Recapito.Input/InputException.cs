namespace Recapito.Input;

/// <summary>Input that cannot be used; the message says where, what was expected, and what to do. Exit code 4.</summary>
/// <param name="message">For whoever works at a command line.</param>
/// <param name="problem">Which one it is, for whoever puts it into the words of a page; null where there are no others.</param>
public sealed class InputException(string message, string? problem = null) : Exception(message)
{
    /// <summary>A reply of which nobody knows to whom it was given: with the address it can be diagnosed.</summary>
    public const string LacksRecipient = "lacks-recipient";

    /// <summary>Words without the reply of a mail host, and without a header field.</summary>
    public const string LacksReply = "lacks-reply";

    /// <summary>Words with more than one reply.</summary>
    public const string SeveralReplies = "several-replies";

    /// <summary>The words for it stand in the catalogue at "page.input." and this.</summary>
    public string? Problem { get; } = problem;
}
