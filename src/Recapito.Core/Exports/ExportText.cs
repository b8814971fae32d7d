using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Recapito.Core;

/// <summary>From the bytes of an export to its text: UTF-8, or UTF-16 as Windows PowerShell writes it.</summary>
internal static class ExportText
{
    private const string SaveAgain = "Write the file again with -Encoding UTF8 (Windows PowerShell) or as it is (PowerShell 7).";

    /// <summary>The whole text without its byte order mark.</summary>
    /// <exception cref="ExchangeExportException">It is no text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string file)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Utf8Text(rest, file),
            [0xFF, 0xFE, .. var rest] => Utf16Text(rest, new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), file),
            [0xFE, 0xFF, .. var rest] => Utf16Text(rest, new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), file),
            _ => Utf8Text(bytes, file),
        };
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            var (line, column) = PlaceOf(text.AsSpan(0, nul));
            throw new ExchangeExportException(file, line, column, "a NUL byte stands here; this is no text, or UTF-16 without a byte order mark", SaveAgain);
        }

        return text;
    }

    /// <summary>The place behind a text.</summary>
    public static (int Line, int Column) PlaceOf(ReadOnlySpan<char> before) => (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));

    private static string Utf8Text(ReadOnlySpan<byte> bytes, string file)
    {
        var chars = new char[bytes.Length];
        if (Utf8.ToUtf16(bytes, chars, out var read, out var written, replaceInvalidSequences: false) is not OperationStatus.Done)
        {
            var (line, column) = PlaceOf(chars.AsSpan(0, written));
            throw new ExchangeExportException(file, line, column, $"byte {read} is not UTF-8; the file was saved in a code page, or it is cut off", SaveAgain);
        }

        return new string(chars, 0, written);
    }

    private static string Utf16Text(ReadOnlySpan<byte> bytes, UnicodeEncoding encoding, string file)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            var index = Math.Clamp(wrong.Index, 0, bytes.Length);
            var before = new UnicodeEncoding(encoding.CodePage == 1201, byteOrderMark: false).GetString(bytes[..index]);
            var (line, column) = PlaceOf(before);
            throw new ExchangeExportException(file, line, column, "this is not UTF-16, though its byte order mark says so; the file may be cut off", SaveAgain);
        }
    }
}
