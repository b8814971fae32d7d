using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>RDATA in presentation form: lossless, as the RFC of the type writes it, without blanks inside of base64 and hexadecimal digits.</summary>
internal static class RdataText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly SearchValues<byte> LettersAndDigits =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    /// <summary>Reads the RDATA of a record.</summary>
    /// <param name="type">Its type; one that has no name comes in the form of RFC 3597 §5.</param>
    /// <param name="data">The RDATA and nothing else.</param>
    /// <exception cref="UnreadableMessageException">It is not of that type's form.</exception>
    public static string Read(RrType type, MessageReader data)
    {
        var text = type switch
        {
            RrType.A => Address(data.Take(4)),
            RrType.Aaaa => Address(data.Take(16)),
            RrType.Ns or RrType.Cname or RrType.Dname or RrType.Ptr => data.Name(),
            RrType.Mx => string.Create(Invariant, $"{data.Short()} {data.Name()}"),
            RrType.Soa => string.Create(Invariant, $"{data.Name()} {data.Name()} {data.Long()} {data.Long()} {data.Long()} {data.Long()} {data.Long()}"),
            RrType.Srv => string.Create(Invariant, $"{data.Short()} {data.Short()} {data.Short()} {data.Name()}"),
            RrType.Txt or RrType.Spf => Texts(ref data),
            RrType.Ds or RrType.Cds => string.Create(Invariant, $"{data.Short()} {data.Octet()} {data.Octet()} {Hex(data.Rest())}").TrimEnd(),
            RrType.Tlsa => string.Create(Invariant, $"{data.Octet()} {data.Octet()} {data.Octet()} {Hex(data.Rest())}").TrimEnd(),
            RrType.Dnskey or RrType.Cdnskey => string.Create(Invariant, $"{data.Short()} {data.Octet()} {data.Octet()} {Convert.ToBase64String(data.Rest())}").TrimEnd(),
            RrType.Rrsig => Signature(ref data),
            RrType.Nsec => $"{data.Name(keepsCase: true)}{TypeBitmap.Read(ref data)}",
            RrType.Nsec3 => Nsec3(ref data),
            RrType.Nsec3Param => string.Create(Invariant, $"{data.Octet()} {data.Octet()} {data.Short()} {Salt(data.Text())}"),
            RrType.Caa => Authorization(ref data),
            _ => Generic(data.Rest()),
        };
        return data.IsAtEnd ? text : throw new UnreadableMessageException($"a record of type {TypeBitmap.NameOf((ushort)type)} has octets to spare");
    }

    /// <summary>Data of a type that nobody here knows (RFC 3597 §5).</summary>
    private static string Generic(ReadOnlySpan<byte> data) => string.Create(Invariant, $"\\# {data.Length} {Hex(data)}").TrimEnd();

    private static string Address(ReadOnlySpan<byte> octets) => new IPAddress(octets).ToString();

    private static string Texts(ref MessageReader data)
    {
        // RFC 1035 §3.3.14: one character-string at least.
        var text = new StringBuilder();
        Span<char> quoted = stackalloc char[(4 * byte.MaxValue) + 2];
        do
        {
            _ = text.Length > 0 ? text.Append(' ') : text;
            text.Append(quoted[..NameText.WriteQuoted(data.Text(), quoted)]);
        }
        while (!data.IsAtEnd);
        return text.ToString();
    }

    // RFC 4034 §3.2.
    private static string Signature(ref MessageReader data)
    {
        var covered = TypeBitmap.NameOf(data.Short());
        var numbers = string.Create(Invariant, $"{data.Octet()} {data.Octet()} {data.Long()} {Time(data.Long())} {Time(data.Long())} {data.Short()}");
        var signer = data.Name();
        return $"{covered} {numbers} {signer} {Convert.ToBase64String(data.Rest())}".TrimEnd();
    }

    // RFC 5155 §3.3.
    private static string Nsec3(ref MessageReader data)
    {
        var parameters = string.Create(Invariant, $"{data.Octet()} {data.Octet()} {data.Short()} {Salt(data.Text())}");
        var next = Base32(data.Text());
        return $"{parameters} {next}{TypeBitmap.Read(ref data)}";
    }

    // RFC 8659 §4.1.1: a tag is letters and digits; another one has no presentation form of its own.
    private static string Authorization(ref MessageReader data)
    {
        var flags = data.Octet();
        var tag = data.Text();
        var value = data.Rest();
        if (tag.IsEmpty || tag.ContainsAnyExcept(LettersAndDigits))
        {
            return Generic([flags, (byte)tag.Length, .. tag, .. value]);
        }

        var quoted = new char[(4 * value.Length) + 2];
        return string.Create(Invariant, $"{flags} {Encoding.ASCII.GetString(tag)} {quoted.AsSpan(0, NameText.WriteQuoted(value, quoted))}");
    }

    private static string Salt(ReadOnlySpan<byte> salt) => salt.IsEmpty ? "-" : Hex(salt);

    // Serial arithmetic (RFC 4034 §3.1.5) and plain seconds since 1970 part only in 2106.
    private static string Time(uint seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyyMMddHHmmss", Invariant);

    private static string Hex(ReadOnlySpan<byte> octets) => Convert.ToHexString(octets);

    /// <summary>Base32 with the extended hex alphabet, without padding (RFC 4648 §7, RFC 5155 §3.3).</summary>
    private static string Base32(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder((octets.Length * 8 / 5) + 1);
        var (bits, held) = (0, 0);
        foreach (var octet in octets)
        {
            (bits, held) = ((bits << 8) | octet, held + 8);
            for (; held >= 5; held -= 5)
            {
                text.Append("0123456789ABCDEFGHIJKLMNOPQRSTUV"[(bits >> (held - 5)) & 31]);
            }

            bits &= (1 << held) - 1;
        }

        _ = held > 0 ? text.Append("0123456789ABCDEFGHIJKLMNOPQRSTUV"[(bits << (5 - held)) & 31]) : text;
        return text.ToString();
    }
}
