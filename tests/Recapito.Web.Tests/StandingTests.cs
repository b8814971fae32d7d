using Microsoft.Extensions.DependencyInjection;
using Recapito.Core;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>How far cases are that come to their end while somebody looks: between the look into the store and that at who asks.</summary>
public sealed class StandingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_diagnosis_that_ends_while_a_list_is_read_is_done_with_what_it_came_to()
    {
        await using var served = await ServedApi.StartAsync();
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce));
        await ServedApi.FollowAsync(served.Caller, path);
        var (desk, list) = (served.Get<DiagnosisDesk>(), served.Get<DiagnosisList>());
        var read = list.Page(new(), ApiCaller.Local.Owner, null, Now, 10).Select(one => one with { IsWhole = false, Results = [] }).ToList();
        var standing = Assert.Single(Standings.Of(desk, list, read, Now));
        Assert.Equal((CaseState.Done, "mx-host-does-not-accept-domain"), (standing.State, Assert.Single(standing.Case.Results).Cause));
    }

    [Fact]
    public async Task A_check_that_ends_while_a_list_is_read_is_done()
    {
        await using var served = await ServedApi.StartAsync();
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting("""{ "domain": "contoso.example" }"""));
        await ServedApi.FollowAsync(served.Caller, path);
        var (desk, list) = (served.Get<CheckDesk>(), served.Get<CheckList>());
        var read = list.Page(new(), ApiCaller.Local.Owner, null, Now, 10).Select(one => one with { IsWhole = false }).ToList();
        Assert.Equal(CaseState.Done, Assert.Single(Standings.Of(desk, list, read, Now)).State);
    }

    [Theory]
    [InlineData(false, "done")]
    [InlineData(true, "stopped")]
    public void A_watch_that_ends_while_a_list_is_read_is_over(bool isStopped, string state)
    {
        using var served = new ServedWatch();
        var (desk, store) = served.Open("lab/worlds/watch/plain-change.yaml");
        var watch = new StoredWatch("w0", ServedWatch.Owner, Now, Now.AddDays(1), new("contoso.example", RrType.Mx), TimeSpan.FromHours(1), null);
        store.Add(watch, null);
        Assert.Equal((CaseState.Interrupted, CaseState.Interrupted), (Assert.Single(Standings.Of(desk, store, [watch], Now)).State, Standings.Of(desk, "w0")!.State));
        store.End("w0", TimeSpan.FromMinutes(1), Now, isStopped);
        Assert.Equal((state, state), (Assert.Single(Standings.Of(desk, store, [watch], Now)).State, Standings.Of(desk, "w0")!.State));
    }

    /// <summary>Only what neither is whole nor has somebody who asks is read again, and all of that at once.</summary>
    [Fact]
    public void The_store_is_read_again_once_and_only_for_what_nobody_asks_for()
    {
        var again = new List<IReadOnlyList<string>>();
        var standings = Look(["whole", "asked", "ended", "left", "forgotten"]);
        Assert.Equal([("whole", "done"), ("asked", "asking"), ("ended", "done"), ("left", "interrupted")], standings.Select(one => (one.Case.Id, one.State)));
        Assert.Equal(["ended", "forgotten", "left"], Assert.Single(again).Order(StringComparer.Ordinal));
        again.Clear();
        Look(["whole", "asked"]);
        Assert.Empty(again);

        IReadOnlyList<Standing<PagedCheck>> Look(string[] ids) => Standings.Of([.. ids.Select(id => Check(id, id is "whole"))], one => one.Id, one => one.IsWhole, id => id is "asked" ? new LiveDiagnosis() : null, asked =>
        {
            again.Add(asked);
            return [.. asked.Where(id => id is not "forgotten").Select(id => Check(id, id is "ended"))];
        });
    }

    private static PagedCheck Check(string id, bool isWhole) => new(id, Now, Now.AddDays(1), "contoso.example", isWhole);
}
