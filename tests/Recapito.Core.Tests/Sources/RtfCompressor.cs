using System.Buffers.Binary;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Compresses RTF as [MS-OXRTFCP] §2.2.2 has it, with its checksum (§2.1.3.2), which other programs look at.</summary>
internal static class RtfCompressor
{
    private const string Dictionary = @"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + "\r\n" + @"\par \pard\plain\f0\fs20\b\i\u\tab\tx";

    public static byte[] Compress(string rtf) => Compress(Encoding.Latin1.GetBytes(rtf));

    public static byte[] Plain(string rtf) => Header(Encoding.Latin1.GetBytes(rtf), Encoding.Latin1.GetBytes(rtf).Length, 0x414C_454D, 0);

    private static byte[] Compress(byte[] rtf)
    {
        var past = new List<byte>(Encoding.ASCII.GetBytes(Dictionary));
        var output = new List<byte>();
        var at = 0;
        var isDone = false;
        while (!isDone)
        {
            var control = 0;
            var tokens = new List<byte>();
            for (var bit = 0; bit < 8 && !isDone; bit++)
            {
                if (at == rtf.Length)
                {
                    control |= 1 << bit;
                    AddReference(tokens, past.Count % 4096, 2);
                    isDone = true;
                    continue;
                }

                var (start, length) = Longest(past, rtf, at);
                if (length < 2)
                {
                    tokens.Add(rtf[at]);
                    length = 1;
                }
                else
                {
                    control |= 1 << bit;
                    AddReference(tokens, start % 4096, length);
                }

                past.AddRange(rtf[at..(at + length)]);
                at += length;
            }

            output.Add((byte)control);
            output.AddRange(tokens);
        }

        return Header([.. output], rtf.Length, 0x7546_5A4C, Crc([.. output]));
    }

    private static (int Start, int Length) Longest(List<byte> past, byte[] rtf, int at)
    {
        var best = (Start: 0, Length: 0);
        // A reference to the place that is written next means the end, so the oldest byte is left out.
        for (var start = Math.Max(0, past.Count - 4095); start < past.Count; start++)
        {
            var length = 0;
            while (length < 17 && at + length < rtf.Length && start + length < past.Count && past[start + length] == rtf[at + length])
            {
                length++;
            }

            best = length > best.Length ? (start, length) : best;
        }

        return best;
    }

    private static void AddReference(List<byte> tokens, int offset, int length)
    {
        var reference = (offset << 4) | (length - 2);
        tokens.AddRange([(byte)(reference >> 8), (byte)reference]);
    }

    private static byte[] Header(byte[] content, int rawSize, uint type, uint crc)
    {
        var header = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(header, content.Length + 12);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), rawSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), type);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), crc);
        return [.. header, .. content];
    }

    private static uint Crc(byte[] content)
    {
        var crc = 0u;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320;
            }
        }

        return crc;
    }
}
