using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows reports in the form that was asked for, each as soon as it is there.</summary>
internal sealed class CheckView : IDisposable
{
    private readonly string format;
    private readonly Terminal terminal;
    private readonly TextStyle style;
    private readonly int total;
    private readonly string language;
    private readonly Lock turn = new();
    private LiveStanding? live;
    private int done;

    /// <param name="format">"text", "json", "jsonl" or "csv".</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="total">How many reports there will be.</param>
    /// <param name="language">The language of words.</param>
    public CheckView(string format, Terminal terminal, TextStyle style, int total, string language)
    {
        (this.format, this.terminal, this.style, this.total, this.language) = (format, terminal, style, total, language);
        if (format == "csv")
        {
            terminal.Output.Write(DomainCsv.Head);
        }
    }

    /// <summary>Begins to show a domain; who is to be told of each answer, or null for lists, where each domain is told.</summary>
    /// <param name="standing">The lines of what is known.</param>
    public IProgress<Observation>? Begin(Func<EvidenceSet, TextStyle, int, IReadOnlyList<string>> standing)
    {
        if (total > 1 || !terminal.RedrawsProgress)
        {
            return total > 1 ? null : new Answered(terminal);
        }

        live = new(terminal, evidence => standing(evidence, style with { Width = terminal.ProgressWidth }, Math.Max(3, terminal.Rows - 1)));
        return live;
    }

    /// <summary>The highest exit code so far.</summary>
    public int Worst { get; private set; }

    /// <summary>Shows one report. May be called on any thread.</summary>
    public void Show(DomainReport report)
    {
        lock (turn)
        {
            Dispose();
            terminal.Output.Write(Written(report));
            Worst = Math.Max(Worst, ExitCode.Of(report));
            done++;
            if (total > 1 && done < total)
            {
                terminal.Progress(FormattableString.Invariant($"{done} of {total} domains; {report.Domain}: {Kebab.Of(report.Worst)}"));
            }
        }
    }

    /// <summary>Wipes what was only for the time being.</summary>
    public void Dispose()
    {
        live?.Dispose();
        live = null;
        terminal.EndProgress();
    }

    private string Written(DomainReport report) => format switch
    {
        "json" => DomainJson.Write(report, Catalogue.Default, language),
        "jsonl" => DomainJson.Line(report, Catalogue.Default, language),
        "csv" => DomainCsv.Lines(report, Catalogue.Default, language),
        _ => total == 1 || style.Verbose ? DomainText.Write(report, style, Catalogue.Default) : DomainText.Line(report, style, Catalogue.Default),
    };
}
