namespace Recapito.Core;

/// <summary>
/// Reads what two mail systems said to each other, where a report shows it: Sendmail's ">>> RCPT TO:&lt;a@b>" and "&lt;&lt;&lt; 550 …",
/// Postfix' "In:" and "Out:", and replies that stand alone on their lines.
/// </summary>
internal ref struct SessionTranscript
{
    /// <summary>"... while talking to mx.contoso.example.:" (Sendmail).</summary>
    private const string Begin = "while talking to ";

    private const int LongestTime = 48;

    private readonly RecipientList recipients;
    private ReadOnlySpan<char> continued;
    private ReadOnlySpan<char> unclaimed;
    private ReadOnlySpan<char> claim;
    private bool isBegun;
    private bool isAnswered;

    internal SessionTranscript(RecipientList recipients) => this.recipients = recipients;

    /// <summary>A command on a line of its own, below a heading that says that it was refused.</summary>
    internal static string? CommandAlone(ReadOnlySpan<char> words) =>
        words is "DATA" or "RCPT" or "MAIL" ? words[0] switch { 'D' => "DATA", 'R' => "RCPT TO", _ => "MAIL FROM" }
        : words.StartsWith("RCPT TO:<") ? "RCPT TO"
        : words.StartsWith("MAIL FROM:<") ? "MAIL FROM"
        : null;

    /// <summary>
    /// Reads a line that a transcript marks as said by one of the two, or as the start of it; <paramref name="refuses"/>: it is a reply that
    /// refuses.
    /// </summary>
    internal bool TryRead(ReadOnlySpan<char> words, out bool refuses)
    {
        refuses = false;
        words = WithoutTime(words);
        if (words.TrimStart(". ").StartsWith(Begin, StringComparison.OrdinalIgnoreCase))
        {
            EndSession();
            recipients.NameHost(FieldValues.HostAt(words.TrimStart(". ")[Begin.Length..]), isOfLast: false);
        }
        else if (words.StartsWith("<-- ") || words.StartsWith("--> "))
        {
            refuses = Read(words[4..].TrimStart(), isAnswer: words[0] == '<');
        }
        else if (words.StartsWith("<<< ") || (words.StartsWith(">>> ") && AddressLine.Read(words).Form == AddressLineForm.None))
        {
            refuses = Read(words[4..].TrimStart(), isAnswer: words[0] == '<');
        }
        else if (words.StartsWith("Out: ") || words.StartsWith("In: "))
        {
            // Postfix tells its postmaster what a client and itself said.
            refuses = Read(words[4..].TrimStart(), isAnswer: words[0] == 'O');
        }
        else
        {
            return false;
        }

        isBegun = true;
        return true;
    }

    /// <summary>"Mon 2026-11-23 09:30:02: &lt;-- 550 5.1.1 …" (MDaemon): the time stands before the arrow.</summary>
    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> words)
    {
        var start = words[..Math.Min(words.Length, LongestTime)];
        var arrow = start.IndexOf(": <-- ");
        arrow = arrow < 0 ? start.IndexOf(": --> ") : arrow;
        return arrow > 0 && char.IsAsciiDigit(words[arrow - 1]) ? words[(arrow + 2)..] : words;
    }

    /// <summary>"554 &lt;a@b>... Host unknown" (Sendmail) is about this recipient, whoever the lines before it are about.</summary>
    internal readonly bool AnswersAnother(ReadOnlySpan<char> words)
    {
        var open = words.IndexOf('<');
        if (open < 4 || open > 12 || words[3] != ' ')
        {
            return false;
        }

        var length = AddressText.LengthAt(words[(open + 1)..], needsDot: false);
        return length > 0 && words[(open + 1 + length)..].StartsWith(">...") && !recipients.IsLast(words.Slice(open + 1, length));
    }

    /// <summary>A further line of a reply of several (RFC 5321 §4.2.1), or of words that only begin with a number.</summary>
    internal readonly bool GoesOn(ReadOnlySpan<char> words) => continued.Length == 3 && words.StartsWith(continued);

    /// <summary>"550 5.1.1 &lt;a@b>… User unknown" on a line of its own.</summary>
    internal void ReadBareReply(ReadOnlySpan<char> words)
    {
        continued = words.Length > 3 && words[3] == '-' ? words[..3] : default;
        if (AddressText.TryFind(words, out var start, out var length) && recipients.IsStrange(words.Slice(start, length)))
        {
            Name(words.Slice(start, length), words[(start + length)..], NamedBy.Reply);
        }
        else if (!IsOfConnection(words))
        {
            unclaimed = claim = default;
        }
        else if (words[0] == '5')
        {
            EndSession();
        }

        recipients.AddReply(words);
    }

    /// <summary>
    /// "&lt;a@b>... Deferred: 421" (Sendmail) behind an answer that names nobody says whom it was about; in other words, what else went wrong.
    /// Lines of an answer bear its mark, so this one is none of them.
    /// </summary>
    internal bool TryClaim(ReadOnlySpan<char> words)
    {
        var length = !isBegun || words[0] != '<' ? 0 : AddressText.LengthAt(words[1..], needsDot: false);
        if (length == 0 || !words[(1 + length)..].StartsWith(">... ") || !recipients.IsStrange(words.Slice(1, length)))
        {
            return false;
        }

        var said = words[(1 + length + ">... ".Length)..];
        Name(words.Slice(1, length), said, recipients.IsListed ? NamedBy.List : NamedBy.Reply);
        if (unclaimed.Length <= 3 || !said.Contains(unclaimed, StringComparison.Ordinal))
        {
            recipients.Say(said);
        }

        return true;
    }

    /// <summary>
    /// Sendmail tells whom a refusal of MAIL or DATA was about behind the transcript, in the same words for each of them: "554 &lt;a@b>... Remote
    /// protocol error". Other words are about another delivery, and Sendmail's own.
    /// </summary>
    private void Name(ReadOnlySpan<char> address, ReadOnlySpan<char> tail, NamedBy by)
    {
        if (unclaimed.IsEmpty ? isAnswered : !claim.IsEmpty && !tail.SequenceEqual(claim))
        {
            EndSession();
        }

        recipients.Open(address, by);
        if (!unclaimed.IsEmpty)
        {
            claim = tail;
            recipients.Claim(unclaimed);
        }
    }

    /// <summary>What follows is not about what these two systems said.</summary>
    private void EndSession()
    {
        unclaimed = claim = default;
        isAnswered = false;
        recipients.NameHost(null, isOfLast: false);
        recipients.Command = null;
    }

    /// <summary>
    /// "421 mx.contoso.example (smtp)... Deferred: Connection reset" (Sendmail 5) is about a connection: how the session ended, or "550 … Host
    /// unknown", that none began. It does not say whom a refusal before it was about.
    /// </summary>
    private static bool IsOfConnection(ReadOnlySpan<char> words) => words.IndexOf(")... ") is > 0 and var end && !words[..end].Contains('@');

    private bool Read(ReadOnlySpan<char> said, bool isAnswer)
    {
        if (isAnswer)
        {
            return ReadAnswer(said);
        }

        recipients.Command = said.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) ? "RCPT TO"
            : said.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase) ? "MAIL FROM"
            : said.StartsWith("DATA", StringComparison.OrdinalIgnoreCase) ? "DATA"
            : said.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase) || said.StartsWith("HELO", StringComparison.OrdinalIgnoreCase) ? said[..4].ToString().ToUpperInvariant()
            : recipients.Command;
        if (recipients.Command == "RCPT TO" && AddressText.TryFind(said, out var start, out var length))
        {
            recipients.Open(said.Slice(start, length), NamedBy.Reply);
        }

        return false;
    }

    private bool ReadAnswer(ReadOnlySpan<char> said)
    {
        if (!WrittenText.StartsWithCode(said) || said[0] is not ('4' or '5'))
        {
            return false;
        }

        continued = said.Length > 3 && said[3] == '-' ? said[..3] : default;
        unclaimed = recipients.Command is "RCPT TO" ? default : said;
        claim = default;
        isAnswered = true;
        recipients.AddReply(said);
        return true;
    }
}
