using System.IO.Compression;

namespace Recapito.Input;

/// <summary>The mails in a ZIP archive, in its order. Entries are read, never written anywhere: their names are only names.</summary>
internal sealed class ZipCursor : MailCursor
{
    private readonly string name;
    private readonly Stream content;
    private readonly UnpackBudget budget;
    private ZipArchive? archive;
    private MailCursor? inside;
    private int next;

    /// <param name="name">How the user knows the archive.</param>
    /// <param name="content">The archive; it can be read at any place.</param>
    /// <param name="around">The budget of the archive around this one.</param>
    public ZipCursor(string name, Stream content, UnpackBudget? around)
        : base(name)
    {
        this.name = name;
        this.content = content;
        budget = new(name, () => content.Length, around);
    }

    public override int Held => inside?.Held ?? 0;

    protected override bool Advance()
    {
        Name = name;
        archive ??= new(content, ZipArchiveMode.Read);
        while (true)
        {
            if (inside is not null && inside.MoveNext())
            {
                (Name, Bytes, IsCut, Problem) = (inside.Name, inside.Bytes, inside.IsCut, inside.Problem);
                return true;
            }

            inside?.Dispose();
            inside = null;
            if (next >= archive.Entries.Count || budget.IsSpent)
            {
                return false;
            }

            if (next >= ReadLimits.MostEntries)
            {
                throw new InputException($"{name}: has more than {ReadLimits.MostEntries} entries; the others were not read. Unpack it and name the folder.");
            }

            Open(archive.Entries[next++]);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inside?.Dispose();
            archive?.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Open(ZipArchiveEntry entry)
    {
        if (entry.FullName.EndsWith('/') || entry.Name.StartsWith('.') || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
        {
            return;
        }

        var file = $"{name}#{entry.FullName}";
        inside = entry.IsEncrypted ? new RefusedInput(file, $"{file}: is encrypted; unpack the archive with its password and name the folder.")
            : !UnpackBudget.Allows(entry.CompressedLength, entry.Length) ? new RefusedInput(file, $"{file}: unpacks to more than {ReadLimits.HighestRatio} times its size; it was not read. If that is right, unpack the archive first and name the folder.")
            : Unpack(file, entry);
    }

    private MailCursor Unpack(string file, ZipArchiveEntry entry)
    {
        try
        {
            return MailCursor.Open(file, new BoundedStream(entry.Open(), budget), budget);
        }
        catch (Exception e) when (IsBadInput(e))
        {
            return new RefusedInput(file, Words(file, e));
        }
    }
}
