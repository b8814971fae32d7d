namespace Recapito.Cli;

/// <summary>Warns where a file with a secret can be read by other users of the machine.</summary>
internal static class OpenToOthers
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="path">The file; null for none. One that is not there is complained of elsewhere.</param>
    /// <param name="terminal">Takes the warning.</param>
    public static void Warn(string? path, Terminal terminal)
    {
        if (path is null || OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return;
        }

        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) is not UnixFileMode.None)
        {
            terminal.Remark($"{path}: other users of this machine can read this file (mode {Convert.ToString((int)mode, 8)}). Keep it to yourself: chmod 600 {path}");
        }
    }
}
