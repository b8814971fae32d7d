namespace Recapito.Core;

/// <summary>What a provider's mail hosts do with mail.</summary>
internal enum MailHosting
{
    /// <summary>They keep it in mailboxes.</summary>
    Mailboxes,

    /// <summary>They filter it and hand it to the system with the mailboxes.</summary>
    Filter,

    /// <summary>They send it on to other addresses or to a program.</summary>
    Forwarding,
}

/// <summary>Who runs name servers or mail hosts for others, as <c>catalogue/providers.yaml</c> describes it.</summary>
/// <param name="Id">Fixed id, kebab-case.</param>
/// <param name="Name">As the provider calls itself.</param>
/// <param name="Ns">Ends of the names of its name servers; "*" at the end of a label stands for any rest of it.</param>
/// <param name="Mx">The same for its mail hosts.</param>
/// <param name="Mail">What the mail hosts do; null where it has none.</param>
internal sealed record ProviderEntry(string Id, string Name, IReadOnlyList<string> Ns, IReadOnlyList<string> Mx, MailHosting? Mail)
{
    /// <summary>True for one of its name servers, by its canonical name.</summary>
    public bool ServesDns(string server) => Ns.Any(pattern => Fits(server, pattern));

    /// <summary>True for one of its mail hosts, by its canonical name.</summary>
    public bool TakesMail(string host) => Mx.Any(pattern => Fits(host, pattern));

    private static bool Fits(string host, string pattern)
    {
        var (labels, wanted) = (host.Split('.'), pattern.Split('.'));
        if (labels.Length < wanted.Length)
        {
            return false;
        }

        for (var at = 1; at <= wanted.Length; at++)
        {
            if (!(wanted[^at].EndsWith('*') ? labels[^at].StartsWith(wanted[^at][..^1], StringComparison.Ordinal) : labels[^at] == wanted[^at]))
            {
                return false;
            }
        }

        return true;
    }
}
