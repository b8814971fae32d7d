using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito read</c>: one record per recipient, no network.</summary>
internal static class ReadCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = ".eml, mbox, Maildir, folder, pasted text, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var format = Common.Format("text", "jsonl", "json", "csv");
        var command = new Command("read", "Reads bounces, without any network: one record per recipient. A mail that cannot be read is reported and the rest goes on.") { paths, format };
        Common.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Common.TerminalOf(parsed);
            var unreadable = 0;
            var mails = MailInput.Open(parsed.GetValue(paths)!, problem =>
            {
                unreadable++;
                terminal.Complain(problem);
            });
            Write(parsed.GetValue(format)!, mails.Select(mail => new ReadMail(mail.Name, DsnReader.Read(mail.Bytes))), parsed, terminal);
            return unreadable > 0 ? ExitCode.BadInput : ExitCode.Healthy;
        });
        return command;
    }

    private static void Write(string format, IEnumerable<ReadMail> mails, ParseResult parsed, Terminal terminal)
    {
        if (format == "text")
        {
            terminal.Output.Write(ReadText.Write([.. mails], Common.StyleOf(parsed, terminal), Catalogue.Default));
            return;
        }

        using var lines = new RecordLines(format, terminal.Output);
        foreach (var mail in mails)
        {
            lines.Add(ReportJson.Records(mail.File, mail.Report, Catalogue.Default));
        }
    }
}
