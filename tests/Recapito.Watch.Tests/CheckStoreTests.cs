using Recapito.Core;

namespace Recapito.Watch.Tests;

public sealed class CheckStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);
    private static readonly byte[] Owner = [1, 2, 3];

    [Fact]
    public void What_was_kept_comes_back_as_it_was_until_it_expires()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckStore(Database.Open(folder.File("recapito.db")));
        var kept = New("a");
        Assert.Equal("a", store.Add(kept, null));
        Assert.Equal(["a"], store.Unfinished(Now, "some-world"));
        var found = store.Find("a", Now)!;
        Assert.Equal((kept.Created, kept.Expires, kept.Domain, kept.World, kept.Seen), (found.Created, found.Expires, found.Domain, found.World, found.Seen));
        Assert.Equal((kept.Wishes.Smtp, kept.Wishes.Https), (found.Wishes.Smtp, found.Wishes.Https));
        Assert.Equal(kept.Wishes.Selectors, found.Wishes.Selectors);
        Assert.Equal(kept.Owner, found.Owner);
        Assert.Null(store.Find("a", kept.Expires));
        Assert.Equal(0, store.ForgetExpired(Now));
        Assert.Equal(1, store.ForgetExpired(kept.Expires));
    }

    [Fact]
    public void What_is_finished_keeps_what_was_seen_and_for_when_it_is_judged()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("a"), null);
        store.Finish("a", new("contoso.example", Now, [], [], EvidenceSet.Empty) { Elapsed = TimeSpan.FromSeconds(1.5) }, new() { InLab = true, TrustAnchors = ["the lab's own"] });
        var seen = store.Find("a", Now)!.Seen!;
        Assert.Equal((Now, TimeSpan.FromSeconds(1.5), EvidenceFile.Write(EvidenceSet.Empty)), (seen.At, seen.Elapsed, seen.Evidence));
        Assert.Equal((true, "the lab's own"), (seen.Asked!.InLab, Assert.Single(seen.Asked.TrustAnchors)));
        Assert.Empty(store.Unfinished(Now, "some-world"));
    }

    [Fact]
    public void The_same_request_leads_to_the_same_check_until_that_is_forgotten()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckStore(Database.Open(folder.File("recapito.db")));
        var once = new OnceKey("k", [9]);
        Assert.Equal("a", store.Add(New("a"), once));
        Assert.Equal("a", store.Add(New("b"), once));
        Assert.Throws<OnceKeyException>(() => store.Add(New("c"), new("k", [8])));
        Assert.Equal("d", store.Add(New("d") with { Owner = [7] }, once));
        store.Forget("a");
        Assert.Equal("e", store.Add(New("e"), once));
        Assert.Equal(["d", "e"], store.Unfinished(Now, "some-world").Order());
    }

    [Fact]
    public void What_was_seen_is_judged_once_however_often_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var database = Database.Open(folder.File("recapito.db"));
        var store = new CheckStore(database);
        var desk = new CheckDesk(store, new(database), new Nowhere("some-world"), new(), new StandingAt(Now));
        store.Add(New("a"), null);
        Assert.Null(desk.Open("a")!.Report);
        store.Finish("a", new("contoso.example", Now, [], [], EvidenceSet.Empty), new() { InLab = true, TrustAnchors = [] });
        var opened = desk.Open("a")!;
        Assert.NotNull(opened.Report);
        Assert.Same(opened, desk.Open("a"));
        Assert.True(desk.Forget("a", Owner));
        Assert.Null(desk.Open("a"));
    }

    /// <summary>A world of the lab has its own root: judged with the Internet's, nothing that it signed would hold.</summary>
    [Fact]
    public void What_was_seen_in_another_world_is_judged_with_what_that_was_asked_with()
    {
        using var folder = new TemporaryFolder();
        var database = Database.Open(folder.File("recapito.db"));
        var store = new CheckStore(database);
        var desk = new CheckDesk(store, new(database), new Nowhere(null), new(), new StandingAt(Now));
        store.Add(New("a"), null);
        Assert.True(desk.Open("a")!.IsElsewhere);
        store.Finish("a", new("contoso.example", Now, [], [], EvidenceSet.Empty), new() { InLab = true, TrustAnchors = [] });
        Assert.True(desk.Open("a") is { Report: not null, IsElsewhere: true });
        Assert.Empty(store.Unfinished(Now, "some-world"));
    }

    [Fact]
    public void What_belongs_to_another_world_is_not_asked_for_in_this_one()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("a"), null);
        store.Add(New("b") with { World = null }, null);
        Assert.Equal(["a", "b", ""], new[] { "some-world", null, "other-world" }.Select(world => string.Join(' ', store.Unfinished(Now, world))));
    }

    [Theory]
    [InlineData(null, "a b")]
    [InlineData(true, "b")]
    [InlineData(false, "a")]
    public void What_is_left_of_visitors_is_told_from_all_else(bool? ofVisitors, string ids)
    {
        using var folder = new TemporaryFolder();
        var store = new CheckStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("a"), null);
        store.Add(New("b") with { Created = Now.AddSeconds(1), IsOfVisitor = true }, null);
        Assert.Equal(ids, string.Join(' ', store.Unfinished(Now, "some-world", ofVisitors)));
    }

    private static StoredCheck New(string id) => new(id, Owner, Now, Now.AddDays(30), "contoso.example", new(true, false, ["s1", "s2"]), "some-world", null);
}
