using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Recapito.Cli;

/// <summary>What only a Windows console needs: UTF-8 and ECMA-48 sequences must be switched on. Elsewhere both are there.</summary>
internal static partial class WindowsConsole
{
    private const int StandardOutput = -11;
    private const int StandardError = -12;

    /// <summary>ENABLE_VIRTUAL_TERMINAL_PROCESSING (Windows: SetConsoleMode).</summary>
    private const uint AnsiSequences = 4;

    /// <summary>Makes the console take UTF-8 until the result is disposed: the code page belongs to the window and outlives the program. Null elsewhere.</summary>
    public static IDisposable? TakeUtf8() => OperatingSystem.IsWindows() ? new CodePage() : null;

    /// <summary>Switches ECMA-48 sequences on; false where the console knows none.</summary>
    public static bool UnderstandsAnsi() => !OperatingSystem.IsWindows() || (SwitchOn(StandardOutput) | SwitchOn(StandardError));

    [SupportedOSPlatform("windows")]
    private static bool SwitchOn(int standard)
    {
        var handle = GetStdHandle(standard);
        return GetConsoleMode(handle, out var mode) && ((mode & AnsiSequences) != 0 || SetConsoleMode(handle, mode | AnsiSequences));
    }

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetStdHandle(int standard);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetConsoleMode(nint handle, out uint mode);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetConsoleMode(nint handle, uint mode);

    private sealed class CodePage : IDisposable
    {
        private readonly Encoding before = Console.OutputEncoding;

        public CodePage() => Console.OutputEncoding = new UTF8Encoding(false);

        public void Dispose() => Console.OutputEncoding = before;
    }
}
