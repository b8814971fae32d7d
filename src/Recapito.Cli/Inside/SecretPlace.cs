namespace Recapito.Cli;

/// <summary>Where a secret stands. Never on the command line, which every process of the machine can read.</summary>
internal static class SecretPlace
{
    private const string Variable = "env:";
    private const int Longest = 16 * 1024;

    /// <summary>The secret, without the line end behind it.</summary>
    /// <param name="option">The option that names the place.</param>
    /// <param name="place">"env:NAME" or a file.</param>
    /// <param name="around">The environment.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static string Read(string option, string place, Surroundings around)
    {
        var text = place.StartsWith(Variable, StringComparison.Ordinal)
            ? around.Variable(place[Variable.Length..]) ?? throw new InputException($"{option} {place}: there is no such environment variable.")
            : FromFile(option, place);
        return text.TrimEnd('\r', '\n') is { Length: > 0 } secret ? secret : throw new InputException($"{option} {place}: it is empty; expected the secret and nothing else.");
    }

    // A mistaken path may be the secret itself: it is not repeated.
    private static string FromFile(string option, string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file is { Exists: true, Length: > Longest } ? throw new InputException($"{option}: the file is too long for a secret.") : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{option}: the file cannot be read. Expected the name of a file that holds the secret, or env:NAME; never the secret itself.");
        }
    }
}
