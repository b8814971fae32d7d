using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public sealed class ProbeBudgetTests : IDisposable
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private static readonly RcptRequest Lee = new(Host, Address, RcptRole.Target, "lee@contoso.example");
    private static readonly RcptRequest Random = new(Host, Address, RcptRole.Control, "contoso.example");
    private static readonly RcptRequest Known = new(Host, Address, RcptRole.KnownGood, "ana@contoso.example");

    private readonly FakeClock clock = new(TestLab.Now);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recapito-budget-");

    private static Present<RcptAnswer> Refused(RcptRequest request, string mailbox) =>
        new(request, new(mailbox, false, SmtpReply.Parse("550 5.4.1 Access denied"), "RCPT TO"), new(Host, TestLab.Now));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(folder.FullName, "state", "probes.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task One_diagnosis_may_ask_each_host_for_the_failing_a_random_and_a_known_good_address()
    {
        var run = new ProbeBudget(clock).BeginRun();
        foreach (var request in (RcptRequest[])[Lee, Random, Known])
        {
            Assert.Null((await run.ClaimAsync(request, Cancel)).Known);
            Assert.Null((await run.ClaimAsync(request with { Host = "mx2.contoso.example", Address = "203.0.113.26" }, Cancel)).Known);
        }
    }

    [Fact]
    public async Task A_foreign_recipient_takes_the_share_of_the_host_that_is_tried_and_not_of_the_foreign_domain()
    {
        var budget = new ProbeBudget(clock);
        var relay = new RcptRequest(Host, Address, RcptRole.Relay, "relay-test@example.com");
        Assert.Null((await budget.BeginRun().ClaimAsync(relay, Cancel)).Known);
        Assert.Null((await budget.BeginRun().ClaimAsync(relay with { Host = "mx.fabrikam.example", Address = "203.0.113.26" }, Cancel)).Known);
        Assert.NotNull((await budget.BeginRun().ClaimAsync(relay with { Address = "203.0.113.27" }, Cancel)).Known);
    }

    [Fact]
    public async Task A_second_address_of_a_domain_is_not_asked_in_the_same_hour_not_even_in_the_same_diagnosis()
    {
        var run = new ProbeBudget(clock).BeginRun();
        Assert.Null((await run.ClaimAsync(Lee, Cancel)).Known);
        var refused = await run.ClaimAsync(Lee with { Subject = "kim@contoso.example" }, Cancel);
        Assert.Equal(
            "not asked, so as not to look like a harvester: lee@contoso.example was asked for at 10:15 UTC; contoso.example may be asked again at 11:15 UTC",
            Assert.IsType<Unavailable<RcptAnswer>>(refused.Known).Reason);
        Assert.Null((await run.ClaimAsync(Lee with { Subject = "lee@fabrikam.example" }, Cancel)).Known);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(600, true)]
    public async Task After_an_hour_a_domain_may_be_asked_again(int minutes, bool may)
    {
        var budget = new ProbeBudget(clock);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee, Cancel)).Known);
        clock.Now += TimeSpan.FromMinutes(minutes);
        Assert.Equal(may, await budget.BeginRun().ClaimAsync(Lee with { Subject = "kim@contoso.example" }, Cancel) is { Known: null });
    }

    [Fact]
    public async Task Within_ten_minutes_the_earlier_answer_is_handed_back_with_its_own_time_also_to_another_process()
    {
        var run = new ProbeBudget(clock, FilePath).BeginRun();
        var reply = SmtpReply.Parse("550-5.4.1 Recipient address rejected:\n550 5.4.1 Access denied");
        var seen = new Present<RcptAnswer>(Lee, new("lee@contoso.example", false, reply, "RCPT TO"), new(Host, TestLab.Now, "swaks …") { Transcript = ["S: 550"] });
        Assert.Null((await run.ClaimAsync(Lee, Cancel)).Known);
        await run.SettleAsync(Lee, seen, sent: true, Cancel);
        clock.Now += TimeSpan.FromMinutes(9);
        var again = Assert.IsType<Present<RcptAnswer>>((await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee, Cancel)).Known);
        Assert.Equal(TestLab.Now, again.Source.At);
        Assert.Equal((Host, "swaks …", "S: 550"), (again.Source.By, again.Source.Command, again.Source.Transcript![0]));
        Assert.Equal((false, 550, "5.4.1", "Recipient address rejected: Access denied"), (again.Value.Accepted, again.Value.Reply.Code, again.Value.Reply.Status?.ToString(), again.Value.Reply.Text));
    }

    [Fact]
    public async Task A_question_that_no_host_saw_costs_nothing()
    {
        var budget = new ProbeBudget(clock, FilePath);
        var run = budget.BeginRun();
        Assert.Null((await run.ClaimAsync(Lee, Cancel)).Known);
        await run.SettleAsync(Lee, new Unavailable<RcptAnswer>(Lee, "no route", new(Host, TestLab.Now)), sent: false, Cancel);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee with { Subject = "kim@contoso.example" }, Cancel)).Known);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Version\":1,\"Entries\":null}")]
    [InlineData("{\"Version\":1,\"Entries\":[null]}")]
    [InlineData("{\"Version\":1,\"Entries\":[{\"Run\":\"x\"}]}")]
    [InlineData("{\"Version\":99,\"Entries\":[]}")]
    [InlineData("\0\u0001 binary")]
    public async Task A_spoilt_file_is_begun_anew(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, text, Encoding.UTF8, Cancel);
        var budget = new ProbeBudget(clock, FilePath);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee, Cancel)).Known);
        Assert.NotNull((await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee, Cancel)).Known);
    }

    [Fact]
    public async Task Where_no_file_can_be_written_the_memory_counts()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "state"), "a file where a folder should be", Cancel);
        var budget = new ProbeBudget(clock, FilePath);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee, Cancel)).Known);
        Assert.NotNull((await budget.BeginRun().ClaimAsync(Lee with { Subject = "kim@contoso.example" }, Cancel)).Known);
    }

    [Fact]
    public async Task What_was_counted_while_the_file_could_not_be_written_is_in_it_as_soon_as_it_can()
    {
        var folderInTheWay = Path.Combine(folder.FullName, "state");
        await File.WriteAllTextAsync(folderInTheWay, "a file where a folder should be", Cancel);
        var budget = new ProbeBudget(clock, FilePath);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee, Cancel)).Known);
        File.Delete(folderInTheWay);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee with { Subject = "lee@fabrikam.example" }, Cancel)).Known);
        Assert.NotNull((await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee with { Subject = "kim@contoso.example" }, Cancel)).Known);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_question_that_is_under_way_is_waited_for(bool isSent)
    {
        var budget = new ProbeBudget(clock);
        var first = budget.BeginRun();
        Assert.Null((await first.ClaimAsync(Lee, Cancel)).Known);
        var second = budget.BeginRun().ClaimAsync(Lee, Cancel);
        Assert.False(second.IsCompleted);
        await first.SettleAsync(Lee, new Present<RcptAnswer>(Lee, new("lee@contoso.example", true, SmtpReply.Parse("250 2.1.5 Ok"), "RCPT TO"), new(Host, TestLab.Now)), isSent, Cancel);
        Assert.Equal(isSent, (await second).Known is Present<RcptAnswer> { Value.Accepted: true });
        Assert.Equal(!isSent, (await second).Known is null);
    }

    /// <summary>What a host said a quarter of an hour ago is not what it says now; no other address is asked for all the same.</summary>
    [Fact]
    public async Task After_ten_minutes_the_same_addresses_are_asked_for_again_and_no_others()
    {
        var budget = new ProbeBudget(clock, FilePath);
        var first = budget.BeginRun();
        foreach (var (request, mailbox) in ((RcptRequest, string)[])[(Lee, Lee.Subject), (Random, "recapito-probe-abc@contoso.example")])
        {
            Assert.Equal(default, await first.ClaimAsync(request, Cancel));
            await first.SettleAsync(request, Refused(request, mailbox), sent: true, Cancel);
        }

        clock.Now += TimeSpan.FromMinutes(10);
        var second = new ProbeBudget(clock, FilePath).BeginRun();
        Assert.NotNull((await second.ClaimAsync(Lee with { Subject = "kim@contoso.example" }, Cancel)).Known);
        Assert.Null((await second.ClaimAsync(Lee, Cancel)).Known);
        Assert.Equal(new(null, "recapito-probe-abc@contoso.example", null), await second.ClaimAsync(Random, Cancel));

        // What no host saw leaves what was said before.
        await second.SettleAsync(Lee, new Unavailable<RcptAnswer>(Lee, "no route", new(Host, clock.Now)), sent: false, Cancel);
        clock.Now -= TimeSpan.FromMinutes(5);
        Assert.Equal(TestLab.Now, (await budget.BeginRun().ClaimAsync(Lee, Cancel)).Known!.Source.At);
    }

    [Fact]
    public async Task A_run_does_not_wait_for_itself()
    {
        var run = new ProbeBudget(clock).BeginRun();
        Assert.Null((await run.ClaimAsync(Lee, Cancel)).Known);
        Assert.NotNull((await run.ClaimAsync(Lee, Cancel)).Known);
    }

    [Fact]
    public async Task Who_asks_of_a_service_learns_neither_whom_others_asked_for_nor_where_the_answers_are()
    {
        var budget = new ProbeBudget(clock, FilePath, isShared: true);
        Assert.Null((await budget.BeginRun().ClaimAsync(Lee, Cancel)).Known);
        Assert.Null((await budget.BeginRun().ClaimAsync(Known, Cancel)).Known);
        foreach (var other in (RcptRequest[])[Lee with { Subject = "kim@contoso.example" }, Known with { Subject = "kim@contoso.example" }])
        {
            Assert.Equal(
                "not asked, so as not to look like a harvester: another address of contoso.example was asked for at 10:15 UTC; contoso.example may be asked again at 11:15 UTC",
                Assert.IsType<Unavailable<RcptAnswer>>((await budget.BeginRun().ClaimAsync(other, Cancel)).Known).Reason);
        }
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_does_not_block_for_ever()
    {
        clock.Now += TimeSpan.FromDays(1000);
        Assert.Null((await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee, Cancel)).Known);
        clock.Now = TestLab.Now;
        Assert.Null((await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee, Cancel)).Known);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_may_ask()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(row => Task.Run(
            () => new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee with { Subject = $"user{row}@contoso.example" }, Cancel))));
        Assert.Single(claims, claim => claim.Known is null);
    }

    [Fact]
    public async Task A_thousand_bounces_of_one_domain_make_one_connection()
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        var budget = new ProbeBudget(clock);
        for (var row = 0; row < 1000; row++)
        {
            await lab.SmtpProbe().AskAsync(Host, Address, [Lee with { Subject = $"user{row}@contoso.example" }, Random], budget.BeginRun(), Cancel);
        }

        Assert.Equal(1, script.Connections);
        Assert.Equal(2, script.Lines.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_file_forgets_after_an_hour_and_is_nobody_elses_to_read()
    {
        await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee, Cancel);
        clock.Now += TimeSpan.FromHours(2);
        await new ProbeBudget(clock, FilePath).BeginRun().ClaimAsync(Lee with { Subject = "lee@fabrikam.example" }, Cancel);
        Assert.DoesNotContain("lee@contoso", await File.ReadAllTextAsync(FilePath, Cancel), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }
}
