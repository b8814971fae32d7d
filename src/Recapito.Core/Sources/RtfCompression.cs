using System.Buffers.Binary;
using System.Text;

namespace Recapito.Core;

/// <summary>Undoes the compression of RTF bodies ([MS-OXRTFCP]). The checksum is not verified: a body that is a little wrong is better than none.</summary>
internal static class RtfCompression
{
    private const int HeaderSize = 16;
    private const uint Compressed = 0x7546_5A4C;
    private const uint Uncompressed = 0x414C_454D;
    private const int DictionarySize = 4096;

    /// <summary>What the dictionary holds at the start ([MS-OXRTFCP] §2.1.2.1); 207 bytes.</summary>
    private static readonly byte[] Initial = Encoding.ASCII.GetBytes(
        @"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
        + @"{\colortbl\red0\green0\blue0" + "\r\n" + @"\par \pard\plain\f0\fs20\b\i\u\tab\tx");

    /// <summary>The RTF, at most so many bytes of it; null where the header is none ([MS-OXRTFCP] §2.1.3.1.1).</summary>
    internal static byte[]? Decompress(ReadOnlySpan<byte> data, int limit)
    {
        if (data.Length < HeaderSize)
        {
            return null;
        }

        var raw = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(data[4..]), (uint)limit);
        return BinaryPrimitives.ReadUInt32LittleEndian(data[8..]) switch
        {
            Uncompressed => data.Slice(HeaderSize, Math.Min(raw, data.Length - HeaderSize)).ToArray(),
            Compressed => Decompress(data[HeaderSize..], new MemoryStream(Math.Min(raw, 8 * data.Length)), raw),
            _ => null,
        };
    }

    /// <summary>[MS-OXRTFCP] §2.2.3: each bit of a control byte tells a literal from a reference into the dictionary.</summary>
    private static byte[] Decompress(ReadOnlySpan<byte> data, MemoryStream output, int most)
    {
        Span<byte> dictionary = stackalloc byte[DictionarySize];
        Initial.CopyTo(dictionary);
        var write = Initial.Length;
        var at = 0;
        while (at < data.Length && output.Length < most)
        {
            var control = data[at++];
            for (var bit = 0; bit < 8 && at < data.Length && output.Length < most; bit++)
            {
                if ((control >> bit & 1) == 0)
                {
                    Put(data[at++], dictionary, ref write, output);
                    continue;
                }

                if (at + 2 > data.Length)
                {
                    return output.ToArray();
                }

                var reference = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
                at += 2;
                var read = reference >> 4;
                if (read == write)
                {
                    return output.ToArray();
                }

                for (var left = (reference & 15) + 2; left > 0 && output.Length < most; left--)
                {
                    Put(dictionary[read], dictionary, ref write, output);
                    read = (read + 1) % DictionarySize;
                }
            }
        }

        return output.ToArray();
    }

    private static void Put(byte value, Span<byte> dictionary, ref int write, MemoryStream output)
    {
        output.WriteByte(value);
        dictionary[write] = value;
        write = (write + 1) % DictionarySize;
    }
}
