namespace Recapito.Core;

/// <summary>The text of an RTF body.</summary>
/// <param name="Text">Plain text, or HTML where the body had been HTML before.</param>
/// <param name="IsHtml">The RTF encapsulates HTML ([MS-OXRTFEX] §2.1.3.1): <paramref name="Text"/> is that HTML.</param>
internal sealed record RtfBody(string Text, bool IsHtml);

/// <summary>
/// Reads RTF (RTF 1.9.1) into text in one pass; HTML that Outlook had put into RTF comes out again ([MS-OXRTFEX] §2.2.3). Any bytes give a text.
/// </summary>
internal sealed partial class RtfDocument
{
    /// <summary>Longer bodies are cut: a report stands at the beginning.</summary>
    private const int LongestText = 2 << 20;

    /// <summary>Groups inside these keep the state of this depth.</summary>
    private const int DeepestGroup = 256;

    private const int LongestWord = 32;

    private readonly byte[] rtf;
    private readonly RtfOutput output = new();
    private readonly Dictionary<int, int> fonts = [];
    private readonly Stack<State> outer = new();

    private State state = new() { UnicodeLength = 1 };
    private int deeper;
    private int at;
    private int toSkip;
    private int font;
    private int defaultCodePage;
    private bool isStarred;

    private RtfDocument(byte[] rtf) => this.rtf = rtf;

    /// <summary>Reads a body. Never fails: what is no RTF is text.</summary>
    internal static RtfBody Read(byte[] rtf)
    {
        var document = new RtfDocument(rtf);
        while (document.at < rtf.Length && document.output.Length < LongestText)
        {
            document.Step();
        }

        return new(document.output.Finish(), document.output.IsHtml);
    }

    private void Step()
    {
        var character = rtf[at++];
        switch (character)
        {
            case (byte)'{':
                Open();
                break;
            case (byte)'}':
                Close();
                break;
            case (byte)'\\':
                Control();
                break;
            case (byte)'\r' or (byte)'\n' or 0:
                break;
            default:
                Put(character);
                break;
        }
    }

    private void Open()
    {
        toSkip = 0;
        isStarred = false;
        output.Flush();
        if (outer.Count == DeepestGroup)
        {
            deeper++;
            return;
        }

        outer.Push(state);
    }

    private void Close()
    {
        toSkip = 0;
        isStarred = false;
        output.Flush();
        if (deeper > 0)
        {
            deeper--;
        }
        else if (outer.TryPop(out var before))
        {
            state = before;
        }
    }

    private void Control()
    {
        if (at >= rtf.Length)
        {
            return;
        }

        if (char.IsAsciiLetter((char)rtf[at]))
        {
            var word = Word(out var number);
            Apply(word, number);
            return;
        }

        switch (rtf[at++])
        {
            case (byte)'\'' when at + 2 <= rtf.Length && Hex(rtf[at]) is >= 0 and var high && Hex(rtf[at + 1]) is >= 0 and var low:
                at += 2;
                Put((byte)((high << 4) | low));
                break;
            case (byte)'\\' or (byte)'{' or (byte)'}':
                Put(rtf[at - 1]);
                break;
            case (byte)'~':
                Put('\u00A0');
                break;
            case (byte)'_':
                Put('\u2011');
                break;
            case (byte)'*':
                isStarred = true;
                break;
            case (byte)'\r' or (byte)'\n':
                Put("\r\n");
                break;
            default:
                break;
        }
    }

    /// <summary>A control word, its number (null where there is none) and the blank that ends it (RTF 1.9.1, Control Word).</summary>
    private ReadOnlySpan<byte> Word(out int? number)
    {
        var start = at;
        while (at < rtf.Length && at - start < LongestWord && char.IsAsciiLetter((char)rtf[at]))
        {
            at++;
        }

        var word = rtf.AsSpan(start, at - start);
        var isNegative = at < rtf.Length && rtf[at] == '-';
        at += isNegative ? 1 : 0;
        number = null;
        for (var digits = 0; at < rtf.Length && digits < 10 && char.IsAsciiDigit((char)rtf[at]); digits++)
        {
            number = (int)Math.Min(int.MaxValue, ((number ?? 0) * 10L) + rtf[at++] - '0');
        }

        number = isNegative ? -number : number;
        at += at < rtf.Length && rtf[at] == ' ' ? 1 : 0;
        return word;
    }

    private static int Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1;

    private bool IsSeen => !state.IsSkipped && !state.IsFontTable && (!output.IsHtml || state.IsTag || !state.IsRtfOnly);

    private void Put(byte character)
    {
        if (toSkip > 0)
        {
            toSkip--;
        }
        else if (IsSeen)
        {
            output.Add(character, state.CodePage > 0 ? state.CodePage : defaultCodePage);
        }
    }

    private void Put(char character)
    {
        if (IsSeen)
        {
            output.Add(character);
        }
    }

    private void Put(string text)
    {
        if (IsSeen)
        {
            output.Add(text);
        }
    }

    /// <summary>What a group inherits and gives back at its end (RTF 1.9.1, Group).</summary>
    private struct State
    {
        /// <summary>A destination that is not shown: styles, pictures, what nobody knows.</summary>
        internal bool IsSkipped { get; set; }

        internal bool IsFontTable { get; set; }

        /// <summary>\htmltag: a piece of the encapsulated HTML ([MS-OXRTFEX] §2.1.3.1.4).</summary>
        internal bool IsTag { get; set; }

        /// <summary>\htmlrtf: for readers of RTF, not a part of the HTML ([MS-OXRTFEX] §2.1.3.1.2).</summary>
        internal bool IsRtfOnly { get; set; }

        /// <summary>Of the selected font; 0 for the document's.</summary>
        internal int CodePage { get; set; }

        /// <summary>\uc: how many characters after \u stand in for it.</summary>
        internal int UnicodeLength { get; set; }
    }
}
