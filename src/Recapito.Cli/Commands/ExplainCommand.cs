using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito explain</c>: what one bounce means, from the report alone.</summary>
internal static class ExplainCommand
{
    public static Command Create(Surroundings around)
    {
        var path = new Argument<string>("PATH") { Description = "A bounce: .eml file, pasted text, or - for standard input; or the words of a reply, in quotes." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Say of each oddity of the report at which byte it stands." };
        var command = new Command("explain",
            """
            Says in plain words what one bounce means and who usually must act. Uses the
            report alone, no network.

            Examples:
              recapito explain bounce.eml
              recapito explain - < bounce.eml
              recapito explain "550 5.4.1 Recipient address rejected: Access denied"
              recapito explain bounce.eml --lang it
            """) { path, verbose };
        var common = new CommonOptions(command, around);
        command.SetAction(parsed =>
        {
            var terminal = common.TerminalOf(parsed);
            terminal.Output.Write(Explained(parsed.GetValue(path)!, common.StyleOf(parsed, terminal, parsed.GetValue(verbose)), around));
            return ExitCode.Healthy;
        });
        return command;
    }

    // A reply that names a recipient, as many do, is read as a report of it; the words of any other are explained for themselves.
    private static string Explained(string path, TextStyle style, Surroundings around)
    {
        if (path.Contains(' ', StringComparison.Ordinal) && !Path.Exists(path) && ReplyText.Of(path) is null)
        {
            throw new InputException($"{path}: there is no such file, and these words are no reply of a host: one begins with its code, as in \"550 5.4.1 Recipient address rejected\". Expected that, or a bounce saved as .eml or .msg.");
        }

        var mail = MailInput.SingleOrReply(path, around);
        try
        {
            var report = Bounce.Read(mail.Name, mail.Bytes.Span);
            return ExplainText.Write(report, Symptoms.Of(report, Catalogue.Default), style, Catalogue.Default);
        }
        catch (InputException e) when (e.Problem is not InputException.SeveralReplies && ReplyIn(mail.Bytes.Span) is not null)
        {
            return ExplainText.WriteReply(ReplyIn(mail.Bytes.Span)!, style, Catalogue.Default);
        }
    }

    // Also among somebody's own words that do not tell whom it is about.
    private static string? ReplyIn(ReadOnlySpan<byte> given) => ReplyText.Of(given) ?? PastedReply.Of(given)?.Reply;
}
