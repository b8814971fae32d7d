using Recapito.CatalogueCompiler;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class ReasonTests
{
    private static readonly string[] Advices = ["stop", "stop-after-n", "retry", "slow-down", "fix-the-sender", "fix-the-route", "change-the-message", "wait", "not-a-bounce"];
    private static readonly Lazy<CatalogueSource> Source = new(() => CatalogueSource.Read(Repository.PathOf("catalogue")));

    [Fact]
    public void Each_example_of_the_catalogue_has_the_reason_under_which_it_stands()
    {
        var wrong = new List<string>();
        foreach (var cue in Source.Value.Cues)
        {
            foreach (var example in cue.Examples)
            {
                var reason = Judge(example, cue.Hosts.FirstOrDefault(), Command(cue.Stages.FirstOrDefault())).Reason;
                if (reason != cue.Reason)
                {
                    wrong.Add($"{cue.Reason}, not {reason}: {example}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("550 no such user here", "userunknown")]
    [InlineData("550 <lee@contoso.example>: User unknown", "userunknown")]
    [InlineData("552 mailbox is full", "mailboxfull")]
    [InlineData("550 blocked by our spam filter", "spamdetected")]
    [InlineData("550 no such user here\nGiving up on 192.0.2.7.", "userunknown")]
    [InlineData("554 Message refused\nGiving up on 192.0.2.7.", "policyviolation")]
    public void A_report_of_words_alone_has_the_reason_that_its_words_say(string reply, string reason)
    {
        var text = $"From: MAILER-DAEMON@mx.fabrikam.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mx.fabrikam.example.\n"
            + $"I'm afraid I wasn't able to deliver your message to the following addresses.\n\n<lee@contoso.example>:\n192.0.2.7 said: {reply}\n";
        var record = Assert.Single(ReadRecord.Of("a.eml", DsnReader.Read(System.Text.Encoding.ASCII.GetBytes(text)), Recapito.Core.Catalogue.Default));
        Assert.Equal((reason, "lee@contoso.example"), (record.Reason, record.Recipient));
    }

    [Fact]
    public void A_reply_has_the_reason_that_a_person_reads_in_it()
    {
        var wrong = new List<string>();
        var rows = Rows("replies-by-meaning.tsv");
        foreach (var row in rows)
        {
            var reason = Judge(row[3], row[1], row[2]).Reason;
            if (reason != row[0])
            {
                wrong.Add($"{row[0]}, not {reason}: {row[3]}");
            }
        }

        Assert.True(rows.Count >= 150, $"{rows.Count} rows");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Case_and_folding_do_not_change_a_reason() => Assert.All(Rows("replies-by-meaning.tsv"), row =>
    {
        var reply = SmtpReply.Parse(row[3]);
        var wrapped = reply with { Lines = [.. reply.Lines.Select(line => line.Replace(" ", " \t ", StringComparison.Ordinal))] };
        Assert.Equal(Judge(reply, row[1], row[2]).Reason, Judge(wrapped, row[1], row[2]).Reason);
    });

    [Theory]
    [InlineData("550 5.1.1 User unknown", true, "stop")]
    [InlineData("450 4.1.1 User unknown", false, "stop-after-n")]
    [InlineData("550 4.1.1 User unknown", true, "stop")]
    [InlineData("552 5.2.2 Mailbox full", true, "retry")]
    [InlineData("554 4.2.2 Mailbox full", false, "retry")]
    [InlineData("451 4.7.1 Greylisted, come back later", false, "retry")]
    [InlineData("554 5.7.1 Client host [198.51.100.7] blocked using zen.spamhaus.org", true, "fix-the-sender")]
    [InlineData("421 4.7.28 Rate limit exceeded", false, "slow-down")]
    [InlineData("552 5.3.4 Message too big", true, "change-the-message")]
    [InlineData("554 5.7.1 Relay access denied", true, "fix-the-route")]
    [InlineData("421 4.3.2 host does not accept mail", false, "retry")]
    [InlineData("554 5.4.14 Hop count exceeded - possible mail loop ATTR34", true, "fix-the-route")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors", true, "stop-after-n")]
    [InlineData("550 5.4.1 All recipient addresses rejected : Access denied", true, "stop-after-n")]
    public void Permanence_follows_the_codes_and_advice_follows_both(string reply, bool? permanent, string advice)
    {
        var verdict = Judge(reply);
        Assert.Equal((permanent, advice), (verdict.Permanent, verdict.Advice));
    }

    [Theory]
    [InlineData(ReportKind.Delivered, "Connection refused", "delivered", null, "not-a-bounce")]
    [InlineData(ReportKind.Complaint, "Connection refused", "feedback", null, "stop")]
    [InlineData(ReportKind.Delay, "Connection refused", "networkerror", false, "wait")]
    [InlineData(ReportKind.Delay, "450 4.7.1 Greylisted, try again later", "blocked", false, "wait")]
    [InlineData(ReportKind.Delay, "421 4.7.28 rate limit exceeded", "speeding", false, "wait")]
    public void A_kind_that_is_no_failure_has_its_own_advice(ReportKind kind, string reply, string reason, bool? permanent, string advice)
    {
        var recipient = Recipient(SmtpReply.Parse(reply), null, null) with { Kind = kind, Replies = [], DiagnosticCode = reply };
        Assert.Equal(new ReasonVerdict(reason, permanent, advice), ReasonJudge.Judge(recipient, Report, Catalogue.Default));
    }

    [Fact]
    public void The_innermost_reply_speaks_before_those_around_it()
    {
        var inner = SmtpReply.Parse("552 5.2.2 mailbox full");
        var recipient = Recipient(SmtpReply.Parse("550 5.1.1 User unknown"), null, null);
        recipient = recipient with { Replies = [.. recipient.Replies, new(inner, "mx.contoso.example")] };
        Assert.Equal("mailboxfull", ReasonJudge.Judge(recipient, Report, Catalogue.Default).Reason);
    }

    [Theory]
    [InlineData("451 4.4.1 Connection refused", "expired")]
    [InlineData("452 4.2.2 mailbox full", "mailboxfull")]
    [InlineData("450 4.1.1 User unknown", "userunknown")]
    [InlineData("421 try again later", "expired")]
    public void The_end_of_the_queue_around_a_reply_speaks_only_where_the_reply_tells_of_no_more_than_a_connection(string inner, string reason)
    {
        var outer = SmtpReply.Parse($"550 5.4.7 Message expired: {inner}");
        var recipient = Recipient(outer, null, null);
        recipient = recipient with { Replies = [.. recipient.Replies, new(SmtpReply.Parse(inner), "mx.contoso.example")] };
        Assert.Equal(reason, ReasonJudge.Judge(recipient, Report, Catalogue.Default).Reason);
    }

    [Fact]
    public void A_mail_that_says_nothing_has_no_reason_and_one_that_says_too_little_is_on_hold()
    {
        Assert.Equal("undefined", ReasonJudge.Judge(new() { FinalRecipient = "lee@contoso.example" }, Report, Catalogue.Default).Reason);
        Assert.Equal("onhold", Judge("550 5.0.0").Reason);
    }

    [Fact]
    public void Every_reason_has_advice_of_the_known_kinds() =>
        Assert.All(Source.Value.Reasons, reason =>
        {
            Assert.Contains(reason.Advice, Advices);
            Assert.True(reason.Temporary is null || Advices.Contains(reason.Temporary), reason.Id);
        });

    private static readonly DsnReport Report = new() { Kind = ReportKind.Bounce };

    private static ReasonVerdict Judge(string text, string? host = null, string? command = null) => Judge(SmtpReply.Parse(text), host, command);

    private static ReasonVerdict Judge(SmtpReply reply, string? host, string? command) =>
        ReasonJudge.Judge(Recipient(reply, host is "" ? null : host, command is "" ? null : command), Report, Catalogue.Default);

    private static RecipientFields Recipient(SmtpReply reply, string? host, string? command) => new()
    {
        FinalRecipient = "lee@contoso.example",
        Status = reply.Status,
        DiagnosticCode = reply.ToString(),
        RefusingHost = host,
        SmtpCommand = command,
        Replies = reply.Code is null ? [] : [new(reply, host)],
    };

    private static string? Command(string? stage) => stage switch { "rcpt" => "RCPT TO", "data" => "end of DATA", "mail" => "MAIL FROM", _ => stage };

    private static List<string[]> Rows(string file) =>
        [.. File.ReadLines(Repository.PathOf("tests", "Recapito.Core.Tests", "Catalogue", file))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))];
}
