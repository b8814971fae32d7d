using Microsoft.Win32.SafeHandles;

namespace Recapito.Cli;

/// <summary>
/// Standard streams that whoever started the program has closed, as <c>&gt;&amp;-</c> does. The next file, or a pipe of the runtime, would get
/// their numbers, and what is meant for the user would go there.
/// </summary>
internal static class ClosedStreams
{
    private const int LastStandard = 2;

    private static readonly List<SafeFileHandle> Held = [];

    /// <summary>
    /// Takes the free numbers, before anything else can: a new file gets the lowest (POSIX.1-2017 §2.14). Open for reading only, such a
    /// stream refuses to be written as a closed one does.
    /// </summary>
    public static void Occupy()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            for (var handle = File.OpenHandle("/dev/null"); ; handle = File.OpenHandle("/dev/null"))
            {
                if (handle.DangerousGetHandle() > LastStandard)
                {
                    handle.Dispose();
                    return;
                }

                Held.Add(handle);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without that device, as in a bare chroot, they stay closed.
        }
    }
}
