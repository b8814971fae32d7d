namespace Recapito.Core;

/// <summary>The TLSA records of the domain's hosts under mx.microsoft, which Microsoft publishes once DANE is turned on (Microsoft: Enable-SmtpDaneInbound; RFC 7672).</summary>
internal static class DaneComparison
{
    public static IEnumerable<Request> Asks(DomainView view, string name) => MxComparison.DnssecHosts(view, name).Select(host => DomainView.At(NameOf(host), RrType.Tlsa));

    public static IEnumerable<TenantDomainRecord> Of(DomainView view, string name)
    {
        foreach (var host in MxComparison.DnssecHosts(view, name))
        {
            var seen = view.Dns(NameOf(host), RrType.Tlsa);
            var row = new TenantDomainRecord(RecordUse.Dane, NameOf(host), RrType.Tlsa, RecordStanding.NotSeen) { Service = "Email", IsOptional = true, Evidence = seen is null ? [] : [seen] };
            yield return seen switch
            {
                Present<RrSet> set => row with { Standing = RecordStanding.Matches, There = [.. set.Value.Records.Where(record => record.Type is RrType.Tlsa).Select(record => record.Data)] },
                Absent<RrSet> => row with { Standing = RecordStanding.Missing, Notes = [RecordNote.Of("dane-missing", ("domain", name))] },
                _ => row with { Notes = [RecordNote.Of("no-answer", ("name", NameOf(host)), ("why", seen?.Why ?? ""))] },
            };
        }
    }

    private static string NameOf(string host) => $"_25._tcp.{host}";
}
