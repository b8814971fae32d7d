using System.IO.Compression;

namespace Recapito.Input;

/// <summary>Goes through the mails of one input, one after the other, with bounded memory.</summary>
/// <param name="name">How the user knows the input.</param>
public abstract class MailCursor(string name) : IDisposable
{
    private const int HeadLength = 4096;

    private bool isOver;

    // Without it, .NET takes a compressed file that breaks off for one that ends.
    static MailCursor() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>How the user knows the mail that the cursor stands at.</summary>
    public MailName Name { get; protected set; } = name;

    /// <summary>The mail; valid until the cursor moves on.</summary>
    public ReadOnlyMemory<byte> Bytes { get; protected set; }

    /// <summary>True where the mail is longer than <see cref="ReadLimits.LargestMail"/> and <see cref="Bytes"/> its beginning.</summary>
    public bool IsCut { get; protected set; }

    /// <summary>Why there is no mail here: a text with name, reason and remedy. Null where there is one.</summary>
    public string? Problem { get; protected set; }

    /// <summary>Octets of memory that the cursor holds on to.</summary>
    public virtual int Held => 0;

    /// <summary>The cursor over an input of any form.</summary>
    /// <param name="name">How the user knows it.</param>
    /// <param name="content">The input; the cursor closes it.</param>
    public static MailCursor Open(string name, Stream content) => Open(name, content, null);

    // What archives around it may still unpack to; null at the top.
    internal static MailCursor Open(string name, Stream content, UnpackBudget? within)
    {
        try
        {
            var head = new byte[HeadLength];
            var length = content.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
            return Open(name, content, head.AsMemory(0, length), within);
        }
        catch (Exception e) when (IsBadInput(e))
        {
            content.Dispose();
            return new RefusedInput(name, Words(name, e));
        }
    }

    /// <summary>Moves to the next mail or problem; false at the end.</summary>
    public bool MoveNext()
    {
        (Problem, IsCut, Bytes) = (null, false, default);
        if (isOver)
        {
            return false;
        }

        try
        {
            return Advance();
        }
        catch (Exception e) when (IsBadInput(e))
        {
            isOver = true;
            Problem = Words(Name.ToString(), e);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="MoveNext"/>; what is wrong with the input may be thrown, and ends it.</summary>
    protected abstract bool Advance();

    /// <summary>Closes what the cursor holds open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>True for what the input, and no fault of ours, brings about.</summary>
    protected static bool IsBadInput(Exception e) => e is IOException or InvalidDataException or UnauthorizedAccessException or InputException or NotSupportedException;

    /// <summary>The problem in words: which input, why, and what to do.</summary>
    protected static string Words(string name, Exception e) => e is InputException ? e.Message : $"{name}: cannot be read: {e.Message}";

    private static MailCursor Open(string name, Stream content, ReadOnlyMemory<byte> head, UnpackBudget? within)
    {
        var form = MailForm.Of(head.Span);
        var depth = within?.Depth ?? 0;
        if (form is InputForm.Zip or InputForm.Gzip && depth >= ReadLimits.DeepestArchive)
        {
            content.Dispose();
            return new RefusedInput(name, $"{name}: is an archive in an archive in an archive; unpack the outer one first.");
        }

        var whole = FromStart(content, head);
        return form switch
        {
            InputForm.Mbox => new MboxCursor(name, whole),
            InputForm.Zip => new ZipCursor(name, whole.CanSeek ? whole : WholeMail.Buffered(name, whole), within),
            InputForm.Gzip => OpenGzip(name, whole, within),
            _ => new WholeMail(name, whole, form),
        };
    }

    private static MailCursor OpenGzip(string name, Stream packed, UnpackBudget? within)
    {
        var counted = new CountedStream(packed);
        var budget = new UnpackBudget(name, () => counted.Count, within);
        return Open(name, new BoundedStream(new GZipStream(counted, CompressionMode.Decompress), budget), budget);
    }

    private static Stream FromStart(Stream content, ReadOnlyMemory<byte> head)
    {
        if (!content.CanSeek)
        {
            return new HeadedStream(head, content);
        }

        content.Position = 0;
        return content;
    }
}

/// <summary>An input of which nothing can be read.</summary>
internal sealed class RefusedInput(string name, string problem) : MailCursor(name)
{
    private bool isTold;

    protected override bool Advance()
    {
        var isNew = !isTold;
        isTold = true;
        Problem = isNew ? problem : null;
        return isNew;
    }
}
