using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito explain</c>: what one bounce means, from the report alone.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A bounce: .eml file, pasted text, or - for standard input." };
        var command = new Command("explain", "Says in plain words what one bounce means and who usually must act. Uses the report alone, no network.") { path };
        Common.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Common.TerminalOf(parsed);
            var (_, report) = Bounce.Read(parsed.GetValue(path)!);
            var text = ExplainText.Write(report, Symptoms.Of(report, Catalogue.Default), Common.StyleOf(parsed, terminal), Catalogue.Default);
            terminal.Output.Write(text);
            return ExitCode.Healthy;
        });
        return command;
    }
}
