using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito explain</c>: what one bounce means, from the report alone.</summary>
internal static class ExplainCommand
{
    public static Command Create(Surroundings around)
    {
        var path = new Argument<string>("PATH") { Description = "A bounce: .eml file, pasted text, or - for standard input." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Say of each oddity of the report at which byte it stands." };
        var command = new Command("explain",
            """
            Says in plain words what one bounce means and who usually must act. Uses the
            report alone, no network.

            Examples:
              recapito explain bounce.eml
              recapito explain - < bounce.eml
              recapito explain bounce.eml --lang it
            """) { path, verbose };
        var common = new CommonOptions(command, around);
        command.SetAction(parsed =>
        {
            var terminal = common.TerminalOf(parsed);
            var report = MailInput.Bounce(parsed.GetValue(path)!, around);
            terminal.Output.Write(ExplainText.Write(report, Symptoms.Of(report, Catalogue.Default), common.StyleOf(parsed, terminal, parsed.GetValue(verbose)), Catalogue.Default));
            return ExitCode.Healthy;
        });
        return command;
    }
}
