namespace Recapito.Core;

/// <summary>A mail with the tree of its parts, and how to get at what stands in them.</summary>
internal readonly ref struct ReportMail(ReadOnlySpan<byte> bytes, MailTree tree)
{
    internal ReadOnlySpan<byte> Bytes { get; } = bytes;

    internal MailTree Tree { get; } = tree;

    /// <summary>The first field of that name of the mail itself, decoded; null where there is none.</summary>
    internal string? Field(HeaderName name) => Field(0, name);

    internal string? Field(int part, HeaderName name) => Tree.TryField(part, name, out var value) ? HeaderText.Of(value.Of(Bytes)) : null;

    /// <summary>The same, unfolded only: addresses, dates and types are no encoded words.</summary>
    internal string? Raw(HeaderName name) => Tree.TryField(0, name, out var value) ? HeaderText.Raw(value.Of(Bytes)) : null;

    internal bool Has(HeaderName name) => Tree.Has(0, name);

    internal string Text(int part, int limit) => PartContent.Text(Bytes, Tree[part], limit);

    internal ReadOnlySpan<byte> Content(int part, int limit) => PartContent.Of(Bytes, Tree[part], limit);

    /// <summary>The part has more than so many bytes without its transfer encoding.</summary>
    internal bool IsLonger(int part, int limit) =>
        Tree[part].End - Tree[part].Content > limit && (Tree[part].Encoding == PartEncoding.Identity || Content(part, limit).Length == limit);

    internal void NoteLength(int part, int limit, IssueList issues)
    {
        if (IsLonger(part, limit))
        {
            var place = Place(part);
            issues.Add(new(place.Name, place.Offset, $"a part of more than {limit} bytes", "read those only"));
        }
    }

    /// <summary>The number of the first part of a kind, or -1.</summary>
    internal int Find(PartKind kind, int from = 0)
    {
        for (var i = from; i < Tree.Count; i++)
        {
            if (Tree[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }

    internal PartPlace Place(int part)
    {
        ref readonly var found = ref Tree[part];
        var type = found.Type.IsEmpty ? "text/plain" : System.Text.Encoding.Latin1.GetString(found.Type.Of(Bytes)).ToLowerInvariant();
        return new($"part {Math.Max(1, found.Number)} ({type})", found.Start, found.Encoding == PartEncoding.Identity ? found.Content : -1);
    }
}
