using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>Keeps the one link whose holder becomes the owner; only its digest, so that what is kept opens nothing.</summary>
public sealed class OwnerLinks(Database database, TimeProvider clock)
{
    private const int Octets = 32;

    /// <summary>How long a link holds.</summary>
    public static TimeSpan Holding { get; } = TimeSpan.FromHours(24);

    /// <summary>Makes a link; an older one holds no more.</summary>
    /// <returns>Its secret, which nobody can show again.</returns>
    public string Make()
    {
        var secret = RandomNumberGenerator.GetBytes(Octets);
        database.Write("DELETE FROM owner_link; INSERT INTO owner_link (digest, expires) VALUES (@Digest, @Expires)",
            new { Digest = SHA256.HashData(secret), Expires = (clock.GetUtcNow() + Holding).ToUnixTimeMilliseconds() });
        return Convert.ToHexStringLower(secret);
    }

    /// <summary>True where a secret is that of the link, and it was not used and has not expired.</summary>
    public bool Holds(string secret)
    {
        using var open = database.Connect();
        return DigestOf(secret) is { } digest && open.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM owner_link WHERE digest = @Digest AND expires > @Now)", Values(digest));
    }

    /// <summary>Notes where the service is reached.</summary>
    /// <param name="address">Scheme, host and port.</param>
    public void NoteAddress(string address) =>
        database.Write("INSERT INTO served (place, address) VALUES (1, @Address) ON CONFLICT (place) DO UPDATE SET address = excluded.address", new { Address = address });

    /// <summary>Where the service was last reached; null where it never was by others.</summary>
    public string? Address()
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<string>("SELECT address FROM served");
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>False where it does not hold.</returns>
    internal bool Use(string secret, SqliteTransaction transaction) =>
        DigestOf(secret) is { } digest && transaction.Connection!.Execute("DELETE FROM owner_link WHERE digest = @Digest AND expires > @Now", Values(digest), transaction) == 1;

    private object Values(byte[] digest) => new { Digest = digest, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() };

    private static byte[]? DigestOf(string secret)
    {
        Span<byte> octets = stackalloc byte[Octets];
        return secret is { Length: 2 * Octets } && Convert.FromHexString(secret, octets, out _, out var written) is System.Buffers.OperationStatus.Done && written == Octets ? SHA256.HashData(octets) : null;
    }
}
