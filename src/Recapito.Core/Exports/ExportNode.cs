namespace Recapito.Core;

/// <summary>What a value of an export is.</summary>
internal enum ExportNodeKind
{
    /// <summary>Nothing ($null).</summary>
    Null,

    /// <summary>One text; numbers, flags and dates too.</summary>
    Text,

    /// <summary>Several values.</summary>
    List,

    /// <summary>Something with members.</summary>
    Object,

    /// <summary>Something that the reader does not know; its text says what.</summary>
    Unknown,
}

/// <summary>Where a value stands.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
internal readonly record struct ExportPlace(int Line, int Column);

/// <summary>A value of an export, whatever wrote it: the form that CliXML, JSON and CSV have in common.</summary>
internal sealed class ExportNode(ExportNodeKind kind, ExportPlace place)
{
    public ExportNodeKind Kind { get; set; } = kind;

    public ExportPlace Place { get; } = place;

    /// <summary>The text of a text; of an object what its ToString says, null where that is not written.</summary>
    public string? Text { get; set; }

    /// <summary>Names of its types, the most derived one first (CliXML: TN; CSV: #TYPE).</summary>
    public IReadOnlyList<string> Types { get; set; } = [];

    public List<KeyValuePair<string, ExportNode>> Members { get; } = kind is ExportNodeKind.Object ? [] : None;

    public List<ExportNode> Items { get; } = kind is ExportNodeKind.Object or ExportNodeKind.List ? [] : NoItems;

    private static readonly List<KeyValuePair<string, ExportNode>> None = [];

    private static readonly List<ExportNode> NoItems = [];

    public static ExportNode OfText(string text, ExportPlace place) => new(ExportNodeKind.Text, place) { Text = text };

    public static ExportNode Unknown(string what, ExportPlace place) => new(ExportNodeKind.Unknown, place) { Text = what };

    /// <summary>The member of exactly this name; null where there is none.</summary>
    public ExportNode? Exact(string name) => Members.Find(member => member.Key == name).Value;

    /// <summary>The member of this name, whatever its case; null where there is none.</summary>
    public ExportNode? this[string name] => Members.Find(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>Collects what was passed over, up to a limit: a hostile file is odd in every line.</summary>
internal sealed class ExportRemarks
{
    internal const int Most = 200;

    private readonly List<ExportRemark> all = [];
    private readonly HashSet<string> once = new(StringComparer.Ordinal);

    public IReadOnlyList<ExportRemark> All => [.. all.OrderBy(remark => remark.Line).ThenBy(remark => remark.Column)];

    public void Add(ExportPlace place, string what)
    {
        if (all.Count < Most)
        {
            all.Add(new(place.Line, place.Column, what));
        }
        else if (all.Count == Most)
        {
            all.Add(new(place.Line, place.Column, $"more than {Most} things were not understood; the others are not listed"));
        }
    }

    /// <summary>As <see cref="Add"/>, but each text a single time, at its first place.</summary>
    public void AddOnce(ExportPlace place, string what)
    {
        if (once.Count <= Most && once.Add(what))
        {
            Add(place, what);
        }
    }
}
