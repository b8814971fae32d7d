using System.Globalization;

namespace Recapito.Core;

/// <summary>The file of our own script, <c>recapito.export/1</c> (docs/reference/export.md): it alone tells a list without items from a cmdlet that failed.</summary>
internal sealed class ScriptFile(string file, long length, ExportRemarks remarks)
{
    /// <summary>The schema's name.</summary>
    internal const string Schema = "recapito.export/1";

    private const string Advice = "The format is in docs/reference/export.md; make the script anew with 'recapito m365 export-script'";

    private readonly ExportValues values = new(length + 1000);

    /// <summary>True for a file that names a schema of Recapito.</summary>
    public static bool Is(ExportNode root) => root.Exact("schema") is { Kind: ExportNodeKind.Text, Text: { } schema } && schema.StartsWith("recapito.", StringComparison.Ordinal);

    public ExchangeExport Read(ExportNode root)
    {
        var schema = root.Exact("schema")!;
        if (schema.Text != Schema)
        {
            throw Wrong(schema, $"expected the schema \"{Schema}\", found \"{SafeText.Escape(schema.Text)}\"", schema.Text is EvidenceFile.Schema ? "This is an evidence file: give it with --evidence." : Advice + ".");
        }

        foreach (var member in root.Members.Where(member => member.Key is not ("schema" or "madeAt" or "side" or "organization" or "collections" or "failures" or "about")))
        {
            remarks.AddOnce(member.Value.Place, $"\"{SafeText.Escape(member.Key)}\" is no member that is known; it is passed over");
        }

        var at = Moment(Need(root, "madeAt"));
        var side = Kebab.Parse<ExchangeSide>(Text(Need(root, "side"))) ?? throw Wrong(Need(root, "side"), $"expected \"exchange-online\" or \"exchange-server\", found \"{SafeText.Escape(Text(Need(root, "side")))}\"", Advice + ".");
        var listings = List(Need(root, "collections")).Select(item => Listing(item, side, new(file, at))).OfType<ExchangeListing>().ToList();
        return new(file, at, ExportFormat.Script, new([.. listings]))
        {
            Organization = root.Exact("organization") is { Kind: ExportNodeKind.Text, Text: { Length: > 0 } name } ? Names.Canonical(name) : null,
            TellsTime = true,
            Gaps = [.. List(Need(root, "failures")).Select(item => Gap(item, side)).OfType<ExportGap>()],
            Remarks = remarks.All,
        };
    }

    private ExchangeListing? Listing(ExportNode node, ExchangeSide side, Provenance source)
    {
        if (Kind(node) is not { } kind)
        {
            return null;
        }

        var only = node.Exact("onlyFor") is { Kind: not ExportNodeKind.Null } listed ? values.Texts(listed)?.Select(Names.CanonicalAddress).ToList() ?? throw Wrong(listed, "expected a list of addresses", Advice + ".") : null;
        return new(side, kind, [.. List(Need(node, "items")).Select(item => Item(item, kind))], source) { OnlyFor = only };
    }

    private ExchangeObject Item(ExportNode node, ExchangeObjectKind kind)
    {
        if (node.Kind is not ExportNodeKind.Object)
        {
            throw Wrong(node, "expected an object with the properties that the cmdlet shows", Advice + ".");
        }

        var item = new ExchangeObject(node.Members.Where(member => !ExportCollection.IsSecret(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, values.Texts(member.Value) ?? throw Wrong(member.Value, $"expected a text, a list of texts or null as the value of {SafeText.Escape(member.Key)}", Advice + "."))));
        foreach (var (name, value) in node.Members)
        {
            ExportFlags.Check(kind, name, value, item, remarks);
        }

        return item;
    }

    private ExportGap? Gap(ExportNode node, ExchangeSide side) => Kind(node) is { } kind ? new(side, kind, $"Get-{kind} failed: {SafeText.Escape(Text(Need(node, "error")))}") : null;

    private ExchangeObjectKind? Kind(ExportNode node)
    {
        var named = Need(node, "kind");
        if (ObjectKinds.All.FirstOrDefault(form => form.Kind.ToString().Equals(Text(named), StringComparison.OrdinalIgnoreCase)) is { } form)
        {
            return form.Kind;
        }

        remarks.AddOnce(named.Place, $"there is no kind \"{SafeText.Escape(named.Text)}\"; it is passed over");
        return null;
    }

    private ExportNode Need(ExportNode node, string member) => node.Exact(member) ?? throw Wrong(node, $"\"{member}\" is missing", Advice + ".");

    private string Text(ExportNode node) => node.Kind is ExportNodeKind.Text ? node.Text ?? "" : throw Wrong(node, "expected a text", Advice + ".");

    // Windows PowerShell writes a list with attached properties as {"value": […], "Count": n}.
    private List<ExportNode> List(ExportNode node) => node.Kind is ExportNodeKind.List ? node.Items
        : node.Exact("value") is { Kind: ExportNodeKind.List } wrapped ? wrapped.Items
        : throw Wrong(node, "expected a list", Advice + ".");

    private DateTimeOffset Moment(ExportNode node) =>
        DateTimeOffset.TryParseExact(Text(node), ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw Wrong(node, $"expected a time in UTC such as \"2026-11-23T10:15:00Z\", found \"{SafeText.Escape(node.Text)}\"", Advice + ".");

    private ExchangeExportException Wrong(ExportNode node, string problem, string remedy) => new(file, node.Place.Line, node.Place.Column, problem, remedy);
}
