namespace Recapito.Input;

/// <summary>
/// The mails of an mbox of any length, through a window over it. Knows mboxo, mboxrd, mboxcl and mboxcl2: "&gt;From " lines are unquoted
/// unless Content-Length proved that a bare one stands inside; Content-Length counts only where a From_ line or the end really follows.
/// </summary>
internal sealed class MboxCursor(string name, Stream content) : MailCursor(name)
{
    private const int FirstWindow = 512 * 1024;

    // What may stand between a counted body and the next From_ line.
    private const int Slack = 512;

    // Twice the largest mail: so the window is moved at most once per mail length read, and reading stays linear.
    private const int LargestWindow = 2 * (ReadLimits.LargestMail + (64 * 1024));

    private readonly string name = name;
    private byte[] window = new byte[content.CanSeek ? Math.Clamp(content.Length + 1, Slack, FirstWindow) : FirstWindow];
    private int start;
    private int end;
    private bool isEnd;
    private bool isOpen;
    private bool isSkipping;
    private bool? hasBareCr;
    private int number;

    public override int Held => window.Length;

    private ReadOnlySpan<byte> Rest => window.AsSpan(start, end - start);

    protected override bool Advance()
    {
        if (!isOpen)
        {
            isOpen = true;
            Fill();
            start = Rest.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        }

        if (isSkipping)
        {
            SkipRest();
        }

        if (Rest.IsEmpty && (isEnd || !More()))
        {
            return false;
        }

        Name = new(name, ++number);
        ReadMail();

        // Some programs save one mail with a From_ line before it: that is a mail, not a box of them.
        if (number == 1 && isEnd && Rest.IsEmpty)
        {
            Name = name;
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadMail()
    {
        var begin = FromLineLength();
        var from = Math.Max(0, begin - 1);
        var next = NextFromLine(ref from, begin);
        if (next < 0 && Rest.Length - begin > ReadLimits.LargestMail)
        {
            (IsCut, isSkipping) = (true, true);
            Hand(begin, begin + ReadLimits.LargestMail, begin + ReadLimits.LargestMail, isQuoted: true);
            return;
        }

        var mailEnd = next < 0 ? Rest.Length : next;
        var counted = CountedEnd(begin, mailEnd);
        if (counted > mailEnd || (counted >= 0 && next != counted))
        {
            // A From_ line inside what was counted: this writer quotes none (mboxcl2).
            Hand(begin, counted, AfterCounted(counted), isQuoted: counted <= mailEnd);
            return;
        }

        Hand(begin, next < 0 ? mailEnd : BeforeEmptyLine(next), mailEnd, isQuoted: true);
    }

    private int FromLineLength()
    {
        while (true)
        {
            var line = Rest.IndexOf((byte)'\n');
            if (line >= 0)
            {
                return line + 1;
            }

            if (Rest.Length > ReadLimits.LargestMail || !More())
            {
                return Rest.Length;
            }
        }
    }

    private int NextFromLine(ref int from, int begin)
    {
        while (true)
        {
            var next = MboxLines.FindFromLine(Rest, ref from, isEnd);
            if (next >= 0 || Rest.Length - begin > ReadLimits.LargestMail || (isEnd && MboxLines.FindFromLine(Rest, ref from, true) < 0))
            {
                return next;
            }

            More();
        }
    }

    /// <summary>Where a true Content-Length ends the mail, or -1.</summary>
    private int CountedEnd(int begin, int mailEnd)
    {
        var mail = Rest[(begin - (begin > 0 ? 1 : 0))..mailEnd];
        var body = MboxLines.BodyStart(mail);
        if (body < 0 || MboxLines.ContentLength(mail[..body]) is not ({ } length and <= ReadLimits.LargestMail))
        {
            return -1;
        }

        var counted = mailEnd - mail.Length + body + (int)length;
        while (Rest.Length < counted + Slack && More())
        {
        }

        return AfterCounted(counted) >= 0 ? counted : -1;
    }

    /// <summary>The From_ line, or the end, that follows a counted body after at most one empty line; -1 where neither does.</summary>
    private int AfterCounted(int counted)
    {
        for (var (at, lines) = (counted, 0); at <= Rest.Length && lines <= 2; lines++)
        {
            var rest = Rest[at..];
            if (rest.IsEmpty || rest.StartsWith("From "u8))
            {
                return at;
            }

            at += rest[0] == (byte)'\n' ? 1 : rest.StartsWith("\r\n"u8) ? 2 : rest.Length + 1;
        }

        return -1;
    }

    // The empty line before a From_ line belongs to the mailbox (RFC 4155 appendix A), not to the mail.
    private int BeforeEmptyLine(int next) =>
        Rest[..next].EndsWith("\n\r\n"u8) ? next - 2 : Rest[..next].EndsWith("\n\n"u8) ? next - 1 : next;

    private void Hand(int begin, int mailEnd, int next, bool isQuoted)
    {
        var mail = window.AsMemory(start + begin, Math.Max(0, mailEnd - begin));
        Bytes = isQuoted ? mail[..MboxLines.Unquote(mail.Span)] : mail;
        start += next;
    }

    /// <summary>Goes on to the next From_ line and keeps nothing of what stands before it.</summary>
    private void SkipRest()
    {
        isSkipping = false;
        for (var from = 0; ;)
        {
            var next = MboxLines.FindFromLine(Rest, ref from, isEnd);
            if (next >= 0)
            {
                start += next;
                return;
            }

            if (isEnd)
            {
                start = end;
                return;
            }

            // Two line ends before a From_ line decide whether it is one.
            var keep = Math.Max(0, from - 4);
            start += keep;
            from -= keep;
            More();
        }
    }

    /// <summary>Reads on; false at the end of the input.</summary>
    private bool More()
    {
        if (isEnd)
        {
            return false;
        }

        if (end == window.Length || (start > window.Length / 2))
        {
            MakeRoom();
        }

        return Fill();
    }

    private bool Fill()
    {
        var read = content.Read(window, end, window.Length - end);
        isEnd = read == 0;
        end += read;
        TakeLineEnds(read);
        return read > 0;
    }

    private void TakeLineEnds(int read)
    {
        var isFirst = hasBareCr is null;
        hasBareCr ??= MboxLines.EndWithBareCr(Rest);
        if (hasBareCr is true)
        {
            MboxLines.ToLineFeeds(isFirst ? window.AsSpan(start, end - start) : window.AsSpan(end - read, read));
        }
    }

    private void MakeRoom()
    {
        var length = end - start;
        var target = length > window.Length / 2 && window.Length < LargestWindow ? new byte[Math.Min(window.Length * 2, LargestWindow)] : window;
        window.AsSpan(start, length).CopyTo(target);
        (window, start, end) = (target, 0, length);
    }
}
