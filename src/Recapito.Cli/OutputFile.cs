using System.Text;

namespace Recapito.Cli;

/// <summary>Files that an option names to be written.</summary>
internal static class OutputFile
{
    /// <param name="option">The option that names the file, for the message.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">What it will hold, in UTF-8.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string option, string path, string text)
    {
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{option} {path}: cannot be written: {e.Message}");
        }
    }
}
