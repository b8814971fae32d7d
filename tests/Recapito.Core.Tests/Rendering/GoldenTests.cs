namespace Recapito.Core.Tests;

public class GoldenTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_is_the_approved_one(string name) =>
        Repository.AssertGolden($"{name}.txt", DiagnosisText.Write(Samples.All[name], new(), Catalogue.Default));

    [Theory]
    [InlineData("proven")]
    [InlineData("in-flight")]
    public void The_Italian_text_is_the_approved_one(string name) =>
        Repository.AssertGolden($"{name}.it.txt", DiagnosisText.Write(Samples.All[name], new() { Language = "it" }, Catalogue.Default));

    [Fact]
    public void Verbose_text_without_Unicode_is_the_approved_one() =>
        Repository.AssertGolden("proven.verbose.ascii.txt", DiagnosisText.Write(Samples.Proven, new() { Verbose = true, Ascii = true }, Catalogue.Default));

    [Fact]
    public void Narrow_coloured_text_is_the_approved_one() =>
        Repository.AssertGolden("likely.narrow.colour.txt", DiagnosisText.Write(Samples.Likely, new() { Width = 50, Colour = true }, Catalogue.Default));

    [Fact]
    public void The_summary_of_several_recipients_is_the_approved_one() =>
        Repository.AssertGolden("summary.txt", DiagnosisText.Summary([.. Samples.All.Values], new(), Catalogue.Default));

    [Fact]
    public void The_JSON_is_the_approved_one() => Repository.AssertGolden("diagnosis.json",
        DiagnosisJson.Write([Samples.Proven, Samples.Undetermined, Samples.InFlight, Samples.Unreachable, Samples.Likely], Samples.Report, "a.eml", Catalogue.Default));

    [Theory]
    [InlineData("proven", "en")]
    [InlineData("behind-gateway", "it")]
    [InlineData("in-flight", "en")]
    [InlineData("healthy", "en")]
    public void The_drawing_is_the_approved_one(string name, string language) =>
        Repository.AssertGolden($"{name}.{language}.svg", PathFigureSvg.Write(Samples.All[name], Catalogue.Default, language));

    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    public void The_explanation_is_the_approved_one(string language) => Repository.AssertGolden($"explain.{language}.txt",
        ExplainText.Write(Samples.Report, [Samples.Likely.Symptom, Samples.GaveUp.Symptom], new() { Language = language }, Catalogue.Default));

    [Theory]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(60)]
    public void The_table_of_read_mails_is_the_approved_one(int width) => Repository.AssertGolden($"read.{width}.txt",
        ReadText.Write([new("a.eml", Samples.Report), new("b.eml", new() { Kind = ReportKind.AutoReply })], new() { Width = width }, Catalogue.Default));
}
