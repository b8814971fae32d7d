namespace Recapito.Core.Tests;

public class StandingTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|contoso.example MX 20 alias.contoso.example|mx.contoso.example A 203.0.113.25|alias.contoso.example CNAME mx.contoso.example";

    private static readonly Provenance Source = new("mx.contoso.example", DomainScene.Now);

    private static readonly DomainScene Scene = new DomainScene([.. Mx.Split('|'), "contoso.example TXT \"v=spf1 mx -all\"", "_dmarc.contoso.example TXT \"v=DMARC1; p=reject; rua=mailto:d@contoso.example\""])
    {
        Inquiry = new() { InLab = true, Smtp = true },
    }.Answering(request => request is SmtpSessionRequest session
        ? new Present<SmtpSession>(session, new(new SmtpReply(220, null, ["mx.contoso.example ESMTP"]), ["DSN"], null) { Ehlo = new(250, null, ["mx.contoso.example", "DSN"]) }, Source)
        : null);

    private static readonly DomainReport End = Scene.Examine();

    /// <summary>Which answer is still out, which subjects it may change, and which are settled all the same.</summary>
    [Theory]
    [InlineData("session", "Smtp Tls", "Mx Spf Dkim Dmarc Dane Bimi TlsRpt Autodiscover Delegation")]
    [InlineData("aaaa", "Mx Smtp Tls Addresses", "Dmarc Bimi")]
    [InlineData("dmarc", "Dmarc", "Mx Spf Dane")]
    [InlineData("mx", "Mx Smtp Tls Dane", "Dmarc")]
    [InlineData("nothing", "", "Mx Smtp Tls Dane Spf Dkim Dmarc Bimi TlsRpt Autodiscover Delegation Soa NameServer Dnssec")]
    public void A_subject_is_settled_where_no_answer_that_is_out_can_change_it(string outstanding, string open, string settled)
    {
        var known = Without(outstanding);
        var standings = Standing(known);
        Assert.All(Subjects(open), subject => Assert.False(standings[subject].IsSettled, subject.ToString()));
        Assert.All(Subjects(settled), subject => Assert.True(standings[subject].IsSettled, subject.ToString()));
    }

    [Fact]
    public void Before_the_first_answer_nothing_is_settled_that_is_asked_for()
    {
        var standings = Standing(EvidenceSet.Empty);
        Assert.All(Subjects("Delegation Mx Smtp Tls Spf Dkim Dmarc MtaSts"), subject => Assert.Equal((false, null), (standings[subject].IsSettled, standings[subject].Gravest)));
        Assert.Equal((true, null), (standings[Subject.Expected].IsSettled, standings[Subject.Expected].Gravest));
    }

    [Fact]
    public void A_fault_is_told_before_its_subject_is_settled_and_that_all_is_well_never()
    {
        var standings = Standing(Without("aaaa"));
        Assert.Equal((false, "mx-is-alias"), (standings[Subject.Mx].IsSettled, standings[Subject.Mx].Gravest?.Id));
        Assert.Null(Standing(Without("dmarc"))[Subject.Dmarc].Gravest);
        Assert.Equal("dmarc-found", Standing(End.Evidence)[Subject.Dmarc].Gravest?.Id);
    }

    [Fact]
    public void A_severity_of_the_users_own_holds_here_too()
    {
        var standing = DomainExamination.Standing(DomainScene.Domain, End.Evidence, Scene.Inquiry, DomainScene.Now, new Dictionary<string, Severity> { ["mx-is-alias"] = Severity.Critical });
        Assert.Equal(Severity.Critical, standing.Single(one => one.Subject is Subject.Mx).Gravest?.Severity);
    }

    /// <summary>Whatever comes first: what was called settled is so at the end, and a fault that was told has stayed.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Whatever_is_answered_first_what_is_settled_stays(int seed)
    {
        var order = new Random(seed);
        var end = Standing(End.Evidence);
        var (known, early) = (EvidenceSet.Empty, 0);
        while (DomainExamination.Next(DomainScene.Domain, known, Scene.Inquiry, DomainScene.Now) is { Count: > 0 } open)
        {
            known = End.Evidence.History(open[order.Next(open.Count)]).Aggregate(known, (all, seen) => all.With(seen));
            foreach (var now in Standing(known).Values.Where(now => now.IsSettled || now.Gravest is not null))
            {
                Assert.True(!now.IsSettled || now.Gravest?.Id == end[now.Subject].Gravest?.Id, $"{now.Subject}: {now.Gravest?.Id} became {end[now.Subject].Gravest?.Id}");
                Assert.True(now.Gravest is not { } fault || End.Findings.Any(found => found.Id == fault.Id), now.Gravest?.Id);
                early += now.Gravest is null ? 0 : 1;
            }
        }

        Assert.True(early > 20, $"only {early} times was something told before the end");
    }

    [Theory]
    [InlineData(40, 30), InlineData(60, 30), InlineData(80, 30), InlineData(80, 10), InlineData(120, 30)]
    public void The_lines_fit_the_window_and_name_what_is_waited_for(int columns, int rows)
    {
        var known = Without("session");
        var lines = Lines(known, columns, rows);
        Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 1, columns - 1));
        Assert.InRange(lines.Count, 3, rows);
        Assert.Contains(lines, line => line.StartsWith("  ✕  MX", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("   … SMTP", StringComparison.Ordinal));
        Assert.StartsWith("Waiting for 2: ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(rows > 20, lines.Any(line => line.StartsWith("  ✓  DMARC", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Lines(EvidenceSet known, int columns, int rows) => StandingText.Lines(
        DomainScene.Domain, known, DomainExamination.Standing(DomainScene.Domain, known, Scene.Inquiry, DomainScene.Now),
        DomainExamination.Next(DomainScene.Domain, known, Scene.Inquiry, DomainScene.Now), new() { Width = columns }, rows, Catalogue.Default);

    private static EvidenceSet Without(string outstanding) => End.Evidence.All.Select(seen => seen.Request).Where(request => outstanding switch
    {
        "session" => request is SmtpSessionRequest,
        "aaaa" => request is DnsRequest { Name: "mx.contoso.example", Type: RrType.Aaaa },
        "dmarc" => request is DnsRequest { Name: "_dmarc.contoso.example" },
        "mx" => request is DnsRequest { Name: DomainScene.Domain, Type: RrType.Mx },
        _ => false,
    }).Aggregate(End.Evidence, (known, request) => known.Without(request));

    private static Dictionary<Subject, SubjectStanding> Standing(EvidenceSet known) =>
        DomainExamination.Standing(DomainScene.Domain, known, Scene.Inquiry, DomainScene.Now).ToDictionary(standing => standing.Subject);

    private static IEnumerable<Subject> Subjects(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Enum.Parse<Subject>(name == "Addresses" ? "Address" : name));
}
