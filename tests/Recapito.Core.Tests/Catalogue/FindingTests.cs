namespace Recapito.Core.Tests;

/// <summary>A finding of a domain's check is whole only with its words and its page; these tests fail until all are there.</summary>
public class FindingTests
{
    private static readonly string[] Languages = ["en", "it"];

    public static TheoryData<string> AllFindings => [.. Catalogue.Default.Findings.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> HybridFindings => [.. HybridCheck.All.SelectMany(check => check.Findings)];

    /// <summary>A finding that no world of the lab has was never seen where mail really flows, or really does not.</summary>
    [Theory]
    [MemberData(nameof(HybridFindings))]
    public void Every_finding_of_a_hybrid_organisation_has_a_world_in_which_it_must_be_found_and_another_in_which_it_must_not(string id)
    {
        Assert.True(WorldFiles.Demanding(id).Count > 0, $"no world of lab/worlds demands {id} under hybrid");
        Assert.True(WorldFiles.Refusing(id).Count > 0, $"no world of lab/worlds refuses {id} under hybrid");
    }

    [Fact]
    public void The_catalogue_has_the_findings_of_the_checks_and_no_other() =>
        Assert.Equal(
            DomainChecks.All.SelectMany(check => check.Findings).Concat(HybridCheck.All.SelectMany(check => check.Findings)).Order(StringComparer.Ordinal),
            Catalogue.Default.Findings.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllFindings))]
    public void Every_finding_has_words_in_each_language_and_a_source(string id)
    {
        var finding = Catalogue.Default.Findings[id];
        Assert.NotEmpty(finding.Sources);
        string[] parts = finding.Severity is Severity.Ok or Severity.Info ? ["says"] : ["says", "why", "remedy"];
        Assert.All(Languages, language => Assert.All(parts, part => Assert.Contains($"finding.{id}.{part}", Catalogue.Default.WordsIn(language)!.Keys)));
        Assert.All(Languages, language => Assert.Contains($"subject.{Kebab.Of(finding.Subject)}", Catalogue.Default.WordsIn(language)!.Keys));
    }

    [Theory]
    [MemberData(nameof(AllFindings))]
    public void Every_finding_that_asks_for_action_has_a_section_with_the_five_heads(string id)
    {
        if (Catalogue.Default.Findings[id].Severity is Severity.Ok or Severity.Info)
        {
            return;
        }

        Assert.True(CheckPages.About(id).Of(id) is not null, $"docs/checks: no section \"## {id}\"");
        Assert.Equal(CheckPages.Heads, CheckPages.About(id).HeadsOf(id));
    }

    [Fact]
    public void No_section_describes_a_finding_that_does_not_exist() =>
        Assert.Empty(CheckPages.Domain.Ids.Concat(CheckPages.Hybrid.Ids).Except(Catalogue.Default.Findings.Keys));

    [Fact]
    public void What_no_document_says_is_a_notice_at_most() =>
        Assert.All(Catalogue.Default.Findings.Values.Where(finding => finding.IsInferred), finding => Assert.InRange(finding.Severity, Severity.Ok, Severity.Notice));

    [Theory]
    [MemberData(nameof(AllFindings))]
    public void A_finding_belongs_to_the_check_of_its_subject_and_a_command_says_where_it_is_typed(string id)
    {
        var finding = Catalogue.Default.Findings[id];
        Assert.Equal(!Subjects.OfDomain.Contains(finding.Subject), HybridCheck.All.Any(check => check.Subject == finding.Subject && check.Findings.Contains(id)));
        Assert.Equal(finding.Command is null, finding.Shell is null);
    }
}
