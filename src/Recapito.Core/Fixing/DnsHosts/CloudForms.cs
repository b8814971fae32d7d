using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// Commands of the Azure CLI. The new records are added before the old ones go, so that the set is never empty. Azure compares names as they were typed, with or
/// without the dot at the end, so that the set is shown first.
/// </summary>
internal static class AzureDns
{
    public static IReadOnlyList<string> Write(RrSetChange change, string zone)
    {
        var set = $"--resource-group RESOURCE-GROUP --zone-name {zone} --record-set-name '{MxValue.Relative(change.Owner, zone)}'";
        return
        [
            .. change.Before.Except(change.After).Any() ? [$"az network dns record-set mx show {set.Replace("--record-set-name", "--name", StringComparison.Ordinal)} # write the old name below as this shows it"] : Array.Empty<string>(),
            .. MxValue.Of(change.After.Except(change.Before)).Select(mx => Line("add-record", set, mx)),
            .. MxValue.Of(change.Before.Except(change.After)).Select(mx => Line("remove-record", set, mx)),
        ];
    }

    private static string Line(string verb, string set, MxValue mx) =>
        string.Create(CultureInfo.InvariantCulture, $"az network dns record-set mx {verb} {set} --preference {mx.Preference} --exchange {mx.Exchange}");
}

/// <summary>
/// One change batch of Route 53. It deletes the set exactly as it was seen, TTL and all, so that the whole batch is refused where somebody changed it since.
/// </summary>
internal static class Route53
{
    public static IReadOnlyList<string> Write(RrSetChange change, string zone)
    {
        var parts = new[] { Part("DELETE", change, change.Before), Part("CREATE", change, change.After) }.Where(part => part.Length > 0);
        return [$$"""aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch '{"Changes":[{{string.Join(',', parts)}}]}'"""];
    }

    private static string Part(string action, RrSetChange change, IReadOnlyList<string> data)
    {
        var values = string.Join(',', MxValue.Of(data).Select(mx => $$"""{"Value":"{{mx.Text}}"}"""));
        return data.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $$$"""{"Action":"{{{action}}}","ResourceRecordSet":{"Name":"{{{change.Owner}}}.","Type":"MX","TTL":{{{change.Ttl}}},"ResourceRecords":[{{{values}}}]}}""");
    }
}

/// <summary>Calls of Cloudflare's API. Records have ids there, which the first call shows.</summary>
internal static class Cloudflare
{
    private const string Records = "\"https://api.cloudflare.com/client/v4/zones/$CLOUDFLARE_ZONE/dns_records";
    private const string Token = "-H \"Authorization: Bearer $CLOUDFLARE_TOKEN\"";

    public static IReadOnlyList<string> Write(RrSetChange change, string zone) =>
    [
        $"curl -sS {Token} {Records}?type=MX&name={change.Owner}\"",
        .. MxValue.Of(change.After.Except(change.Before)).Select(mx => string.Create(CultureInfo.InvariantCulture,
            $$"""curl -sS -X POST {{Token}} -H "Content-Type: application/json" {{Records}}" --data '{"type":"MX","name":"{{change.Owner}}","content":"{{Content(mx)}}","priority":{{mx.Preference}},"ttl":{{change.Ttl}}}'""")),
        .. MxValue.Of(change.Before.Except(change.After)).Select(mx => $"curl -sS -X DELETE {Token} {Records}/RECORD-ID\" # of {mx.Text}"),
    ];

    private static string Content(MxValue mx) => mx.Exchange is "." ? "." : mx.Exchange.TrimEnd('.');
}
