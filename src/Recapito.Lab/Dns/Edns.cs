namespace Recapito.Lab;

/// <summary>An EDNS option (RFC 6891 §6.1.2).</summary>
/// <param name="Code">Its number (IANA, "DNS EDNS0 Option Codes").</param>
/// <param name="Data">Its octets.</param>
internal sealed record EdnsOption(int Code, byte[] Data);

/// <summary>What an OPT record says (RFC 6891 §6.1).</summary>
/// <param name="Size">Octets of UDP payload that its writer takes.</param>
/// <param name="Version">0, or what nobody knows yet.</param>
/// <param name="Flags">16 bits, the first of them DO.</param>
/// <param name="Options">The options in order.</param>
internal sealed record Edns(int Size, int Version, int Flags, IReadOnlyList<EdnsOption> Options)
{
    /// <summary>The DO bit among the flags: "DNSSEC answer OK" (RFC 3225 §3).</summary>
    public const int DnssecFlag = 0x8000;

    /// <summary>Number of the option for extended errors (RFC 8914 §2).</summary>
    public const int ExtendedError = 15;

    // "Report-Channel" and "ZONEVERSION" are the last ones that are assigned.
    private const int LastAssigned = 20;

    /// <summary>DO.</summary>
    public bool DnssecOk => (Flags & DnssecFlag) != 0;

    /// <summary>True for an option that is none of the assigned ones that servers commonly answer (RFC 6891 §6.1.2: to be ignored).</summary>
    public bool HasUnknownOption => Options.Any(option => option.Code > LastAssigned);
}
