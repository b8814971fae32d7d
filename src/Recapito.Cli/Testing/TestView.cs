using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows a test in the form that was asked for.</summary>
/// <param name="format">"text", "html" or "json".</param>
/// <param name="terminal">Where it is shown.</param>
/// <param name="style">How text is laid out.</param>
internal sealed class TestView(string format, Terminal terminal, TextStyle style) : IDisposable
{
    private LiveTree? live;

    /// <summary>Begins to show what comes; null where there is nobody who looks on.</summary>
    /// <param name="tree">The tree of what is known.</param>
    public IProgress<Observation> Begin(Func<EvidenceSet, StepTree> tree)
    {
        if (format != "text" || !terminal.Redraws)
        {
            return new Answered(terminal);
        }

        live = new(terminal, evidence => StepTreeText.Write(tree(evidence), style, Catalogue.Default, brief: true));
        return live;
    }

    /// <summary>Shows the whole.</summary>
    public void End(StepTree tree)
    {
        Dispose();
        terminal.Output.Write(format switch
        {
            "html" => StepTreeHtml.Write(tree, Catalogue.Default, style.Language),
            "json" => StepTreeJson.Write(tree, Catalogue.Default, style.Language),
            _ => StepTreeText.Write(tree, style, Catalogue.Default),
        });
    }

    /// <summary>Wipes what was only for the time being.</summary>
    public void Dispose()
    {
        live?.Dispose();
        live = null;
        terminal.EndProgress();
    }
}
