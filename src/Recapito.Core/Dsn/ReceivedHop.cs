namespace Recapito.Core;

/// <summary>One hop of the lost message, as a Received field tells it (RFC 5321 §4.4). What was written before the last trusted host may be made up.</summary>
/// <param name="From">Canonical name that the client gave; null where none is told.</param>
/// <param name="By">Canonical name of the host that took it; null where none is told.</param>
public sealed record ReceivedHop(string? From, string? By)
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>The hop of a field's value. Comments are passed over.</summary>
    internal static ReceivedHop Read(string value)
    {
        string? from = null;
        string? by = null;
        var words = value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        for (var place = 0; place + 1 < words.Length && by is null; place++)
        {
            if (place == 0 && words[0].Equals("from", StringComparison.OrdinalIgnoreCase))
            {
                from = Host(words[1]);
            }
            else if (words[place].Equals("by", StringComparison.OrdinalIgnoreCase))
            {
                by = Host(words[place + 1]);
            }
        }

        return new(from, by);
    }

    private static string? Host(string word)
    {
        var name = Names.Canonical(word.TrimEnd(';').Trim('[', ']'));
        return Names.IsHostName(name) ? name : null;
    }
}
