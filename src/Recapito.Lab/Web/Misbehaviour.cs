using System.Text;

namespace Recapito.Lab;

/// <summary>Pages that no honest web host has.</summary>
internal static class Misbehaviour
{
    /// <summary>What a page may do.</summary>
    public static readonly IReadOnlyList<string> Misdeeds = ["huge", "slow", "endless-headers", "close"];

    private const int Huge = 10 * 1024 * 1024;

    // As long as a client takes what comes; a pause, so that it is not all of the machine's time.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    /// <summary>The length that the head of an answer names.</summary>
    public static int LengthOf(WorldPage page, string body) => page.Does is "huge" ? Huge : Encoding.UTF8.GetByteCount(body);

    /// <summary>Answers wrongly; false, as the connection ends with it.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="head">The head that an honest host would send, its empty line included.</param>
    /// <param name="page">The page.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<bool> AnswerAsync(Stream stream, string head, WorldPage page, CancellationToken cancel)
    {
        switch (page.Does)
        {
            case "huge":
                await HugeAsync(stream, head, page.Body, cancel).ConfigureAwait(false);
                break;
            case "slow":
                await SlowAsync(stream, head + page.Body, page.Milliseconds, cancel).ConfigureAwait(false);
                break;
            case "endless-headers":
                await EndlessAsync(stream, head[..^2], cancel).ConfigureAwait(false);
                break;
        }

        return false;
    }

    // The body again and again: what a client that reads only its beginning takes for the whole.
    private static async Task HugeAsync(Stream stream, string head, string body, CancellationToken cancel)
    {
        await WriteAsync(stream, head, cancel).ConfigureAwait(false);
        var once = Encoding.UTF8.GetBytes(body.Length > 0 ? body : "x");
        var piece = Enumerable.Repeat(once, (64 * 1024 / once.Length) + 1).SelectMany(octets => octets).ToArray();
        for (var left = Huge; left > 0; left -= piece.Length)
        {
            await stream.WriteAsync(piece.AsMemory(0, Math.Min(left, piece.Length)), cancel).ConfigureAwait(false);
        }

        await stream.FlushAsync(cancel).ConfigureAwait(false);
    }

    private static async Task SlowAsync(Stream stream, string answer, int milliseconds, CancellationToken cancel)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(answer))
        {
            await Task.Delay(milliseconds, cancel).ConfigureAwait(false);
            await stream.WriteAsync(new[] { octet }, cancel).ConfigureAwait(false);
            await stream.FlushAsync(cancel).ConfigureAwait(false);
        }
    }

    private static async Task EndlessAsync(Stream stream, string head, CancellationToken cancel)
    {
        var filler = $"X-Filler: {new string('x', 1000)}\r\n";
        await WriteAsync(stream, head, cancel).ConfigureAwait(false);
        while (true)
        {
            await WriteAsync(stream, filler, cancel).ConfigureAwait(false);
            await Task.Delay(Breath, cancel).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(Stream stream, string text, CancellationToken cancel)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).ConfigureAwait(false);
        await stream.FlushAsync(cancel).ConfigureAwait(false);
    }
}
