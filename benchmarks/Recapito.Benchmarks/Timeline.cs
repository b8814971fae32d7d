using System.Diagnostics;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Benchmarks;

/// <summary>Says on standard error when which answer came, and of a dialogue when each line was said.</summary>
/// <param name="started">A timestamp of <see cref="Stopwatch"/>.</param>
internal sealed class Timeline(long started) : IProgress<Observation>
{
    public void Report(Observation value)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds,8:0.0} ms  {Kebab.Of(value.Outcome),-12} {value.Request.Question}"));
        foreach (var (moment, line) in (value.Source.Moments ?? []).Zip(value.Source.Transcript ?? []))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",15}+{moment.TotalMilliseconds,6:0.0} ms {line}"));
        }
    }
}
