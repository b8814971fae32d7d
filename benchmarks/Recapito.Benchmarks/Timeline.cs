using System.Diagnostics;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Benchmarks;

/// <summary>Says on standard error when which answer came.</summary>
/// <param name="started">A timestamp of <see cref="Stopwatch"/>.</param>
internal sealed class Timeline(long started) : IProgress<Observation>
{
    public void Report(Observation value) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds,8:0.0} ms  {Kebab.Of(value.Outcome),-12} {value.Request.Question}"));
}
