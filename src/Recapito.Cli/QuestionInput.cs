namespace Recapito.Cli;

/// <summary>Reads what the user names as the subject of a diagnosis: a file of any form, or an address.</summary>
internal static class QuestionInput
{
    /// <exception cref="InputException">It is neither a bounce nor an address.</exception>
    public static Question Read(string subject, Surroundings around)
    {
        if (PastedReply.Of(subject) is null && IsAddress(subject))
        {
            return Question.About(subject);
        }

        var mail = MailInput.SingleOrReply(subject, around);
        return Question.Of(mail.Name, mail.Bytes.Span);
    }

    // A path that names nothing and looks like an address is one; a slash in a local part is rarer than a mistyped path.
    private static bool IsAddress(string subject) => subject.Contains('@', StringComparison.Ordinal)
        && !Path.Exists(subject) && subject.AsSpan().IndexOfAny('/', '\\') < 0;
}
