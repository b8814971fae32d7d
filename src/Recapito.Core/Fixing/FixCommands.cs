namespace Recapito.Core;

/// <summary>What a change means for whoever makes it by hand: words and, where Exchange has them, commands of its PowerShell.</summary>
internal static class FixCommands
{
    /// <summary>Commands to copy. Each begins with one that only looks, so that nobody creates twice what is there already.</summary>
    public static IEnumerable<string> For(WorldChange change) => change switch
    {
        AddRecipient { Address: var address } =>
        [
            $"Get-Recipient -Filter \"EmailAddresses -eq '{Quoted("smtp:" + address)}'\"",
            $"Set-Mailbox -Identity '<the mailbox that is to have it>' -EmailAddresses @{{Add='{Quoted("smtp:" + address)}'}}",
        ],
        AddAcceptedDomain { Domain: var domain } =>
        [
            $"Get-AcceptedDomain -Identity '{Quoted(domain)}'",
            $"Set-AcceptedDomain -Identity '{Quoted(domain)}' -DomainType Authoritative",
        ],
        _ => [],
    };

    /// <summary>The change in one line.</summary>
    public static string Words(WorldChange change) => change switch
    {
        RestoreHost host => $"{host.Kind} {host.Host} {string.Join(", ", host.Addresses)}".TrimEnd(),
        AddRecipient recipient => $"{recipient.Kind} {recipient.Address}",
        AddAcceptedDomain domain => $"{domain.Kind} {domain.Domain}",
        LetTimePass { Until: { } until } wait => $"{wait.Kind} {ObservationText.Time(until)}",
        _ => change.Kind,
    };

    // Within single quotes PowerShell knows one thing only: the quote itself, and its typographic twins (about_Quoting_Rules).
    private static string Quoted(string text) => string.Concat(text.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' ? $"{c}{c}" : c.ToString()));
}
