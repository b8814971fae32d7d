namespace Recapito.Core;

/// <summary>Finds where the words of a report end and the lost message, or its headers, begin.</summary>
internal static class LostMessage
{
    /// <summary>Fields that no report writes about itself: one is enough.</summary>
    private static readonly string[] Telling = ["received:", "return-path:", "message-id:", "mime-version:", "delivered-to:", "x-originating-ip:", "x-received:", "dkim-signature:", "content-type:"];

    private static readonly string[] Ordinary = ["from:", "to:", "subject:", "date:", "cc:", "reply-to:", "sender:", "x-mailer:", "user-agent:", "importance:", "x-priority:"];

    /// <summary>Fewer ordinary fields in a row are a summary that the report gives.</summary>
    private const int FewestOrdinary = 4;

    /// <summary>The number of the first line that is not the report's; that of lines where all are. Where headers follow a heading, they begin behind it.</summary>
    internal static int FirstLine(ReadOnlySpan<char> text, List<TextLine> lines, ReportCues cues, out bool hasHeading)
    {
        hasHeading = false;
        var cursor = new CueCursor(cues);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.IsBlank)
            {
                continue;
            }

            if (IsHeading(text, line, cursor.In(line)))
            {
                hasHeading = true;
                return i;
            }

            if (line.Indent <= 1 && OpensBlock(text, lines, i))
            {
                return i;
            }
        }

        return lines.Count;
    }

    /// <summary>A phrase with the role of a quotation at the start of the line, signs before it not counted.</summary>
    private static bool IsHeading(ReadOnlySpan<char> text, TextLine line, ReadOnlySpan<CueHit> cues)
    {
        foreach (ref readonly var cue in cues)
        {
            var before = text[line.Start..cue.Start];
            if (cue.Role == DialectRole.Quote && before.Length < 60 && TextLine.IsSigns(before))
            {
                return true;
            }
        }

        return false;
    }

    private static bool OpensBlock(ReadOnlySpan<char> text, List<TextLine> lines, int at)
    {
        var isFirst = at == 0 || lines[at - 1].IsBlank || TextLine.IsRuler(lines[at - 1].Of(text)) || lines[at - 1].Of(text).EndsWith(":");
        if (!isFirst)
        {
            return false;
        }

        var ordinary = 0;
        for (var i = at; i < lines.Count && !lines[i].IsBlank; i++)
        {
            var line = lines[i].Of(text).TrimStart("> ");
            if (i > at && lines[i].Indent > 0)
            {
                continue;
            }

            if (StartsWithAny(line, Telling))
            {
                return true;
            }

            if (!StartsWithAny(line, Ordinary))
            {
                return false;
            }

            if (++ordinary >= FewestOrdinary)
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> line, string[] names)
    {
        foreach (var name in names)
        {
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
