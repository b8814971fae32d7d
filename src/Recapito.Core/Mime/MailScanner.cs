using System.Text;

namespace Recapito.Core;

/// <summary>Finds the parts of a mail in one pass over its bytes. Line ends are LF or CRLF.</summary>
internal ref struct MailScanner
{
    /// <summary>The first boundary of a multipart whose header does not tell it is looked for so far.</summary>
    private const int LongestPreamble = 256 * 1024;

    private readonly ReadOnlySpan<byte> mail;
    private readonly MailTree tree;
    private readonly int[] open = new int[MailTree.DeepestPart + 1];
    private int openCount;
    private int numbers;
    private int current;

    private MailScanner(ReadOnlySpan<byte> mail, MailTree tree)
    {
        this.mail = mail;
        this.tree = tree;
    }

    internal static MailTree Scan(ReadOnlySpan<byte> mail)
    {
        var tree = new MailTree();
        new MailScanner(mail, tree).Run(default);
        if (tree[0].Kind == PartKind.Multipart && !HasChildren(tree, 0) && BoundaryInUse(mail, tree[0].Content) is { IsEmpty: false } boundary)
        {
            tree = new();
            new MailScanner(mail, tree).Run(boundary);
        }

        ReadChildlessAsText(tree);
        return tree;
    }

    private static bool HasChildren(MailTree tree, int part) => part + 1 < tree.Count && tree[part + 1].Parent == part;

    /// <summary>A multipart whose boundary is nowhere is a text: people read it as one.</summary>
    private static void ReadChildlessAsText(MailTree tree)
    {
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree[i].Kind == PartKind.Multipart && !HasChildren(tree, i))
            {
                tree[i].Kind = PartKind.Text;
                tree[i].Number = i + 1;
            }
        }
    }

    /// <summary>What a line that is followed by a Content field uses as boundary, whatever the header said.</summary>
    private static Slice BoundaryInUse(ReadOnlySpan<byte> mail, int from)
    {
        mail = mail[..(int)Math.Min(mail.Length, (long)from + LongestPreamble)];
        for (var at = from; at < mail.Length;)
        {
            var end = HeaderFields.LineEnd(mail, at, out var next);
            if (end - at > 4 && mail[at..].StartsWith("--"u8) && mail[next..].BeginsWith("content-"u8))
            {
                return new(at + 2, mail[(at + 2)..end].TrimEnd(" \t"u8).Length);
            }

            var found = mail[at..].IndexOf("\n--"u8);
            at = found < 0 ? mail.Length : at + found + 1;
        }

        return default;
    }

    /// <param name="boundary">What stands in for the mail's own boundary; empty for none.</param>
    private void Run(Slice boundary)
    {
        var at = Open(FirstLine(), -1);
        tree[0].Boundary = boundary.IsEmpty ? tree[0].Boundary : boundary;
        while (true)
        {
            at = Descend(at);
            if (!NextDelimiter(ref at, out var level, out var isLast, out var contentEnd))
            {
                break;
            }

            var multipart = open[level];
            CloseUpTo(multipart, contentEnd);
            openCount = isLast ? level : level + 1;
            current = multipart;
            if (!isLast)
            {
                at = Open(at, multipart);
            }
        }

        CloseUpTo(-1, mail.Length);
    }

    /// <summary>Blank lines before the first field are no end of the header: files that were cut out of others begin with them.</summary>
    private readonly int FirstLine()
    {
        var blanks = mail.Length - mail.TrimStart(" \t\r\n"u8).Length;
        var start = blanks == 0 ? 0 : mail[..blanks].LastIndexOf((byte)'\n') + 1;
        return start > 0 && HeaderFields.NameLength(mail[start..HeaderFields.LineEnd(mail, start, out _)]) > 0 ? start : 0;
    }

    /// <summary>Into a multipart, or into the message that a part holds; leaves nothing to do in a leaf.</summary>
    private int Descend(int at)
    {
        ref var part = ref tree[current];
        while (part.Kind == PartKind.Message && part.Encoding == PartEncoding.Identity && part.Content == at && HasRoom(part.Depth))
        {
            part.Number = ++numbers;
            at = Open(at, current);
            part = ref tree[current];
        }

        var isOpen = openCount > 0 && open[openCount - 1] == current;
        if (part.Kind == PartKind.Multipart && !isOpen && part.Content == at && part.Boundary.Length > 0 && openCount < open.Length && HasRoom(part.Depth))
        {
            open[openCount++] = current;
        }
        else if (part.Number == 0 && part.Kind != PartKind.Multipart)
        {
            part.Number = ++numbers;
        }

        return at;
    }

    private readonly bool HasRoom(int depth)
    {
        if (depth < MailTree.DeepestPart && tree.Count < MailTree.MostParts)
        {
            return true;
        }

        tree.CutAt = tree.CutAt < 0 ? tree[current].Start : tree.CutAt;
        return false;
    }

    /// <summary>A new part whose headers begin here; returns where its content begins.</summary>
    private int Open(int start, int parent)
    {
        if (tree.Count >= MailTree.MostParts)
        {
            tree.CutAt = tree.CutAt < 0 ? start : tree.CutAt;
            return start;
        }

        var part = new MailPart { Start = start, Parent = parent, Depth = parent < 0 ? 0 : tree[parent].Depth + 1, FirstField = tree.Headers.Count, Kind = PartKind.Text };
        part.Content = HeaderFields.Read(mail, start, tree.Headers, out var any);
        part.FieldCount = tree.Headers.Count - part.FirstField;
        foreach (ref readonly var field in tree.Headers.Slice(part.FirstField, part.FieldCount))
        {
            if (field.Name == HeaderName.ContentType && part.Type.IsEmpty)
            {
                ContentTypeField.Read(mail, field.Value, ref part);
            }
            else if (field.Name == HeaderName.ContentTransferEncoding)
            {
                part.Encoding = ContentTypeField.EncodingOf(field.Value.Of(mail));
            }
        }

        if (part.Type.IsEmpty && parent >= 0 && tree[parent].Kind == PartKind.Multipart && Ascii.EqualsIgnoreCase(tree[parent].Type.Of(mail), "multipart/digest"u8))
        {
            // RFC 2046 §5.1.5: what says nothing of its type is a message there.
            part.Kind = PartKind.Message;
        }

        if (part.HasContinuedBoundary && part.Boundary.IsEmpty && part.Kind == PartKind.Multipart)
        {
            part.Boundary = BoundaryInUse(mail, part.Content);
        }

        tree.HasHeaders |= parent < 0 && any;
        current = tree.Add(part);
        return part.Content;
    }

    private readonly void CloseUpTo(int multipart, int end)
    {
        for (var at = current; at != multipart && at >= 0; at = tree[at].Parent)
        {
            tree[at].End = Math.Max(end, tree[at].Content);
        }
    }

    /// <summary>The next line that is a boundary of an open multipart, the innermost one first.</summary>
    private readonly bool NextDelimiter(ref int at, out int level, out bool isLast, out int contentEnd)
    {
        (level, isLast, contentEnd) = (0, false, 0);
        if (openCount == 0)
        {
            return false;
        }

        while (at < mail.Length)
        {
            if (mail[at..].StartsWith("--"u8) && IsDelimiter(at, out level, out isLast, out var next))
            {
                contentEnd = at > 0 && mail[at - 1] == '\n' ? at - (at > 1 && mail[at - 2] == '\r' ? 2 : 1) : at;
                at = next;
                return true;
            }

            var found = mail[at..].IndexOf("\n--"u8);
            if (found < 0)
            {
                break;
            }

            at += found + 1;
        }

        return false;
    }

    /// <summary>A line that is a boundary and nothing else goes before one that only begins with a closing boundary.</summary>
    private readonly bool IsDelimiter(int at, out int level, out bool isLast, out int next)
    {
        isLast = false;
        next = at;
        var rest = mail[(at + 2)..];
        var begins = -1;
        for (level = openCount - 1; level >= 0; level--)
        {
            var boundary = tree[open[level]].Boundary.Of(mail);
            if (!rest.StartsWith(boundary))
            {
                continue;
            }

            // A quoted boundary may hold a line end: its own line ends behind it.
            var behind = at + 2 + boundary.Length;
            var tail = mail[behind..HeaderFields.LineEnd(mail, behind, out next)].TrimEnd(" \t"u8);
            isLast = tail.SequenceEqual("--"u8);
            if (isLast || tail.IsEmpty)
            {
                return true;
            }

            begins = begins < 0 && tail.StartsWith("--"u8) ? level : begins;
        }

        (level, isLast) = (begins, begins >= 0);
        return isLast;
    }
}
