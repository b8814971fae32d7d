using System.Globalization;

namespace Recapito.Core;

/// <summary>What is remarkable besides the cause.</summary>
internal static class Contributions
{
    /// <summary>Beside a cause, or where none leads.</summary>
    /// <param name="now">The case.</param>
    /// <param name="cause">Id of the cause; null for none. What the cause itself says is not said again.</param>
    public static IReadOnlyList<Finding> Of(Case now, string? cause) => [.. Gateway(now), .. cause is "mx-host-does-not-accept-domain" ? Silent(now) : [], .. cause is "dns-change-in-flight" ? [] : Lagging(now), .. Traced(now)];

    /// <summary>Beside an address that is taken now.</summary>
    public static IReadOnlyList<Finding> OfTaken(Case now) => [.. Lagging(now), .. Traced(now)];

    /// <summary>Name servers that send some senders elsewhere than the newest version of the zone does, whatever else is wrong.</summary>
    private static IReadOnlyList<Finding> Lagging(Case now)
    {
        if (now.Zone.Lagging is not { Count: > 0 } late)
        {
            return [];
        }

        var arguments = new Dictionary<string, string>(Proof.Arguments(now, null))
        {
            ["servers"] = string.Join("; ", late.Select(server => $"{server.Server} [{server.Address}]: {MxText(server)}, SOA {Serial(server)}")),
            ["shown"] = Serial(now.Zone.Newest[0]),
            ["refresh"] = (now.Zone.Newest[0].Soa as Present<RrSet>)?.Value.Soa?.RefreshSeconds.ToString(CultureInfo.InvariantCulture) ?? "–",
        };
        return [new("name-server-lags", Party.DnsHost, arguments, [.. late.Append(now.Zone.Newest[0]).SelectMany(server => new Observation?[] { server.Mx, server.Soa }).OfType<Observation>()])];
    }

    /// <summary>Exchangers that answer nobody, beside one that refuses: senders come to that one as these are silent.</summary>
    private static IReadOnlyList<Finding> Silent(Case now) => now.UsableHosts.Count < 2 ? []
        : [.. now.UsableHosts.Select(host => (Host: host, Reach: Reach.Of(host, now))).Where(one => one.Reach.IsDead)
            .Select(one => new Finding("mx-host-unreachable", Party.RecipientsAdmin, Proof.Arguments(now, one.Host), one.Reach.Seen))];

    private static string MxText(ServerView server) =>
        server.MxSet.Count == 0 ? "–" : string.Join(", ", server.MxSet.Select(mx => string.Create(CultureInfo.InvariantCulture, $"MX {mx.Preference} {mx.Exchange}")));

    private static string Serial(ServerView server) => server.Serial?.ToString(CultureInfo.InvariantCulture) ?? "?";

    /// <summary>What the message trace shows of the address besides.</summary>
    private static IReadOnlyList<Finding> Traced(Case now)
    {
        var trace = TraceView.Of(now);
        return (trace.SameMessage ?? trace.SameSenderSince) is { } arrived ? [Traced("mail-arrived-all-the-same", Party.Nobody, now, arrived)]
            : trace.LastArrived is { } last && now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Absent<DirectoryRecipient> ? [Traced("address-had-mail", Party.RecipientsAdmin, now, last)]
            : [];
    }

    private static Finding Traced(string id, Party party, Case now, TraceRow row) =>
        new(id, party, new Dictionary<string, string>(Proof.Arguments(now, null)) { ["taken"] = ObservationText.Time(row.At) }, [row.Seen]);

    private static IReadOnlyList<Finding> Gateway(Case now)
    {
        // Where the sender's own server hands mail for others to Microsoft, no gateway of the recipient's stands between. By whose way words alone came, nobody knows.
        var hidesMicrosoft = now.RefusedByMicrosoft && !now.Symptom.IsWordsAlone && !now.SenderMetMicrosoft && IsBetween(now) && SenderRelay.Of(now)?.IsShown(now) is not true && now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name));
        return hidesMicrosoft
            ? [new("gateway-hides-microsoft", Party.RecipientsAdmin, Proof.Arguments(now, now.CurrentHosts[0]), [.. now.CurrentHosts.SelectMany(host => now.Rcpt(host, RcptRole.Target).Seen.Concat(now.Rcpt(host, RcptRole.Control).Seen)), .. Proof.MxSeen(now)])]
            : [];
    }

    /// <summary>
    /// The refusal came by way of an exchanger: that one refused or quoted it, or wrote the report itself. Where another system met Microsoft's host, the MX may
    /// have named that host then.
    /// </summary>
    private static bool IsBetween(Case now) => now.Symptom is { IsPassedOn: true } or { RefusingHost: null, RemoteMta: null }
        || now.ReportedNames.Any(name => !MicrosoftNames.IsExchangeOnline(name))
        || (now.Symptom.ReportingMta is { } reporter && now.CurrentHosts.Any(host => Names.AreOfOneSystem(host.Name, reporter)));
}
