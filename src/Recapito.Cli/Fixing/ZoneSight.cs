using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>What a server has at the names of a plan.</summary>
/// <param name="Zone">The zone; null where it was not found.</param>
/// <param name="Serial">Its serial; null where it was not seen.</param>
/// <param name="Present">The RRsets in the order of the changes; fewer where something went wrong.</param>
/// <param name="Problem">What went wrong; null where nothing did.</param>
internal sealed record ZoneSight(string? Zone, uint? Serial, IReadOnlyList<PresentRrSet> Present, SignedReply? Problem)
{
    /// <summary>Looks, with signed questions only.</summary>
    public static async Task<ZoneSight> LookAsync(DnsUpdater server, string? zone, IReadOnlyList<RrSetChange> changes, CancellationToken cancel)
    {
        string? found = null;
        uint? serial = null;
        foreach (var owner in zone is null ? changes.Select(change => change.Owner).Distinct() : [zone])
        {
            var reply = await server.AskAsync(owner, RrType.Soa, cancel).ConfigureAwait(false);
            var soa = WhyUnusable(reply) is null ? reply.Message!.Answer.Concat(reply.Message.Authority).FirstOrDefault(record => record.Type is RrType.Soa) : null;
            if (soa is null)
            {
                return new(found, null, [], WhyUnusable(reply) ?? new(ReplyState.Answered, "notauth"));
            }

            if (found is not null && found != soa.Name)
            {
                return new(found, null, [], new(ReplyState.Answered, "zones-differ", $"{found}, {soa.Name}"));
            }

            (found, serial) = (soa.Name, new RrSet([soa], true).Soa?.Serial);
        }

        return await RecordsAsync(server, changes, new(found, serial, [], null), cancel).ConfigureAwait(false);
    }

    private static async Task<ZoneSight> RecordsAsync(DnsUpdater server, IReadOnlyList<RrSetChange> changes, ZoneSight sight, CancellationToken cancel)
    {
        var present = new List<PresentRrSet>();
        foreach (var change in changes)
        {
            var reply = await server.AskAsync(change.Owner, change.Type, cancel).ConfigureAwait(false);
            if (WhyUnusable(reply) is { } problem)
            {
                return sight with { Problem = problem };
            }

            var answers = reply.Message!.Answer.Where(record => record.Name == change.Owner).ToList();
            if (change.Type is not RrType.Cname && answers.FirstOrDefault(record => record.Type is RrType.Cname) is { } alias)
            {
                return sight with { Problem = new(ReplyState.Answered, "alias", alias.Data) };
            }

            var records = answers.Where(record => record.Type == change.Type).ToList();
            present.Add(new(change.Owner, change.Type, records.Select(record => record.Ttl).DefaultIfEmpty().Min(), [.. records.Select(record => record.Data)]));
        }

        return sight with { Present = present };
    }

    // That a name does not exist is an answer too.
    private static SignedReply? WhyUnusable(SignedReply reply) =>
        reply is not { State: ReplyState.Answered, Key: SignedReply.Good or "nxdomain" } ? reply
        : reply.Message!.Authoritative ? null
        : reply with { Key = "not-authoritative", Message = null };
}
