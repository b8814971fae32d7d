using System.Numerics;
using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>
/// Verification of Ed25519 signatures (RFC 8032 §5.1.7), which the class library lacks. All of its inputs are public, so it need not hide how
/// long it takes: about two milliseconds.
/// </summary>
internal static class Ed25519
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    private static readonly Point Base = Decode(BaseOctets())!;

    private static readonly Point Zero = new(0, 1, 1, 0);

    /// <summary>True where the signature is the key's over the message.</summary>
    /// <param name="publicKey">32 octets.</param>
    /// <param name="signature">64 octets.</param>
    /// <param name="message">What was signed.</param>
    public static bool Verify(byte[] publicKey, byte[] signature, byte[] message)
    {
        if (publicKey.Length != 32 || signature.Length != 64 || Decode(publicKey) is not { } key)
        {
            return false;
        }

        var s = Number(signature.AsSpan(32));
        if (s >= Order)
        {
            return false;
        }

        byte[] content = [.. signature.AsSpan(0, 32), .. publicKey, .. message];
        var k = Number(SHA512.HashData(content)) % Order;
        return Encode(Sum(s, Base, k, Negative(key))).AsSpan().SequenceEqual(signature.AsSpan(0, 32));
    }

    /// <summary>a·one + b·other, both numbers bit by bit together.</summary>
    private static Point Sum(BigInteger a, Point one, BigInteger b, Point other)
    {
        var both = Add(one, other);
        var sum = Zero;
        for (var bit = 252; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            sum = (Has(a, bit), Has(b, bit)) switch
            {
                (true, true) => Add(sum, both),
                (true, false) => Add(sum, one),
                (false, true) => Add(sum, other),
                _ => sum,
            };
        }

        return sum;
    }

    private static bool Has(BigInteger number, int bit) => !((number >> bit) & 1).IsZero;

    // RFC 8032 §5.1.4; complete, so it doubles as well.
    private static Point Add(Point one, Point other)
    {
        var a = Mod((one.Y - one.X) * (other.Y - other.X));
        var b = Mod((one.Y + one.X) * (other.Y + other.X));
        var c = Mod(2 * one.T * Mod(D * other.T));
        var d = Mod(2 * one.Z * other.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Negative(Point point) => point with { X = Mod(-point.X), T = Mod(-point.T) };

    // RFC 8032 §5.1.3.
    private static Point? Decode(byte[] octets)
    {
        var number = Number(octets);
        var isOdd = Has(number, 255);
        var y = number & (BigInteger.Pow(2, 255) - 1);
        if (y >= P)
        {
            return null;
        }

        var (u, v) = (Mod((y * y) - 1), Mod((D * Mod(y * y)) + 1));
        var x = Mod(u * BigInteger.ModPow(v, 3, P) * BigInteger.ModPow(u * BigInteger.ModPow(v, 7, P), (P - 5) / 8, P));
        var square = Mod(v * Mod(x * x));
        if (square != u)
        {
            if (square != Mod(-u))
            {
                return null;
            }

            x = Mod(x * RootOfMinusOne);
        }

        if (x.IsZero && isOdd)
        {
            return null;
        }

        x = x.IsEven == isOdd ? P - x : x;
        return new(x, y, 1, Mod(x * y));
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        var (x, y) = (Mod(point.X * inverse), Mod(point.Y * inverse));
        var octets = new byte[32];
        _ = y.TryWriteBytes(octets, out _, isUnsigned: true);
        octets[31] |= x.IsEven ? (byte)0 : (byte)0x80;
        return octets;
    }

    // y = 4/5, x even (RFC 8032 §5.1).
    private static byte[] BaseOctets()
    {
        var octets = new byte[32];
        _ = Mod(4 * Inverse(5)).TryWriteBytes(octets, out _, isUnsigned: true);
        return octets;
    }

    private static BigInteger Number(ReadOnlySpan<byte> octets) => new(octets, isUnsigned: true);

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, P - 2, P);

    private static BigInteger Mod(BigInteger number)
    {
        var rest = BigInteger.Remainder(number, P);
        return rest.Sign < 0 ? rest + P : rest;
    }

    /// <summary>A point in extended homogeneous coordinates: x = X/Z, y = Y/Z, xy = T/Z.</summary>
    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
