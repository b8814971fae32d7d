using System.Text;

namespace Recapito.Core.Tests;

/// <summary>The tables of causes that stand in documents. They are made of the catalogue, so that no page says what the program does not.</summary>
internal static class CauseTables
{
    private static readonly Wording English = new(Catalogue.Default, "en");

    /// <summary>In a table no case is meant, so that every placeholder shows its kind.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["domain"] = "DOMAIN", ["recipient"] = "ADDRESS", ["host"] = "HOST", ["other"] = "OTHER-HOST", ["taken"] = "TIME",
        ["sender"] = "SENDER-DOMAIN", ["server"] = "SENDING-SERVER", ["parent"] = "PARENT-DOMAIN", ["circle"] = "A → B → A",
    };

    /// <summary>The page <c>docs/reference/causes.md</c>.</summary>
    public static string Reference()
    {
        var page = new StringBuilder();
        page.Append("""
            # Causes

            <!-- Generated from catalogue/causes/*.yaml and catalogue/locales/en/*.yaml by a test (tests/Recapito.Core.Tests/Catalogue).
                 Do not edit: change the catalogue, then run the tests of Recapito.Core once with RECAPITO_ACCEPT=1. -->

            Every cause that the catalogue knows, with its fixed id. A cause **with a check** can be supported by evidence; the page of its check
            says what makes it proven, likely or excluded. A cause without a check is never named as the cause: it stands among the
            candidates until a fact rules it out, and as long as it stands no other cause is *proven*, except one that it only explains more closely.
            DOMAIN, ADDRESS and HOST stand for the names of a case. How sure a diagnosis is: [verdicts.md](verdicts.md).


            """.ReplaceLineEndings("\n"));
        page.Append("| Cause | In words | Who must act | Remedy | Check | Sources |\n|---|---|---|---|---|---|\n");
        foreach (var cause in Catalogue.Default.Causes.Values.OrderBy(cause => cause.Id, StringComparer.Ordinal))
        {
            var check = CheckPages.Causes.Of(cause.Id) is { } file ? $"[{file[..^3]}](../checks/{file}#{cause.Id})" : "–";
            page.Append($"| `{cause.Id}` | {Says(cause)} | {Parties(cause)} | {Remedy(cause)} | {check} | {string.Join("; ", cause.Sources.Select(Cell))} |\n");
        }

        return page.ToString();
    }

    /// <summary>The lines of the README between its markers: the causes that have a check.</summary>
    public static string Readme()
    {
        var table = new StringBuilder("| Cause | In words | Who must act |\n|---|---|---|\n");
        foreach (var cause in Checks.All.Select(check => Catalogue.Default.Causes[check.Cause]).OrderBy(cause => cause.Id, StringComparer.Ordinal))
        {
            table.Append($"| [{cause.Id}](docs/checks/{CheckPages.Causes.Of(cause.Id)}#{cause.Id}) | {Says(cause)} | {Parties(cause)} |\n");
        }

        return table.ToString();
    }

    private static string Says(CauseEntry cause) => Cell(English.Say($"cause.{cause.Id}.says", Kinds));

    private static string Parties(CauseEntry cause) => Cell(string.Join(", or ", cause.Parties.Select(party => English.Say($"party.{Kebab.Of(party)}"))));

    private static string Remedy(CauseEntry cause) => $"`{cause.Remedy}`: {Cell(English.Say($"remedy.{cause.Remedy}.title", Kinds))}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
