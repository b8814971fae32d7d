namespace Recapito.Input;

/// <summary>An input that is one mail, or that is only understood as a whole.</summary>
internal sealed class WholeMail(string name, Stream content, InputForm form) : MailCursor(name)
{
    private bool isRead;
    private MboxCursor? inside;

    /// <summary>All of a stream in memory, so that it can be read at any place.</summary>
    /// <exception cref="InputException">It is longer than <see cref="ReadLimits.LargestWhole"/>.</exception>
    public static MemoryStream Buffered(string name, Stream content)
    {
        var (bytes, isCut) = ReadUpTo(content, ReadLimits.LargestWhole);
        content.Dispose();
        return isCut
            ? throw new InputException($"{name}: is larger than {ReadLimits.LargestWhole >> 20} MiB, and can only be read from a file; save it and name the file.")
            : new(bytes.ToArray(), writable: false);
    }

    protected override bool Advance()
    {
        if (!isRead)
        {
            isRead = true;
            return form == InputForm.Utf16 ? ReadUtf16() : ReadMail();
        }

        return inside is not null && Take(inside);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inside?.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool ReadMail()
    {
        var isMail = form is InputForm.Mail or InputForm.None;
        (Bytes, IsCut) = ReadUpTo(content, isMail ? ReadLimits.LargestMail : ReadLimits.LargestWhole);
        Problem = !isMail && IsCut ? $"{Name}: is larger than {ReadLimits.LargestWhole >> 20} MiB; it was not read."
            : MailForm.WhyNoMail(Bytes.Span) is { } why ? $"{Name}: {why}." : null;
        return true;
    }

    // PowerShell's ">" writes UTF-16; what it was given may have been an mbox.
    private bool ReadUtf16()
    {
        var (bytes, isCut) = ReadUpTo(content, ReadLimits.LargestMail);
        (Bytes, IsCut) = (MailForm.InUtf8(bytes), isCut);
        if (MailForm.Of(Bytes.Span) != InputForm.Mbox)
        {
            return true;
        }

        inside = new(Name.File, new MemoryStream(Bytes.ToArray(), writable: false));
        return Take(inside);
    }

    private bool Take(MboxCursor cursor)
    {
        var isThere = cursor.MoveNext();
        (Name, Bytes, IsCut, Problem) = (cursor.Name, cursor.Bytes, cursor.IsCut, cursor.Problem);
        return isThere;
    }

    private static (ReadOnlyMemory<byte> Bytes, bool IsCut) ReadUpTo(Stream content, int most)
    {
        var bytes = new byte[64 * 1024];
        for (var length = 0; ;)
        {
            var read = content.Read(bytes, length, bytes.Length - length);
            if (read == 0)
            {
                return (bytes.AsMemory(0, length), false);
            }

            length += read;
            if (length > most)
            {
                return (bytes.AsMemory(0, most), true);
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(bytes.Length * 2, most + 1));
            }
        }
    }
}
