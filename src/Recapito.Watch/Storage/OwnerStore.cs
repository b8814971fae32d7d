using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>The owner of a service as they are kept.</summary>
/// <param name="Id">Random.</param>
/// <param name="Password">Salted and hashed; null where there are passkeys only.</param>
/// <param name="Stamp">Stands in every session; another one ends them.</param>
/// <param name="Failures">Wrong passwords since the last right one.</param>
/// <param name="LockedUntil">Until when no password is looked at; null where it is.</param>
public sealed record StoredOwner(string Id, string? Password, string Stamp, int Failures = 0, DateTimeOffset? LockedUntil = null);

/// <summary>A passkey as it is kept.</summary>
/// <param name="Id">Of the credential.</param>
/// <param name="Data">What it is checked with, as JSON.</param>
public sealed record StoredPasskey(byte[] Id, string Data);

/// <summary>Keeps the owner of the service and their passkeys.</summary>
public sealed class OwnerStore(Database database, OwnerLinks links)
{
    /// <summary>The owner; null where nobody is yet.</summary>
    public StoredOwner? Find()
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<Row>("SELECT id, password, stamp, failures, locked_until AS LockedUntil FROM owner")?.Read();
    }

    /// <summary>Whoever holds the link becomes the owner: password, passkeys and sessions of before end.</summary>
    /// <param name="secret">Of the link, which is used up.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="passkey">Theirs; null where they chose a password.</param>
    /// <returns>False where the link does not hold; nothing has changed then.</returns>
    public bool Replace(string secret, StoredOwner owner, StoredPasskey? passkey)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return database.Write(transaction => links.Use(secret, transaction) && Replace(owner, passkey, transaction));
    }

    /// <summary>Keeps what has changed of the owner; of one who is not the owner any more, nothing.</summary>
    public void Update(StoredOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        database.Write("UPDATE owner SET password = @Password, failures = @Failures, locked_until = @LockedUntil WHERE id = @Id AND stamp = @Stamp",
            new { owner.Id, owner.Password, owner.Stamp, owner.Failures, LockedUntil = owner.LockedUntil?.ToUnixTimeMilliseconds() });
    }

    /// <summary>Every session of the owner ends.</summary>
    /// <param name="stamp">Stands in the sessions that begin from now on.</param>
    public void EndSessions(string stamp) => database.Write("UPDATE owner SET stamp = @Stamp", new { Stamp = stamp });

    /// <summary>The owner's passkeys.</summary>
    public IReadOnlyList<StoredPasskey> Passkeys()
    {
        using var open = database.Connect();
        return [.. open.Query<StoredPasskey>("SELECT id, data FROM owner_passkey ORDER BY id")];
    }

    /// <summary>Keeps what has changed of a passkey, such as its counter.</summary>
    /// <returns>False where there is no such passkey.</returns>
    public bool Update(StoredPasskey passkey) => database.Write("UPDATE owner_passkey SET data = @Data WHERE id = @Id", passkey) == 1;

    private static bool Replace(StoredOwner owner, StoredPasskey? passkey, SqliteTransaction transaction)
    {
        var open = transaction.Connection!;
        open.Execute("DELETE FROM owner_passkey; INSERT OR REPLACE INTO owner (place, id, password, stamp) VALUES (1, @Id, @Password, @Stamp)", owner, transaction);
        return passkey is null || open.Execute("INSERT INTO owner_passkey (id, data) VALUES (@Id, @Data)", passkey, transaction) == 1;
    }

    private sealed record Row(string Id, string? Password, string Stamp, long Failures, long? LockedUntil)
    {
        public StoredOwner Read() => new(Id, Password, Stamp, (int)Failures, LockedUntil is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null);
    }
}
