namespace Recapito.Core.Tests;

public class NextQuestionTests
{
    /// <summary>A verdict that is not proven says what would settle it, so whatever a check may miss leads to a question.</summary>
    [Fact]
    public void Everything_that_a_check_may_miss_leads_to_a_question_with_words()
    {
        var code = Directory.GetFiles(Repository.PathOf("src", "Recapito.Core", "Checks"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
        var missing = code.SelectMany(line => line.Split('"').Where((_, i) => i % 2 == 1)).Where(text => text.StartsWith("why.", StringComparison.Ordinal)).ToHashSet();
        Assert.NotEmpty(missing);
        Assert.All(missing, why => Assert.Contains(NextQuestion.For([why]) ?? $"no question for {why}", Catalogue.Default.WordsIn("en")!.Keys));
    }

    [Theory]
    [InlineData("next.full-report", "why.changed-since", "why.report-names-no-host")]
    [InlineData("next.sender-servers", "why.others-stand", "why.certificate-not-seen")]
    [InlineData("next.inside", "why.changed-since", "why.inside-not-seen")]
    [InlineData("next.servers", "why.servers-not-seen", "why.others-stand")]
    [InlineData("next.bounce-anew", "why.changed-since", "why.others-stand")]
    [InlineData("next.whole-header", "why.hops-show-no-circle", "why.zone-incomplete")]
    [InlineData(null, "why.of-nobody")]
    public void The_question_is_the_one_that_the_others_wait_for(string? question, params string[] missing) => Assert.Equal(question, NextQuestion.For(missing));
}
