using System.Security.Cryptography;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// What two sides of a case have in common: a key for the pseudonyms of addresses (HMAC-SHA-256, RFC 2104) and another one for the signature. It never
/// shows what it was made of.
/// </summary>
public sealed class CaseKey
{
    /// <summary>The fewest characters of a passphrase: who has a file can try passphrases as fast as machines can.</summary>
    public const int ShortestPhrase = 16;

    // OWASP, "Password Storage Cheat Sheet": PBKDF2-HMAC-SHA256 with 600,000 rounds. A constant, so that no file can ask for fewer, or for hours.
    private const int Rounds = 600_000;
    private const int KeyLength = 32;
    private const int IdLength = 32;

    private readonly byte[] names;
    private readonly byte[] signature;

    private CaseKey(byte[] master, string id, bool isShared)
    {
        (Id, IsShared) = (id, isShared);
        names = HMACSHA256.HashData(master, "recapito.evidence/1 names"u8);
        signature = HMACSHA256.HashData(master, "recapito.evidence/1 signature"u8);
    }

    /// <summary>The case: it stands in the file, and is the salt of the key (RFC 8018 §4.1).</summary>
    public string Id { get; }

    /// <summary>True where it comes from a passphrase that others may know, too; false where it was made for one file and is then gone.</summary>
    public bool IsShared { get; }

    /// <summary>The key of a passphrase (PBKDF2, RFC 8018 §5.2). Upper and lower case are alike, and so are one blank and several: it is told by phone.</summary>
    /// <param name="phrase">The passphrase.</param>
    /// <param name="id">The case.</param>
    /// <exception cref="ArgumentException">The passphrase is too short, or the id is none.</exception>
    public static CaseKey OfPhrase(string phrase, string id)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        var normal = Normal(phrase);
        return normal.Length < ShortestPhrase
            ? throw new ArgumentException("the passphrase is too short", nameof(phrase))
            : new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(normal), Encoding.ASCII.GetBytes(Known(id)), Rounds, HashAlgorithmName.SHA256, KeyLength), id, isShared: true);
    }

    /// <summary>A key for one file alone.</summary>
    /// <param name="secret">Octets of chance, 32.</param>
    /// <param name="id">The case.</param>
    /// <exception cref="ArgumentException">There are not 32 octets, or the id is none.</exception>
    public static CaseKey OfSecret(ReadOnlySpan<byte> secret, string id) => secret.Length == KeyLength
        ? new(secret.ToArray(), Known(id), isShared: false)
        : throw new ArgumentException($"expected {KeyLength} octets", nameof(secret));

    /// <summary>True for a passphrase that is long enough.</summary>
    public static bool IsLongEnough(string phrase)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        return Normal(phrase).Length >= ShortestPhrase;
    }

    /// <summary>True for what can be the id of a case: 32 hexadecimal digits in lower case.</summary>
    public static bool IsId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == IdLength && id.All(char.IsAsciiHexDigitLower);
    }

    /// <inheritdoc/>
    public override string ToString() => "key of case " + Id;

    /// <summary>What stands for an address's local part.</summary>
    /// <param name="address">The canonical address.</param>
    internal string Address(string address) => Pseudonyms.Local(Name("address\n" + address));

    /// <summary>What stands for a local part without its domain in a sentence.</summary>
    /// <param name="word">In lower case.</param>
    internal string Word(string word) => Pseudonyms.Local(Name("word\n" + word));

    /// <summary>What stands for a value that nobody needs.</summary>
    internal string Opaque(string value) => Pseudonyms.Value(Name("value\n" + value));

    internal byte[] Sign(ReadOnlySpan<byte> canonical) => HMACSHA256.HashData(signature, canonical);

    private byte[] Name(string text) => HMACSHA256.HashData(names, Encoding.UTF8.GetBytes(text));

    private static string Normal(string phrase) =>
        string.Join(' ', phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static string Known(string id) => IsId(id) ? id : throw new ArgumentException("expected 32 hexadecimal digits", nameof(id));
}
