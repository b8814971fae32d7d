using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows reports in the form that was asked for, each as soon as it is there.</summary>
internal sealed class CheckView
{
    private readonly string format;
    private readonly Terminal terminal;
    private readonly TextStyle style;
    private readonly int total;
    private readonly string language;
    private readonly Lock turn = new();
    private int done;

    /// <param name="format">"text", "json", "jsonl" or "csv".</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="total">How many reports there will be.</param>
    /// <param name="language">The language of words.</param>
    public CheckView(string format, Terminal terminal, TextStyle style, int total, string language)
    {
        (this.format, this.terminal, this.style, this.total, this.language) = (format, terminal, style, total, language);
        Progress = total == 1 ? new Answered(terminal) : null;
        if (format == "csv")
        {
            terminal.Output.Write(DomainCsv.Head);
        }
    }

    /// <summary>Told of each answer; null for lists, where each domain is.</summary>
    public IProgress<Observation>? Progress { get; }

    /// <summary>The highest exit code so far.</summary>
    public int Worst { get; private set; }

    /// <summary>Shows one report. May be called on any thread.</summary>
    public void Show(DomainReport report)
    {
        lock (turn)
        {
            terminal.EndProgress();
            terminal.Output.Write(Written(report));
            Worst = Math.Max(Worst, ExitCode.Of(report));
            done++;
            if (total > 1 && done < total)
            {
                terminal.Progress(FormattableString.Invariant($"{done} of {total} domains; {report.Domain}: {Kebab.Of(report.Worst)}"));
            }
        }
    }

    private string Written(DomainReport report) => format switch
    {
        "json" => DomainJson.Write(report, Catalogue.Default, language),
        "jsonl" => DomainJson.Line(report, Catalogue.Default, language),
        "csv" => DomainCsv.Lines(report, Catalogue.Default, language),
        _ => total == 1 || style.Verbose ? DomainText.Write(report, style, Catalogue.Default) : DomainText.Line(report, style, Catalogue.Default),
    };
}
