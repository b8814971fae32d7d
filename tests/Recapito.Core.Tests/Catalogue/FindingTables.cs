using System.Globalization;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>The page <c>docs/reference/findings.md</c>, made of the catalogue.</summary>
internal static class FindingTables
{
    private static readonly Wording English = new(Catalogue.Default, "en");

    /// <summary>The page.</summary>
    public static string Reference()
    {
        var page = new StringBuilder();
        page.Append("""
            # Findings of `recapito check` and `recapito hybrid check`

            <!-- Generated from catalogue/findings/*.yaml and catalogue/locales/en/*.yaml by a test (tests/Recapito.Core.Tests/Catalogue).
                 Do not edit: change the catalogue, then run the tests of Recapito.Core once with RECAPITO_ACCEPT=1. -->

            Every finding that a check of a domain, or of a hybrid organisation, can make, with its fixed id, by subject. The id stands in the JSON (`findings[].id`) and can be given another
            severity in a profile (`--profile`). Severities: **critical** no mail can arrive; **error** mail fails, or a standard that receivers enforce is
            broken; **warning** some mail or some senders may fail; **notice** not wrong, and could be better; **info** worth knowing; **ok** as it should be.
            Words in capitals stand for the names of a case. The last column names the test cases of Zonemaster that look for the same.
            Findings marked \* are concluded: no document of Microsoft says so.


            """.ReplaceLineEndings("\n"));
        foreach (var subject in Catalogue.Default.Findings.Values.GroupBy(finding => finding.Subject).OrderBy(subject => subject.Key))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {English.Say("subject." + Kebab.Of(subject.Key))}\n\n");
            page.Append("| Finding | Severity | In words | Cause of bounces | Sources | Zonemaster |\n|---|---|---|---|---|---|\n");
            foreach (var finding in subject.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Id, StringComparer.Ordinal))
            {
                var id = CheckPages.Link(finding.Id) ?? finding.Id;
                page.Append(CultureInfo.InvariantCulture,
                    $"| {id} | {Kebab.Of(finding.Severity)}{(finding.IsInferred ? "\\*" : "")} | {Says(finding.Id)} | {finding.Cause ?? ""} | {Cell(string.Join("; ", finding.Sources))} | {string.Join(", ", finding.Zonemaster)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The page <c>docs/reference/zonemaster.md</c>: which of our findings look for what a test case of Zonemaster looks for.</summary>
    public static string Zonemaster()
    {
        var page = new StringBuilder();
        page.Append("""
            # Zonemaster's test cases

            <!-- Generated from catalogue/findings/*.yaml by a test (tests/Recapito.Core.Tests/Catalogue).
                 Do not edit: change the catalogue, then run the tests of Recapito.Core once with RECAPITO_ACCEPT=1. -->

            Whoever knows [Zonemaster](https://zonemaster.net) finds its test cases here by their names, and beside each the findings of `recapito check` that
            look for the same. Severities are ours. What Recapito judges otherwise stands in the sections of the findings.

            | Test case | Findings |
            |---|---|

            """.ReplaceLineEndings("\n"));
        var cases = Catalogue.Default.Findings.Values.SelectMany(finding => finding.Zonemaster.Select(name => (name, finding.Id))).ToLookup(pair => pair.name, pair => pair.Id);
        foreach (var testCase in cases.OrderBy(testCase => testCase.Key, StringComparer.Ordinal))
        {
            var ids = testCase.Order(StringComparer.Ordinal).Select(id => CheckPages.Link(id) ?? $"[{id}](findings.md)");
            page.Append(CultureInfo.InvariantCulture, $"| {testCase.Key} | {string.Join(", ", ids)} |\n");
        }

        return page.ToString();
    }

    // The words with every placeholder in capitals, as no case is meant.
    private static string Says(string id)
    {
        var template = Catalogue.Default.WordsIn("en")![$"finding.{id}.says"];
        var text = new StringBuilder(template.Length);
        var inside = false;
        foreach (var c in template)
        {
            inside = c switch { '{' => true, '}' => false, _ => inside };
            _ = c is '{' or '}' ? text : text.Append(inside ? char.ToUpperInvariant(c) : c);
        }

        return Cell(text.ToString());
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
