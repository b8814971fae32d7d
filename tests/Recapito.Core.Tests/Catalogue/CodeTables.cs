using System.Text;

namespace Recapito.Core.Tests;

/// <summary>The table of Exchange Online's codes that stands in a document, made of the catalogue.</summary>
internal static class CodeTables
{
    private static readonly Wording English = new(Catalogue.Default, "en");

    /// <summary>In a table no case is meant, so that every placeholder shows its kind.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal) { ["domain"] = "DOMAIN", ["recipient"] = "ADDRESS", ["host"] = "HOST" };

    /// <summary>The page <c>docs/reference/exchange-online-codes.md</c>.</summary>
    public static string Reference()
    {
        var page = new StringBuilder();
        page.Append("""
            # The codes of Exchange Online

            <!-- Generated from catalogue/codes/*.yaml and catalogue/locales/en/code*.yaml by a test (tests/Recapito.Core.Tests/Catalogue).
                 Do not edit: change the catalogue, then run the tests of Recapito.Core once with RECAPITO_ACCEPT=1. -->

            What `recapito explain` says of a refusal of Exchange Online, from the report alone. Where a code has several meanings the text decides;
            … stands for anything, case does not count, and of several texts the longest wins. A text in italics is one that other systems use too: it counts only
            from a server of Microsoft's. "By the code" means that a server of Microsoft's said the code with a text that is not documented; the explanation says so.
            The same code from another mail system is not explained here. DOMAIN and ADDRESS stand for the names of a case.

            | Code | Text | What happened | Who must act | First step | Source |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var code in Catalogue.Default.Codes.OrderBy(code => code.Codes.Count == 0).ThenBy(Place).ThenBy(code => code.Id, StringComparer.Ordinal))
        {
            page.Append($"| {string.Join(", ", code.Codes)} | {Texts(code)} | {Say($"code.{code.Id}.says")} | {Cell(CodeWords.WhoActs(code, English))} | {Say($"code-step.{code.Steps[0]}")} | {Cell(code.Source)} |\n");
        }

        return page.ToString();
    }

    private static (int, int, int) Place(CodeEntry code) => code.Codes.Select(range => (range.Subject, range.First, range.Class)).FirstOrDefault();

    private static string Texts(CodeEntry code) => Cell(string.Join("; ", code.Texts.Select(Shown)
        .Concat(code.CommonTexts.Select(text => $"*{Shown(text)}*"))
        .Concat(code.IsForCodeAlone ? ["by the code"] : Array.Empty<string>())));

    private static string Shown(string text) => text.Replace("*", " … ", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);

    private static string Say(string key) => Cell(English.Say(key, Kinds));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
