using System.Net;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Does a host still take TLS 1.1 or older (RFC 8996)? On a connection of its own, which ends where the host has chosen a version.</summary>
/// <param name="dialer">Where connections come from.</param>
/// <param name="options">EHLO name, lab.</param>
/// <param name="clock">The clock of provenance.</param>
public sealed class OldTlsProbe(Dialer dialer, ProbeOptions options, TimeProvider clock)
{
    /// <summary>Asks. Only a version, an alert and a close are answers; a host without STARTTLS has no version to take.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<OldTls>> AskAsync(OldTlsRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Names.IsHostName(request.Host) || !IPAddress.TryParse(request.Address, out _))
        {
            var what = $"not a host name and an address: {Visible.Text(request.Host)} [{Visible.Text(request.Address)}]";
            return new Unavailable<OldTls>(request, what, new(Provenance.NobodyAsked, clock.GetUtcNow()));
        }

        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(dialer.Limits.Total);
        var talk = new SmtpDialogue(dialer, options.LabRoutes, OwnName.Of(options, dialer), request.Host, request.Address);
        await using (talk.ConfigureAwait(false))
        {
            try
            {
                var stream = await talk.OpenForTlsAsync(total.Token).ConfigureAwait(false);
                if (stream is null)
                {
                    return new Absent<OldTls>(request, "STARTTLS is not offered", Source(request, talk));
                }

                var (protocol, note) = await OfferAsync(stream, request.Host, total.Token).ConfigureAwait(false);
                talk.Transcript.Add(note);
                return new Present<OldTls>(request, new(protocol), Source(request, talk));
            }
            catch (Exception e) when (ProbeFailure.IsGap(e))
            {
                cancel.ThrowIfCancellationRequested();
                return new Unavailable<OldTls>(request, ProbeFailure.Reason(e, dialer.Limits.Total), Source(request, talk)) { Finding = BrokenTalk.MisbehaviourOf(e, talk) };
            }
        }
    }

    private async Task<(string? Protocol, string Note)> OfferAsync(Stream stream, string host, CancellationToken cancel)
    {
        using var step = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        step.CancelAfter(dialer.Limits.Step);
        try
        {
            await stream.WriteAsync(OldHello.Write(host), step.Token).ConfigureAwait(false);
            return await OldHello.ReadAsync(stream, step.Token).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return (null, "-- the host resets the connection");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new GapException($"no answer to the offer of TLS 1.1 within {ProbeFailure.Seconds(dialer.Limits.Step)}");
        }
    }

    private Provenance Source(OldTlsRequest request, SmtpDialogue talk)
    {
        var literal = IPAddress.Parse(request.Address) is { AddressFamily: AddressFamily.InterNetworkV6 } ip ? $"[{ip}]" : request.Address;
        return new($"{request.Host} [{request.Address}]", clock.GetUtcNow(),
            $"openssl s_client -starttls smtp -connect {literal}:25 -servername {request.Host} -tls1_1 -cipher 'ALL:@SECLEVEL=0'")
        {
            Transcript = [.. talk.Transcript],
            Moments = [.. talk.Transcript.Moments],
            Elapsed = talk.Transcript.Elapsed,
        };
    }
}
