namespace Recapito.Core;

/// <summary>The PowerShell that carries a change out, to be read and run by an administrator; it is never run here.</summary>
public static class ExchangeCommands
{
    // Where the cmdlet's parameter has another name than the property that Get- shows, or there is no such parameter.
    private static readonly string[] NotParameters = ["ConnectorSource"];

    /// <summary>The commands, one a line; empty for a change that no cmdlet makes.</summary>
    public static IReadOnlyList<string> Of(WorldChange change) => change switch
    {
        SetExchangeProperty set => [Set([set])],
        AddExchangeObject add => [$"New-{add.Objects} {string.Join(' ', add.Added.Names.Except(NotParameters).OrderBy(name => name is not "Name").Select(name => $"-{name} {Value(add.Added[name])}"))}"],
        ResyncEdgeDirectory resync => [$"Set-AcceptedDomain -Identity {PowerShellText.Quoted(resync.Domain)} -DomainType InternalRelay", $"Set-AcceptedDomain -Identity {PowerShellText.Quoted(resync.Domain)} -DomainType Authoritative"],
        RemoveAcceptedDomain remove => [$"Remove-MgDomain -DomainId {PowerShellText.Quoted(remove.Domain)}"],
        _ => [],
    };

    /// <summary>
    /// The commands of several changes. What is set at one object is set by one command: alone, one of its values may be refused, as smart hosts beside
    /// DNSRoutingEnabled (Microsoft: Set-SendConnector).
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<WorldChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return [.. changes.SelectMany(change => Of(change, changes))];
    }

    /// <summary>The commands of a change among others: what is set at one object stands with the last change of it.</summary>
    internal static IReadOnlyList<string> Of(WorldChange change, IReadOnlyList<WorldChange> all)
    {
        if (change is not SetExchangeProperty set)
        {
            return Of(change);
        }

        var together = all.OfType<SetExchangeProperty>().Where(other => other.Side == set.Side && other.Objects == set.Objects && other.Identity == set.Identity).ToList();
        return ReferenceEquals(together[^1], set) ? [Set(together) + Where(set, all)] : [];
    }

    // Both sides have a cmdlet of this name, and the same words would do something else at the other one.
    private static string Where(SetExchangeProperty set, IReadOnlyList<WorldChange> all) =>
        !all.OfType<SetExchangeProperty>().Any(other => other.Objects == set.Objects && other.Side is ExchangeSide.ExchangeServer) || set.Objects is not ExchangeObjectKind.AcceptedDomain ? ""
            : set.Side is ExchangeSide.ExchangeServer ? " # Exchange Server" : " # Exchange Online";

    private static string Set(List<SetExchangeProperty> together) =>
        $"Set-{together[0].Objects} -Identity {PowerShellText.Quoted(together[0].Identity)} {string.Join(' ', together.Select(set => $"-{set.Property} {Value(set.After)}"))}";

    private static string Value(IReadOnlyList<string> values) => values switch
    {
        [] => "$null",
        ["True"] => "$true",
        ["False"] => "$false",
        _ => string.Join(',', values.Select(PowerShellText.Quoted)),
    };
}
