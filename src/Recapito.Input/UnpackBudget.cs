namespace Recapito.Input;

/// <summary>How much an archive, with all in it, may unpack to; what goes beyond is no mail but an attack (a "zip bomb").</summary>
/// <param name="name">How the user knows the archive.</param>
/// <param name="packed">Octets of the packed form, as far as read.</param>
/// <param name="around">The budget of the archive around this one.</param>
internal sealed class UnpackBudget(string name, Func<long> packed, UnpackBudget? around)
{
    private long unpacked;

    /// <summary>1 for an archive that lies in no other one.</summary>
    public int Depth { get; } = (around?.Depth ?? 0) + 1;

    /// <summary>True once it was overdrawn.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Whether an archive's own word on an entry goes beyond what is unpacked.</summary>
    public static bool Allows(long packed, long unpacked) =>
        unpacked <= Math.Min(ReadLimits.LargestUnpacked, Math.Max(ReadLimits.AlwaysUnpacked, packed * ReadLimits.HighestRatio));

    /// <summary>Counts what was unpacked.</summary>
    /// <exception cref="InputException">It is too much.</exception>
    public void Charge(int octets)
    {
        unpacked += octets;
        if (!Allows(packed(), unpacked))
        {
            IsSpent = true;
            throw new InputException($"{name}: unpacks to more than {ReadLimits.HighestRatio} times its size; it was not read further. If that is right, unpack it first and name the folder.");
        }

        around?.Charge(octets);
    }
}
