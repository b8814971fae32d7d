namespace Recapito.Core;

/// <summary>
/// Servers that do answer, but in a way that nobody can use: the gaps that are findings in themselves (<see cref="Observation.Misbehaviour"/>),
/// of every kind of question. Silence is never one.
/// </summary>
internal sealed class MisbehavingServers : DomainCheck
{
    /// <summary>What the asker's own resolver does wrong: a finding of its own, as it says nothing of the domain.</summary>
    private const string Resolver = "dns-resolver-unusable";

    /// <summary>The ids that gaps may have, one list for each kind of probe.</summary>
    private static readonly IReadOnlyList<string>[] Areas = [DnsMisbehaviour.All, SmtpMisbehaviour.All];

    public override IReadOnlyList<string> Findings { get; } = [.. Areas.SelectMany(ids => ids), Resolver];

    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view) =>
        view.Evidence.All
            .Where(seen => IdOf(seen) is not null && view.Evidence.History(seen.Request).All(other => other.Outcome is Outcome.Unavailable))
            .GroupBy(seen => (Id: IdOf(seen)!, seen.Source.By))
            .Select(same => Found(view, same.Key.Id, [.. same]));

    /// <summary>One finding for each server and kind of misbehaviour, however many questions showed it.</summary>
    private static DomainFinding Found(DomainView view, string id, Observation[] seen)
    {
        var (name, type) = seen[0].Request switch
        {
            DnsRequest asked => (asked.Name, ObservationJson.TypeName(asked.Type)),
            DnsMessageRequest asked => (asked.Name, ObservationJson.TypeName(asked.Type)),
            SmtpSessionRequest asked => (asked.Host, ""),
            RcptRequest asked => (asked.Host, ""),
            OldTlsRequest asked => (asked.Host, ""),
            HttpsRequest asked => (asked.Url, ""),
            _ => ("", ""),
        };
        return view.Found(id, seen, ("server", seen[0].Source.By), ("name", name), ("type", type), ("reason", seen[0].Why ?? ""));
    }

    // An evidence file may name any id; only those of the lists have words. Aliases are the domain's, whoever tells of them.
    private static string? IdOf(Observation seen) =>
        seen.Misbehaviour is not { } id || !Areas.Any(ids => ids.Contains(id)) ? null
        : seen.Request.From.Kind is VantageKind.Resolver && id is not (DnsMisbehaviour.AliasLoop or DnsMisbehaviour.AliasChainTooLong) ? Resolver
        : id;
}
