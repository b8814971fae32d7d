using System.Text;
using Recapito.Cli;

Console.OutputEncoding = Encoding.UTF8;
using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancel.Cancel();
};
return await CommandLine.RunAsync(args, cancel.Token).ConfigureAwait(false);
