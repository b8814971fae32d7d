using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One look at port 25: is the connection taken, and does a banner come?</summary>
/// <param name="Result">How it ended; null where we do not connect there at all.</param>
/// <param name="Tries">How often it was tried, 1 or more.</param>
/// <param name="Why">The same in words.</param>
internal sealed record Knock(ConnectResult? Result, int Tries, string Why)
{
    /// <summary>How a failed connection counts; null for one that we do not make.</summary>
    public static ConnectResult? ResultOf(DialFailure failure) => failure switch
    {
        DialFailure.Refused => ConnectResult.Refused,
        DialFailure.Silent => ConnectResult.Silent,
        DialFailure.Unreachable => ConnectResult.Unreachable,
        _ => null,
    };

    /// <summary>Connects, again where there is silence.</summary>
    /// <param name="dialer">Where connections come from.</param>
    /// <param name="address">IP address in text.</param>
    /// <param name="note">Told of each try in one line.</param>
    /// <param name="cancel">The end.</param>
    public static async Task<Knock> AtAsync(Dialer dialer, string address, Action<string> note, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var said = new List<string>();
            var (result, why) = await BannerAsync(dialer, address, said, cancel).ConfigureAwait(false);
            note(said is [var line, ..] ? $"{address}: {line}" : $"-- {address}: {why}");
            if (result is not ConnectResult.Silent || tries >= dialer.Limits.ConnectTries)
            {
                return new(result, tries, why);
            }
        }
    }

    private static async Task<(ConnectResult? Result, string Why)> BannerAsync(Dialer dialer, string address, List<string> said, CancellationToken cancel)
    {
        var greeted = false;
        try
        {
            var connection = await dialer.ConnectAsync(address, 25, cancel).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var wire = new SmtpWire(connection, dialer.Limits, said);
                _ = await wire.ReadReplyAsync("the connection (its banner)", cancel).ConfigureAwait(false);
                greeted = true;
                await wire.SendAsync(["QUIT"], cancel).ConfigureAwait(false);
                return (ConnectResult.Answered, "answered");
            }
        }
        catch (DialException e)
        {
            return (ResultOf(e.Failure), e.Message);
        }
        catch (IOException e)
        {
            return (greeted ? ConnectResult.Answered : ConnectResult.NoBanner, ProbeFailure.Reason(e, dialer.Limits.Step));
        }
    }
}
