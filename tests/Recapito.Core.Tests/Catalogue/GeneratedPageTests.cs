namespace Recapito.Core.Tests;

/// <summary>Pages that are made of the catalogue. RECAPITO_ACCEPT=1 writes them anew.</summary>
public class GeneratedPageTests
{
    private const string Begin = "<!-- causes: generated, see docs/reference/causes.md -->\n";
    private const string End = "<!-- end of causes -->";

    [Fact]
    public void The_reference_of_causes_says_what_the_catalogue_says()
    {
        var path = Repository.PathOf("docs", "reference", "causes.md");
        Same(path, File.Exists(path) ? Text(path) : "", CauseTables.Reference());
    }

    [Fact]
    public void The_reference_of_findings_says_what_the_catalogue_says()
    {
        var path = Repository.PathOf("docs", "reference", "findings.md");
        Same(path, File.Exists(path) ? Text(path) : "", FindingTables.Reference());
    }

    [Fact]
    public void The_reference_of_Zonemasters_test_cases_says_what_the_catalogue_says()
    {
        var path = Repository.PathOf("docs", "reference", "zonemaster.md");
        Same(path, File.Exists(path) ? Text(path) : "", FindingTables.Zonemaster());
    }

    [Fact]
    public void The_reference_of_Exchange_Onlines_codes_says_what_the_catalogue_says()
    {
        var path = Repository.PathOf("docs", "reference", "exchange-online-codes.md");
        Same(path, File.Exists(path) ? Text(path) : "", CodeTables.Reference());
    }

    [Fact]
    public void The_reference_of_dialects_says_what_the_catalogue_says()
    {
        var path = Repository.PathOf("docs", "reference", "dialects.md");
        Same(path, File.Exists(path) ? Text(path) : "", DialectTables.Reference());
    }

    [Fact]
    public void The_table_of_the_README_says_what_the_catalogue_says()
    {
        var path = Repository.PathOf("README.md");
        var text = Text(path);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Begin.Length && end >= start, $"README.md lacks the markers {Begin.TrimEnd()} and {End}");
        Same(path, text, text[..start] + CauseTables.Readme() + text[end..]);
    }

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static void Same(string path, string now, string wanted)
    {
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            File.WriteAllText(path, wanted);
            return;
        }

        Assert.True(now == wanted, $"{Path.GetFileName(path)} is not what the catalogue says: run this test once with RECAPITO_ACCEPT=1 and look at the difference");
    }
}
