namespace Recapito.Core;

/// <summary>The PowerShell that carries a change out, to be read and run by an administrator; it is never run here.</summary>
public static class ExchangeCommands
{
    // Where the cmdlet's parameter has another name than the property that Get- shows, or there is no such parameter.
    private static readonly string[] NotParameters = ["ConnectorSource"];

    /// <summary>The commands, one a line; empty for a change that no cmdlet makes.</summary>
    public static IReadOnlyList<string> Of(WorldChange change) => change switch
    {
        SetExchangeProperty set => [$"Set-{set.Objects} -Identity {PowerShellText.Quoted(set.Identity)} -{set.Property} {Value(set.After)}"],
        AddExchangeObject add => [$"New-{add.Objects} {string.Join(' ', add.Added.Names.Except(NotParameters).OrderBy(name => name is not "Name").Select(name => $"-{name} {Value(add.Added[name])}"))}"],
        ResyncEdgeDirectory resync => [$"Set-AcceptedDomain -Identity {PowerShellText.Quoted(resync.Domain)} -DomainType InternalRelay", $"Set-AcceptedDomain -Identity {PowerShellText.Quoted(resync.Domain)} -DomainType Authoritative"],
        RemoveAcceptedDomain remove => [$"Remove-MgDomain -DomainId {PowerShellText.Quoted(remove.Domain)}"],
        _ => [],
    };

    private static string Value(IReadOnlyList<string> values) => values switch
    {
        [] => "$null",
        ["True"] => "$true",
        ["False"] => "$false",
        _ => string.Join(',', values.Select(PowerShellText.Quoted)),
    };
}
