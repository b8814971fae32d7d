namespace Recapito.Core;

/// <summary>Aliases, SRV and TXT records of services against those that are there (Microsoft: "External Domain Name System records for Microsoft 365").</summary>
internal static class ServiceComparison
{
    /// <summary>What shows where the name leads, whatever type it has.</summary>
    public static IEnumerable<Request> Asks(WantedRecord wanted) => wanted.Type is RrType.Cname ? [DomainView.At(wanted.Name, RrType.A)] : [];

    public static TenantDomainRecord Of(DomainView view, WantedRecord wanted)
    {
        var published = PublishedSet.At(view, wanted.Name, wanted.Type);
        var there = published.Data(wanted.Type);
        return published.Settle(wanted.Type is RrType.Cname ? Alias(view, wanted, there) : Data(wanted, there));
    }

    private static TenantDomainRecord Alias(DomainView view, WantedRecord wanted, IReadOnlyList<string> there)
    {
        var way = view.Dns(wanted.Name, RrType.A);
        var walked = (way as Present<RrSet>)?.Value.Records.Where(record => record.Type is RrType.Cname).Select(record => record.Data) ?? [];
        return there.Contains(wanted.Value) ? wanted.Row(RecordStanding.Matches) with { There = there }
            : there.Count > 0 && walked.Contains(wanted.Value) ? wanted.Row(RecordStanding.Matches) with { There = there, Notes = [RecordNote.Of("alias-through", ("target", there[0]))], Evidence = [way!] }
            : there.Count > 0 ? wanted.Row(RecordStanding.Differs) with { There = there, IsFault = !wanted.IsOptional }

            // A DNS host may have put the addresses of the target in the place of the alias.
            : way is Present<RrSet> set && set.Value.Addresses.Count > 0
                ? wanted.Row(RecordStanding.NotSeen) with { There = set.Value.Addresses, Notes = [RecordNote.Of("alias-addresses", ("name", wanted.Name))], Evidence = [set] }
            : Missing(wanted);
    }

    private static TenantDomainRecord Data(WantedRecord wanted, IReadOnlyList<string> there)
    {
        // A name may have other texts; it has another SRV only in the place of this one.
        IReadOnlyList<string> rivals = wanted.Type is RrType.Srv ? there : [];
        return there.Contains(wanted.Value, wanted.Type is RrType.Txt ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase) ? wanted.Row(RecordStanding.Matches) with { There = [wanted.Value] }
            : rivals.Count > 0 ? wanted.Row(RecordStanding.Differs) with { There = rivals, IsFault = !wanted.IsOptional }
            : Missing(wanted);
    }

    private static TenantDomainRecord Missing(WantedRecord wanted) => wanted.Row(RecordStanding.Missing) with { IsFault = !wanted.IsOptional };
}
