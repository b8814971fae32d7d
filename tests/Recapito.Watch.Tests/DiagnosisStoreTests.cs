using Recapito.Core;

namespace Recapito.Watch.Tests;

public sealed class DiagnosisStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);
    private static readonly byte[] Ana = [1, 2, 3];
    private static readonly byte[] Lee = [4, 5, 6];

    [Fact]
    public void What_was_kept_comes_back_as_it_was_until_it_expires()
    {
        using var folder = new TemporaryFolder();
        var store = new DiagnosisStore(Database.Open(folder.File("recapito.db")));
        var kept = New("a") with { Mail = [0, 255, 10], KnownGood = ["kim@contoso.example", "pat@contoso.example"], World = "some-world" };
        store.Add(kept);
        var found = store.Find("a", Now)!;
        Assert.Equal((kept.Id, kept.Created, kept.Expires, kept.Name, kept.World, kept.Evidence), (found.Id, found.Created, found.Expires, found.Name, found.World, found.Evidence));
        Assert.Equal(kept.Mail, found.Mail);
        Assert.Equal(kept.Owner, found.Owner);
        Assert.Equal(kept.KnownGood, found.KnownGood);
        Assert.Null(store.Find("a", kept.Expires));
        Assert.Null(store.Find("b", Now));
    }

    [Fact]
    public void What_is_not_finished_is_found_the_oldest_first_and_what_is_finished_is_not()
    {
        using var folder = new TemporaryFolder();
        var store = new DiagnosisStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("late") with { Created = Now.AddMinutes(1) });
        store.Add(New("early"));
        store.Add(New("done"));
        store.Add(New("expired") with { Expires = Now });
        store.Finish("done", EvidenceSet.Empty, new(), [Judged("contoso.example", "null-mx")]);
        Assert.Equal(["early", "late"], store.Unfinished(Now, null));
        Assert.NotNull(store.Find("done", Now)!.Evidence);
        Assert.Equal([true, false, null, null], new[] { "done", "early", "expired", "nobody" }.Select(id => store.IsWhole(id, Now)));
    }

    public static TheoryData<string, string?, string?, string?, string> Filters => new()
    {
        { "all of one owner, the newest first", null, null, null, "second/contoso.example first/fabrikam.example first/contoso.example" },
        { "one domain", "contoso.example", null, null, "second/contoso.example first/contoso.example" },
        { "one cause", null, "null-mx", null, "first/contoso.example" },
        { "since a moment", null, null, "2026-11-23T10:16:00Z", "second/contoso.example" },
        { "a domain that nobody asked about", "nobody.example", null, null, "" },
        { "what looks like SQL", "' OR 1=1 --", null, null, "" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_history_shows_what_is_looked_for(string name, string? domain, string? cause, string? since, string want)
    {
        _ = name;
        using var folder = new TemporaryFolder();
        var store = new DiagnosisStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("first"));
        store.Add(New("second") with { Created = Now.AddMinutes(2) });
        store.Add(New("others") with { Owner = Lee });
        store.Finish("first", EvidenceSet.Empty, new(), [Judged("fabrikam.example", "surplus-mx"), Judged("contoso.example", "null-mx")]);
        store.Finish("second", EvidenceSet.Empty, new(), [Judged("contoso.example", null)]);
        store.Finish("others", EvidenceSet.Empty, new(), [Judged("contoso.example", "null-mx")]);
        var filter = new HistoryFilter(domain, cause, since is null ? null : DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(want, string.Join(' ', store.History(filter, Ana, Now, 10).Select(result => $"{result.Diagnosis}/{result.Domain}")));
        Assert.Equal(4, store.History(new(), null, Now, 10).Count);
    }

    [Fact]
    public void Only_its_owner_has_one_forgotten_and_with_it_what_it_came_to()
    {
        using var folder = new TemporaryFolder();
        var store = new DiagnosisStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("a"));
        store.Finish("a", EvidenceSet.Empty, new(), [Judged("contoso.example", "null-mx")]);
        Assert.False(store.Forget("a", Lee));
        Assert.True(store.Forget("a", Ana));
        Assert.Null(store.Find("a", Now));
        Assert.Empty(store.History(new(), null, Now, 10));
    }

    [Fact]
    public void What_has_expired_is_deleted_and_the_rest_stays()
    {
        using var folder = new TemporaryFolder();
        var store = new DiagnosisStore(Database.Open(folder.File("recapito.db")));
        store.Add(New("a"));
        store.Add(New("b") with { Expires = Now });
        Assert.Equal(1, store.ForgetExpired(Now));
        Assert.NotNull(store.Find("a", Now));
    }

    private static StoredDiagnosis New(string id) => new(id, Ana, Now, Now.AddDays(30), "bounce.eml", null, [], null, null);

    private static Diagnosis Judged(string domain, string? cause) => new()
    {
        Symptom = Symptoms.OfAddress("lee@" + domain),
        Verdict = cause is null ? Verdict.Undetermined : Verdict.Likely,
        Evidence = EvidenceSet.Empty,
        Cause = cause is null ? null : new(cause, Party.RecipientsAdmin, new Dictionary<string, string>(), []),
    };
}
