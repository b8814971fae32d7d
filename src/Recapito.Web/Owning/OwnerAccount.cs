using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The owner of the service as ASP.NET Core Identity handles one; it changes this one and then has it kept.</summary>
internal sealed class OwnerAccount(StoredOwner stored)
{
    /// <summary>There is one owner, who needs no name of their own; passkeys are listed under this one.</summary>
    public const string Name = "owner";

    private const int StampOctets = 20;

    /// <summary>As it is kept, with what has changed since.</summary>
    public StoredOwner Stored { get; set; } = stored;

    /// <summary>A stamp that no session bears yet.</summary>
    public static string NewStamp() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(StampOctets));
}
