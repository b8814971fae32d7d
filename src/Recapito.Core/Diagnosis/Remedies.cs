using System.Net;

namespace Recapito.Core;

/// <summary>From a cause to what is to be done, with the exact changes where the evidence gives them.</summary>
internal static class Remedies
{
    private const string DoesNotAccept = "mx-host-does-not-accept-domain";

    public static IReadOnlyList<Remedy> For(Case now, CauseEntry entry, Finding finding, DateTimeOffset? visible) =>
        [.. Choose(now, entry, finding, visible).Select(remedy => remedy with { Arguments = RemedyValues.Of(now, remedy), Undo = Undoing.Of(now, remedy) })];

    private static IReadOnlyList<Remedy> Choose(Case now, CauseEntry entry, Finding finding, DateTimeOffset? visible) =>
        ForKnown(now, entry) is { } known
            ? [new(known, Party.RecipientsAdmin, finding.Arguments, ExchangeRemedies.For(now, entry with { Remedy = known }, finding))]
            : entry.Remedy == "wait" && finding.Party is Party.DnsHost ? [new("repair-zone-transfer", finding.Party, finding.Arguments, [])]
            : [new(entry.Remedy, finding.Party, WithRecords(now, entry, finding.Arguments), Changes(now, entry, finding, visible)), .. entry.Id is DoesNotAccept ? OfSilent(now) : []];

    // Senders come to the host that refuses as these are silent: with that one mended alone, mail would wait.
    private static IEnumerable<Remedy> OfSilent(Case now) => now.UsableHosts.Where(host => IsSilent(now, host)).Select(host => new Remedy("repair-mx-host", Party.RecipientsAdmin, Proof.Arguments(now, host), [new RestoreHost(host.Name, host.Addresses)]));

    /// <summary>What stands there now: what is to be replaced, and what the way back is, also where the new record is not known.</summary>
    private static IReadOnlyDictionary<string, string> WithRecords(Case now, CauseEntry entry, IReadOnlyDictionary<string, string> arguments) =>
        // The records that an alias leads to are in the zone of another, for whose domains they may be right.
        entry.Remedy is "replace-mx" && now.Zone.Alias is { } alias ? new Dictionary<string, string>(arguments) { ["variant"] = "alias", ["other"] = alias }
        : arguments.GetValueOrDefault("variant") is "led" ? arguments
        : entry.Remedy is "replace-mx" or "remove-surplus-mx" or "replace-null-mx" && now.Zone.CurrentMx is { Count: > 0 } all && Leaving(now, entry, all, arguments) is { Count: > 0 } mx
            ? new Dictionary<string, string>(arguments) { ["records"] = string.Join("; ", mx.Select(record => ChangeWords.Record(now.Zone.Alias ?? now.Symptom.Domain, record))) }
            : arguments;

    // Only what the steps take away can be put back.
    private static IReadOnlyList<MxRecord> Leaving(Case now, CauseEntry entry, IReadOnlyList<MxRecord> all, IReadOnlyDictionary<string, string> arguments) =>
        entry.Remedy switch
        {
            "remove-surplus-mx" => [.. all.Where(mx => mx.Exchange == arguments.GetValueOrDefault("host"))],
            "replace-null-mx" => [.. all.Where(mx => mx.Exchange is ".")],
            _ when entry.Id is DoesNotAccept => [.. all.Where(mx => !IsSilent(now, mx))],
            _ => all,
        };

    /// <summary>Nothing is to be corrected or added where the organisation has the address already; what is to be done goes by what it is, and by where.</summary>
    private static string? ForKnown(Case now, CauseEntry entry) =>
        entry.Remedy != "correct-or-add-recipient" ? null
            : now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is not Present<DirectoryRecipient> known ? (IsOnServersAlone(now) ? "sync-recipient" : null)
            : RecipientTypes.IsDynamicGroup(known.Value.RecipientType) ? "front-with-group-or-contact"
            : RecipientTypes.IsPublicFolder(known.Value.RecipientType) ? "reroute-public-folder"
            : "resync-edge-directory";

    private static bool IsOnServersAlone(Case now) => now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Absent<DirectoryRecipient>
        && now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient, ExchangeSide.ExchangeServer)) is Present<DirectoryRecipient>;

    private static IReadOnlyList<WorldChange> Changes(Case now, CauseEntry entry, Finding finding, DateTimeOffset? visible) => entry.Remedy switch
    {
        // Beside a CNAME no MX can stand (RFC 1034 §3.6.2), and the zone of the other name was not looked at.
        "replace-mx" or "add-mx" or "replace-null-mx" or "remove-surplus-mx" when now.Zone.Alias is not null => [],
        // What led there is not the MX of today.
        "replace-mx" when finding.Arguments.GetValueOrDefault("variant") is "led" => [],
        "replace-mx" when entry.Id is "mx-is-alias" => WithoutAliases(now),
        "replace-mx" when entry.Id is "mx-target-is-address" && WithNames(now) is { Count: > 0 } named => named,
        "replace-mx" or "add-mx" => ReplaceMx(now, keeps: mx => entry.Id is DoesNotAccept && IsSilent(now, mx)),
        "replace-null-mx" => RemoveMx(now, "."),
        "remove-surplus-mx" when finding.Arguments.ContainsKey("variant") => [],
        "remove-surplus-mx" => RemoveMx(now, finding.Arguments["host"]),
        "repair-dnssec" => DsRemedy.For(now),
        "repair-authentication" => SpfRemedy.For(now),
        "repair-mx-host" => [.. now.CurrentHosts.Select(host => new RestoreHost(host.Name, host.Addresses))],
        // Whether this address has to be made is open there.
        "correct-or-add-recipient" when finding.Arguments.GetValueOrDefault("variant") is "past" or "everyone" => [],
        "correct-or-add-recipient" => [finding.Arguments.GetValueOrDefault("meant") is { Length: > 0 } meant ? new SendToMeant(now.Symptom.Recipient, meant) : new AddRecipient(now.Symptom.Recipient)],
        "add-domain" => [new AddAcceptedDomain(now.Symptom.Domain), new AddRecipient(now.Symptom.Recipient)],
        "wait" or "wait-for-microsoft" => [new LetTimePass(visible)],
        _ => ExchangeRemedies.For(now, entry, finding),
    };

    /// <summary>Only a name that the DNS was seen to have is put into a change; otherwise the administrator must supply it.</summary>
    private static IReadOnlyList<WorldChange> ReplaceMx(Case now, Predicate<MxRecord> keeps)
    {
        var name = MicrosoftNames.SuggestedMx(now.Symptom.Domain);
        var exists = now.Evidence.Find(new DnsRequest(name, RrType.A, Vantage.Resolver)) is Present<RrSet>;
        var before = now.Zone.CurrentMx ?? [];
        return exists && name != now.Symptom.RefusingHost && before.All(mx => mx.Exchange != name)
            ? [new SetMx(now.Symptom.Domain, before, [new(0, name), .. before.Where(mx => keeps(mx))], CurrentTtl(now))]
            : [];
    }

    // A host that gives no answer may be the right one: nobody has seen it refuse.
    private static bool IsSilent(Case now, MxRecord mx) =>
        now.UsableHosts.FirstOrDefault(host => host.Name == mx.Exchange) is { } host && IsSilent(now, host);

    private static bool IsSilent(Case now, MailHost host) => !now.Rcpt(host, RcptRole.Target).Refused && Reach.Of(host, now).IsDead;

    private static IReadOnlyList<WorldChange> RemoveMx(Case now, string host)
    {
        var before = now.Zone.CurrentMx ?? [];
        var after = before.Where(mx => mx.Exchange != host).ToList();
        return after.Count > 0 && after.Count < before.Count ? [new SetMx(now.Symptom.Domain, before, after, CurrentTtl(now))] : [];
    }

    /// <summary>Each alias gives way to the name that it stands for, where that name was seen to have an address.</summary>
    private static IReadOnlyList<WorldChange> WithoutAliases(Case now)
    {
        var before = now.Zone.CurrentMx ?? [];
        List<MxRecord> after = [.. before.Select(mx => now.CurrentHosts.FirstOrDefault(host => host.Name == mx.Exchange) is { Alias: { } alias, Addresses.Count: > 0 } ? mx with { Exchange = alias } : mx).Distinct()];
        return after.SequenceEqual(before) ? [] : [new SetMx(now.Symptom.Domain, before, after, CurrentTtl(now))];
    }

    /// <summary>Each address gives way to the name that it bears; nothing where one of them bears none.</summary>
    private static IReadOnlyList<WorldChange> WithNames(Case now)
    {
        var before = now.Zone.CurrentMx ?? [];
        List<MxRecord> after = [.. before.Select(mx => mx with { Exchange = IPAddress.TryParse(mx.Exchange, out _) ? NameOfAddress.Of(mx.Exchange, now.Evidence) ?? "" : mx.Exchange }).Distinct()];
        return after.Exists(mx => mx.Exchange.Length == 0) ? [] : [new SetMx(now.Symptom.Domain, before, after, CurrentTtl(now))];
    }

    private static uint CurrentTtl(Case now) => now.Zone.Newest.Select(server => server.Mx).OfType<Present<RrSet>>().Select(seen => seen.Value.Ttl).FirstOrDefault();
}
