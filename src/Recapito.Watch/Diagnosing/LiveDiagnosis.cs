using Recapito.Core;

namespace Recapito.Watch;

/// <summary>A diagnosis or check for which questions are being asked.</summary>
public sealed class LiveDiagnosis : LiveCase, IProgress<Observation>
{
    private readonly List<Observation> answers = [];

    /// <summary>The answers so far, in the order in which they came.</summary>
    public IReadOnlyList<Observation> Answers => Read<IReadOnlyList<Observation>>(() => [.. answers]);

    /// <inheritdoc/>
    protected override int CountNow => answers.Count;

    /// <inheritdoc/>
    void IProgress<Observation>.Report(Observation value) => Change(() => answers.Add(value));
}
