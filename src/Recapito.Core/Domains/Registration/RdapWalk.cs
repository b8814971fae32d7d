using System.Runtime.CompilerServices;

namespace Recapito.Core;

/// <summary>
/// The way to a registration: the list of RDAP servers, then the server of the domain's registry, asked for the domain and, where it has no such
/// registration, for its parents (RFC 9082 §3.1.3). No list of suffixes says which of them is the registered one: the registry does.
/// </summary>
internal sealed class RdapWalk
{
    /// <summary>The list of all servers (RFC 9224 §2).</summary>
    public const string Bootstrap = "https://data.iana.org/rdap/dns.json";

    private const int MostNames = 3;
    private const int MostRedirects = 2;

    // The list is long and the walk is taken anew at each answer, of whatever kind; so what was read of the list is kept as long as it is.
    private static readonly ConditionalWeakTable<HttpsAnswer, ReadList> Lists = [];

    private readonly EvidenceSet evidence;
    private readonly List<HttpsRequest> requests = [];

    private RdapWalk(string domain, EvidenceSet evidence)
    {
        this.evidence = evidence;
        Go(domain);
    }

    /// <summary>The questions up to the first one without an answer.</summary>
    public IReadOnlyList<HttpsRequest> Requests => requests;

    /// <summary>The registration; null where it was not found, or not yet.</summary>
    public RdapDomain? Found { get; private set; }

    /// <summary>The list of servers was read, and has none for the domain's registry.</summary>
    public bool HasNoServer { get; private set; }

    /// <summary>The registry knows none of the names.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>An answer came that says nothing: too many questions, an error of the server, no JSON.</summary>
    public bool IsUnusable { get; private set; }

    /// <summary>The last answer.</summary>
    public Observation<HttpsAnswer>? Last { get; private set; }

    /// <summary>The walk of a domain as far as it was asked.</summary>
    public static RdapWalk Of(string domain, EvidenceSet evidence) => new(domain, evidence);

    private void Go(string domain)
    {
        if (Ask(Bootstrap) is not { } list)
        {
            return;
        }

        var servers = list.Status is 200 ? Lists.GetValue(list, answer => new(RdapJson.Servers(answer.Body))).Servers : null;
        (IsUnusable, HasNoServer) = (servers is null, servers is not null && ServerFor(domain, servers) is null);
        if (servers is null || ServerFor(domain, servers) is not { } server)
        {
            return;
        }

        foreach (var name in Candidates(domain))
        {
            if (Follow($"{server.TrimEnd('/')}/domain/{name}") is not { } answer)
            {
                return;
            }

            if (answer.Status is 200)
            {
                Found = RdapJson.Domain(answer.Body);
                IsUnusable = Found is null;
                return;
            }

            // 404: no such registration. Some servers say 400 or 422 of names that can be none (RFC 7480 §5.3, §5.4).
            if (answer.Status is not (404 or 400 or 422))
            {
                IsUnusable = true;
                return;
            }
        }

        IsUnknown = true;
    }

    // The longest entry that the domain ends in, label by label (RFC 9224 §4).
    private static string? ServerFor(string domain, IReadOnlyDictionary<string, string> servers)
    {
        for (var name = domain; ; name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (servers.TryGetValue(name, out var server) || !name.Contains('.', StringComparison.Ordinal))
            {
                return server;
            }
        }
    }

    /// <summary>The domain and its parents with two labels and more, the shortest three, the longest first.</summary>
    private static IEnumerable<string> Candidates(string domain)
    {
        var labels = domain.Split('.');
        for (var count = Math.Min(labels.Length, MostNames + 1); count >= 2; count--)
        {
            yield return string.Join('.', labels[^count..]);
        }
    }

    // RFC 7480 §5.2: a server may send the client to another one.
    private HttpsAnswer? Follow(string url)
    {
        var answer = Ask(url);
        for (var hop = 0; hop < MostRedirects && answer is { Status: 301 or 302 or 303 or 307 or 308, Location: { } location }; hop++)
        {
            if (!Uri.TryCreate(new Uri(url), location, out var to) || to.Scheme is not "https")
            {
                return answer;
            }

            url = to.AbsoluteUri;
            answer = Ask(url);
        }

        return answer;
    }

    private HttpsAnswer? Ask(string url)
    {
        var request = new HttpsRequest(url);
        requests.Add(request);
        Last = evidence.Find(request);
        return (Last as Present<HttpsAnswer>)?.Value;
    }

    /// <summary>What was read of a list; null where it is none.</summary>
    private sealed record ReadList(IReadOnlyDictionary<string, string>? Servers);
}
