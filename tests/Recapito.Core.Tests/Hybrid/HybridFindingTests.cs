namespace Recapito.Core.Tests;

/// <summary>What single findings say, where the words could do harm.</summary>
public class HybridFindingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay", "contoso.example")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&online/AcceptedDomain#2/DomainType=InternalRelay", "contoso.example, contoso.mail.onmicrosoft.com")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&online/HostedConnectionFilterPolicy/DirectoryBasedEdgeBlockMode=Off", "")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&online/HostedConnectionFilterPolicy/DirectoryBasedEdgeBlockMode-", "")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&online/HostedConnectionFilterPolicy=none", "")]
    public void Edge_blocking_is_not_said_of_domains_that_relay(string change, string domains)
    {
        var said = new HybridScene(change).Judge().Findings.Where(finding => finding.Id == "edge-blocking-authoritative-only").Select(finding => finding.Arguments["domains"]);
        Assert.Equal(domains.Length == 0 ? [] : [domains], said);
    }

    /// <summary>With the wrong one switched off and no other named, no target delivery domain would be left.</summary>
    [Theory]
    [InlineData("server/RemoteDomain/DomainName=fabrikam.mail.onmicrosoft.com", null)]
    [InlineData("server/RemoteDomain++Name=The right one;;TargetDeliveryDomain=False&&server/RemoteDomain/DomainName=fabrikam.mail.onmicrosoft.com", "Set-RemoteDomain 'The right one' -TargetDeliveryDomain $true; Set-RemoteDomain 'Hybrid Domain - contoso.mail.onmicrosoft.com' -TargetDeliveryDomain $false")]
    [InlineData("server/RemoteDomain++Name=The right one;;TargetDeliveryDomain=False&&server/RemoteDomain/DomainName=fabrikam.mail.onmicrosoft.com&&server/RemoteDomain/Name-", null)]
    [InlineData("server/RemoteDomain++Name=The right one;;TargetDeliveryDomain=False&&server/RemoteDomain/DomainName=fabrikam.mail.onmicrosoft.com&&online/AcceptedDomain+DomainName=second.mail.onmicrosoft.com;;DomainType=Authoritative", null)]
    public void The_right_target_delivery_domain_is_set_before_the_wrong_one_is_taken_off(string change, string? command)
    {
        var finding = new HybridScene(change).Judge().Findings.Single(finding => finding.Id == "target-delivery-domain-not-accepted");
        var template = Catalogue.Default.Findings[finding.Id].CommandFor(finding);
        Assert.Equal(command, template is null ? null : new Wording(Catalogue.Default, "en").Fill(template, finding.Arguments));
    }
}
