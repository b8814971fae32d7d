using System.Security.Cryptography;
using System.Text;

namespace Recapito.Core;

/// <summary>What a case file says of itself.</summary>
/// <param name="Id">The case.</param>
/// <param name="IsShared">True where it was redacted and signed with a passphrase; false where its key was made for it alone, and is gone.</param>
public sealed record CaseMark(string Id, bool IsShared);

/// <summary>An evidence file for the other side of a case: redacted, and signed with the passphrase that both sides know (docs/reference/evidence.md).</summary>
public static class CaseFile
{
    /// <summary>The file's text with LF line ends: the evidence as it is given, redacted or not, with the case's mark and signature.</summary>
    public static string Write(EvidenceSet evidence, CaseKey key)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(key);
        var unsigned = EvidenceFile.Write(evidence, json => CaseMember.Write(json, new(key.Id, key.IsShared), signature: null));
        return !key.IsShared ? unsigned
            : EvidenceFile.Write(evidence, json => CaseMember.Write(json, new(key.Id, key.IsShared), Signature(Encoding.UTF8.GetBytes(unsigned), "evidence", key)));
    }

    /// <summary>What a file says of its case; null for evidence that belongs to none.</summary>
    /// <exception cref="EvidenceFileException">Something in it is not as the schema says.</exception>
    public static CaseMark? MarkOf(ReadOnlyMemory<byte> bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var (root, text) = PositionedJson.Read(bytes, fileName);
        return CaseMember.Read(root, new(text))?.Mark;
    }

    /// <summary>Makes sure that nothing in a file was changed since somebody who knows the passphrase wrote it. Blanks and line ends between its values do not count.</summary>
    /// <exception cref="EvidenceFileException">It belongs to another case, has no signature, or one that does not fit.</exception>
    public static void Verify(ReadOnlyMemory<byte> bytes, string fileName, CaseKey key)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(key);
        var (root, text) = PositionedJson.Read(bytes, fileName);
        if (CaseMember.Read(root, new(text)) is not { } member || member.Mark.Id != key.Id)
        {
            throw text.Wrong(root, $"expected a file of the case {key.Id}", "Ask for the file of this case.");
        }

        var place = root.Members["case"];
        if (member.Signature is not { } signature)
        {
            throw text.Wrong(place, "the signature is missing", "Somebody took it out, and may have changed more. Ask for the file again.");
        }

        if (!CryptographicOperations.FixedTimeEquals(Convert.FromHexString(signature), key.Sign(CanonicalJson.Of(root))))
        {
            throw text.Wrong(place.Members["signature"], "the signature does not fit",
                "Either the passphrase is not the one that the file was written with, or the file was changed afterwards. Compare the passphrase; then ask for the file again.");
        }
    }

    private static string Signature(byte[] unsigned, string fileName, CaseKey key) =>
        Convert.ToHexStringLower(key.Sign(CanonicalJson.Of(PositionedJson.Read(unsigned, fileName).Root)));
}
