using System.Globalization;
using System.Security.Authentication;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A host that holds an honest dialogue but for one step, where it drowns, stalls, misleads or leaves its client.</summary>
internal sealed class HostileDialogue(Stream connection, SmtpDialogue dialogue, TlsServer? tls, WorldMisdeed misdeed)
{
    private const int LongLine = 10 * 1024 * 1024;

    /// <summary>What a hostile host may do.</summary>
    public static readonly IReadOnlyList<string> Misdeeds =
    [
        "endless-banner", "endless-ehlo", "long-line", "mixed-codes", "tarpit", "hang", "close", "four-two-one", "plaintext-after-starttls", "tls-hang",
        "eight-bit", "greylist", "accept-all", "no-starttls",
    ];

    /// <summary>The steps of a session at which it may do so.</summary>
    public static readonly IReadOnlyList<string> Steps = ["banner", "ehlo", "starttls", "mail", "rcpt"];

    // A pause between pieces of what has no end, so that a lab's other hosts get their turn.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);

    private readonly string? at = misdeed.At ?? misdeed.Does switch
    {
        "endless-banner" or "hang" or "close" or "four-two-one" => "banner",
        "endless-ehlo" or "long-line" or "mixed-codes" => "ehlo",
        "plaintext-after-starttls" or "tls-hang" => "starttls",
        _ => null,
    };

    private Stream stream = connection;
    private SmtpLineReader reader = new(connection);

    /// <summary>True where the misdeed is one of the line, not one of the host's decisions.</summary>
    public static bool Meddles(WorldMisdeed misdeed) => misdeed.Does is not ("greylist" or "accept-all" or "no-starttls");

    /// <summary>Serves the connection up to its end and closes it.</summary>
    public async Task ServeAsync(CancellationToken cancel)
    {
        try
        {
            var goesOn = await SayAsync("banner", dialogue.Banner, cancel);
            while (goesOn && !dialogue.Closed && await reader.ReadLineAsync(cancel) is { } line)
            {
                var reply = dialogue.Handle(line);
                goesOn = !dialogue.ReadsMessage && dialogue.ChunkSize is null && await SayAsync(StepOf(line), reply, cancel) && (!dialogue.WantsTls || await TlsAsync(cancel));
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The client had enough, or the lab ends.
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private static string? StepOf(string line) => SmtpCommand.Parse(line).Verb switch
    {
        "EHLO" or "HELO" => "ehlo",
        "STARTTLS" => "starttls",
        "MAIL" => "mail",
        "RCPT" => "rcpt",
        _ => null,
    };

    // False where the connection ends here.
    private async Task<bool> SayAsync(string? step, SmtpReply reply, CancellationToken cancel)
    {
        var honest = SmtpWire.OnTheLine(reply);
        if (step is null || (at is not null && at != step))
        {
            return await WriteAsync(honest, cancel);
        }

        var code = (reply.Code ?? 250).ToString(CultureInfo.InvariantCulture);
        switch (misdeed.Does)
        {
            case "endless-banner":
                return await EndlessAsync(code + " ", new string('x', 1024), cancel);
            case "endless-ehlo":
                return await EndlessAsync("", code + "-X-EXTENSION\r\n", cancel);
            case "hang":
                return await HangAsync(cancel);
            case "close":
                return false;
            case "four-two-one":
                await WriteAsync("421 4.3.2 Service shutting down\r\n", cancel);
                return false;
            case "tarpit":
                return await DripAsync(honest, cancel);
            case "long-line":
                return await LongLineAsync(code, cancel);
            case "mixed-codes":
                return await WriteAsync($"{code}-first line\r\n{(reply.IsPositive ? "550" : "250")} second line\r\n", cancel);
            case "eight-bit":
                return await WriteAsync($"{code} caf\u00e9 \u0000 \u001b[31mred\u001b]0;title\u0007 \u0080\u009b\u00ff\r\n", cancel);
            case "plaintext-after-starttls":
                // Behind the reply, in the same segment: what a client that keeps its buffer takes for an answer to its next command.
                return await WriteAsync(honest + "250 2.0.0 said in clear\r\n", cancel);
            default:
                return await WriteAsync(honest, cancel) && (misdeed.Does is not "tls-hang" || await HangAsync(cancel));
        }
    }

    private async Task<bool> TlsAsync(CancellationToken cancel)
    {
        if (reader.HasMore || tls is null || await tls.AcceptAsync(stream, cancel) is not { } secure)
        {
            return false;
        }

        stream = secure;
        reader = new(secure);
        dialogue.TlsStarted();
        return true;
    }

    private async Task<bool> WriteAsync(string text, CancellationToken cancel)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancel);
        await stream.FlushAsync(cancel);
        return true;
    }

    // Takes what comes and says nothing.
    private async Task<bool> HangAsync(CancellationToken cancel)
    {
        var buffer = new byte[512];
        while (await stream.ReadAsync(buffer, cancel) > 0)
        {
        }

        return false;
    }

    private async Task<bool> EndlessAsync(string start, string piece, CancellationToken cancel)
    {
        await WriteAsync(start, cancel);
        while (true)
        {
            await WriteAsync(piece, cancel);
            await Task.Delay(Breath, cancel);
        }
    }

    private async Task<bool> DripAsync(string text, CancellationToken cancel)
    {
        foreach (var octet in Encoding.Latin1.GetBytes(text))
        {
            await Task.Delay(misdeed.Milliseconds, cancel);
            await stream.WriteAsync(new[] { octet }, cancel);
            await stream.FlushAsync(cancel);
        }

        return true;
    }

    private async Task<bool> LongLineAsync(string code, CancellationToken cancel)
    {
        var piece = new string('x', 64 * 1024);
        await WriteAsync(code + " ", cancel);
        for (var octets = 0; octets < LongLine; octets += piece.Length)
        {
            await WriteAsync(piece, cancel);
        }

        return await WriteAsync("\r\n", cancel);
    }
}
