using System.Globalization;
using System.Net;
using System.Text;

namespace Recapito.Core;

/// <summary>A test as a page that stands alone: no script, nothing from elsewhere, light or dark as the reader's system is.</summary>
public static class StepTreeHtml
{
    private const int MostTranscript = 200;

    private const string Style = """
        :root { color-scheme: light dark; --paper: #fff; --ink: #1c2330; --faint: #5b6575; --line: #d5dae2; --box: #f5f7fa; --ok: #1a7f37; --warning: #8a5a00; --fail: #b42318; }
        @media (prefers-color-scheme: dark) { :root { --paper: #12161d; --ink: #e6eaf0; --faint: #9aa5b5; --line: #323b49; --box: #1b212b; --ok: #56c271; --warning: #e2b24a; --fail: #ff8a80; } }
        body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { font-size: 1.4rem; margin: 0; } .at { color: var(--faint); margin: .2rem 0 1.2rem; }
        details { border-left: 2px solid var(--line); margin: .25rem 0 .25rem .55rem; padding: .1rem 0 .1rem .8rem; } main > details { border: 0; margin: 0; padding: 0; }
        summary { cursor: pointer; overflow-wrap: anywhere; } summary:focus-visible { outline: 2px solid var(--ink); }
        .sign { display: inline-block; width: 1.3em; height: 1.3em; line-height: 1.3em; text-align: center; font-weight: 700; color: var(--paper); background: var(--faint); border-radius: 3px; }
        .ok > summary .sign { background: var(--ok); border-radius: 50%; } .fail > summary .sign { background: var(--fail); }
        .warning > summary .sign, .undetermined > summary .sign { background: var(--warning); } .undetermined > summary .sign { border-radius: 50% 50% 50% 0; }
        .word { font-size: .8rem; border: 1px solid currentColor; border-radius: 3px; padding: 0 .35em; margin-left: .4em; color: var(--faint); }
        .ok > summary .word { color: var(--ok); } .fail > summary .word { color: var(--fail); font-weight: 700; } .warning > summary .word, .undetermined > summary .word { color: var(--warning); }
        .ms { color: var(--faint); font-size: .85rem; margin-left: .4em; white-space: nowrap; }
        .body { margin-left: 1.9rem; } p { margin: .2rem 0; overflow-wrap: anywhere; } .skipped > summary, .pending > summary, .skipped > .body { color: var(--faint); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; margin: .3rem 0; font-size: .9rem; } dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
        .resolve { background: var(--box); border: 1px solid var(--line); border-radius: 4px; padding: .4rem .7rem; margin: .4rem 0; } .resolve h2 { font-size: .9rem; margin: 0; }
        pre { background: var(--box); border: 1px solid var(--line); border-radius: 4px; padding: .4rem .7rem; overflow: auto; font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        """;

    /// <summary>The page. Everything that others wrote passes <see cref="SafeText"/> and is escaped.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="language">Their language.</param>
    public static string Write(StepTree tree, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(tree);
        var words = new StepTreeWords(catalogue, language);
        var title = Html(words.Title(tree.Root));
        var html = new StringBuilder();
        html.Append(FormattableString.Invariant($"""
            <!DOCTYPE html>
            <html lang="{words.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{title}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            <p class="at">Recapito, {Html(ObservationText.Time(tree.At))}</p>

            """).ReplaceLineEndings("\n"));
        One(html, words, tree.Root, 0);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void One(StringBuilder html, StepTreeWords words, Step step, int depth)
    {
        var indent = new string(' ', depth * 2);
        var open = depth == 0 || step.All.Any(StepTreeWords.IsNotable) ? " open" : "";
        html.Append(CultureInfo.InvariantCulture, $"{indent}<details class=\"{Kebab.Of(step.Status)}\"{open}>\n");
        html.Append(CultureInfo.InvariantCulture, $"{indent}<summary><span class=\"sign\" aria-hidden=\"true\">{StepTreeWords.Sign(step.Status).Unicode}</span> {Html(words.Title(step))}");
        html.Append(CultureInfo.InvariantCulture, $" <span class=\"word\">{Html(words.Status(step))}</span>");
        if (StepTreeWords.Elapsed(step) is { } elapsed)
        {
            html.Append(CultureInfo.InvariantCulture, $" <span class=\"ms\">{Html(elapsed)}</span>");
        }

        html.Append(CultureInfo.InvariantCulture, $"</summary>\n{indent}<div class=\"body\">\n");
        Body(html, words, step, indent);
        html.Append(CultureInfo.InvariantCulture, $"{indent}</div>\n");
        foreach (var child in step.Children)
        {
            One(html, words, child, depth + 1);
        }

        html.Append(CultureInfo.InvariantCulture, $"{indent}</details>\n");
    }

    private static void Body(StringBuilder html, StepTreeWords words, Step step, string indent)
    {
        if (words.Result(step) is { } result)
        {
            html.Append(CultureInfo.InvariantCulture, $"{indent}<p>{Html(result)}</p>\n");
        }

        if (step.Details.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"{indent}<dl>\n");
            foreach (var group in step.Details.GroupBy(words.Label))
            {
                html.Append(CultureInfo.InvariantCulture, $"{indent}<dt>{Html(group.Key)}</dt><dd>{string.Join("<br>", group.Select(detail => Html(SafeText.Escape(detail.Value))))}</dd>\n");
            }

            html.Append(CultureInfo.InvariantCulture, $"{indent}</dl>\n");
        }

        foreach (var finding in step.Findings)
        {
            html.Append(CultureInfo.InvariantCulture, $"{indent}<p>{Html(words.Says(finding))}</p>\n");
        }

        if (words.Remedies(step) is { Count: > 0 } remedies && StepTreeWords.IsNotable(step))
        {
            html.Append(CultureInfo.InvariantCulture, $"{indent}<div class=\"resolve\"><h2>{Html(words.Say("step.resolve"))}</h2>{string.Concat(remedies.Select(remedy => $"<p>{Html(remedy)}</p>"))}</div>\n");
        }

        foreach (var seen in step.Evidence)
        {
            Evidence(html, words, seen, indent);
        }
    }

    private static void Evidence(StringBuilder html, StepTreeWords words, Observation seen, string indent)
    {
        html.Append(CultureInfo.InvariantCulture, $"{indent}<details class=\"seen\"><summary>{Html(words.Seen.Question(seen.Request))}</summary>\n{indent}<p>{Html(words.Seen.Answer(seen))}</p>\n");
        string[] lines = [.. seen.Source.Command is { } command ? [$"$ {command}"] : Array.Empty<string>(), .. (seen.Source.Transcript ?? []).Take(MostTranscript)];
        if (lines.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"{indent}<pre>{string.Join('\n', lines.Select(line => Html(SafeText.Escape(line))))}</pre>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"{indent}</details>\n");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
