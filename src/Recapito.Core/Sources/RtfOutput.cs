using System.Text;

namespace Recapito.Core;

/// <summary>The text that an RTF body gives: bytes of a code page are kept until they are whole characters.</summary>
internal sealed class RtfOutput
{
    private readonly StringBuilder text = new();
    private readonly List<byte> bytes = [];
    private int codePage;

    internal bool IsHtml { get; set; }

    internal int Length => text.Length + bytes.Count;

    internal void Add(byte character, int ofCodePage)
    {
        if (ofCodePage != codePage)
        {
            Flush();
            codePage = ofCodePage;
        }

        bytes.Add(character);
    }

    internal void Add(char character)
    {
        Flush();
        text.Append(character);
    }

    internal void Add(string more)
    {
        Flush();
        text.Append(more);
    }

    internal void Flush()
    {
        if (bytes.Count > 0)
        {
            text.Append(CodePages.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes), codePage > 0 ? codePage : CodePages.Western));
            bytes.Clear();
        }
    }

    internal string Finish()
    {
        Flush();
        return text.ToString();
    }
}
