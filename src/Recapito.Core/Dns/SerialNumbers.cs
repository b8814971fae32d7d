namespace Recapito.Core;

/// <summary>Which version of a zone is the newest, by the serials that its servers give.</summary>
internal static class SerialNumbers
{
    /// <summary>Serial number arithmetic (RFC 1982 §3.2).</summary>
    public static bool IsNewer(uint one, uint other) => one != other && unchecked(one - other) < 0x8000_0000;

    /// <summary>True where one primary (SOA MNAME, RFC 1035 §3.3.13) gave all the serials: only those count on from each other.</summary>
    public static bool AreComparable(IEnumerable<string?> primaries) => !primaries.Distinct().Skip(1).Any();

    /// <summary>The newest of serials that can be compared; null where there is none.</summary>
    public static uint? Newest(IEnumerable<uint> serials) =>
        serials.Aggregate((uint?)null, (newest, serial) => newest is { } known && !IsNewer(serial, known) ? known : serial);
}
