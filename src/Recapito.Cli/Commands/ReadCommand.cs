using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito read</c>: one record per recipient, no network.</summary>
internal static class ReadCommand
{
    public static Command Create(Surroundings around)
    {
        var paths = new Argument<string[]>("PATH") { Description = ".eml, mbox, Maildir, folder, pasted text, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format("text", "jsonl", "json", "csv");
        var command = new Command("read",
            """
            Reads bounces, without any network: one record per recipient. A mail that
            cannot be read is reported and the rest goes on; the exit code is then 4.
            A mail that is no bounce gives a record that says so.

            Examples:
              recapito read bounce.eml
              recapito read Maildir/ bounces.mbox --format jsonl
              recapito read - --format csv < bounce.eml
            """) { paths, format };
        var common = new CommonOptions(command, around);
        command.SetAction((parsed, cancel) =>
        {
            var terminal = common.TerminalOf(parsed);
            var unreadable = 0;
            var mails = MailInput.Open(parsed.GetValue(paths)!, around, problem =>
            {
                unreadable++;
                terminal.Complain(problem);
            });
            var read = mails.Select(mail =>
            {
                cancel.ThrowIfCancellationRequested();
                return new ReadMail(mail.Name, DsnReader.Read(mail.Bytes.Span));
            });
            Write(parsed.GetValue(format)!, read, terminal, common.StyleOf(parsed, terminal));
            return Task.FromResult(unreadable > 0 ? ExitCode.BadInput : ExitCode.Healthy);
        });
        return command;
    }

    private static void Write(string format, IEnumerable<ReadMail> mails, Terminal terminal, TextStyle style)
    {
        if (format == "text")
        {
            // Nothing readable: a table without rows says nothing.
            if (mails.ToList() is { Count: > 0 } all)
            {
                terminal.Output.Write(ReadText.Write(all, style, Catalogue.Default));
            }

            return;
        }

        using var lines = new RecordLines(format, terminal.Output);
        foreach (var mail in mails)
        {
            lines.Add(ReportJson.Records(mail.File, mail.Report, Catalogue.Default));
        }
    }
}
