using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Recapito.Watch;

/// <summary>What the holder of a key may do.</summary>
[Flags]
public enum ApiScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Hand bounces in.</summary>
    Diagnose = 1,

    /// <summary>Read what was asked with the same key.</summary>
    Read = 2,

    /// <summary>Have domains checked.</summary>
    Check = 4,

    /// <summary>Everything.</summary>
    All = Diagnose | Read | Check,
}

/// <summary>A key of the API, without the key itself.</summary>
/// <param name="Id">Stands in the key.</param>
/// <param name="Name">What its holder calls it.</param>
/// <param name="Digest">SHA-256 of the key; the owner of what is asked with it.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Used">When it was last used, to the hour; null for never.</param>
/// <param name="Revoked">When it was revoked; null where it holds.</param>
public sealed record ApiKey(string Id, string Name, byte[] Digest, ApiScopes Scopes, DateTimeOffset Created, DateTimeOffset? Used, DateTimeOffset? Revoked);

/// <summary>Keeps the keys of the API: what they are called and allow, and their digests.</summary>
public sealed class ApiKeys(Database database, TimeProvider clock)
{
    private const string Columns = "id, name, digest, scopes, created, used, revoked";
    private const string Prefix = "recapito_";
    private const int IdOctets = 4;
    private const int SecretOctets = 32;

    private static readonly TimeSpan UsedSteps = TimeSpan.FromHours(1);

    private volatile bool wereMade;

    /// <summary>Makes a key.</summary>
    /// <param name="name">What its holder calls it.</param>
    /// <param name="scopes">What it allows.</param>
    /// <returns>The key, which nobody can show again; null where another that holds has the name.</returns>
    public string? Add(string name, ApiScopes scopes)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdOctets));
        var key = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretOctets))}";
        var added = database.Write("INSERT INTO api_key (id, name, digest, scopes, created) VALUES (@Id, @Name, @Digest, @Scopes, @Created) ON CONFLICT (name) WHERE revoked IS NULL DO NOTHING",
            new { Id = id, Name = name, Digest = DigestOf(key), Scopes = (int)scopes, Created = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return added == 1 ? key : null;
    }

    /// <summary>Every key that was made, the oldest first.</summary>
    public IReadOnlyList<ApiKey> All()
    {
        using var open = database.Connect();
        return [.. open.Query<Row>($"SELECT {Columns} FROM api_key ORDER BY created, id").Select(row => row.Read())];
    }

    /// <summary>From now on the key with this name is refused.</summary>
    /// <returns>False where none that holds has the name.</returns>
    public bool Revoke(string name) =>
        database.Write("UPDATE api_key SET revoked = @Now WHERE name = @Name AND revoked IS NULL", new { Name = name, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() }) == 1;

    /// <summary>True once a key was made, also where it was revoked since: to revoke the last one must not open the door.</summary>
    public bool WereMade()
    {
        if (!wereMade)
        {
            using var open = database.Connect();
            wereMade = open.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM api_key)");
        }

        return wereMade;
    }

    /// <summary>What is known of a key; null where it was never made, or was revoked.</summary>
    /// <param name="key">The key itself.</param>
    public ApiKey? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        const int idLength = 2 * IdOctets;
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || key.Length <= Prefix.Length + idLength)
        {
            return null;
        }

        var found = FindById(key.Substring(Prefix.Length, idLength));
        if (found is null || !CryptographicOperations.FixedTimeEquals(found.Digest, DigestOf(key)))
        {
            return null;
        }

        NoteUse(found);
        return found;
    }

    /// <summary>True while the key with this id is not revoked.</summary>
    public bool Holds(string id) => FindById(id) is not null;

    private ApiKey? FindById(string id)
    {
        using var open = database.Connect();
        return open.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM api_key WHERE id = @Id AND revoked IS NULL", new { Id = id })?.Read();
    }

    // To the hour, so that not every request writes.
    private void NoteUse(ApiKey key)
    {
        var now = clock.GetUtcNow();
        if (key.Used is null || now - key.Used >= UsedSteps)
        {
            database.Write("UPDATE api_key SET used = @Now WHERE id = @Id", new { key.Id, Now = now.ToUnixTimeMilliseconds() });
        }
    }

    private static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed record Row(string Id, string Name, byte[] Digest, long Scopes, long Created, long? Used, long? Revoked)
    {
        public ApiKey Read() => new(Id, Name, Digest, (ApiScopes)Scopes, DateTimeOffset.FromUnixTimeMilliseconds(Created), At(Used), At(Revoked));

        private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
    }
}
