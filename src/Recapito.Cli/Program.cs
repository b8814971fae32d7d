using Recapito.Cli;

ClosedStreams.Occupy();
using var codePage = WindowsConsole.TakeUtf8();
using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C asks to stop in order, the second one ends the process.
    pressed.Cancel = !cancel.IsCancellationRequested;
    cancel.Cancel();
};
return await CommandLine.RunAsync(args, Surroundings.OfProcess(), cancel.Token).ConfigureAwait(false);
