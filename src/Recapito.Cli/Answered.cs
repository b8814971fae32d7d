using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows each answer as a line of progress.</summary>
internal sealed class Answered(Terminal terminal) : IProgress<Observation>
{
    private int count;

    public void Report(Observation value) => terminal.Progress($"{Interlocked.Increment(ref count)} answers; {value.Request.Question}: {Kebab.Of(value.Outcome)}");
}
