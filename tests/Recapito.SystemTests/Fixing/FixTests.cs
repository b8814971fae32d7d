namespace Recapito.SystemTests;

/// <summary>RFC 2136 at real servers: what is asked for is done once, verified and undone; whatever goes wrong is told as it is, and nothing of others is lost.</summary>
public sealed class FixTests
{
    public static TheoryData<string> Servers => ["BIND", "Knot"];

    [Theory, MemberData(nameof(Servers))]
    public async Task A_plan_is_applied_verified_and_undone_with_the_old_TTL_and_nothing_else_changes(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        var others = await server.OthersAsync();
        Assert.Equal(FixTrial.Old, await server.HasAsync("contoso.example", "MX"));

        var applied = await trial.ApplyAsync();
        Says(applied, 0, "Applied and read back", "- contoso.example. MX 10 mx.oldhost.example.", "+ contoso.example. 600 IN MX 0 contoso-example");
        Assert.Equal(FixTrial.New, await server.HasAsync("contoso.example", "MX"));
        Assert.Equal("intended applied", trial.Steps);

        Says(await trial.VerifyAsync(), null, "All authoritative servers have the new records", "ns1.dnshost.example [192.0.2.53]: the new records", "Caches may hold the old answer until");

        Says(await trial.ApplyAsync(), 0, "Already applied by this plan");
        Assert.Equal("intended applied", trial.Steps);

        Says(await trial.UndoAsync(), 0, "Undone and read back");
        Assert.Equal(FixTrial.Old, await server.HasAsync("contoso.example", "MX"));
        Says(await trial.UndoAsync(), 0, "Already undone");
        Assert.Equal("intended applied undo-intended undone", trial.Steps);
        Assert.Equal(others, await server.OthersAsync());
    }

    [Theory]
    [InlineData("BIND", "wrong", "BADSIG")]
    [InlineData("Knot", "wrong", "BADSIG")]
    [InlineData("BIND", "strange", "BADKEY")]
    [InlineData("Knot", "strange", "BADKEY")]
    public async Task A_wrong_key_is_called_so_and_nothing_is_sent(string kind, string key, string says)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using var tap = new UpdateTap(server.Port);

        Says(await trial.ApplyAsync(tap.Port, key is "wrong" ? server.WrongKeyFile : server.StrangeKeyFile), 1, says, "Nothing was sent");
        Assert.Equal(0, tap.Updates);
        Assert.Equal(FixTrial.Old, await server.HasAsync("contoso.example", "MX"));
        Assert.Equal("", trial.Journal);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_zone_that_the_key_may_not_change_is_refused_and_the_journal_says_so(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        trial.WritePlan("fabrikam.example", "\"10 mx.oldhost.example.\"");

        Says(await trial.ApplyAsync(), 1, "The server did not take the change. Nothing was changed.", kind is "Knot" ? "NOTAUTH" : "REFUSED");
        Assert.Equal("1800 10 mx.oldhost.example.", await server.HasAsync("fabrikam.example", "MX"));
        Assert.Equal("intended refused", trial.Steps);
        Says(await trial.UndoAsync(), 1, "nothing to undo");
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Somebody_elses_edit_between_plan_and_apply_stops_it_and_stays(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using var tap = new UpdateTap(server.Port);
        await server.SomebodyUpdatesAsync("update add contoso.example 1800 MX 30 mx3.other.example.");
        var theirs = await server.HasAsync("contoso.example", "MX");

        Says(await trial.ApplyAsync(tap.Port), 1, "Somebody changed the records since", "contoso.example. 1800 IN MX 30 mx3.other.example.", "The plan was made for:");
        Assert.Equal(0, tap.Updates);
        Assert.Equal(theirs, await server.HasAsync("contoso.example", "MX"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Somebody_elses_edit_in_the_moment_of_sending_is_kept_by_the_prerequisite(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using var tap = new UpdateTap(server.Port) { Before = () => server.SomebodyUpdatesAsync("update delete contoso.example MX 20 mx2.oldhost.example.") };

        Says(await trial.ApplyAsync(tap.Port), 1, "NXRRSET", "Somebody changed the records since");
        Assert.Equal("1800 10 mx.oldhost.example.", await server.HasAsync("contoso.example", "MX"));
        Assert.Equal("intended refused", trial.Steps);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Somebody_elses_edit_after_the_apply_is_kept_by_the_undo(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        Says(await trial.ApplyAsync(), 0, "Applied");
        await server.SomebodyUpdatesAsync("update add contoso.example 600 MX 5 mx.other.example.");
        var theirs = await server.HasAsync("contoso.example", "MX");

        Says(await trial.UndoAsync(), 1, "Somebody changed the records since they were applied");
        Assert.Equal(theirs, await server.HasAsync("contoso.example", "MX"));
        Assert.Equal("intended applied", trial.Steps);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_answer_that_gets_lost_is_made_up_for_by_looking(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using var tap = new UpdateTap(server.Port) { LosesAnswer = true };

        Says(await trial.ApplyAsync(tap.Port), 0, "The server has the new records", "No answer came");
        Assert.Equal("intended applied", trial.Steps);
        Says(await trial.ApplyAsync(tap.Port), 0, "Already applied");
        Assert.Equal(1, tap.Updates);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_update_that_gets_lost_is_not_done_and_the_next_apply_does_it(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using var tap = new UpdateTap(server.Port) { PassesOn = false };

        Says(await trial.ApplyAsync(tap.Port), 3, "The server still has the old records");
        Assert.Equal("intended", trial.Steps);
        Says(await trial.ApplyAsync(), 0, "Applied and read back");
        Assert.Equal(FixTrial.New, await server.HasAsync("contoso.example", "MX"));
        Says(await trial.UndoAsync(), 0, "Undone");
        Assert.Equal(FixTrial.Old, await server.HasAsync("contoso.example", "MX"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_answer_that_was_tampered_with_is_not_believed(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using var tap = new UpdateTap(server.Port) { SpoilsAnswer = true };

        Says(await trial.ApplyAsync(tap.Port), 0, "The server has the new records", "signature of the answer does not fit");
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_server_that_is_gone_after_the_update_leaves_an_unknown_state_that_the_next_apply_clears(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using (var tap = new UpdateTap(server.Port) { LosesAnswer = true, ClosesAfterUpdate = true })
        {
            Says(await trial.ApplyAsync(tap.Port), 3, "whether it was made is not known");
        }

        Assert.Equal("intended", trial.Steps);
        Says(await trial.ApplyAsync(), 0, "It is recorded now");
        Assert.Equal("intended applied", trial.Steps);
        Says(await trial.UndoAsync(), 0, "Undone");
        Assert.Equal(FixTrial.Old, await server.HasAsync("contoso.example", "MX"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_program_that_is_killed_between_sending_and_recording_finds_out_the_next_time_and_sends_nothing_twice(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        await using (var tap = new UpdateTap(server.Port) { HoldsAnswer = true })
        {
            using var program = trial.Start("apply", tap.Port);
            await tap.Answered.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("intended", trial.Steps);
        await using var counting = new UpdateTap(server.Port);
        Says(await trial.ApplyAsync(counting.Port), 0, "It is recorded now");
        Assert.Equal(0, counting.Updates);
        Assert.Equal(FixTrial.New, await server.HasAsync("contoso.example", "MX"));
        Assert.Equal("intended applied", trial.Steps);
        Says(await trial.UndoAsync(), 0, "Undone");
        Assert.Equal(FixTrial.Old, await server.HasAsync("contoso.example", "MX"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Where_the_server_is_gone_verify_says_that_it_does_not_know(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        using var files = trial;
        await using (server)
        {
            Says(await trial.ApplyAsync(), 0, "Applied");
        }

        Says(await trial.VerifyAsync(), 3, "were not found");
        Says(await trial.ApplyAsync(), 3, "Nothing was sent", "could not be read");
        Assert.Equal("intended applied", trial.Steps);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Two_runs_at_the_same_time_send_once(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        Outcome? second = null;
        await using var tap = new UpdateTap(server.Port) { Before = async () => second = await trial.ApplyAsync() };

        Says(await trial.ApplyAsync(tap.Port), 0, "Applied and read back");
        Says(second!, 4, "is another run of this plan under way");
        Assert.Equal("intended applied", trial.Steps);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_RRset_that_was_not_there_is_added_and_taken_away_again(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        trial.WritePlan("new.contoso.example", "", type: "TXT", after: "\"\\\"one; two\\\" \\\"three\\\"\"");

        Says(await trial.ApplyAsync(), 0, "Applied");
        Assert.Equal("600 \"one; two\" \"three\"", await server.HasAsync("new.contoso.example", "TXT"));
        Says(await trial.UndoAsync(), 0, "Undone");
        Assert.Equal("", await server.HasAsync("new.contoso.example", "TXT"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_name_that_is_an_alias_is_left_alone(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        trial.WritePlan("alias.contoso.example", "");

        Says(await trial.ApplyAsync(), 1, "is an alias", "Nothing was sent");
        Assert.Equal("1800 www.contoso.example.", await server.HasAsync("alias.contoso.example", "CNAME"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task What_is_not_proven_needs_a_word_more(string kind)
    {
        var (server, trial) = await FixTrial.StartAsync(kind);
        await using var running = server;
        using var files = trial;
        trial.WritePlan(verdict: "likely");

        Says(await trial.ApplyAsync(), 4, "--not-proven");
        Says(await trial.ApplyAsync(more: "--not-proven"), 0, "Applied");
    }

    private static void Says(Outcome run, int? code, params string[] words)
    {
        var said = Unwrapped(run.Output + run.Errors);
        Assert.True(code is null || run.ExitCode == code, $"exit code {run.ExitCode}\n{run.Output}\n{run.Errors}");
        Assert.All(words, word => Assert.True(said.Contains(Unwrapped(word), StringComparison.Ordinal), $"not said: {word}\n{run.Output}\n{run.Errors}"));
    }

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
