using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>A message with its signature at the end.</summary>
/// <param name="Octets">What goes out.</param>
/// <param name="Mac">The signature alone: the answer's covers it.</param>
public sealed record SignedMessage(ReadOnlyMemory<byte> Octets, ReadOnlyMemory<byte> Mac);

/// <summary>What a signature of an answer is worth.</summary>
public enum TsigStanding
{
    /// <summary>The holder of the key said this, in answer to our question, now.</summary>
    Good,

    /// <summary>There is none.</summary>
    Bare,

    /// <summary>The message or the signature is not of the form that it should have.</summary>
    Unreadable,

    /// <summary>It is of another key or algorithm.</summary>
    OtherKey,

    /// <summary>It does not fit what was said.</summary>
    WrongMac,

    /// <summary>It fits, but is too old or too new by our clock.</summary>
    OutOfTime,

    /// <summary>The server does not know our key (BADKEY).</summary>
    KeyUnknown,

    /// <summary>The server has another secret for our key (BADSIG).</summary>
    SecretWrong,

    /// <summary>The server's clock differs from ours by more than the allowance (BADTIME).</summary>
    ClocksDiffer,

    /// <summary>The server has another objection to our signature.</summary>
    Refused,
}

/// <summary>What a signature is worth, and which time the server said it had.</summary>
/// <param name="Standing">What it is worth.</param>
/// <param name="ServerTime">The server's clock, where it told it with BADTIME.</param>
public sealed record TsigVerdict(TsigStanding Standing, DateTimeOffset? ServerTime = null);

/// <summary>Signatures of DNS messages with a shared secret (RFC 8945).</summary>
public static class Tsig
{
    /// <summary>By how many seconds clocks may differ (RFC 8945 §10).</summary>
    public const ushort Fudge = 300;

    private const ushort BadSig = 16;
    private const ushort BadKey = 17;
    private const ushort BadTime = 18;

    /// <summary>Signs a message that has no signature yet.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">The time of now.</param>
    public static SignedMessage Sign(ReadOnlySpan<byte> message, TsigKey key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(key);
        var record = new TsigRecord(0, DnsName.Wire(key.Name)!, DnsName.Wire(key.AlgorithmName)!, (ulong)at.ToUnixTimeSeconds(), Fudge, [],
            BinaryPrimitives.ReadUInt16BigEndian(message), 0, []);
        var mac = key.Mac([.. message, .. record.Variables()]);
        var signed = new List<byte>(message.Length + 160);
        signed.AddRange(message);
        record.WriteTo(signed, mac);
        var octets = signed.ToArray();
        var additional = BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(10));
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(10), (ushort)(additional + 1));
        return new(octets, mac);
    }

    /// <summary>Looks at the signature of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">The time of now.</param>
    public static TsigVerdict Verify(ReadOnlySpan<byte> answer, SignedMessage request, TsigKey key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        if (TsigRecord.Find(answer, out var isWhole) is not { } record)
        {
            return new(isWhole ? TsigStanding.Bare : TsigStanding.Unreadable);
        }

        if (!record.Owner.AsSpan().SequenceEqual(DnsName.Wire(key.Name)) || !record.Algorithm.AsSpan().SequenceEqual(DnsName.Wire(key.AlgorithmName)))
        {
            return new(record.Error == BadKey ? TsigStanding.KeyUnknown : TsigStanding.OtherKey);
        }

        // Who does not know the key, or has another secret, cannot sign (RFC 8945 §5.3.2).
        if (record.Mac.Length == 0)
        {
            return new(record.Error switch { BadKey => TsigStanding.KeyUnknown, BadSig => TsigStanding.SecretWrong, 0 => TsigStanding.WrongMac, _ => TsigStanding.Refused });
        }

        if (!CryptographicOperations.FixedTimeEquals(record.Mac, key.Mac(Digested(answer, record, request.Mac.Span))))
        {
            return new(TsigStanding.WrongMac);
        }

        var late = Math.Abs(at.ToUnixTimeSeconds() - (long)record.Time) > record.Fudge;
        return record.Error switch
        {
            BadTime => new(TsigStanding.ClocksDiffer, record.OtherTime),
            0 when late => new(TsigStanding.OutOfTime),
            0 => new(TsigStanding.Good),
            _ => new(TsigStanding.Refused),
        };
    }

    // RFC 8945 §4.3: the request's MAC with its length, the message as it was before it was signed, the variables.
    private static byte[] Digested(ReadOnlySpan<byte> answer, TsigRecord record, ReadOnlySpan<byte> requestMac)
    {
        var unsigned = answer[..record.Start].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(unsigned, record.OriginalId);
        BinaryPrimitives.WriteUInt16BigEndian(unsigned.AsSpan(10), (ushort)(BinaryPrimitives.ReadUInt16BigEndian(answer[10..]) - 1));
        return [(byte)(requestMac.Length >> 8), (byte)requestMac.Length, .. requestMac, .. unsigned, .. record.Variables()];
    }
}
