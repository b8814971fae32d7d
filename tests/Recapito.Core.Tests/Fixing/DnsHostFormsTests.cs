namespace Recapito.Core.Tests;

/// <summary>A change in the form of each DNS host and tool, word for word.</summary>
public sealed class DnsHostFormsTests
{
    private static readonly RrSetChange Replaced = new("contoso.example", RrType.Mx, 3600, ["10 mx.oldhost.example"], ["0 contoso-example.mail.protection.outlook.com"]);
    private static readonly RrSetChange Below = new("mail.contoso.example", RrType.Mx, 300, [], ["10 mx.newhost.example"]);
    private static readonly RrSetChange NullRemoved = new("contoso.example", RrType.Mx, 3600, ["0 .", "10 mx.newhost.example"], ["10 mx.newhost.example"]);

    public static readonly TheoryData<string, RrSetChange, string[]> Forms = new()
    {
        { "azure", Replaced, [
            "az network dns record-set mx show --resource-group RESOURCE-GROUP --zone-name contoso.example --name '@' # write the old name below as this shows it",
            "az network dns record-set mx add-record --resource-group RESOURCE-GROUP --zone-name contoso.example --record-set-name '@' --preference 0 --exchange contoso-example.mail.protection.outlook.com.",
            "az network dns record-set mx remove-record --resource-group RESOURCE-GROUP --zone-name contoso.example --record-set-name '@' --preference 10 --exchange mx.oldhost.example."] },
        { "azure", Below, ["az network dns record-set mx add-record --resource-group RESOURCE-GROUP --zone-name contoso.example --record-set-name 'mail' --preference 10 --exchange mx.newhost.example."] },
        { "route53", Replaced, [
            """aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"contoso.example.","Type":"MX","TTL":3600,"ResourceRecords":[{"Value":"10 mx.oldhost.example."}]}},{"Action":"CREATE","ResourceRecordSet":{"Name":"contoso.example.","Type":"MX","TTL":3600,"ResourceRecords":[{"Value":"0 contoso-example.mail.protection.outlook.com."}]}}]}'"""] },
        { "route53", Below, [
            """aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch '{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"mail.contoso.example.","Type":"MX","TTL":300,"ResourceRecords":[{"Value":"10 mx.newhost.example."}]}}]}'"""] },
        { "cloudflare", NullRemoved, [
            "curl -sS -H \"Authorization: Bearer $CLOUDFLARE_TOKEN\" \"https://api.cloudflare.com/client/v4/zones/$CLOUDFLARE_ZONE/dns_records?type=MX&name=contoso.example\"",
            "curl -sS -X DELETE -H \"Authorization: Bearer $CLOUDFLARE_TOKEN\" \"https://api.cloudflare.com/client/v4/zones/$CLOUDFLARE_ZONE/dns_records/RECORD-ID\" # of 0 ."] },
        { "cloudflare", Below, [
            "curl -sS -H \"Authorization: Bearer $CLOUDFLARE_TOKEN\" \"https://api.cloudflare.com/client/v4/zones/$CLOUDFLARE_ZONE/dns_records?type=MX&name=mail.contoso.example\"",
            """curl -sS -X POST -H "Authorization: Bearer $CLOUDFLARE_TOKEN" -H "Content-Type: application/json" "https://api.cloudflare.com/client/v4/zones/$CLOUDFLARE_ZONE/dns_records" --data '{"type":"MX","name":"mail.contoso.example","content":"mx.newhost.example","priority":10,"ttl":300}'"""] },
        { "windows", Replaced, [
            "Add-DnsServerResourceRecordMX -ZoneName 'contoso.example' -Name '@' -MailExchange 'contoso-example.mail.protection.outlook.com.' -Preference 0 -TimeToLive ([TimeSpan]::FromSeconds(3600))",
            "Get-DnsServerResourceRecord -ZoneName 'contoso.example' -Name '@' -RRType Mx | Where-Object { $_.RecordData.MailExchange -eq 'mx.oldhost.example.' -and $_.RecordData.Preference -eq 10 } | Remove-DnsServerResourceRecord -ZoneName 'contoso.example' -Force"] },
        { "zone-file", NullRemoved, ["; contoso.example. 3600 IN MX 0 .", "contoso.example. 3600 IN MX 10 mx.newhost.example.", "; raise the serial in the SOA of contoso.example, and reload the zone"] },
        { "nsupdate", Replaced, ["zone contoso.example.", "prereq yxrrset contoso.example. MX 10 mx.oldhost.example.", "update delete contoso.example. MX", "update add contoso.example. 3600 MX 0 contoso-example.mail.protection.outlook.com.", "send"] },
        { "nsupdate", Below, ["zone contoso.example.", "prereq nxrrset mail.contoso.example. MX", "update delete mail.contoso.example. MX", "update add mail.contoso.example. 300 MX 10 mx.newhost.example.", "send"] },
        { "octodns", Replaced, ["'':", "  type: MX", "  ttl: 3600", "  values:", "    - preference: 0", "      exchange: contoso-example.mail.protection.outlook.com."] },
        { "terraform", Below, ["resource \"dns_mx_record_set\" \"mail_contoso_example\" {", "  zone = \"contoso.example.\"", "  name = \"mail\"", "  ttl  = 300", "  mx {", "    preference = 10", "    exchange   = \"mx.newhost.example.\"", "  }", "}"] },
        { "azure", NullRemoved.Back(3600, NullRemoved.Before), ["az network dns record-set mx add-record --resource-group RESOURCE-GROUP --zone-name contoso.example --record-set-name '@' --preference 0 --exchange ."] },
        { "azure", Below.Back(300, Below.Before), [
            "az network dns record-set mx show --resource-group RESOURCE-GROUP --zone-name contoso.example --name 'mail' # write the old name below as this shows it",
            "az network dns record-set mx remove-record --resource-group RESOURCE-GROUP --zone-name contoso.example --record-set-name 'mail' --preference 10 --exchange mx.newhost.example."] },
        { "nsupdate", Below.Back(300, Below.Before), ["zone contoso.example.", "prereq yxrrset mail.contoso.example. MX 10 mx.newhost.example.", "update delete mail.contoso.example. MX", "send"] },
        { "octodns", Below.Back(300, Below.Before), ["# remove the record of type MX below 'mail'"] },
        { "terraform", Below.Back(300, Below.Before), ["# remove the resource dns_mx_record_set.mail_contoso_example"] },
        { "zone-file", Below.Back(300, Below.Before), ["; mail.contoso.example. 300 IN MX 10 mx.newhost.example.", "; raise the serial in the SOA of contoso.example, and reload the zone"] },
        { "windows", NullRemoved.Back(3600, NullRemoved.Before), ["Add-DnsServerResourceRecordMX -ZoneName 'contoso.example' -Name '@' -MailExchange '.' -Preference 0 -TimeToLive ([TimeSpan]::FromSeconds(3600))"] },
        { "route53", Below.Back(300, Below.Before), [
            """aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"mail.contoso.example.","Type":"MX","TTL":300,"ResourceRecords":[{"Value":"10 mx.newhost.example."}]}}]}'"""] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_change_is_written_as_the_DNS_host_wants_it(string form, RrSetChange change, string[] lines) => Assert.Equal(lines, DnsHostForms.Write(form, change, "contoso.example"));

    [Fact]
    public void Every_form_has_a_row() => Assert.Empty(DnsHostForms.Ids.Except(Forms.Select(row => row.Data.Item1)));

    [Theory]
    [InlineData("10 mx$(reboot).example")]
    [InlineData("10 mx.example'; reboot")]
    [InlineData("10 mx.example\n20 other.example")]
    [InlineData("ten mx.example")]
    public void What_the_DNS_holds_never_becomes_part_of_a_command(string hostile)
    {
        var change = new RrSetChange("contoso.example", RrType.Mx, 3600, [hostile], ["0 mx.newhost.example"]);
        Assert.All(DnsHostForms.Ids, form => Assert.Empty(DnsHostForms.Write(form, change, "contoso.example")));
    }

    [Theory]
    [InlineData("ns1-05.azure-dns.com ns2-05.azure-dns.net", "azure")]
    [InlineData("ns-1.awsdns-07.com ns-2.awsdns-11.net", "route53")]
    [InlineData("ada.ns.cloudflare.com bob.ns.cloudflare.com", "cloudflare")]
    [InlineData("ns1-05.azure-dns.com ns1.dnshost.example", null)]
    [InlineData("ns1.dnshost.example", null)]
    public void The_form_follows_from_the_name_servers(string servers, string? form)
    {
        var request = new DnsRequest("contoso.example", RrType.Ns, Vantage.Resolver);
        var records = servers.Split(' ').Select(server => new DnsRecord("contoso.example", RrType.Ns, 3600, server)).ToList();
        var evidence = EvidenceSet.Empty.With(new Present<RrSet>(request, new(records, false), new("resolver", DateTimeOffset.UnixEpoch)));
        Assert.Equal(form, DnsHostForms.Of("contoso.example", evidence, Catalogue.Default));
    }
}
