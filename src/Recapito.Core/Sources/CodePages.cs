using System.Text;

namespace Recapito.Core;

/// <summary>Windows code pages by their number, with the tables of .NET.</summary>
internal static class CodePages
{
    /// <summary>Windows' western code page: what is meant where nobody says.</summary>
    internal const int Western = 1252;

    private const int Ascii = 20127;

    /// <summary>The text in a code page. Where that is unknown or plain ASCII: UTF-8 if the bytes are that, else the western code page.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, int codePage)
    {
        var isVague = codePage is <= 0 or Ascii;
        return isVague && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
            : Of(isVague ? Western : codePage) is { } encoding ? encoding.GetString(bytes)
            : System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
            : (Of(Western) ?? Encoding.Latin1).GetString(bytes);
    }

    /// <summary>The code page of a font's character set (\fcharset in RTF 1.9.1, Character Set); 0 for the document's own.</summary>
    internal static int OfFontCharset(int charset) => charset switch
    {
        0 => Western,
        77 => 10000,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    };

    private static Encoding? Of(int codePage)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
