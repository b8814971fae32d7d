using System.Text;

namespace Recapito.Core;

/// <summary>The colours that a line may have; all of them lose nothing when they are off.</summary>
internal enum Ink
{
    Plain,
    Bold,
    Dim,
    Good,
    Bad,
    Unsure,
}

/// <summary>Lines of text in the making: wrapping, indents, colours. Takes text that is safe already.</summary>
internal sealed class Page(TextStyle style)
{
    // What joins a command to the words around it.
    private static readonly char[] Joints = [' ', ',', '.', ';', ':'];

    private readonly StringBuilder lines = new();

    public TextStyle Style => style;

    public int Columns => style.Columns;

    /// <summary>How many lines there are by now.</summary>
    public int Lines => lines.ToString().Count('\n');

    public void Blank()
    {
        if (lines.Length > 0)
        {
            lines.Append('\n');
        }
    }

    /// <summary>One line as it stands; blanks at its end are dropped.</summary>
    public void Line(string text, Ink ink = Ink.Plain) => lines.Append(Paint(text.TrimEnd(), ink)).Append('\n');

    /// <summary>A heading after an empty line.</summary>
    public void Heading(string text)
    {
        Blank();
        Paragraph(text, 0, Ink.Bold);
    }

    /// <summary>Wrapped text, each line indented.</summary>
    public void Paragraph(string text, int indent = 0, Ink ink = Ink.Plain) => Hanging(new string(' ', indent), new string(' ', indent), text, ink);

    /// <summary>Wrapped text whose first line begins differently from the rest.</summary>
    public void Hanging(string first, string rest, string text, Ink ink = Ink.Plain)
    {
        var lead = first;
        foreach (var line in TextWidth.Wrap(text, Math.Max(12, Columns - Math.Max(Shown(first), Shown(rest)))))
        {
            Line(lead + Paint(line, ink));
            lead = rest;
        }
    }

    /// <summary>Wrapped text in which commands stand between <see cref="TextWidth.CommandMark"/>s: one that fits into a line is not broken, and a longer one gets a line of its own.</summary>
    public void Step(string first, string rest, string text)
    {
        var lead = first;
        var words = "";
        var isCommandBefore = false;
        foreach (var (part, isCommand) in text.Split(TextWidth.CommandMark).Select((part, i) => (part, i % 2 == 1)))
        {
            // The quotes, and the stop that may follow.
            if (!isCommand || TextWidth.Of(part) + 3 <= Columns - Shown(rest))
            {
                words += isCommand ? $"`{part.Replace(' ', TextWidth.Unbroken)}`" : part;
                continue;
            }

            // What follows the command (a stop, an alternative) begins a line, without the sign that joined it.
            Between(lead, rest, words.TrimEnd(), isCommandBefore);
            Line(rest + part);
            (lead, words, isCommandBefore) = (rest, "", true);
        }

        Between(lead, rest, words, isCommandBefore);
    }

    /// <summary>Numbered steps, one a line; those that begin with a hyphen are alternatives within the step before.</summary>
    public void Steps(string text)
    {
        foreach (var step in text.Split('\n'))
        {
            NumberedStep(step);
        }
    }

    /// <summary>One of them.</summary>
    public void NumberedStep(string step)
    {
        var isAlternative = step.StartsWith("- ", StringComparison.Ordinal);
        Step(isAlternative ? "     " : "  ", isAlternative ? "       " : "     ", step);
    }

    private void Between(string lead, string rest, string words, bool isCommandBefore)
    {
        var left = isCommandBefore ? words.TrimStart(Joints) : words;
        if (left.Length > 0 || !isCommandBefore)
        {
            Hanging(lead, rest, left);
        }
    }

    /// <summary>
    /// A command to copy: broken, where it must be, so that a shell still takes it; left whole where a blank may stand in quotes, where a word does not fit, and
    /// for PowerShell, which takes a line that was broken for two commands.
    /// </summary>
    public void Command(string indent, string command)
    {
        var safe = SafeText.Escape(command);
        var room = Math.Max(12, Columns - TextWidth.Of(indent) - 4);
        var isCmdlet = IsCmdlet(safe);
        var wrapped = isCmdlet || HasQuotedBlank(safe) || safe.Split(' ').Any(word => TextWidth.Of(word) > room) ? [safe] : TextWidth.Wrap(safe, room);
        for (var i = 0; i < wrapped.Count; i++)
        {
            Line(indent + Paint((i > 0 ? "  " : isCmdlet ? "PS> " : "$ ") + wrapped[i] + (i < wrapped.Count - 1 ? " \\" : ""), Ink.Dim));
        }
    }

    public string Paint(string text, Ink ink) => !style.Colour || ink is Ink.Plain || text.Length == 0 ? text : $"\x1b[{Sgr(ink)}m{text}\x1b[0m";

    public string Sign(string unicode, string ascii) => style.Ascii ? ascii : unicode;

    public override string ToString() => lines.ToString();

    /// <summary>
    /// True for a command of PowerShell, told by its verb and noun, both with a capital as in "Get-AcceptedDomain" (Microsoft: about_Command_Syntax); no program
    /// of a shell is written so.
    /// </summary>
    internal static bool IsCmdlet(string command) =>
        command.Split(' ')[0].Split('-') is [[>= 'A' and <= 'Z', ..] verb, [>= 'A' and <= 'Z', ..]] && verb.All(char.IsAsciiLetter);

    private static bool HasQuotedBlank(string command)
    {
        var quote = '\0';
        foreach (var c in command)
        {
            if (c is ' ' && quote is not '\0')
            {
                return true;
            }

            quote = c is not ('\'' or '"') ? quote : quote == c ? '\0' : quote is '\0' ? c : quote;
        }

        return false;
    }

    // Signs at the beginning of a line may be painted already.
    private static int Shown(string lead)
    {
        var columns = 0;
        for (var rest = lead.AsSpan(); !rest.IsEmpty;)
        {
            var escape = rest.IndexOf('\x1b');
            columns += TextWidth.Of((escape < 0 ? rest : rest[..escape]).ToString());
            rest = escape < 0 ? [] : rest[escape..][(rest[escape..].IndexOf('m') + 1)..];
        }

        return columns;
    }

    private static string Sgr(Ink ink) => ink switch
    {
        Ink.Bold => "1",
        Ink.Dim => "2",
        Ink.Good => "32",
        Ink.Bad => "1;31",
        _ => "33",
    };
}
