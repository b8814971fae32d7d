using System.Text;

namespace Recapito.Core;

/// <summary>Names of enumeration values as they stand in JSON and word keys: lower case with hyphens ("no-longer-reproducible").</summary>
public static class Kebab
{
    /// <summary>The name of a value: <c>Party.SendersAdmin</c> is "senders-admin".</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>The value of a name; null where no value has it. Case counts.</summary>
    internal static T? Parse<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == name)
            {
                return value;
            }
        }

        return null;
    }
}
