namespace Recapito.Core;

/// <summary>Changes that are not of the DNS, as a plan's file names them.</summary>
internal static class FixWords
{
    /// <summary>The change in one line.</summary>
    public static string Of(WorldChange change) => change switch
    {
        RestoreHost host => $"{host.Kind} {host.Host} {string.Join(", ", host.Addresses)}".TrimEnd(),
        SetDs ds => $"{ds.Kind} {ds.Zone} {(ds.After.Count > 0 ? string.Join(", ", ds.After) : "–")}",
        SetSpf spf => $"{spf.Kind} {spf.Domain} {spf.After}",
        AddRecipient recipient => $"{recipient.Kind} {recipient.Address}",
        SendToMeant other => $"{other.Kind} {other.Meant}",
        AddAcceptedDomain domain => $"{domain.Kind} {domain.Domain}",
        LetTimePass { Until: { } until } wait => $"{wait.Kind} {ObservationText.Time(until)}",
        SetExchangeProperty set => $"{set.Kind} {set.Identity} {set.Property}",
        AddExchangeObject { Domain: var domain } => $"{change.Kind} {domain}",
        ResyncEdgeDirectory { Domain: var domain } => $"{change.Kind} {domain}",
        EnableMailService { Domain: var domain } => $"{change.Kind} {domain}",
        RemoveAcceptedDomain { Domain: var domain } => $"{change.Kind} {domain}",
        ShowCertificate { Host: var host } => $"{change.Kind} {host}",
        _ => change.Kind,
    };
}
