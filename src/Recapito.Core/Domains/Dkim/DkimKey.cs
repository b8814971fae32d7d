using System.Formats.Asn1;

namespace Recapito.Core;

/// <summary>What is wrong with a DKIM key record.</summary>
internal enum DkimFault
{
    None,

    /// <summary>The list is broken, the version is another one, or there is no p.</summary>
    Record,

    /// <summary>p is no base64, or what it holds is no key of its kind.</summary>
    Key,

    /// <summary>The key may not be used for mail, or with a hash that verifiers still take (RFC 8301 §3.1).</summary>
    Use,
}

/// <summary>A DKIM key record (RFC 6376 §3.6.1, RFC 8463 §4).</summary>
/// <param name="Text">All of it.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Place">The tag that is wrong, as written; empty where nothing is.</param>
internal sealed record DkimKey(string Text, DkimFault Fault, string Place)
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const int Ed25519Octets = 32;
    private const int MostOctets = 8 * 1024;

    /// <summary>"rsa" or "ed25519".</summary>
    public string Kind { get; private init; } = "rsa";

    /// <summary>Bits of the key; 0 where there is none.</summary>
    public int Bits { get; private init; }

    /// <summary>p is empty: the key was taken back.</summary>
    public bool IsRevoked { get; private init; }

    /// <summary>t=y: verifiers are to treat signed mail like unsigned mail.</summary>
    public bool IsTesting { get; private init; }

    /// <summary>True for a text that means to be a key, whether it is a good one or not.</summary>
    public static bool IsLike(string text) => TagList.Parse(text) is var tags && (tags["p"] is not null || tags["v"]?.StartsWith("DKIM", StringComparison.OrdinalIgnoreCase) is true);

    /// <summary>Reads a record.</summary>
    public static DkimKey Read(string text)
    {
        var tags = TagList.Parse(text);
        var key = new DkimKey(text, DkimFault.None, "")
        {
            Kind = tags["k"] ?? "rsa",
            IsTesting = Items(tags["t"]).Contains("y"),
        };
        if (tags.Broken is { } broken)
        {
            return key with { Fault = DkimFault.Record, Place = broken };
        }

        if (tags["v"] is { } version && !tags.IsVersion("DKIM1"))
        {
            return key with { Fault = DkimFault.Record, Place = $"v={version}" };
        }

        if (tags["p"] is not { } p)
        {
            return key with { Fault = DkimFault.Record, Place = "p=" };
        }

        return p.Length == 0 ? key with { IsRevoked = true } : WhyUseless(tags) is { } use ? key with { Fault = DkimFault.Use, Place = use } : Measured(key, p);
    }

    private static DkimKey Measured(DkimKey key, string p)
    {
        var bits = Octets(p) is not { } octets ? 0 : key.Kind switch
        {
            "rsa" => RsaBits(octets),
            "ed25519" => octets.Length == Ed25519Octets ? Ed25519Octets * 8 : 0,
            _ => 0,
        };
        return bits > 0 ? key with { Bits = bits } : key with { Fault = DkimFault.Key, Place = key.Kind is "rsa" or "ed25519" ? "p=" : $"k={key.Kind}" };
    }

    // h without sha256, or s without email: no verifier uses the key for a mail.
    private static string? WhyUseless(TagList tags) =>
        tags["h"] is { } hashes && !Items(hashes).Contains("sha256") ? $"h={hashes}"
        : tags["s"] is { } services && !Items(services).Any(service => service is "*" or "email") ? $"s={services}"
        : null;

    private static IEnumerable<string> Items(string? list) => list?.Split(':').Select(item => item.Trim()) ?? [];

    // §3.2: blanks may stand within base64.
    private static byte[]? Octets(string p)
    {
        var clean = string.Concat(p.Where(c => c is not (' ' or '\t' or '\r' or '\n')));
        var octets = new byte[clean.Length];
        return clean.Length <= MostOctets && Convert.TryFromBase64String(clean, octets, out var length) ? octets[..length] : null;
    }

    /// <summary>Bits of the modulus; 0 where it is no RSA key. Both forms are published: SubjectPublicKeyInfo, and the bare key that it wraps.</summary>
    private static int RsaBits(byte[] octets)
    {
        try
        {
            var outer = new AsnReader(octets, AsnEncodingRules.DER).ReadSequence();
            return outer.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? Wrapped(outer) : Modulus(outer);
        }
        catch (AsnContentException)
        {
            return 0;
        }
    }

    private static int Wrapped(AsnReader info) =>
        info.ReadSequence().ReadObjectIdentifier() is RsaEncryption
            ? Modulus(new AsnReader(info.ReadBitString(out _), AsnEncodingRules.DER).ReadSequence())
            : 0;

    private static int Modulus(AsnReader key) => key.ReadInteger() is { Sign: > 0 } modulus && key.ReadInteger().Sign > 0 ? (int)modulus.GetBitLength() : 0;
}
