using System.Text;

namespace Recapito.Lab;

/// <summary>Reads lines from a connection. A bare LF ends a line too; what is longer than the limit is cut, not kept.</summary>
internal sealed class SmtpLineReader(Stream stream)
{
    /// <summary>Octets of a line that are kept (RFC 5321 §4.5.3.1.6 allows 1000 in a message).</summary>
    public const int LongestLine = 4096;

    private readonly byte[] buffer = new byte[8192];
    private int start;
    private int end;

    /// <summary>True where the client has sent more than was read: with STARTTLS that is an injection (RFC 3207 §4.2), else pipelining.</summary>
    public bool HasMore => start < end;

    /// <summary>The next line without its end; null at the end of the stream.</summary>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancel)
    {
        var line = new List<byte>(128);
        while (await FillAsync(cancel))
        {
            var next = buffer[start++];
            if (next == (byte)'\n')
            {
                if (line.Count > 0 && line[^1] == (byte)'\r')
                {
                    line.RemoveAt(line.Count - 1);
                }

                return Encoding.UTF8.GetString([.. line]);
            }

            if (line.Count < LongestLine)
            {
                line.Add(next);
            }
        }

        return null;
    }

    /// <summary>Skips octets; false where the stream ends before.</summary>
    public async ValueTask<bool> SkipAsync(long octets, CancellationToken cancel)
    {
        while (octets > 0)
        {
            if (!await FillAsync(cancel))
            {
                return false;
            }

            var step = (int)Math.Min(octets, end - start);
            start += step;
            octets -= step;
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (HasMore)
        {
            return true;
        }

        start = 0;
        end = await stream.ReadAsync(buffer, cancel);
        return end > 0;
    }
}
