namespace Recapito.Cli.Tests;

/// <summary>A long input that nobody keeps: pieces, each repeated up to a length.</summary>
internal sealed class EndlessStream : ForwardStream
{
    private readonly Queue<(byte[] Piece, long Length)> parts = new();
    private long at;

    public EndlessStream(byte[] piece, long length)
        : base(Null) => parts.Enqueue((piece, length / piece.Length * piece.Length));

    public EndlessStream(byte[] head, long headLength, byte[] piece, long length, byte[] tail)
        : this(head, headLength)
    {
        parts.Enqueue((piece, length));
        parts.Enqueue((tail, tail.Length));
    }

    /// <summary>The most octets that one read gives.</summary>
    public int Step { get; init; } = int.MaxValue;

    /// <summary>Octets that were read.</summary>
    public long Delivered { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        while (parts.TryPeek(out var part) && at >= part.Length)
        {
            parts.Dequeue();
            at = 0;
        }

        if (parts.Count == 0)
        {
            return 0;
        }

        var (piece, length) = parts.Peek();
        var most = (int)Math.Min(Math.Min(buffer.Length, Step), length - at);
        for (var done = 0; done < most;)
        {
            var from = (int)((at + done) % piece.Length);
            var count = Math.Min(piece.Length - from, most - done);
            piece.AsSpan(from, count).CopyTo(buffer[done..]);
            done += count;
        }

        at += most;
        Delivered += most;
        return most;
    }
}
