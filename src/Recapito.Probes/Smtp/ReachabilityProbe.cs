using System.Diagnostics;
using System.Net;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Is a host silent, or is port 25 closed from here? Only a control host that answers makes silence mean something.</summary>
/// <param name="dialer">Where connections come from.</param>
/// <param name="dns">Finds the control host's addresses.</param>
/// <param name="options">The control host, where it is not the request's.</param>
/// <param name="clock">The clock of provenance.</param>
public sealed class ReachabilityProbe(Dialer dialer, DnsProbe dns, ProbeOptions options, TimeProvider clock)
{
    private const int ControlAddresses = 3;

    /// <summary>Connects to target and control at the same time.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<Reachability>> AskAsync(ReachabilityRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = Stopwatch.GetTimestamp();
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(dialer.Limits.Total);
        var heard = new List<string>();
        var control = ControlAsync(options.ControlHost ?? request.Control, heard, total.Token);
        try
        {
            var (result, tries, why) = await TargetAsync(request.Address, heard, total.Token).ConfigureAwait(false);
            var answered = await control.ConfigureAwait(false);
            var source = Source(request, heard);
            if (result is null)
            {
                return new Unavailable<Reachability>(request, why, source);
            }

            var waited = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1);
            return answered is null
                ? new Unavailable<Reachability>(
                    request, $"port 25 seems closed from here: the control host {options.ControlHost ?? request.Control} did not answer either", source)
                : new Present<Reachability>(request, new(result.Value, answered, tries, waited), source);
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

    private async Task<(ConnectResult? Result, int Tries, string Why)> TargetAsync(string address, List<string> heard, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var (result, why) = await KnockAsync(address, heard, cancel).ConfigureAwait(false);
            if (result is not ConnectResult.Silent || tries >= dialer.Limits.ConnectTries)
            {
                return (result, tries, why);
            }
        }
    }

    private async Task<string?> ControlAsync(string control, List<string> heard, CancellationToken cancel)
    {
        foreach (var address in await AddressesOfAsync(control, heard, cancel).ConfigureAwait(false))
        {
            if ((await TargetAsync(address, heard, cancel).ConfigureAwait(false)).Result is ConnectResult.Answered)
            {
                return address;
            }
        }

        return null;
    }

    private async Task<IEnumerable<string>> AddressesOfAsync(string control, List<string> heard, CancellationToken cancel)
    {
        if (IPAddress.TryParse(control, out _))
        {
            return [control];
        }

        var seen = await dns.AskAsync(new DnsRequest(Names.Canonical(control), RrType.A, Vantage.Resolver), cancel).ConfigureAwait(false);
        if (seen is Present<RrSet> { Value: var set })
        {
            return set.Addresses.Take(ControlAddresses);
        }

        Note(heard, $"-- no address of {control}: {seen.Why}");
        return [];
    }

    private async Task<(ConnectResult? Result, string Why)> KnockAsync(string address, List<string> heard, CancellationToken cancel)
    {
        var said = new List<string>();
        var (result, why) = await BannerAsync(address, said, cancel).ConfigureAwait(false);
        Note(heard, said is [var line, ..] ? $"{address}: {line}" : $"-- {address}: {why}");
        return (result, why);
    }

    private async Task<(ConnectResult? Result, string Why)> BannerAsync(string address, List<string> said, CancellationToken cancel)
    {
        var greeted = false;
        try
        {
            var connection = await dialer.ConnectAsync(address, 25, cancel).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var wire = new SmtpWire(connection.Stream, dialer.Limits, said);
                _ = await wire.ReadReplyAsync("the connection (its banner)", cancel).ConfigureAwait(false);
                greeted = true;
                await wire.SendAsync(["QUIT"], cancel).ConfigureAwait(false);
                return (ConnectResult.Answered, "answered");
            }
        }
        catch (DialException e)
        {
            ConnectResult? result = e.Failure switch
            {
                DialFailure.Refused => ConnectResult.Refused,
                DialFailure.Silent => ConnectResult.Silent,
                DialFailure.Unreachable => ConnectResult.Unreachable,
                _ => null,
            };
            return (result, e.Message);
        }
        catch (IOException e)
        {
            return (greeted ? ConnectResult.Answered : ConnectResult.NoBanner, ProbeFailure.Reason(e, dialer.Limits.Step));
        }
    }

    private Provenance Source(ReachabilityRequest request, List<string> heard)
    {
        lock (heard)
        {
            return new($"{request.Host} [{request.Address}]", clock.GetUtcNow(), $"nc -vz -w 10 {request.Address} 25") { Transcript = [.. heard] };
        }
    }

    private static void Note(List<string> heard, string line)
    {
        lock (heard)
        {
            heard.Add(line);
        }
    }
}
