namespace Recapito.Core.Tests;

public class CheckSourcesTests
{
    private const string Code = """
        internal static class One
        {
            public static readonly Check Check = new("cause-one", Assess);

            private static Assessment Assess(Case now) => now.Yes
                ? Assessment.ExcludedBy(now.No ? "fact-a" : "fact-b")
                : Shared.Weigh(now, "fact-c");
        }

        // "fact-of-a-comment"
        internal static class Two
        {
            public static readonly Check Check = new("cause-two", now => Facts.Find("fact-d", now) ?? Shared.Other(now));
        }

        internal sealed record Shared(int Number)
        {
            public static Assessment Weigh(Case now, string otherwise)
            {
                return new("why.fact-of-no-kind") ?? Shared.Deep(now);
            }

            public static Assessment Other(Case now) => new();

            private static Assessment Deep(Case now) => Shared.Weigh(now, "fact-e");
        }
        """;

    [Theory]
    [InlineData("cause-one", "fact-a fact-b fact-c fact-e")]
    [InlineData("cause-two", "fact-d")]
    public void A_check_has_the_facts_of_its_own_type_and_of_what_it_calls_and_no_others(string cause, string facts) =>
        Assert.Equal(facts, string.Join(' ', new CheckSources([Code]).FactsOf(cause).Order(StringComparer.Ordinal)));

    /// <summary>Where a fact is reached in a way that is not followed, its page would not have to name it.</summary>
    [Fact]
    public void No_fact_in_the_checks_of_the_product_is_lost() =>
        Assert.Equal(CheckSources.Product.Facts.Order(StringComparer.Ordinal),
            Checks.All.SelectMany(check => CheckSources.Product.FactsOf(check.Cause)).Distinct().Order(StringComparer.Ordinal));
}
