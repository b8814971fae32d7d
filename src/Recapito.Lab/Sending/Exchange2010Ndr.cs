using System.Globalization;

namespace Recapito.Lab;

/// <summary>The older design of Exchange's NDR (Exchange 2007 to 2019, Exchange Online to 2014), as Exchange 2010 writes it.</summary>
internal static class Exchange2010Ndr
{
    public static byte[] Write(NdrLetter letter)
    {
        var words = ExchangeWords.In(letter.World.Message.Language);
        IReadOnlyList<ExchangeFault> faults = [.. letter.Failures.Select(ExchangeFault.Of2010)];
        var report = new ExchangeReport(letter, words, $"<postmaster@{letter.Author}>", "14.3.513.0");
        return report.Write(Plain(letter, words, faults, report), Html(letter, words, faults, report), faults);
    }

    private static List<string> Plain(NdrLetter letter, ExchangeWords words, IReadOnlyList<ExchangeFault> faults, ExchangeReport report)
    {
        List<string> lines = [words.Headline, ""];
        foreach (var fault in faults)
        {
            lines.AddRange([$"{fault.Recipient}<mailto:{fault.Recipient}>", words.Reasons[fault.Reason], ""]);
            if (fault.RemoteHost is { } remote)
            {
                lines.AddRange([string.Format(CultureInfo.InvariantCulture, words.GaveThisError, remote), fault.Diagnostic, ""]);
            }
        }

        lines.AddRange(["", "", "", "", words.Diagnostics, "", $"{words.GeneratingServer} {letter.Host}", ""]);
        foreach (var fault in faults)
        {
            lines.AddRange([fault.Recipient, fault.Quoted, ""]);
        }

        return [.. lines, words.OriginalHeaders, "", .. report.OriginalHeaders, ""];
    }

    private static List<string> Html(NdrLetter letter, ExchangeWords words, IReadOnlyList<ExchangeFault> faults, ExchangeReport report)
    {
        List<string> lines =
        [
            "<html>",
            "<head></head><body>",
            $"<p><b><font color=\"#000066\" size=\"3\" face=\"Arial\">{words.Headline}</font></b></p>",
            "<font color=\"#000000\" size=\"2\" face=\"Tahoma\">",
        ];
        foreach (var fault in faults)
        {
            lines.Add($"<p><a href=\"mailto:{fault.Recipient}\">{ExchangeReport.Html(fault.Recipient)}</a><br>");
            lines.Add($"{words.Reasons[fault.Reason]}</p>");
            if (fault.RemoteHost is { } remote)
            {
                lines.Add($"<p>{string.Format(CultureInfo.InvariantCulture, words.GaveThisError, remote)}<br>");
                lines.Add($"{ExchangeReport.Html(fault.Diagnostic)}</p>");
            }
        }

        lines.AddRange(
        [
            "</font><br><br><br>",
            $"<font color=\"#808080\" size=\"2\" face=\"Tahoma\"><p><b>{words.Diagnostics}</b></p>",
            $"<p>{words.GeneratingServer} {letter.Host}</p>",
        ]);
        foreach (var fault in faults)
        {
            lines.AddRange([$"<p>{ExchangeReport.Html(fault.Recipient)}<br>", $"{ExchangeReport.Html(fault.Quoted)}</p>"]);
        }

        lines.Add($"<p>{words.OriginalHeaders}</p>");
        lines.Add("<pre>");
        lines.AddRange(report.OriginalHeaders.Select(ExchangeReport.Html));
        return [.. lines, "</pre>", "</font>", "</body>", "</html>"];
    }
}
