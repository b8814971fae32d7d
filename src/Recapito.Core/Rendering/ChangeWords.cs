using System.Globalization;

namespace Recapito.Core;

/// <summary>An exact change in words: what it says, which lines differ, and the commands that carry it out.</summary>
internal static class ChangeWords
{
    /// <summary>The change in the words of a language.</summary>
    /// <param name="change">The change.</param>
    /// <param name="all">The changes among which it stands: what is set at one object is set by one command.</param>
    /// <param name="words">The words.</param>
    public static SheetChange Of(WorldChange change, IReadOnlyList<WorldChange> all, Wording words) =>
        new(Says(change, words), DiffOf(change), Ttl(change, words), Note(change, words), [.. Commands(change, all).Select(SafeText.Escape)]);

    /// <summary>The commands that stand as the change, below the steps. Where the steps hold them for one case among others, they are not the whole of it.</summary>
    public static IReadOnlyList<string> Commands(WorldChange change, IReadOnlyList<WorldChange> all) => change is ResyncEdgeDirectory or RemoveAcceptedDomain ? [] : ExchangeCommands.Of(change, all);

    /// <summary>What is there before and after.</summary>
    public static IReadOnlyList<DiffLine> DiffOf(WorldChange change) => change switch
    {
        SetMx mx => DiffOf([.. mx.Before.Select(record => Record(mx.Domain, record))], [.. mx.After.Select(record => Record(mx.Domain, record))]),
        SetDs ds => DiffOf([.. ds.Before.Select(data => Record(ds.Zone, data))], [.. ds.After.Select(data => Record(ds.Zone, data))]),
        SetSpf spf => DiffOf([SpfRecord(spf.Domain, spf.Before)], [SpfRecord(spf.Domain, spf.After)]),
        SetExchangeProperty set => [new('-', $"{set.Property}: {Values(set.Before)}"), new('+', $"{set.Property}: {Values(set.After)}")],
        _ => [],
    };

    /// <summary>An MX record as zone files have it.</summary>
    public static string Record(string domain, MxRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"{SafeText.Escape(domain)}. MX {record.Preference} {SafeText.Escape(record.Exchange)}{(record.Exchange is "." ? "" : ".")}");

    private static string Record(string zone, string ds) => $"{SafeText.Escape(zone)}. DS {SafeText.Escape(ds)}";

    private static string SpfRecord(string domain, string record) => $"{SafeText.Escape(domain)}. TXT \"{SafeText.Escape(record)}\"";

    private static List<DiffLine> DiffOf(List<string> before, List<string> after) =>
        [.. before.Except(after).Select(record => new DiffLine('-', record)), .. after.Select(record => new DiffLine(before.Contains(record) ? ' ' : '+', record))];

    private static string? Ttl(WorldChange change, Wording words) =>
        change switch { SetMx mx => mx.TtlSeconds, SetDs ds => ds.TtlSeconds, SetSpf spf => spf.TtlSeconds, _ => (uint?)null } is { } seconds
            ? words.Say("ui.change.old-ttl", ("ttl", seconds.ToString(CultureInfo.InvariantCulture))) : null;

    private static string? Note(WorldChange change, Wording words) =>
        change is SetDs ds ? words.Say(ds.After.Count > 0 ? "ui.change.ds-compare" : "ui.change.ds-removed", ("zone", ds.Zone)) : null;

    private static string? Says(WorldChange change, Wording words) => change switch
    {
        SetMx or SetDs or SetSpf => null,
        RestoreHost host => words.Say("ui.change.restore-host", ("host", host.Host), ("address", string.Join(", ", host.Addresses))),
        AddRecipient recipient => words.Say("ui.change.add-recipient", ("recipient", recipient.Address)),
        SendToMeant other => words.Say("ui.change.send-to-meant", ("recipient", other.Written), ("meant", other.Meant)),
        AddAcceptedDomain domain => words.Say("ui.change.add-accepted-domain", ("domain", domain.Domain)),
        LetTimePass { Until: { } until } => words.Say("ui.change.wait-until", ("time", ObservationText.Time(until))),
        LetTimePass => words.Say("ui.change.wait"),
        _ => SaysOfExchange(change, words),
    };

    private static string SaysOfExchange(WorldChange change, Wording words) => change switch
    {
        SetExchangeProperty set => words.Say("ui.change.set-exchange-property", ("object", set.Objects.ToString()), ("connector", set.Identity)),
        AddExchangeObject add => words.Say("ui.change.add-exchange-object", ("object", add.Objects.ToString())),
        ResyncEdgeDirectory resync => words.Say("ui.change.resync-edge-directory", ("domain", resync.Domain)),
        EnableMailService mail => words.Say("ui.change.enable-mail-service", ("domain", mail.Domain)),
        RemoveAcceptedDomain remove => words.Say("ui.change.remove-accepted-domain", ("domain", remove.Domain), ("sender", remove.Organisation)),
        ShowCertificate show => words.Say("ui.change.show-certificate", ("host", show.Host), ("expected", string.Join(", ", show.Names))),
        _ => SafeText.Escape(change.Kind),
    };

    private static string Values(IReadOnlyList<string> values) => SafeText.Escape(DecidingProperties.Values(values));
}
