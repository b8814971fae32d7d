using Dapper;

namespace Recapito.Watch.Tests;

public sealed class ApiKeysTests
{
    [Fact]
    public void A_key_is_found_by_itself_alone_and_is_not_kept()
    {
        using var folder = new TemporaryFolder();
        var database = Database.Open(folder.File("recapito.db"));
        var keys = new ApiKeys(database, TimeProvider.System);
        var (key, other) = (keys.Add("monitor", ApiScopes.Read)!, keys.Add("mail-gateway", ApiScopes.Diagnose | ApiScopes.Check)!);
        Assert.Equal(("monitor", ApiScopes.Read), (keys.Find(key)!.Name, keys.Find(key)!.Scopes));
        Assert.Equal(("mail-gateway", ApiScopes.Diagnose | ApiScopes.Check), (keys.Find(other)!.Name, keys.Find(other)!.Scopes));
        Assert.NotEqual(keys.Find(key)!.Digest, keys.Find(other)!.Digest);
        using var open = database.Connect();
        var kept = open.Query<string>("SELECT id || name || hex(digest) FROM api_key").ToList();
        var secret = key[(key.IndexOf('_', "recapito_".Length) + 1)..];
        Assert.Equal(43, secret.Length);
        Assert.DoesNotContain(kept, row => row.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_is_taken_until_its_key_is_revoked()
    {
        using var folder = new TemporaryFolder();
        var keys = new ApiKeys(Database.Open(folder.File("recapito.db")), TimeProvider.System);
        Assert.False(keys.WereMade());
        Assert.False(keys.Revoke("monitor"));
        var first = keys.Add("monitor", ApiScopes.Read)!;
        Assert.Null(keys.Add("monitor", ApiScopes.All));
        Assert.True(keys.Revoke("monitor"));
        Assert.False(keys.Revoke("monitor"));
        Assert.Null(keys.Find(first));
        Assert.NotNull(keys.Find(keys.Add("monitor", ApiScopes.All)!));
        Assert.Equal([true, false], keys.All().Select(key => key.Revoked is not null));
        Assert.True(keys.WereMade());
    }

    [Fact]
    public void The_last_use_is_noted_to_the_hour()
    {
        using var folder = new TemporaryFolder();
        var clock = new SetClock(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        var keys = new ApiKeys(Database.Open(folder.File("recapito.db")), clock);
        var key = keys.Add("monitor", ApiScopes.Read)!;
        Assert.Null(Assert.Single(keys.All()).Used);
        foreach (var (minutes, noted) in new[] { (5, 5), (64, 5), (65, 65) })
        {
            clock.Now = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            Assert.NotNull(keys.Find(key));
            Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero).AddMinutes(noted), Assert.Single(keys.All()).Used);
        }
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
