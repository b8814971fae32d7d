using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// A domain of a tenant as people read it: the status, the records as a table, the accepted domain, what <c>recapito check</c> finds beyond them, and the status
/// again.
/// </summary>
public static class TenantDomainText
{
    private const int TypeColumn = 6;
    private const int Lead = 4;

    /// <summary>The report, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(TenantDomainReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        var (sign, ink) = Badge(report.Status, style.Ascii);
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", Headline(report, words), Ink.Bold);
        foreach (var reason in report.Reasons)
        {
            page.Paragraph(Note(reason, words), 2);
        }

        if (report.Status is TenantDomainStatus.NotInTenant)
        {
            return page.ToString();
        }

        Records(report, page, words);
        InTenant(report, page, words);
        Gaps(report, page, words);
        IReadOnlyList<DomainFinding> others = style.Verbose ? report.Others : [.. report.Others.Where(finding => finding.Severity >= Severity.Notice)];
        if (others.Count > 0 || report.Check.Gaps.Count > 0)
        {
            page.Heading(words.Say("m365-domain.heading.check"));
        }

        page.Blank();
        return page + DomainText.Rest(report.Check, others, style, catalogue) + Verdict(report, others, style, catalogue);
    }

    private static string Headline(TenantDomainReport report, Wording words) =>
        words.Say("m365-domain.headline", ("domain", report.Domain), ("status", words.Say("m365-domain.status." + Kebab.Of(report.Status))));

    // The last line holds for both halves: records that are all there do not make up for a fault that check found.
    private static string Verdict(TenantDomainReport report, IReadOnlyList<DomainFinding> others, TextStyle style, Catalogue catalogue)
    {
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        var (sign, ink) = others.Any(finding => finding.Severity >= Severity.Error) ? FindingText.Badge(Severity.Error, style.Ascii) : Badge(report.Status, style.Ascii);
        var counts = FindingWords.Counts(others, words);
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", Headline(report, words) + (counts.Length > 0 ? words.Say("m365-domain.beside", ("counts", counts)) : ""), Ink.Bold);
        return "\n" + page;
    }

    /// <summary>What a remark says, on one line.</summary>
    internal static string Note(RecordNote note, Wording words) => words.Say("m365-domain.note." + note.Id, note.Arguments);

    /// <summary>What an accepted domain of this type means; where there is none, what that means.</summary>
    internal static string Accepted(TenantDomainReport report, Wording words) => report.Accepted switch
    {
        { Entry: { } entry } => words.Say("m365-domain.accepted." + Kebab.Of(entry.Type), ("domain", entry.Domain)),
        { Outcome: Outcome.Absent } => words.Say("m365-domain.accepted.none", ("domain", report.Domain)),
        _ => words.Say("m365-domain.accepted.not-seen"),
    };

    private static void Records(TenantDomainReport report, Page page, Wording words)
    {
        if (report.Records.Count == 0)
        {
            return;
        }

        page.Heading(words.Say("m365-domain.heading.records"));
        var standings = report.Records.Select(row => Standing(row, words)).ToList();
        var names = Math.Min(report.Records.Max(row => TextWidth.Of(SafeText.Escape(row.Name))), page.Columns - Lead - TypeColumn - 2 - standings.Max(TextWidth.Of));
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, standing) in report.Records.Zip(standings))
        {
            Row(row, standing, Math.Max(names, 12), page, words, told);
        }
    }

    private static void Row(TenantDomainRecord row, string standing, int names, Page page, Wording words, HashSet<string> told)
    {
        var (sign, ink) = Badge(row, page.Style.Ascii);
        var name = TextWidth.Wrap(SafeText.Escape(row.Name), names);
        var type = row.Type is RrType.Unknown ? "?" : ObservationJson.TypeName(row.Type);
        page.Line($"  {page.Paint(sign, ink)} {type.PadRight(TypeColumn)}{TextWidth.Pad(name[0], names)}  {page.Paint(standing, row.IsFault ? Ink.Bold : Ink.Plain)}");
        var indent = new string(' ', Lead + TypeColumn);
        foreach (var rest in name.Skip(1))
        {
            page.Line(indent + rest);
        }

        Values(row, indent, page, words);
        // What holds for two records alike is told once.
        foreach (var note in row.Notes.Select(note => Note(note, words)).Where(told.Add))
        {
            page.Paragraph(note, indent.Length);
        }
    }

    private static void Values(TenantDomainRecord row, string indent, Page page, Wording words)
    {
        var wanted = row.Wanted is null ? null : SafeText.Escape(row.Preference is { } preference ? string.Create(CultureInfo.InvariantCulture, $"{preference} {row.Wanted}") : row.Wanted);
        string[] labels = [words.Say("m365-domain.wanted"), words.Say("m365-domain.there")];
        var width = labels.Max(TextWidth.Of) + 1;
        if (wanted is not null)
        {
            Labelled(labels[0], wanted + Terms(row, words), Ink.Dim);
        }

        // What is there as it is wanted is not said twice.
        foreach (var there in row.There.Select(SafeText.Escape).Where(there => row.Standing is not RecordStanding.Matches || there != wanted))
        {
            Labelled(labels[1], there, Ink.Plain);
        }

        void Labelled(string label, string text, Ink colour) =>
            page.Hanging(indent + page.Paint(TextWidth.Pad(label, width), Ink.Dim), indent + new string(' ', width), text, colour);
    }

    // "(Email, TTL 3600)".
    private static string Terms(TenantDomainRecord row, Wording words)
    {
        string[] terms = [.. new[] { SafeText.Escape(row.Service), row.Ttl is { } ttl ? string.Create(CultureInfo.InvariantCulture, $"TTL {ttl}") : "", row.IsOptional ? words.Say("m365-domain.optional") : "" }.Where(term => term.Length > 0)];
        return terms.Length > 0 ? $" ({string.Join(", ", terms)})" : "";
    }

    private static string Standing(TenantDomainRecord row, Wording words) => words.Say("m365-domain.standing." + Kebab.Of(row.Standing));

    private static void InTenant(TenantDomainReport report, Page page, Wording words)
    {
        page.Heading(words.Say("m365-domain.heading.tenant", ("tenant", report.Tenant)));
        if (report.InTenant is { } domain)
        {
            Fact("verified", words.Say("m365-domain.flag." + Flag(domain.IsVerified)));
            Fact("services", domain.Services switch
            {
                null => words.Say("m365-domain.flag.unknown"),
                [] => words.Say("m365-domain.no-services"),
                var services => SafeText.Escape(string.Join(", ", services)),
            });
            Fact("default", words.Say("m365-domain.flag." + Flag(domain.IsDefault)));
            Fact("initial", words.Say("m365-domain.flag." + Flag(domain.IsInitial)));
            Fact("authentication", domain.Authentication is { } authentication ? SafeText.Escape(authentication) : words.Say("m365-domain.flag.unknown"));
        }

        Fact("accepted", Accepted(report, words));

        void Fact(string id, string value)
        {
            var label = words.Say("m365-domain.fact." + id) + ": ";
            page.Hanging("  " + label, "    ", value);
        }
    }

    private static void Gaps(TenantDomainReport report, Page page, Wording words)
    {
        if (report.Gaps.Count == 0)
        {
            return;
        }

        page.Heading(words.Say("m365-domain.heading.gaps"));
        foreach (var gap in report.Gaps)
        {
            page.Hanging("  ? ", "    ", $"{words.Say("m365-domain.listing." + Kebab.Of(gap.Kind))}: {SafeText.Escape(gap.Why)}");
        }
    }

    private static string Flag(bool? flag) => flag switch
    {
        true => "yes",
        false => "no",
        null => "unknown",
    };

    private static (string Sign, Ink Ink) Badge(TenantDomainStatus status, bool ascii) => status switch
    {
        TenantDomainStatus.Healthy => FindingText.Badge(Severity.Ok, ascii),
        TenantDomainStatus.Undetermined => ("?", Ink.Unsure),
        TenantDomainStatus.NoServicesSelected => FindingText.Badge(Severity.Warning, ascii),
        _ => FindingText.Badge(Severity.Error, ascii),
    };

    private static (string Sign, Ink Ink) Badge(TenantDomainRecord row, bool ascii) => row switch
    {
        { IsFault: true } => FindingText.Badge(Severity.Error, ascii),
        { Standing: RecordStanding.Matches } => FindingText.Badge(Severity.Ok, ascii),
        { Standing: RecordStanding.NotSeen } => ("?", Ink.Unsure),
        _ => FindingText.Badge(Severity.Notice, ascii),
    };
}
