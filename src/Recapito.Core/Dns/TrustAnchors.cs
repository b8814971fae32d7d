namespace Recapito.Core;

/// <summary>The keys of the root zone that chains of signatures begin with.</summary>
public static class TrustAnchors
{
    /// <summary>DS data of the root's keys of 2017 and 2024, as IANA publishes them (RFC 9718, https://data.iana.org/root-anchors/root-anchors.xml).</summary>
    public static IReadOnlyList<string> Iana { get; } =
    [
        "20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
        "38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
    ];

    /// <summary>True for the data of a DS record that a chain can begin with (RFC 4034 §5.3): key tag, algorithm, a digest type that is known, and its digest.</summary>
    public static bool IsAnchor(string data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return DelegationSigner.Read(".", data) is { DigestType: 1, Digest.Length: 20 } or { DigestType: 2, Digest.Length: 32 } or { DigestType: 4, Digest.Length: 48 };
    }
}
