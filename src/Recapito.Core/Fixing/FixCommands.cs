namespace Recapito.Core;

/// <summary>What a change means for whoever makes it by hand: words and, where Exchange has them, commands of its PowerShell.</summary>
internal static class FixCommands
{
    /// <summary>Commands to copy. Each begins with one that only looks, so that nobody creates twice what is there already.</summary>
    public static IEnumerable<string> For(WorldChange change) => change switch
    {
        AddRecipient { Address: var address } =>
        [
            $"Get-Recipient -Filter \"EmailAddresses -eq {PowerShellText.Quoted("smtp:" + address)}\"",
            $"Set-Mailbox -Identity '<the mailbox that is to have it>' -EmailAddresses @{{Add={PowerShellText.Quoted("smtp:" + address)}}}",
        ],
        AddAcceptedDomain { Domain: var domain } =>
        [
            $"Get-AcceptedDomain -Identity {PowerShellText.Quoted(domain)}",
            $"Set-AcceptedDomain -Identity {PowerShellText.Quoted(domain)} -DomainType Authoritative",
        ],
        _ => ExchangeCommands.Of(change),
    };

    /// <summary>The change in one line.</summary>
    public static string Words(WorldChange change) => change switch
    {
        RestoreHost host => $"{host.Kind} {host.Host} {string.Join(", ", host.Addresses)}".TrimEnd(),
        AddRecipient recipient => $"{recipient.Kind} {recipient.Address}",
        AddAcceptedDomain domain => $"{domain.Kind} {domain.Domain}",
        SetExchangeProperty set => $"{set.Kind} {set.Objects} {set.Identity} {set.Property}: {string.Join(", ", set.Before)} -> {string.Join(", ", set.After)}",
        ResyncEdgeDirectory resync => $"{resync.Kind} {resync.Domain}",
        EnableMailService mail => $"{mail.Kind} {mail.Domain}",
        RemoveAcceptedDomain remove => $"{remove.Kind} {remove.Domain}",
        ShowCertificate show => $"{show.Kind} {show.Host} {string.Join(", ", show.Names)}",
        LetTimePass { Until: { } until } wait => $"{wait.Kind} {ObservationText.Time(until)}",
        _ => change.Kind,
    };
}
