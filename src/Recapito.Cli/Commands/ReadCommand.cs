using System.CommandLine;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito read</c>: one record per recipient, no network.</summary>
internal static class ReadCommand
{
    private const int MostJobs = 256;

    public static Command Create(Surroundings around)
    {
        var options = new ReadOptions();
        var command = new Command("read",
            """
            Reads bounces, without any network: one record per recipient. A mail that
            cannot be read is reported and the rest goes on; the exit code is then 4
            (70 where an internal error was the reason).
            A mail that is no bounce gives a record that says so.

            Examples:
              recapito read bounce.eml
              recapito read Maildir/ bounces.mbox bounces.zip --format jsonl
              recapito read - --format csv < bounce.eml
              recapito read bounces/ --format sisimai
              recapito read bounces/ --verp 'bounces+{local}={domain}@lists.example'
            """) { options.Paths, options.Format, options.Verp, options.Jobs };
        var common = new CommonOptions(command, around);
        command.SetAction((parsed, cancel) => Run(parsed, options, common, around, cancel));
        return command;
    }

    // On a thread of its own: where standard input keeps it waiting, Ctrl-C ends the command all the same.
    private static Task<int> Run(ParseResult parsed, ReadOptions options, CommonOptions common, Surroundings around, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var style = common.StyleOf(parsed, terminal);
        return Task.Factory.StartNew(() => Read(parsed.GetValue(options.Paths)!, options.PlanOf(parsed) with { ShowsTrace = InternalError.ShowsTrace(around) }, style, terminal, around, cancel),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancel);
    }

    /// <summary>Reads all of it; the exit code.</summary>
    internal static int Read(string[] paths, ReadPlan plan, TextStyle style, Terminal terminal, Surroundings around, CancellationToken cancel)
    {
        var progress = new ReadProgress(terminal);
        if (terminal.ShowsProgress)
        {
            Measure(paths, progress);
        }

        try
        {
            var sink = new ResultSink(around, plan.Form, mails => ReadText.Write(mails, style, Catalogue.Default));
            var run = new ReadRun(plan, around, batch =>
            {
                sink.Take(batch);
                progress.Add(batch);
            }, cancel);
            run.Read(paths);
            terminal.EndProgress();
            sink.Finish();
            progress.Finish(terminal.ShowsProgress);
            run.EmptyFolders.ForEach(folder => terminal.Remark($"recapito: {folder}: there is no mail in it."));
        }
        finally
        {
            terminal.EndProgress();
        }

        return progress.Total.InternalErrors > 0 ? ExitCode.Internal : progress.Total.Unreadable > 0 ? ExitCode.BadInput : ExitCode.Healthy;
    }

    /// <summary>How much there is to do, as far as that is known before: files, or the octets of the only file.</summary>
    private static void Measure(string[] paths, ReadProgress progress)
    {
        if (paths.Contains(InputFile.StandardInput))
        {
            return;
        }

        if (paths is [{ Length: > 0 } only] && new FileInfo(only) is { Exists: true } file)
        {
            var isPacked = file.Extension is ".gz" or ".zip";
            (progress.All, progress.Done) = (isPacked ? null : file.Length, counts => counts.Octets);
            return;
        }

        progress.All = paths.Sum(path => Directory.Exists(path) ? FolderWalk.Files(path, _ => { }).LongCount() : 1);
    }

    private sealed class ReadOptions
    {
        public Argument<string[]> Paths { get; } = new("PATH")
        {
            Description = ".eml, .msg, mbox, Maildir, folder, .zip, .gz, pasted text, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };

        public Option<string> Format { get; } = CommonOptions.Format("text", "jsonl", "json", "csv", "sisimai");

        public Option<string?> Verp { get; } = new Option<string?>("--verp")
        {
            Description = "How the return path names the recipient, such as bounces+{local}={domain}@lists.example.",
            HelpName = "PATTERN",
        }.Checked(WhyNoPattern);

        public Option<string?> Jobs { get; } = new Option<string?>("--jobs", "-j")
        {
            Description = "Threads that read; default: the number of processors.",
            HelpName = "N",
        }.Checked(given => JobsIn(given) is null ? $"expected a number from 1 to {MostJobs}" : null);

        public ReadPlan PlanOf(ParseResult parsed)
        {
            var format = parsed.GetValue(Format)!;
            var verp = parsed.GetValue(Verp);
            var jobs = parsed.GetValue(Jobs) is { } given ? JobsIn(given)!.Value : Math.Min(Environment.ProcessorCount, MostJobs);
            return new(format == "text" ? null : RecordForm.Of(format), verp is null ? null : VerpPattern.Parse(verp), jobs);
        }

        private static int? JobsIn(string given) =>
            int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is >= 1 and <= MostJobs ? jobs : null;

        private static string? WhyNoPattern(string given)
        {
            try
            {
                VerpPattern.Parse(given);
                return null;
            }
            catch (FormatException e)
            {
                return e.Message;
            }
        }
    }
}
