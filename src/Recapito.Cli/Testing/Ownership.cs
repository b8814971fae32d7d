using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Asks on a terminal whether a domain is the user's.</summary>
internal static class Ownership
{
    private const int LongestAnswer = 16;

    /// <exception cref="InputException">Nobody is there to say so.</exception>
    public static bool IsConfirmed(string recipient, Surroundings around)
    {
        if (!around.InputIsTerminal || !around.ErrorIsTerminal)
        {
            throw new InputException($"--send-test sends a message, which is done only for a domain of your own; expected --own-domain too, if {Names.DomainOf(recipient)} is yours.");
        }

        around.ErrorText.Write($"Send one test message to {SafeText.Escape(recipient)}? Only if the domain is yours. [y/N] ");
        return Line(around.Input).Trim().ToUpperInvariant() is "Y" or "YES"
            ? true
            : throw new InputException("nothing was sent and nothing was tested; leave out --send-test to test without a message.");
    }

    private static string Line(Stream input)
    {
        var line = new System.Text.StringBuilder();
        while (line.Length < LongestAnswer && input.ReadByte() is >= 0 and not '\n' and var octet)
        {
            line.Append((char)octet);
        }

        return line.ToString();
    }
}
