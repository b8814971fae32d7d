using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows what would be sent, and asks whether it may be. Only a person at a terminal can be asked.</summary>
internal sealed class Confirmation(Terminal terminal, Surroundings around, TextStyle style, bool yes)
{
    private const int LongestAnswer = 80;

    /// <summary>True where there was nobody to ask, and --yes was not given.</summary>
    public bool HadNobody { get; private set; }

    public bool Ask(FixReport report)
    {
        terminal.Output.WriteLine(Say("will-change", report));
        terminal.Output.WriteLine(FixText.Diff(report.Changes, style).TrimEnd());
        if (yes)
        {
            return true;
        }

        HadNobody = !around.InputIsTerminal || !around.ErrorIsTerminal;
        if (HadNobody)
        {
            return false;
        }

        around.ErrorText.Write(Say("ask", report) + " ");
        return Answer() is "yes";
    }

    private string Say(string key, FixReport report) => FixText.Say(key, style.Language, Catalogue.Default, ("server", report.Server), ("zone", report.Zone));

    private string Answer()
    {
        var line = new StringBuilder();
        for (int octet; line.Length < LongestAnswer && (octet = around.Input.ReadByte()) is not (-1 or '\n');)
        {
            line.Append((char)octet);
        }

        return line.ToString().Trim().ToLowerInvariant();
    }
}
