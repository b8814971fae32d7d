namespace Recapito.Core;

/// <summary>
/// Entries of the mail hosts in the block lists that the user names (RFC 5782). Lists are about hosts that send: one that only receives loses nothing.
/// </summary>
internal sealed class BlocklistEntries : DomainCheck
{
    private const int LongestReason = 300;

    public override IReadOnlyList<string> Findings { get; } = ["blocklist-listed", "blocklist-not-listed", "blocklist-declines", "blocklist-unusable"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        var targets = Targets(view);
        foreach (var list in Blocklist.Of(view))
        {
            foreach (var family in targets.GroupBy(target => target.IsV6))
            {
                foreach (var request in list.Tests(family.Key).Concat(family.Select(target => list.Question(target.Address))))
                {
                    yield return request;
                }
            }

            foreach (var target in targets.Where(target => list.Says(target.Address) is ListAnswer.Listed))
            {
                yield return list.Reason(target.Address);
            }
        }
    }

    public override bool MayAsk(Request request) => IsToResolver(request);

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var targets = Targets(view);
        return Blocklist.Of(view).SelectMany(list => targets.GroupBy(target => target.IsV6).SelectMany(family => Finds(view, list, family.Key, [.. family])));
    }

    private static IEnumerable<DomainFinding> Finds(DomainView view, Blocklist list, bool v6, IReadOnlyList<MailTarget> targets)
    {
        if (list.Declines(v6) || targets.Any(target => list.Says(target.Address) is ListAnswer.Declined))
        {
            return [view.Found("blocklist-declines", list.TestAnswers(v6), ("list", list.Zone))];
        }

        return list.IsOne(v6) switch
        {
            true => Entries(view, list, targets),
            // Many lists have no IPv6 part; that is no fault.
            false when !v6 => [view.Found("blocklist-unusable", list.TestAnswers(v6), ("list", list.Zone))],
            _ => [],
        };
    }

    private static IEnumerable<DomainFinding> Entries(DomainView view, Blocklist list, IReadOnlyList<MailTarget> targets)
    {
        foreach (var target in targets.Where(target => list.Says(target.Address) is ListAnswer.Listed))
        {
            var entry = view.Evidence.Find(list.Question(target.Address));
            var reason = view.Evidence.Find(list.Reason(target.Address));
            yield return view.Found("blocklist-listed", [entry, reason], target.HostArgument, target.AddressArgument, ("list", list.Zone),
                ("codes", string.Join(", ", ((Present<RrSet>)entry!).Value.Addresses.Take(5))), ("reason", TextOf(reason)));
        }

        if (targets.Where(target => list.Says(target.Address) is ListAnswer.NotListed).ToList() is { Count: > 0 } clean)
        {
            yield return view.Found("blocklist-not-listed", clean.Select(target => view.Evidence.Find(list.Question(target.Address))), ("list", list.Zone),
                ("addresses", MailTarget.List(clean)));
        }
    }

    private static IReadOnlyList<MailTarget> Targets(DomainView view) =>
        [.. MailTarget.Of(view).DistinctBy(target => target.Address).Where(target => Facts.IsPublic(target.Address))];

    private static string TextOf(Observation<RrSet>? reason)
    {
        var text = reason is Present<RrSet> seen ? string.Join(' ', seen.Value.Records.Where(record => record.Type is RrType.Txt).Select(record => record.Data)) : "";
        return text.Length == 0 ? "–" : text.Length <= LongestReason ? text : text[..LongestReason] + "…";
    }
}
