using System.Security.Cryptography;

namespace Recapito.Watch;

/// <summary>The id of a case, which opens it to whoever has it.</summary>
internal static class CaseId
{
    private const int Octets = 16;

    /// <summary>A new one: 128 random bits, so that nobody finds it by trying.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Octets));
}
