using System.Text.RegularExpressions;

namespace Recapito.Core.Tests;

public partial class WordsTests
{
    private static readonly string[] CausePlaceholders = ["domain", "recipient", "host", "address", "taker", "reply", "other", "target", "suggestion", "time",
        "sender", "server", "client", "connector", "expected", "shown", "circle", "rounds", "type", "parent", "issue", "title", "zone", "servers", "tags", "keys", "records", "record", "identity", "mailHost", "meant", "taken",
        "certificate", "tlsCertificate", "sendConnector", "addresses", "services", "localPart", "ended", "aboveAt", "belowAt", "former", "ds", "missing", "limit", "reason", "refresh",
        "outbound", "forgotten", "others", "primary", "smartHost", "serverDomain", "stopBack", "knownGood"];

    private static Dictionary<string, string> English => Catalogue.Default.WordsIn("en")!;

    // Whatever a diagnosis and its page say; the rest of what the commands say is in English where a language has no words for it.
    private static readonly string[] Spoken = ["causes", "remedies", "verdicts", "meanings", "facts", "doubts", "reasons", "forward", "path", "page", "page-owner", "page-watch", "page-lab", "watch", "ui", "codes", "code-steps"];

    private static readonly string[] Complete = ["en", "it"];

    [Fact]
    public void Every_language_has_the_words_of_a_diagnosis_and_its_page_and_no_keys_that_English_lacks()
    {
        var spoken = Spoken.SelectMany(file => File.ReadLines(Repository.PathOf("catalogue", "locales", "en", file + ".yaml"))).Where(line => line.Contains(": \"", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]).ToList();
        Assert.Superset(Complete.ToHashSet(), Catalogue.Default.Languages.ToHashSet());
        Assert.Subset(English.Keys.ToHashSet(), spoken.ToHashSet());
        foreach (var language in Catalogue.Default.Languages)
        {
            var words = Catalogue.Default.WordsIn(language)!;
            Assert.Empty((Complete.Contains(language) ? English.Keys : spoken.AsEnumerable()).Except(words.Keys).Select(key => $"{language} lacks {key}"));
            Assert.Empty(words.Keys.Except(English.Keys).Select(key => $"only {language} has {key}"));
        }
    }

    [Fact]
    public void Every_language_uses_the_same_placeholders_and_steps()
    {
        foreach (var language in Catalogue.Default.Languages)
        {
            foreach (var (key, text) in Catalogue.Default.WordsIn(language)!)
            {
                Assert.True(Placeholders(English[key]).SetEquals(Placeholders(text)), $"{language}: {key}");
                Assert.True(English[key].Split('\n').Length == text.Split('\n').Length, $"{language}: {key}");
            }
        }
    }

    [Fact]
    public void Causes_facts_and_remedies_use_only_what_a_diagnosis_fills_in()
    {
        var keys = English.Where(word => word.Key.Split('.')[0] is "cause" or "fact" or "remedy" or "meaning" or "verdict").ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, word => Assert.Subset(CausePlaceholders.ToHashSet(), Placeholders(word.Value)));
        Assert.All(CausePlaceholders, name => Assert.Contains("ui.placeholder." + name, English.Keys));
    }

    /// <summary>
    /// Commands are pasted into a shell with an administrator's rights. The local part of an address and the name of a connector may hold quotes and
    /// semicolons, so only names that are checked to be host names stand in a command as they are, and everything else in PowerShell's apostrophes; a whole command that is put in has them in it.
    /// </summary>
    [Fact]
    public void No_command_holds_what_the_writer_of_a_report_could_choose()
    {
        foreach (var language in Catalogue.Default.Languages)
        {
            var held = Catalogue.Default.WordsIn(language)!.Where(word => word.Key.StartsWith("remedy.", StringComparison.Ordinal))
                .SelectMany(word => word.Value.Split('\n')).SelectMany(line => CommandWithPlaceholder().Matches(line)).Select(match => match.Groups[1].Value).ToHashSet();
            Assert.Contains("domain", held);
            Assert.Subset(new HashSet<string> { "domain", "parent", "mailHost", "'identity", "'recipient", "'knownGood", "'meant", "'localPart", "'certificate", "'tlsCertificate", "'sendConnector", "'outbound", "'serverDomain", "stopBack", "''addresses", "''services" }, held);
        }
    }

    [Fact]
    public void Everything_that_the_catalogue_and_the_checks_name_has_words()
    {
        Assert.All(Catalogue.Default.Causes.Values, cause => Has($"cause.{cause.Id}.says", $"remedy.{cause.Remedy}.title"));
        Assert.All(Catalogue.Default.Causes.Values.SelectMany(cause => cause.ExcludedBy), fact => Has("fact." + fact));
        Assert.All(Catalogue.Default.Causes.Values.SelectMany(cause => cause.Symptoms), meaning => Has($"meaning.{meaning}.says", $"meaning.{meaning}.usually"));
        Assert.All(Catalogue.Default.ReplyForms, form => Has($"meaning.{form.Meaning}.says", $"meaning.{form.Meaning}.usually"));
        Assert.All(CatalogueCompiler.CatalogueSource.Read(Repository.PathOf("catalogue")).Reasons, reason => Has($"reason.{reason.Id}", $"advice.{reason.Advice}"));
        Has("advice.wait");
    }

    /// <summary>The keys that stand in the code of the judge, as a key without words would be shown bare.</summary>
    [Fact]
    public void Every_word_key_in_the_code_of_checks_and_diagnosis_has_words()
    {
        var code = new[] { "Checks", "Diagnosis" }
            .SelectMany(folder => Directory.GetFiles(Repository.PathOf("src", "Recapito.Core", folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(File.ReadAllLines).ToList();
        var literals = code.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).SelectMany(line => line.Split('"').Where((_, i) => i % 2 == 1)).ToHashSet();
        var keys = literals.Where(text => text.StartsWith("why.", StringComparison.Ordinal) || text.StartsWith("next.", StringComparison.Ordinal) || text.StartsWith("gap.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Has(key));
        Assert.NotEmpty(CheckSources.Product.Facts);
        Assert.All(CheckSources.Product.Facts, fact => Has("fact." + fact));
    }

    [Fact]
    public void Every_value_of_an_enumeration_that_is_shown_has_words()
    {
        Assert.All(Enum.GetValues<Verdict>(), verdict => Has($"verdict.{Kebab.Of(verdict)}", $"verdict.{Kebab.Of(verdict)}.says", $"ui.advice.{Kebab.Of(verdict)}"));
        Assert.All(Enum.GetValues<Party>(), party => Has($"party.{Kebab.Of(party)}", $"party.{Kebab.Of(party)}.says"));
        Assert.All(Enum.GetValues<ReportKind>(), kind => Has($"ui.kind.{Kebab.Of(kind)}", $"ui.kind-short.{Kebab.Of(kind)}"));
        Assert.All(Enum.GetValues<ConnectResult>(), result => Has($"ui.seen.reach-{Kebab.Of(result)}"));
        Assert.All(Enum.GetValues<RcptRole>(), role => Has($"ui.request.rcpt-{Kebab.Of(role)}"));
    }

    [Theory]
    [InlineData("it-CH", "it")]
    [InlineData("IT", "it")]
    [InlineData("fr-CA", "fr")]
    [InlineData("ja", "en")]
    [InlineData("", "en")]
    public void A_language_falls_back_to_its_parent_and_then_to_English(string asked, string used) =>
        Assert.Equal(used, new Wording(Catalogue.Default, asked).Language);

    [Fact]
    public void A_key_without_words_shows_itself_and_a_value_that_is_not_known_its_kind()
    {
        var words = new Wording(Catalogue.Default, "en");
        Assert.Equal("cause.new-thing.says", words.Say("cause.new-thing.says"));
        Assert.Equal("The MX host of contoso.example, a host, does not answer on port 25.", words.Say("cause.mx-host-unreachable.says", ("domain", "contoso.example")));
    }

    private static void Has(params string[] keys) => Assert.All(keys, key => Assert.Contains(key, English.Keys));

    // What ends in an equals sign is a hash table of PowerShell, whose value is the next.
    private static HashSet<string> Placeholders(string text) =>
        [.. text.Split('{').Skip(1).Where(part => !part.EndsWith('=')).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)].Split('|')[0].TrimStart('\''))];

    // A cmdlet ("Set-AcceptedDomain"), and each placeholder behind it in the same line.
    [GeneratedRegex(@"(?<=\b(?:Add|Clear|Connect|Disable|Enable|Get|Invoke|New|Remove|Set|Start|Test|Update|Validate)-[A-Z]\w+ [^\n]*)\{('{0,2}\w+)(?:\|[^}]+)?\}")]
    private static partial Regex CommandWithPlaceholder();
}
