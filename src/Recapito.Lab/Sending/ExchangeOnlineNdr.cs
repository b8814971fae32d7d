using System.Globalization;

namespace Recapito.Lab;

/// <summary>The new design of Exchange Online's NDR (since about 2014): figure of sender, Office 365 and recipient with the owner of the fault in red.</summary>
internal static class ExchangeOnlineNdr
{
    private const string Red = "#c00000";
    private const string Grey = "#cccccc";

    public static byte[] Write(NdrLetter letter)
    {
        var words = ExchangeWords.In(letter.World.Message.Language);
        IReadOnlyList<ExchangeFault> faults = [.. letter.Failures.Select(ExchangeFault.OfOnline)];
        var from = $"Microsoft Outlook\r\n\t<MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@{letter.OnlineAuthor}>";
        var report = new ExchangeReport(letter, words, from, "15.20.8769.12");
        return report.Write(Plain(letter, words, faults, report), Html(letter, words, faults, report), faults);
    }

    private static List<string> Plain(NdrLetter letter, ExchangeWords words, IReadOnlyList<ExchangeFault> faults, ExchangeReport report)
    {
        List<string> lines = ["[Office 365]"];
        foreach (var fault in faults)
        {
            lines.AddRange([Fill(words.NotDelivered, fault.Recipient), "", Title(words, fault), ""]);
            lines.AddRange([letter.Sender.Split('@')[0], "Office 365", Target(fault)]);
            lines.AddRange(SenderActs(fault) ? [words.ActionRequired, "", words.Recipient] : [words.Sender, "", words.ActionRequired]);
            lines.AddRange([words.Figures[fault.Reason], "", words.HowToFix, words.Advice[fault.Reason], ""]);
            lines.AddRange([words.MoreForAdmins, $"{words.StatusCode} {StatusCode(fault)}", "", words.Reasons[fault.Reason], ""]);
            lines.AddRange([words.MessageDetails, .. Details(letter, words, fault, report).Select(row => $"{row.Label} {row.Value}"), ""]);
            lines.AddRange([words.ErrorDetails, .. Errors(letter, words, fault, report).Select(row => $"{row.Label} {row.Value}".TrimStart()), ""]);
        }

        lines.AddRange([words.Hops, string.Join('\t', words.HopColumns), .. Hops(letter, report).Select(hop => string.Join('\t', hop)), ""]);
        return [.. lines, words.MessageHeaders, "", .. report.OriginalHeaders, ""];
    }

    private static List<string> Html(NdrLetter letter, ExchangeWords words, IReadOnlyList<ExchangeFault> faults, ExchangeReport report)
    {
        List<string> lines =
        [
            "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\">",
            "<html><head><title>DSN</title></head><body>",
            "<table width=\"548\" cellspacing=\"0\" cellpadding=\"0\"><tbody>",
            "<tr><td><img src=\"http://products.office.com/en-us/CMSImages/Office365Logo_Orange.png\" width=\"126\" height=\"28\" alt=\"Office 365\"></td></tr>",
        ];
        foreach (var fault in faults)
        {
            AddStory(lines, letter, words, fault);
            AddFacts(lines, letter, words, fault, report);
        }

        var hops = Hops(letter, report).Select(hop => $"<tr>{string.Concat(hop.Select(cell => $"<td>{ExchangeReport.Html(cell)}</td>"))}</tr>").ToList();
        lines.AddRange(
        [
            Row(words.Hops, 19),
            $"<tr><td><table><tr>{string.Concat(words.HopColumns.Select(column => $"<th>{column}</th>"))}</tr>",
            .. hops.SkipLast(1), hops[^1] + "</table></td></tr>",
            Row(words.MessageHeaders, 19),
            "<tr><td><pre>",
        ]);
        lines.AddRange(report.OriginalHeaders.Select(ExchangeReport.Html));
        return [.. lines, "</pre></td></tr>", "</tbody></table></body></html>"];
    }

    private static void AddStory(List<string> lines, NdrLetter letter, ExchangeWords words, ExchangeFault fault)
    {
        var acts = SenderActs(fault);
        var coloured = $"<span style=\"color:#0072c6\">{ExchangeReport.Html(fault.Recipient)}</span>";
        lines.AddRange(
        [
            $"<tr><td style=\"font-size:16px\">{Fill(words.NotDelivered, coloured)}</td></tr>",
            Row(ExchangeReport.Html(Title(words, fault)), 24),
            "<tr><td><table width=\"548\"><tbody>",
            $"<tr><td>{ExchangeReport.Html(letter.Sender.Split('@')[0])}</td><td>Office 365</td><td>{ExchangeReport.Html(Target(fault))}</td></tr>",
            $"<tr>{Owner(words, acts, words.Sender)}<td></td>{Owner(words, !acts, words.Recipient)}</tr>",
            $"<tr>{Bar(acts)}{Bar(false)}{Bar(!acts)}</tr>",
            acts
                ? $"<tr><td>{words.Figures[fault.Reason]}</td><td></td><td></td></tr>"
                : $"<tr><td></td><td></td><td>{words.Figures[fault.Reason]}</td></tr>",
            "</tbody></table></td></tr>",
            $"<tr><td style=\"background-color:#f2f5fa\"><b>{words.HowToFix}</b><br>{words.Advice[fault.Reason]}</td></tr>",
        ]);
    }

    private static void AddFacts(List<string> lines, NdrLetter letter, ExchangeWords words, ExchangeFault fault, ExchangeReport report)
    {
        lines.Add(Row(words.MoreForAdmins, 19));
        lines.Add($"<tr><td><i>{words.StatusCode} {StatusCode(fault)}</i><br><br>{words.Reasons[fault.Reason]}</td></tr>");
        lines.Add(Row(words.MessageDetails, 19));
        lines.AddRange(Details(letter, words, fault, report).Select(Pair));
        lines.Add(Row(words.ErrorDetails, 19));
        lines.AddRange(Errors(letter, words, fault, report).Select(Pair));
    }

    private static IEnumerable<(string Label, string Value)> Details(NdrLetter letter, ExchangeWords words, ExchangeFault fault, ExchangeReport report) =>
    [
        (words.CreatedDate, report.Moment(letter.Message.Arrival)),
        (words.SenderAddress, letter.Sender),
        (words.RecipientAddress, fault.Recipient),
        (words.Subject, letter.World.Message.Subject),
    ];

    private static (string Label, string Value)[] Errors(NdrLetter letter, ExchangeWords words, ExchangeFault fault, ExchangeReport report) =>
        fault.RemoteHost is { } remote ? [(words.ReportedError, fault.Quoted), (words.GeneratedBy, letter.Host), (words.RemoteServer, remote)]
        : fault.Met is { } met ? Expired(letter, words, fault, report.Moment(letter.Message.Arrival), met)
        : [(words.Error, fault.Quoted), (words.RejectedBy, letter.Host)];

    /// <summary>Where it gave up after many attempts, it tells what the last of them met, in the older design's section.</summary>
    private static (string Label, string Value)[] Expired(NdrLetter letter, ExchangeWords words, ExchangeFault fault, string moment, string met) =>
    [
        (words.Diagnostics, ""), ("", ""), (words.GeneratingServer, letter.Host), ("", ""), ("", fault.Recipient),
        ("", $"{moment} - Server at {letter.Host} returned '{fault.Quoted}'"), ("", $"{moment} - {met}"),
    ];

    private static IEnumerable<string[]> Hops(NdrLetter letter, ExchangeReport report) =>
        (letter.Hops.Count > 0 ? letter.Hops : [new(letter.Message.Client, letter.Host, letter.Message.Arrival)])
            .Select((hop, place) => new[] { (place + 1).ToString(CultureInfo.InvariantCulture), report.Moment(hop.At), hop.From, hop.By, "Microsoft SMTP Server (TLS)", "*" });

    /// <summary>The sender can mend an address; everything else is the recipient's side's.</summary>
    private static bool SenderActs(ExchangeFault fault) => fault.Reason is ExchangeReason.UnknownRecipient or ExchangeReason.NoSuchDomain;

    private static string Title(ExchangeWords words, ExchangeFault fault) => Fill(words.Titles[fault.Reason], fault.Parts.Local, fault.Parts.Domain);

    private static string Target(ExchangeFault fault) => SenderActs(fault) ? fault.Parts.Local : fault.Parts.Domain;

    /// <summary>Reply code and enhanced code of the diagnostic: "550 5.4.1".</summary>
    private static string StatusCode(ExchangeFault fault) => $"{fault.Diagnostic[..3]} {fault.Status}";

    private static string Fill(string pattern, params ReadOnlySpan<object?> parts) => string.Format(CultureInfo.InvariantCulture, pattern, parts);

    private static string Row(string text, int size) => $"<tr><td style=\"font-size:{size.ToString(CultureInfo.InvariantCulture)}px\">{text}</td></tr>";

    private static string Pair((string Label, string Value) row) => $"<tr><td>{row.Label} {ExchangeReport.Html(row.Value)}</td></tr>";

    private static string Owner(ExchangeWords words, bool acts, string otherwise) =>
        acts ? $"<td style=\"color:{Red}\">{words.ActionRequired}</td>" : $"<td>{otherwise}</td>";

    private static string Bar(bool acts) => $"<td height=\"10\" bgcolor=\"{(acts ? Red : Grey)}\"></td>";
}
