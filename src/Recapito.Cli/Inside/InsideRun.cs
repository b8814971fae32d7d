using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>One run of a command that looks into a tenant.</summary>
/// <param name="access">The connections.</param>
/// <param name="probes">How the outside is asked.</param>
/// <param name="lab">The simulated world; null for the real one.</param>
/// <param name="terminal">Where results go.</param>
/// <param name="language">The language of the words.</param>
internal sealed class InsideRun(InsideAccess access, ProbeOptions probes, RunningLab? lab, Terminal terminal, string language) : IAsyncDisposable
{
    public InsideAccess Access => access;

    /// <summary>How the outside is asked; the real world within what its user may ask of it.</summary>
    public ProbeOptions Probes => lab is null ? probes with { Budget = ProbeBudget.ForUser(TimeProvider.System) } : probes;

    /// <summary>True in a simulated world.</summary>
    public bool IsLab => lab is not null;

    public Terminal Terminal => terminal;

    public string Language => language;

    /// <summary>How text is laid out.</summary>
    public required TextStyle Style { get; init; }

    /// <summary>The world that is simulated; null for the real one.</summary>
    public World? World { get; init; }

    /// <summary>It, running.</summary>
    public RunningLab? Lab => lab;

    public async ValueTask DisposeAsync()
    {
        access.Dispose();
        if (lab is not null)
        {
            await lab.DisposeAsync().ConfigureAwait(false);
        }
    }
}
