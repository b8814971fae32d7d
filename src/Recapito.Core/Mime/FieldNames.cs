using System.Text;

namespace Recapito.Core;

/// <summary>Names of fields as they stand in mails, found without a string being made of one: few have the same length.</summary>
/// <typeparam name="T">What a name means.</typeparam>
internal sealed class FieldNames<T>
    where T : struct, Enum
{
    private readonly (byte[] Name, T Means)[][] byLength;

    /// <param name="names">Per meaning its names in lower case, with blanks between them.</param>
    internal FieldNames(params (string Names, T Means)[] names)
    {
        var all = names.SelectMany(entry => entry.Names.Split(' ').Select(name => (Name: Encoding.ASCII.GetBytes(name), entry.Means))).ToLookup(entry => entry.Name.Length);
        byLength = [.. Enumerable.Range(0, all.Max(group => group.Key) + 1).Select(length => all[length].ToArray())];
    }

    /// <summary>What the name means, compared without case (RFC 5322 §1.2.2); the default of <typeparamref name="T"/> for one that is not known.</summary>
    internal T Of(ReadOnlySpan<byte> name)
    {
        if (name.Length < byLength.Length)
        {
            foreach (var (known, means) in byLength[name.Length])
            {
                if (Ascii.EqualsIgnoreCase(name, known))
                {
                    return means;
                }
            }
        }

        return default;
    }

    /// <summary>The name with that meaning, the shortest of several; null where there is none.</summary>
    internal string? NameOf(T meaning)
    {
        foreach (var (known, means) in byLength.SelectMany(names => names))
        {
            if (EqualityComparer<T>.Default.Equals(means, meaning))
            {
                return Encoding.ASCII.GetString(known);
            }
        }

        return null;
    }
}
