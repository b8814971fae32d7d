namespace Recapito.Core;

/// <summary>The recipients that a text names, each once, in its order.</summary>
internal sealed class NamedRecipients
{
    /// <summary>Longer lists are not compared one by one: the work would grow with their square.</summary>
    private const int MostCompared = 20;

    private readonly List<NamedRecipient> all = [];
    private Dictionary<string, NamedRecipient>? ofAddress;

    internal int Count => all.Count;

    internal NamedRecipient this[int index] => all[index];

    internal void Add(NamedRecipient recipient)
    {
        all.Add(recipient);
        ofAddress?.Add(recipient.Address, recipient);
    }

    internal NamedRecipient? Find(ReadOnlySpan<char> address)
    {
        if (all.Count > MostCompared)
        {
            ofAddress ??= all.ToDictionary(recipient => recipient.Address, StringComparer.OrdinalIgnoreCase);
            return ofAddress.GetValueOrDefault(address.ToString());
        }

        foreach (var recipient in all)
        {
            if (address.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase))
            {
                return recipient;
            }
        }

        return null;
    }

    /// <summary>The one whose address stands first in these words.</summary>
    internal NamedRecipient? NamedIn(ReadOnlySpan<char> words) =>
        AddressText.TryFind(words, out var start, out var length) ? Find(words.Slice(start, length)) : null;

    /// <summary>The surest ones.</summary>
    internal IReadOnlyList<NamedRecipient> Surest()
    {
        var surest = all.Count == 0 ? NamedBy.List : all.Min(recipient => recipient.By);
        return all.FindAll(recipient => recipient.By == surest);
    }

    /// <summary>The only one of several of whom no reply is known yet.</summary>
    internal NamedRecipient? Unanswered()
    {
        NamedRecipient? unanswered = null;
        for (var i = 0; all.Count is > 1 and < MostCompared && i < all.Count; i++)
        {
            if (all[i].IsSilent || !all[i].Diagnostic.HasReply())
            {
                if (unanswered is not null)
                {
                    return null;
                }

                unanswered = all[i];
            }
        }

        return unanswered;
    }
}
