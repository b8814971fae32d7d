using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Recapito.Benchmarks;

/// <summary>CPU time, which other programs on the same machine disturb less than they do the wall clock.</summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3;
    private const int Children = -1;

    /// <summary>CPU seconds of this thread; where the system does not tell, the wall clock's.</summary>
    public static double Thread() =>
        OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out var time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <summary>CPU seconds, user and system, of all ended child processes so far (getrusage). Linux only.</summary>
    public static double EndedChildren() => GetResourceUsage(Children, out var usage) == 0
        ? usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6)
        : throw new PlatformNotSupportedException("getrusage(RUSAGE_CHILDREN) failed");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpecification time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpecification
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }

    /// <summary>struct rusage: two times, then fourteen longs of which none is used here.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 18 * 8)]
    private readonly struct ResourceUsage
    {
        public readonly nint UserSeconds;
        public readonly nint UserMicroseconds;
        public readonly nint SystemSeconds;
        public readonly nint SystemMicroseconds;
    }
}
