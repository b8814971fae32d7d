namespace Recapito.Core;

/// <summary>A mail taken apart into places in its bytes: nothing is copied and nothing decoded (RFC 2045, RFC 2046).</summary>
internal sealed class MailTree
{
    /// <summary>Deeper trees are attacks; a report has three levels, one that was forwarded some more.</summary>
    internal const int DeepestPart = 24;

    /// <summary>More parts than this tell nothing more about a delivery.</summary>
    internal const int MostParts = 500;

    private MailPart[] parts = new MailPart[8];

    internal HeaderTable Headers { get; } = new();

    internal int Count { get; private set; }

    /// <summary>False where the bytes begin with no header field: a text that somebody pasted.</summary>
    internal bool HasHeaders { get; set; }

    /// <summary>Where something was left out because of a bound, else -1.</summary>
    internal int CutAt { get; set; } = -1;

    internal ref MailPart this[int index] => ref parts[index];

    internal int Add(MailPart part)
    {
        if (Count == parts.Length)
        {
            Array.Resize(ref parts, parts.Length * 2);
        }

        parts[Count] = part;
        return Count++;
    }

    /// <summary>The value of the first field of that name of a part; false where it has none.</summary>
    internal bool TryField(int part, HeaderName name, out Slice value)
    {
        foreach (ref readonly var field in Headers.Slice(parts[part].FirstField, parts[part].FieldCount))
        {
            if (field.Name == name)
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    internal bool Has(int part, HeaderName name) => TryField(part, name, out _);
}
