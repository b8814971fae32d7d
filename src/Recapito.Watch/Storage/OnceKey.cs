using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>The caller's name for a request that must have one effect, however often it is sent.</summary>
/// <param name="Key">The caller's.</param>
/// <param name="Digest">SHA-256 of what was asked.</param>
public sealed record OnceKey(string Key, byte[] Digest)
{
    /// <summary>What the same request led to before; null where it is new.</summary>
    /// <param name="owner">Who asks; others may use the same key for something else.</param>
    /// <param name="column">"diagnosis", "check" or "watch".</param>
    /// <param name="transaction">In which what it leads to is kept, too.</param>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    internal string? Before(byte[] owner, string column, SqliteTransaction transaction)
    {
        var row = transaction.Connection!.QuerySingleOrDefault<Row>("SELECT digest, diagnosis, \"check\" AS Domain, watch FROM once_key WHERE owner = @Owner AND key = @Key", new { Owner = owner, Key }, transaction);
        return row is null ? null
            : (row.Digest.AsSpan().SequenceEqual(Digest) ? column switch { "check" => row.Domain, "watch" => row.Watch, _ => row.Diagnosis } : null) ?? throw new OnceKeyException();
    }

    /// <summary>Keeps what the request led to.</summary>
    internal void Keep(byte[] owner, string column, string id, SqliteTransaction transaction) =>
        transaction.Connection!.Execute($"INSERT INTO once_key (owner, key, digest, \"{column}\") VALUES (@Owner, @Key, @Digest, @Id)", new { Owner = owner, Key, Digest, Id = id }, transaction);

    private sealed record Row(byte[] Digest, string? Diagnosis, string? Domain, string? Watch);
}

/// <summary>A caller's key was used for another request before.</summary>
public sealed class OnceKeyException() : Exception("the key was used for another request before");
