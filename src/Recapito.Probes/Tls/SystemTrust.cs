using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Probes;

/// <summary>
/// The system's trusted certificates. On Linux the platform reads them all, some 150 files, when it first builds a chain, which costs about two round trips
/// of a long line in the middle of a handshake; read while the first DNS answers are awaited, they cost none.
/// </summary>
internal static class SystemTrust
{
    private static readonly Lazy<Task> Reading = new(() => Task.Run(Read));

    /// <summary>Begins to read them, if nobody did so yet. Whoever builds a chain before the end waits for the rest.</summary>
    public static void ReadAhead() => _ = OperatingSystem.IsLinux() ? Reading.Value : null;

    private static void Read()
    {
        try
        {
            using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            foreach (var certificate in store.Certificates)
            {
                certificate.Dispose();
            }
        }
        catch (CryptographicException)
        {
            // The handshake meets the same fault, and says so.
        }
    }
}
