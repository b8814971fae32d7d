using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Is a host silent, or is port 25 closed from here? Only a control host that answers makes silence mean something.</summary>
/// <param name="dialer">Where connections come from.</param>
/// <param name="dns">Finds the control host's addresses.</param>
/// <param name="options">The control host, where it is not the request's.</param>
/// <param name="clock">The clock of provenance.</param>
public sealed class ReachabilityProbe(Dialer dialer, DnsProbe dns, ProbeOptions options, TimeProvider clock)
{
    private readonly ControlHost controls = new(dialer, dns);
    private readonly EarlierSilence? silences;

    internal ReachabilityProbe(Dialer dialer, DnsProbe dns, ProbeOptions options, TimeProvider clock, EarlierSilence silences)
        : this(dialer, dns, options, clock) => this.silences = silences;

    /// <summary>Connects to target and control at the same time.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<Reachability>> AskAsync(ReachabilityRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = Stopwatch.GetTimestamp();
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(dialer.Limits.Total);
        var heard = new List<string>();
        var control = controls.AskAsync(options.ControlHost ?? request.Control, FamilyOf(request.Address), total.Token);
        try
        {
            var earlier = silences?.Of(request.Address);
            var target = earlier is null
                ? await Knock.AtAsync(dialer, request.Address, heard.Add, total.Token).ConfigureAwait(false)
                : Again(request, earlier, heard);
            var waited = earlier?.Waited ?? Stopwatch.GetElapsedTime(started);
            var beside = await control.ConfigureAwait(false);
            heard.AddRange(beside.Heard);
            return Judge(request, target, beside.Address, waited, Source(request, heard, target.Result is ConnectResult.NoBanner) with { Elapsed = Stopwatch.GetElapsedTime(started) });
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return new Unavailable<Reachability>(request, $"time is up after {ProbeFailure.Seconds(dialer.Limits.Total)}", Source(request, heard));
        }
        finally
        {
            await total.CancelAsync().ConfigureAwait(false);
            await ((Task)control).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static AddressFamily FamilyOf(string address) => IPAddress.TryParse(address, out var ip) ? ip.AddressFamily : AddressFamily.InterNetwork;

    private static Knock Again(ReachabilityRequest request, FailedConnection earlier, List<string> heard)
    {
        heard.Add($"-- {request.Address}: {earlier.Why}, a moment ago");
        return new(Knock.ResultOf(earlier.Failure), earlier.Tries, earlier.Why);
    }

    private Observation<Reachability> Judge(ReachabilityRequest request, Knock target, string? control, TimeSpan waited, Provenance source)
    {
        if (target.Result is not { } result)
        {
            return new Unavailable<Reachability>(request, target.Why, source);
        }

        return control is null
            ? new Unavailable<Reachability>(
                request, WithoutControl(request.Address, options.ControlHost ?? request.Control), source)
            : new Present<Reachability>(request, new(result, control, target.Tries, Math.Round(waited.TotalSeconds, 1)), source);
    }

    // Many networks and control hosts have no IPv6: that says nothing of port 25.
    private static string WithoutControl(string address, string control) => FamilyOf(address) is AddressFamily.InterNetworkV6
        ? $"not comparable over IPv6: the control host {control} did not answer over it"
        : $"port 25 seems closed from here: the control host {control} did not answer either";

    // That a port is open refutes nothing where no greeting follows: it has to be waited for.
    private Provenance Source(ReachabilityRequest request, List<string> heard, bool isMute = false) =>
        new($"{request.Host} [{request.Address}]", clock.GetUtcNow(), $"nc {(isMute ? "" : "-vz ")}-w 10 {request.Address} 25") { Transcript = [.. heard] };
}
