using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;
using Recapito.Input;
using Recapito.Probes;

namespace Recapito.Watch.Tests;

/// <summary>The queue of questions; the questions themselves are asked of nobody here.</summary>
public sealed class DiagnosisDeskTests
{
    private const string Bounce =
        """
        From: MAILER-DAEMON@fabrikam.example
        To: ana@fabrikam.example
        Subject: Undelivered Mail Returned to Sender
        Date: Mon, 23 Nov 2026 09:30:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.fabrikam.example

        Final-Recipient: rfc822; lee@contoso.example
        Action: failed
        Status: 5.7.1
        Remote-MTA: dns; mx.contoso.example
        Diagnostic-Code: smtp; 554 5.7.1 <lee@contoso.example>: Relay access denied

        --b--
        """;

    private static readonly byte[] Owner = [1];

    [Fact]
    public async Task What_was_taken_is_asked_for_and_kept()
    {
        using var folder = new TemporaryFolder();
        var (desk, store) = Open(folder, new());
        var id = desk.Take("bounce.eml", Encoding.UTF8.GetBytes(Bounce), [], Owner)!;
        Assert.False(desk.Open(id)!.IsWhole);
        await FinishAsync(desk, id);
        var opened = desk.Open(id)!;
        Assert.True(opened.IsWhole);
        Assert.Equal("lee@contoso.example", Assert.Single(opened.Diagnoses).Symptom.Recipient);
        Assert.Equal(["contoso.example"], store.History(new(), Owner, DateTimeOffset.UtcNow, 10).Select(result => result.Domain));
    }

    [Fact]
    public void What_anybody_may_hand_in_does_not_fill_the_disk()
    {
        using var folder = new TemporaryFolder();
        var mail = Encoding.UTF8.GetBytes(Bounce);

        // With what is kept beside each.
        var (desk, store) = Open(folder, new() { MostOfVisitors = 2 * (mail.Length + "bounce.eml".Length) + (mail.Length / 2) });
        var ids = Enumerable.Range(0, 3).Select(_ => desk.Take("bounce.eml", mail, [], Owner, smtp: false)).ToList();
        Assert.Equal([true, true, false], ids.Select(id => id is not null));
        Assert.NotNull(desk.Take("bounce.eml", mail, [], Owner));
        Assert.True(store.Forget(ids[0]!, Owner));
        Assert.NotNull(desk.Take("bounce.eml", mail, [], Owner, smtp: false));
    }

    [Fact]
    public async Task What_was_not_finished_when_the_program_ended_is_asked_for_after_the_next_start()
    {
        using var folder = new TemporaryFolder();
        var id = Open(folder, new()).Desk.Take("lee@contoso.example", null, [], Owner)!;
        var (desk, _) = Open(folder, new());
        Assert.False(desk.Open(id)!.IsWhole);
        using var stop = new CancellationTokenSource();
        var run = desk.RunAsync(Fail, stop.Token);
        await End(desk, id);
        await StopAsync(run, stop);
        Assert.True(desk.Open(id)!.IsWhole);
    }

    [Fact]
    public void Where_too_many_wait_nothing_is_kept()
    {
        using var folder = new TemporaryFolder();
        var (desk, store) = Open(folder, new() { MostWaiting = 1 });
        Assert.NotNull(desk.Take("lee@contoso.example", null, [], Owner));
        Assert.Null(desk.Take("kim@contoso.example", null, [], Owner));
        Assert.Single(store.Unfinished(DateTimeOffset.UtcNow, null));
    }

    /// <summary>Every question of visitors is held by a server that never answers; the owner's case is of an address of whose domain nothing is asked.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_owners_case_ends_while_every_question_of_visitors_is_held(bool areLeftFromBefore)
    {
        using var folder = new TemporaryFolder();
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var ground = new HoldingVisitors(silent);
        var (desk, _) = Open(folder, new() { AtOnce = 1, MostVisitorsWaiting = 6 }, ground);
        var visitors = Enumerable.Range(0, 6).Select(i => desk.Take("lee@contoso.example", null, [], Owner, smtp: false)!).ToList();
        Assert.Null(desk.Take("lee@contoso.example", null, [], Owner, smtp: false));
        desk = areLeftFromBefore ? Open(folder, new() { AtOnce = 1, MostVisitorsWaiting = 2 }, ground).Desk : desk;
        using var stop = new CancellationTokenSource();
        var run = desk.RunAsync(Fail, stop.Token);
        await AskedAboutAsync(silent, "contoso");
        var own = desk.Take("kim@fabrikam.example", null, [], Owner)!;
        await End(desk, own);
        Assert.True(desk.Open(own)!.IsWhole);
        Assert.All(visitors, id => Assert.True(desk.Live(id) is not null && !desk.Open(id)!.IsWhole));
        await StopAsync(run, stop);
    }

    [Fact]
    public void Where_too_many_wait_the_key_of_the_request_is_free_for_the_next_try()
    {
        using var folder = new TemporaryFolder();
        var (desk, _) = Open(folder, new() { MostWaiting = 1 });
        Assert.NotNull(desk.Take("lee@contoso.example", null, [], Owner));
        Assert.Null(desk.Take("kim@contoso.example", null, [], Owner, new("k", [1])));
        Assert.Null(desk.Take("pat@contoso.example", null, [], Owner, new("k", [2])));
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("a", null)]
    [InlineData("a", "b")]
    public async Task What_was_taken_in_one_world_waits_for_who_looks_there(string? world, string? other)
    {
        using var folder = new TemporaryFolder();
        var id = Open(folder, new(), new Nowhere(world)).Desk.Take("lee@contoso.example", null, [], Owner)!;
        var (elsewhere, _) = Open(folder, new(), new Nowhere(other));
        var own = elsewhere.Take("kim@contoso.example", null, [], Owner)!;
        await FinishAsync(elsewhere, own);
        Assert.True(elsewhere.Open(own) is { IsWhole: true, IsElsewhere: false });
        Assert.True(elsewhere.Open(id) is { IsWhole: false, IsElsewhere: true });
        var (here, _) = Open(folder, new(), new Nowhere(world));
        using var stop = new CancellationTokenSource();
        var run = here.RunAsync(Fail, stop.Token);
        await End(here, id);
        await StopAsync(run, stop);
        Assert.True(here.Open(id) is { IsWhole: true, IsElsewhere: false });
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("a", null)]
    public async Task What_was_finished_in_one_world_is_judged_as_it_was_in_another(string? world, string? other)
    {
        using var folder = new TemporaryFolder();
        var (desk, _) = Open(folder, new(), new Nowhere(world));
        var id = desk.Take("bounce.eml", Encoding.UTF8.GetBytes(Bounce), [], Owner)!;
        await FinishAsync(desk, id);
        var (before, after) = (Assert.Single(desk.Open(id)!.Diagnoses), Assert.Single(Open(folder, new(), new Nowhere(other) { Allowed = new() }).Desk.Open(id)!.Diagnoses));
        Assert.Contains(before.NotChecked, gap => gap.Why == "gap.no-dns");
        Assert.Equal(before.NotChecked, after.NotChecked);
    }

    [Fact]
    public async Task One_that_is_deleted_is_asked_for_no_more_and_gives_its_place_to_the_next()
    {
        using var folder = new TemporaryFolder();
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var (desk, _) = Open(folder, new() { AtOnce = 1 }, new Nowhere(null)
        {
            Allowed = new() { Smtp = false, ControlHost = null },
            Probes = new() { LabRoutes = RoutesTo(silent), Limits = new() { Dns = TimeSpan.FromMinutes(4) } },
        });
        var (first, second) = (desk.Take("lee@contoso.example", null, [], Owner)!, desk.Take("lee@fabrikam.example", null, [], Owner)!);
        using var stop = new CancellationTokenSource();
        var run = desk.RunAsync(Fail, stop.Token);
        await AskedAboutAsync(silent, "contoso");
        Assert.False(desk.Forget(first, [2]));
        var ends = End(desk, first);
        Assert.True(desk.Forget(first, Owner));
        await ends.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await AskedAboutAsync(silent, "fabrikam");
        Assert.Null(desk.Open(first));
        Assert.NotNull(desk.Live(second));
        await StopAsync(run, stop);
    }

    /// <summary>As where the disk was full for a moment.</summary>
    [Fact]
    public void One_that_could_not_be_judged_for_a_moment_is_judged_the_next_time()
    {
        using var folder = new TemporaryFolder();
        var (desk, _) = Open(folder, new(), new FailingOnce());
        var id = desk.Take("lee@contoso.example", null, [], Owner)!;
        Assert.Throws<InvalidOperationException>(() => desk.Open(id));
        Assert.Single(desk.Open(id)!.Diagnoses);
    }

    [Theory]
    [InlineData("note.txt", "Dear Ana, see you tomorrow.")]
    [InlineData("no address", null)]
    public void What_is_neither_a_bounce_nor_an_address_is_refused_and_not_kept(string name, string? mail)
    {
        using var folder = new TemporaryFolder();
        var (desk, store) = Open(folder, new());
        Assert.Throws<InputException>(() => desk.Take(name, mail is null ? null : Encoding.UTF8.GetBytes(mail), [], Owner));
        Assert.Empty(store.Unfinished(DateTimeOffset.UtcNow, null));
    }

    [Fact]
    public async Task One_that_cannot_be_asked_for_does_not_stop_the_others()
    {
        using var folder = new TemporaryFolder();
        var (desk, _) = Open(folder, new() { AtOnce = 1 }, new FailingOnce());
        var (first, second) = (desk.Take("lee@contoso.example", null, [], Owner)!, desk.Take("kim@contoso.example", null, [], Owner)!);
        var failed = new List<string>();
        using var stop = new CancellationTokenSource();
        var ends = End(desk, second);
        var run = desk.RunAsync((id, _) => failed.Add(id), stop.Token);
        await ends;
        await StopAsync(run, stop);
        Assert.Equal([first], failed);
        Assert.False(desk.Open(first)!.IsWhole);
        Assert.True(desk.Open(second)!.IsWhole);
    }

    private static (DiagnosisDesk Desk, DiagnosisStore Store) Open(TemporaryFolder folder, DeskLimits limits, IProbingGround? ground = null)
    {
        var database = Database.Open(folder.File("recapito.db"));
        var store = new DiagnosisStore(database);
        return (new(store, new(database), ground ?? new Nowhere(null), limits, TimeProvider.System), store);
    }

    private static async Task FinishAsync(DiagnosisDesk desk, string id)
    {
        using var stop = new CancellationTokenSource();
        var ends = End(desk, id);
        var run = desk.RunAsync(Fail, stop.Token);
        await ends;
        await StopAsync(run, stop);
    }

    private static async Task End(DiagnosisDesk desk, string id)
    {
        // One that is over already is alive no more.
        if (desk.Live(id) is { } live)
        {
            await foreach (var _ in live.FollowAsync(TestContext.Current.CancellationToken))
            {
                // until it is over
            }
        }
    }

    private static async Task StopAsync(Task run, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static LabRoutes RoutesTo(UdpClient resolver) =>
        new([new("192.0.2.10", 53, TransportProtocol.Udp, RouteFate.Deliver, ((IPEndPoint)resolver.Client.LocalEndPoint!).Port)], "192.0.2.10", [], DateTimeOffset.UtcNow);

    private static async Task AskedAboutAsync(UdpClient server, string label)
    {
        while (!Encoding.ASCII.GetString((await server.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer).Contains(label, StringComparison.Ordinal))
        {
            // the next question
        }
    }

    private static void Fail(string id, Exception why) => Assert.Fail($"{id}: {why}");

    /// <summary>The same, where a server that never answers is asked about one domain.</summary>
    private sealed class HoldingVisitors(UdpClient silent) : IProbingGround
    {
        public string? Name => null;

        public ProbeOptions Probes { get; } = new() { LabRoutes = RoutesTo(silent), Limits = new() { Dns = TimeSpan.FromMinutes(4) } };

        public DomainInquiry CheckInquiry => throw new NotSupportedException();

        public ProbeOptions CheckProbes => Probes;

        public Inquiry InquiryOf(Question question, IReadOnlyList<string> knownGood) => new() { Dns = question.Symptoms[0].Domain == "contoso.example", Smtp = false, Rcpt = false, ControlHost = null };

        public EvidenceSet Known(Symptom symptom) => EvidenceSet.Empty;
    }

    /// <summary>The same, which cannot be entered the first time.</summary>
    private sealed class FailingOnce : IProbingGround
    {
        private int calls;

        public string? Name => null;

        public ProbeOptions Probes { get; } = new();

        public DomainInquiry CheckInquiry => throw new NotSupportedException();

        public ProbeOptions CheckProbes => Probes;

        public Inquiry InquiryOf(Question question, IReadOnlyList<string> knownGood) =>
            Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("the ground gave way") : new() { Dns = false, Smtp = false, Rcpt = false };

        public EvidenceSet Known(Symptom symptom) => EvidenceSet.Empty;
    }
}
