using System.Text;
using Recapito.CatalogueCompiler;

namespace Recapito.Core.Tests;

/// <summary>The page of the dialects, as the catalogue has them.</summary>
internal static class DialectTables
{
    /// <summary>The text of <c>docs/reference/dialects.md</c>.</summary>
    public static string Reference()
    {
        var page = new StringBuilder("""
            # Whose reports Recapito reads

            This page is made of `catalogue/dialects/`. A report with a delivery-status part (RFC 3464) is read whoever wrote it; the dialects are for
            the texts of those who write none, and tell who wrote the others (`system` in the output). What no dialect knows is read by what all such
            texts have in common, with `unknown` as its system.

            | system | language | kind | examples | source |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var dialect in CatalogueSource.Read(Repository.PathOf("catalogue")).Dialects.Where(dialect => dialect.Id is not ("any" or "any-languages")).OrderBy(dialect => dialect.Id, StringComparer.Ordinal))
        {
            page.Append($"| `{dialect.Id}` | {dialect.Language ?? "several"} | {dialect.Kind ?? "bounce, delay"} | {dialect.Examples.Count} | {dialect.Source.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return page.ToString();
    }
}
