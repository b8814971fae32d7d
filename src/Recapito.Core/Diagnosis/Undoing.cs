namespace Recapito.Core;

/// <summary>From a remedy to its way back: the inverse of each exact change, and the settings that its steps may touch as they were seen.</summary>
internal static class Undoing
{
    /// <summary>The way back.</summary>
    public static RemedyUndo Of(Case now, Remedy remedy)
    {
        List<WorldChange> restored = [.. remedy.Changes.Select(Inverse).OfType<WorldChange>()];
        List<string> notes = [];
        foreach (var touched in TouchedSettings.Of(now, remedy))
        {
            Restore(touched, restored, notes);
        }

        // The steps make the connector by this name, also where its certificate is not known.
        List<string> commands = [.. remedy.Id is "create-inbound-connector" ? [$"Remove-InboundConnector -Identity {PowerShellText.Quoted(ExchangeRemedies.NewInboundConnector)}"] : Array.Empty<string>(), .. ExchangeCommands.Of([.. restored.OfType<SetExchangeProperty>()]), .. TouchedSettings.Services(now, remedy, notes)];
        return new([.. restored.Where(change => change is SetMx or SetDs)], commands, notes);
    }

    private static WorldChange? Inverse(WorldChange change) => change switch
    {
        SetMx mx => mx with { Before = mx.After, After = mx.Before },
        SetDs ds => ds with { Before = ds.After, After = ds.Before },
        _ => null,
    };

    // What an object does not show may have any value: it is noted before it is changed.
    private static void Restore(Touched touched, List<WorldChange> restored, List<string> notes)
    {
        var shown = touched.Properties.Where(property => touched.Values(property) is not null).ToList();
        restored.AddRange(shown.Select(property => new SetExchangeProperty(touched.Domain, touched.Side, touched.Kind, touched.Identity!, property, [], touched.Values(property)!)));
        if (touched.Properties.Except(shown).ToList() is { Count: > 0 } unseen)
        {
            var which = touched.Identity is { } identity ? $" -Identity {PowerShellText.Quoted(identity)}" : "";
            var name = touched.Identity is null ? "Name," : "";
            notes.Add($"Get-{touched.Kind}{which} | Format-List {name}{string.Join(',', unseen)}");
        }
    }
}

/// <summary>One object that the steps of a remedy may change, and what of it.</summary>
/// <param name="Domain">Canonical domain by which its organisation is asked.</param>
/// <param name="Side">Where it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Identity">Its name; null where several could be meant, or none was seen.</param>
/// <param name="Seen">As it was listed; null where it was not.</param>
/// <param name="Properties">What may be changed, named as the cmdlet's parameters.</param>
internal sealed record Touched(string Domain, ExchangeSide Side, ExchangeObjectKind Kind, string? Identity, ExchangeObject? Seen, IReadOnlyList<string> Properties)
{
    private static readonly string[] Lists = ["SmartHosts", "SenderIPAddresses", "AddressSpaces"];
    private static readonly string[] Flags = ["Enabled", "RequireTls", "IgnoreSTARTTLS", "DNSRoutingEnabled", "UseMXRecord", "RouteAllMessagesViaOnPremises", "MatchSubDomains", "RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses"];

    /// <summary>The values of a property as the cmdlet takes them, none where it is null; null where it was not seen, or cannot be read.</summary>
    public IReadOnlyList<string>? Values(string property) =>
        Identity is null || Seen?.Has(property) is not true ? null
            : Lists.Contains(property) ? Seen.List(property)
            : Flags.Contains(property, StringComparer.OrdinalIgnoreCase) ? Seen.Flag(property) is { } flag ? [flag.ToString()] : null
            : Seen.Text(property) is not { } text ? []
            : property switch
            {
                "TlsSettings" => Seen.Choice<TlsAuthLevel>(property) is { } level ? level is TlsAuthLevel.None ? [] : [level.ToString()] : null,
                "DomainType" => AcceptedDomainReader.Read(Seen) is { } domain ? [domain.Type.ToString()] : null,
                _ => [text],
            };
}
