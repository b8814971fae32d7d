namespace Recapito.Core.Tests;

public class WidthTests
{
    private static readonly int[] Widths = [40, 60, 80, 120];

    public static TheoryData<string, int, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, string>();
            foreach (var name in Samples.All.Keys)
            {
                foreach (var width in Widths)
                {
                    cases.Add(name, width, "en");
                    cases.Add(name, width, "it");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_line_is_wider_than_the_screen(string name, int width, string language)
    {
        foreach (var ascii in new[] { false, true })
        {
            var text = DiagnosisText.Write(Samples.All[name], new() { Width = width, Language = language, Ascii = ascii, Verbose = true }, Catalogue.Default);
            // A command of PowerShell is left whole: a line that was broken is two commands to it.
            Assert.All(text.Split('\n').Where(line => !Page.IsCmdlet(line.Trim())), line => Assert.True(TextWidth.Of(line) <= width, $"{TextWidth.Of(line)} columns: {line}"));
            Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_Unicode_our_own_signs_are_ASCII(string name, int width, string language)
    {
        var text = DiagnosisText.Write(Samples.All[name], new() { Width = width, Language = "en", Ascii = true }, Catalogue.Default);
        Assert.DoesNotContain(text, c => c > '~');
        Assert.NotEmpty(language);
    }

    [Theory]
    [InlineData(40, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    [InlineData(80, true)]
    public void The_figure_of_four_stations_stands_in_a_row_where_there_is_room(int width, bool row)
    {
        var text = DiagnosisText.Write(Samples.Proven, new() { Width = width }, Catalogue.Default);
        Assert.Equal(row, text.Contains("──▶", StringComparison.Ordinal));
        Assert.Contains(row ? "║✕ refused" : "✕ Refusing host: refused here", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_changes_nothing_but_colours()
    {
        foreach (var diagnosis in Samples.All.Values)
        {
            var plain = DiagnosisText.Write(diagnosis, new(), Catalogue.Default);
            var coloured = DiagnosisText.Write(diagnosis, new() { Colour = true }, Catalogue.Default);
            Assert.DoesNotContain('\x1b', plain);
            Assert.Contains('\x1b', coloured);
            Assert.Equal(Unpadded(plain), Unpadded(Stripped(coloured)));
        }
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("✓", 1)]
    public void Columns_are_counted_as_a_screen_does(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    private static string Unpadded(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));

    private static string Stripped(string text)
    {
        var plain = text;
        for (var start = plain.IndexOf('\x1b', StringComparison.Ordinal); start >= 0; start = plain.IndexOf('\x1b', StringComparison.Ordinal))
        {
            plain = plain.Remove(start, plain.IndexOf('m', start) - start + 1);
        }

        return plain;
    }
}
