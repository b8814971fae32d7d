namespace Recapito.Core.Tests;

/// <summary>A cause is whole only with its words, its page and its worlds; these tests fail until all are there.</summary>
public class CauseTests
{
    private static readonly string[] Languages = ["en", "it"];

    public static TheoryData<string> AllCauses => [.. Catalogue.Default.Causes.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> CheckedCauses => [.. Checks.All.Select(check => check.Cause)];

    [Theory]
    [MemberData(nameof(AllCauses))]
    public void Every_cause_has_words_in_each_language_somebody_who_can_act_and_a_source(string id)
    {
        var cause = Catalogue.Default.Causes[id];
        Assert.NotEmpty(cause.Parties);
        Assert.NotEmpty(cause.Sources);
        foreach (var language in Languages)
        {
            Has(language, $"cause.{id}.says", $"remedy.{cause.Remedy}.title");
            Assert.All(cause.Parties, party => Has(language, $"party.{Kebab.Of(party)}"));
        }
    }

    [Theory]
    [MemberData(nameof(AllCauses))]
    public void Every_fact_that_excludes_a_cause_is_known_and_has_words(string id) => Assert.All(Catalogue.Default.Causes[id].ExcludedBy, fact =>
    {
        Assert.Contains(fact, Facts.Ids);
        Assert.All(Languages, language => Has(language, $"fact.{fact}"));
    });

    [Theory]
    [MemberData(nameof(AllCauses))]
    public void A_cause_refines_only_another_one_that_exists(string id)
    {
        var general = Catalogue.Default.Causes[id].Refines;
        Assert.NotEqual(id, general);
        Assert.True(general is null || Catalogue.Default.Causes.ContainsKey(general), $"{id} refines {general}, which is no cause");
    }

    [Theory]
    [MemberData(nameof(CheckedCauses))]
    public void Every_check_judges_a_cause_of_the_catalogue_and_has_words_for_its_proof_and_remedy(string id)
    {
        Assert.True(Catalogue.Default.Causes.TryGetValue(id, out var cause), $"{id} is no cause of the catalogue");
        Assert.All(Languages, language => Has(language, $"cause.{id}.proof", $"remedy.{cause.Remedy}.steps", $"remedy.{cause.Remedy}.risk", $"remedy.{cause.Remedy}.undo"));
    }

    [Fact]
    public void No_two_checks_judge_the_same_cause() => Assert.Distinct(Checks.All.Select(check => check.Cause));

    [Theory]
    [MemberData(nameof(CheckedCauses))]
    public void Every_check_has_a_section_with_the_five_heads(string id)
    {
        Assert.True(CheckPages.Causes.Of(id) is not null, $"docs/checks: no section \"## {id}\"");
        Assert.Equal(CheckPages.Heads, CheckPages.Causes.HeadsOf(id));
    }

    [Fact]
    public void No_section_describes_a_check_that_does_not_exist() =>
        Assert.Empty(CheckPages.Causes.Ids.Except(Checks.All.Select(check => check.Cause)));

    /// <summary>A page that forgets a fact, or keeps one that the code has dropped, would mislead whoever asks why a cause was ruled out.</summary>
    [Theory]
    [MemberData(nameof(CheckedCauses))]
    public void The_section_names_every_fact_by_which_the_cause_is_judged_and_no_other(string id)
    {
        var facts = Catalogue.Default.WordsIn("en")!.Keys.Where(key => key.StartsWith("fact.", StringComparison.Ordinal)).Select(key => key[5..]);
        var text = CheckPages.Causes.Text(id);
        var named = facts.Where(fact => text.Contains($"`{fact}`", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(CheckSources.Product.FactsOf(id).Concat(Catalogue.Default.Causes[id].ExcludedBy).Order(StringComparer.Ordinal).Distinct(), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CheckedCauses))]
    public void Every_check_has_a_world_in_which_it_must_find_and_one_in_which_it_must_not(string id)
    {
        Assert.True(WorldFiles.Count > 0, "lab/worlds has no worlds");
        Assert.True(WorldFiles.Expecting(id).Count > 0, $"no world of lab/worlds expects {id}");
        Assert.True(WorldFiles.Forbidding(id).Count > 0, $"no world of lab/worlds forbids {id}");
    }

    [Fact]
    public void Every_meaning_of_a_reply_form_and_of_a_symptom_has_words()
    {
        var meanings = Catalogue.Default.ReplyForms.Select(form => form.Meaning).Concat(Catalogue.Default.Causes.Values.SelectMany(cause => cause.Symptoms)).Distinct();
        Assert.All(meanings, meaning => Assert.All(Languages, language => Has(language, $"meaning.{meaning}.says", $"meaning.{meaning}.usually")));
    }

    [Fact]
    public void Every_fact_has_words() => Assert.All(Facts.Ids, fact => Assert.All(Languages, language => Has(language, $"fact.{fact}")));

    [Theory]
    [InlineData("forbidden: [one, two]", "one two")]
    [InlineData("forbidden: [one,\n      two] # why", "one two")]
    [InlineData("forbidden:\n  - one\n  - two\nafter: healthy", "one two")]
    [InlineData("x: { forbidden: [one], cause: two }", "one")]
    [InlineData("unforbidden: [one]", "")]
    public void The_worlds_are_read_in_every_way_in_which_YAML_writes_a_list(string yaml, string ids) =>
        Assert.Equal(ids, string.Join(' ', WorldFiles.Values(yaml, "forbidden")));

    [Theory]
    [InlineData("a: 1\nhybrid:\n  - must: [x]\n\nexpect:\n  y: 1", "hybrid:\n  - must: [x]\n")]
    [InlineData("a: 1\nhybrid: { must: x }", "hybrid: { must: x }")]
    [InlineData("a: { hybrid: 1 }", "")]
    public void The_worlds_are_read_key_by_key(string yaml, string section) => Assert.Equal(section, WorldFiles.Section(yaml, "hybrid"));

    private static void Has(string language, params string[] keys) => Assert.All(keys, key => Assert.Contains(key, Catalogue.Default.WordsIn(language)!.Keys));
}
