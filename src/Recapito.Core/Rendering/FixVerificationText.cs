namespace Recapito.Core;

/// <summary>What a verification found, as people read it.</summary>
public static class FixVerificationText
{
    /// <summary>The servers one by one, all together, and the caches.</summary>
    /// <param name="verified">What was found.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="journal">Its journal.</param>
    /// <param name="now">The time of now.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string Write(FixVerification verified, FixPlan plan, FixJournal journal, DateTimeOffset now, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(verified);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        if (plan.Changes.Count == 0)
        {
            page.Paragraph(FixText.WhoActs(plan, style.Language, catalogue));
            return page.ToString();
        }

        foreach (var change in plan.Changes)
        {
            Servers(page, words, verified, change);
        }

        if (verified.Problem is { } why)
        {
            page.Paragraph(words.Say("fix.verify.no-servers", ("name", plan.Changes[0].Owner), ("why", why)), 0, Ink.Unsure);
        }

        var (key, ink) = verified.Standing switch
        {
            PresentStanding.After => ("all", Ink.Good),
            PresentStanding.Unseen => ("unknown", Ink.Unsure),
            _ => ("some", Ink.Bad),
        };
        page.Paragraph(words.Say("fix.verify." + key), 0, ink);
        Caches(page, words, verified, journal, now);
        return page.ToString();
    }

    private static void Servers(Page page, Wording words, FixVerification verified, RrSetChange change)
    {
        var servers = verified.Servers.Where(server => server.Change == change).ToList();
        if (servers.Count == 0)
        {
            return;
        }

        page.Paragraph(words.Say("fix.verify.servers", ("zone", $"{change.Owner} {ObservationJson.TypeName(change.Type)}")));
        foreach (var server in servers)
        {
            var (sign, ink) = server.Standing switch
            {
                PresentStanding.After => (page.Sign("✓", "+"), Ink.Good),
                PresentStanding.Unseen => ("?", Ink.Unsure),
                _ => (page.Sign("✗", "x"), Ink.Bad),
            };
            var says = words.Say($"fix.verify.{Kebab.Of(server.Standing)}", ("why", server.Seen.Why), ("records", Records(server.Seen, change.Type)));
            page.Hanging($"  {page.Paint(sign, ink)} ", "    ", $"{SafeText.Escape($"{server.Server} [{server.Address}]")}: {says}");
        }
    }

    private static string Records(Observation seen, RrType type) =>
        seen is Present<RrSet> set ? string.Join(", ", set.Value.Records.Select(record => MasterText.Write(type, record.Data))) : seen.Why ?? "";

    private static void Caches(Page page, Wording words, FixVerification verified, FixJournal journal, DateTimeOffset now)
    {
        if (journal.LastApplied is null)
        {
            page.Paragraph(words.Say("fix.verify.not-applied"), 0, Ink.Unsure);
        }
        else if (verified.GoneAt is { } gone)
        {
            page.Paragraph(words.Say(gone <= now ? "fix.verify.gone" : "fix.caches", ("time", ObservationText.Time(gone))), 0, gone <= now ? Ink.Good : Ink.Unsure);
        }
    }
}
