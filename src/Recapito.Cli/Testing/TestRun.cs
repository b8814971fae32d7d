using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>One test: asks, shows the steps while they run, and then the whole.</summary>
/// <param name="view">Where it is shown.</param>
/// <param name="world">The simulated world; null for the real one.</param>
/// <param name="probes">How it is asked, in the lab that was started, and whether a message may be sent.</param>
internal sealed class TestRun(TestView view, World? world, Func<RunningLab?, bool, ProbeOptions> probes)
{
    /// <summary>A simulated world is looked at.</summary>
    public bool InLab => world is not null;

    /// <param name="question">What is tested.</param>
    /// <param name="maySend">The user asked for a test message, and the domain is theirs.</param>
    /// <param name="cancel">The user's cancel.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> ShowAsync(TestQuestion question, bool maySend, CancellationToken cancel)
    {
        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var options = probes(lab, maySend);
            var clock = options.Clock ?? (options.LabRoutes is { } routes ? new StandingClock(routes.Now) : TimeProvider.System);
            var collector = EvidenceCollector.Create(options, reply => Catalogue.Default.FormOf(reply)?.About);
            var started = clock.GetUtcNow();
            var live = view.Begin(evidence => question.Tree(evidence, started));
            var evidence = await collector.CollectAsync(known => question.Next(known, started), EvidenceSet.Empty, live, cancel).ConfigureAwait(false);
            var tree = question.Tree(evidence, started);
            view.End(tree);
            return ExitCode.Of(tree);
        }
        finally
        {
            view.Dispose();
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
