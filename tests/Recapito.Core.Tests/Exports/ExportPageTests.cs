namespace Recapito.Core.Tests;

/// <summary>The reference of exports names the kinds and properties that the reader knows. RECAPITO_ACCEPT=1 writes the table anew.</summary>
public sealed class ExportPageTests
{
    private const string Begin = "<!-- kinds: generated -->\n";
    private const string End = "<!-- end of kinds -->\n";

    [Fact]
    public void The_table_of_kinds_is_that_of_the_reader()
    {
        var path = Repository.PathOf("docs", "reference", "export.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var table = "\n| Kind | Side | Needed | Read besides |\n|---|---|---|---|\n" + string.Concat(ObjectKinds.All.Select(Row)) + "\n";
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            page = page[..from] + table + page[to..];
            File.WriteAllText(path, page);
            to = from + table.Length;
        }

        Assert.Equal(table, page[from..to]);
    }

    [Fact]
    public void Each_kind_has_marks_that_no_other_has_and_reads_what_it_needs()
    {
        Assert.All(ObjectKinds.All, form => Assert.NotEmpty(form.Marks));
        Assert.Equal(ObjectKinds.All.Count, ObjectKinds.All.Select(form => form.Kind).Distinct().Count());
        Assert.Equal(ObjectKinds.All.Sum(form => form.Types.Length), ObjectKinds.All.SelectMany(form => form.Types).Distinct().Count());
        foreach (var form in ObjectKinds.All)
        {
            Assert.All(form.Marks, set => Assert.Equal(form.Kind, Kind(set)));
        }
    }

    private static ExchangeObjectKind? Kind(string[] properties)
    {
        var node = new ExportNode(ExportNodeKind.Object, new(1, 1));
        node.Members.AddRange(properties.Select(name => KeyValuePair.Create(name, ExportNode.OfText("x", new(1, 1)))));
        return ObjectKinds.Find(node, out _)?.Kind;
    }

    private static string Row(ObjectForm form) => $"| `{form.Kind}` | {form.Side switch { ExchangeSide.ExchangeOnline => "Exchange Online", ExchangeSide.ExchangeServer => "Exchange Server", _ => "both" }} | {Code(form.Needed)} | {Code(form.Read)} |\n";

    private static string Code(string[] names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
