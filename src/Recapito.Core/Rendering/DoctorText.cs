using System.Globalization;

namespace Recapito.Core;

/// <summary>A report on what an application may ask of a tenant, as text: the verdict, then the questions, the gravest answer first, and the verdict again.</summary>
public static class DoctorText
{
    private const int StatusColumn = 12;

    private static readonly string Indent = new(' ', StatusColumn + 2);

    /// <summary>Text for a person, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(DoctorReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(catalogue);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        page.Paragraph(words.Say("m365.doctor.title", ("tenant", report.Tenant), ("cloud", report.Cloud), ("way", report.Way)));
        Verdict(report, page, words);
        page.Blank();
        foreach (var group in report.Answers.OrderByDescending(answer => answer.Status).GroupBy(answer => Details(answer, words).Key))
        {
            Write([.. group], page, words);
        }

        page.Blank();
        Verdict(report, page, words);
        return page.ToString();
    }

    /// <summary>What is said beside the service's own words, then these; null where nothing is.</summary>
    internal static string? Why(DoctorAnswer answer, Wording words) =>
        string.Join(": ", new[] { answer.Note is { } note ? words.Say("m365.why." + note.Id, note.Arguments) : null, answer.Why is { } why ? SafeText.Escape(why) : null }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>What to do; a line each.</summary>
    internal static IReadOnlyList<string> Remedy(DoctorAnswer answer, Wording words) => answer.Remedy is not { } remedy ? []
        : [.. words.Say("m365.remedy." + remedy, ("permissions", string.Join(", ", answer.Lacks.Count > 0 ? answer.Lacks : answer.Needs))).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static void Verdict(DoctorReport report, Page page, Wording words)
    {
        var (sign, ink) = Badge(report.Worst is DoctorStatus.NotAsked ? DoctorStatus.Ok : report.Worst, page.Style.Ascii);
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", string.Join(' ', new[] { words.Say("m365.verdict." + VerdictId(report)), Counts(report, words) }.Where(text => text.Length > 0)), Ink.Bold);
    }

    private static string VerdictId(DoctorReport report) => report.Worst switch
    {
        DoctorStatus.TooMuch when report.Answers.Any(answer => answer is { Id: "other-mailboxes", ReadsMail: true }) => "too-much-mail-read",
        DoctorStatus.TooMuch when report.Answers.Any(answer => answer.ReadsMail) => "too-much-mail-granted",
        DoctorStatus.Missing or DoctorStatus.Unknown when report.Answers is [{ Id: "sign-in" }] => "sign-in",
        var worst => Kebab.Of(worst),
    };

    // "3 permissions missing, 2 too many, 1 unknown."
    private static string Counts(DoctorReport report, Wording words)
    {
        if (report.Worst <= DoctorStatus.NotAsked || report.Answers.Count == 1)
        {
            return "";
        }

        var others = report.Answers.Count(answer => answer is { Status: DoctorStatus.Missing, Lacks.Count: 0 });
        (string Id, int Count)[] counts =
        [
            (others == 0 && report.Lacks.All(lack => !lack.Contains(' ', StringComparison.Ordinal)) ? "missing-permission" : "missing", report.Lacks.Count + others),
            ("too-much", report.Surplus.Count),
            ("unknown", report.Answers.Count(answer => answer.Status is DoctorStatus.Unknown)),
        ];
        var said = string.Join(", ", counts.Where(one => one.Count > 0)
            .Select(one => words.Say($"m365.count.{one.Id}{(one.Count == 1 ? "" : "s")}", ("count", one.Count.ToString(CultureInfo.InvariantCulture)))));
        return said.Length > 0 ? said + "." : "";
    }

    // Questions whose answers say the same are told together.
    private static void Write(IReadOnlyList<DoctorAnswer> same, Page page, Wording words)
    {
        var (sign, ink) = Badge(same[0].Status, page.Style.Ascii);
        var lead = $"{page.Paint(sign, ink)} {page.Paint(TextWidth.Pad(words.Say("m365.status." + Kebab.Of(same[0].Status)), StatusColumn), ink)}";
        foreach (var answer in same)
        {
            page.Hanging(lead, Indent, words.Say("m365.question." + answer.Id), answer.Status >= DoctorStatus.Missing ? Ink.Bold : Ink.Plain);
            lead = Indent;
        }

        foreach (var (text, colour) in Details(same[0], words).Lines)
        {
            page.Hanging(Indent, Indent, text, colour);
        }

        foreach (var step in Remedy(same[0], words))
        {
            page.Hanging($"{Indent}{page.Sign("→", "->")} ", Indent + "  ", step);
        }
    }

    private static (string Key, IReadOnlyList<(string Text, Ink Ink)> Lines) Details(DoctorAnswer answer, Wording words)
    {
        List<(string, Ink)> lines =
        [
            .. answer.Surplus.Count > 0 ? [(SafeText.Escape(string.Join(", ", answer.Surplus)), Ink.Bold)] : Array.Empty<(string, Ink)>(),
            .. answer.Needs.Count > 0 ? [(words.Say("m365.needs", ("permissions", string.Join(", ", answer.Needs))), Ink.Dim)] : Array.Empty<(string, Ink)>(),
            .. Why(answer, words) is { } why ? [(why, Ink.Plain)] : Array.Empty<(string, Ink)>(),
        ];
        var remedy = Remedy(answer, words);
        return ($"{answer.Status}\n{string.Join('\n', lines.Select(line => line.Item1).Concat(remedy))}{(lines.Count + remedy.Count > 0 ? "" : answer.Id)}", lines);
    }

    private static (string Sign, Ink Ink) Badge(DoctorStatus status, bool ascii) => status switch
    {
        DoctorStatus.Ok => FindingText.Badge(Severity.Ok, ascii),
        DoctorStatus.NotAsked => FindingText.Badge(Severity.Notice, ascii),
        DoctorStatus.Unknown => ("?", Ink.Unsure),
        _ => FindingText.Badge(Severity.Error, ascii),
    };
}
