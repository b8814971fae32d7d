using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Recapito.Cli;

/// <summary>The program <c>recapito-host</c>, which is started by some commands: what it needs cannot be compiled ahead of time.</summary>
internal static partial class HostProgram
{
    private const string Name = "recapito-host";

    /// <summary>Where the program is.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public static string Find(Surroundings around)
    {
        var name = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        var folder = AppContext.BaseDirectory;

        // Beside this program where both were installed together; the wrapper of the project's folder says where it has built it.
        return new[] { Path.Combine(folder, "host", name), Path.Combine(folder, name), around.Variable("RECAPITO_HOST") }.FirstOrDefault(File.Exists)
            ?? throw new InputException($"{Path.Combine(folder, "host", name)}: the program of the page is not there; './recapito serve' in the project's folder builds it");
    }

    /// <summary>Starts the program and waits for its end. Whoever ends this program ends that one: it is told the same, and its end is waited for.</summary>
    /// <returns>Its exit code: that it was told to stop is no interruption, but how it ends.</returns>
    public static async Task<int> RunAsync(ProcessStartInfo start)
    {
        var told = new Told();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, told.Tell);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, told.Tell);
        try
        {
            using var running = Process.Start(start)!;
            told.PassTo(running);
            await running.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return running.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw new InputException($"{start.FileName}: cannot be started: {e.Message}");
        }
    }

    // POSIX.1-2017, "kill"
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);

    /// <summary>What this program is told by signals.</summary>
    private sealed class Told
    {
        private const int Interrupt = 2, Terminate = 15;

        private readonly Lock gate = new();
        private Process? running;
        private PosixSignal? early;
        private int interrupts;

        /// <summary>This program was told something.</summary>
        public void Tell(PosixSignalContext context)
        {
            context.Cancel = true;
            lock (gate)
            {
                interrupts += context.Signal is PosixSignal.SIGINT ? 1 : 0;
                if (running is null)
                {
                    early = context.Signal;
                }
                else
                {
                    Pass(running, context.Signal);
                }
            }
        }

        /// <summary>From now on that one is told, also of what was told before it was there.</summary>
        public void PassTo(Process started)
        {
            lock (gate)
            {
                running = started;
                if (early is { } signal)
                {
                    Pass(started, signal);
                }
            }
        }

        // Windows tells all programs of a console itself. The second Ctrl-C ends what does not end in order.
        private void Pass(Process started, PosixSignal signal)
        {
            if (started.HasExited)
            {
                return;
            }

            if (interrupts > 1)
            {
                started.Kill();
            }
            else if (!OperatingSystem.IsWindows())
            {
                _ = Signal(started.Id, signal is PosixSignal.SIGINT ? Interrupt : Terminate);
            }
        }
    }
}
