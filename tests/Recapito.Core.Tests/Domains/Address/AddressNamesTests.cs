namespace Recapito.Core.Tests;

public class AddressNamesTests
{
    private const string Host = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|";
    private const string Pointer = "25.113.0.203.in-addr.arpa PTR ";
    private const string HostV6 = "contoso.example MX 10 mx.contoso.example|mx.contoso.example AAAA 2001:db8::25|";
    private const string PointerV6 = "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR ";
    private const string Every = "ptr-confirmed ptr-missing ptr-unconfirmed ptr-generic ptr-several";

    [Theory]
    [InlineData(Host + Pointer + "mx.contoso.example", "ptr-confirmed")]
    [InlineData(Host + Pointer + "!NXDOMAIN", "ptr-missing")]
    [InlineData(Host + Pointer + "?timeout", "")]
    [InlineData(Host + Pointer + "other.contoso.example|other.contoso.example A 203.0.113.99", "ptr-unconfirmed")]
    [InlineData(Host + Pointer + "gone.contoso.example", "ptr-unconfirmed")]
    [InlineData(Host + Pointer + "slow.contoso.example|slow.contoso.example A ?timeout", "")]
    [InlineData(Host + Pointer + "mx.contoso.example|" + Pointer + "gone.contoso.example", "ptr-confirmed ptr-several")]
    [InlineData(Host + Pointer + "gone.contoso.example|" + Pointer + "slow.contoso.example|slow.contoso.example A ?timeout", "ptr-several")]
    [InlineData(Host + Pointer + "203-0-113-25.dyn.isp.example|203-0-113-25.dyn.isp.example A 203.0.113.25", "ptr-confirmed ptr-generic")]
    [InlineData(Host + Pointer + "25.113.0.203.isp.example|25.113.0.203.isp.example A 203.0.113.25", "ptr-confirmed ptr-generic")]
    [InlineData(Host + Pointer + "hcb007119.isp.example|hcb007119.isp.example A 203.0.113.25", "ptr-confirmed ptr-generic")]
    [InlineData(Host + Pointer + "mx25.dc113.contoso.example|mx25.dc113.contoso.example A 203.0.113.25", "ptr-confirmed")]
    [InlineData(HostV6 + PointerV6 + "mx.contoso.example", "ptr-confirmed")]
    [InlineData(HostV6 + PointerV6 + "!NXDOMAIN", "ptr-missing")]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example A 10.1.2.3", "")]
    public void A_name_counts_when_it_leads_back(string lines, string must) =>
        Findings.Are(new HostScene(lines).Examine(), must, string.Join(' ', Every.Split(' ').Except(must.Split(' '))));

    [Theory]
    [InlineData("203.0.113.25", "25.113.0.203.in-addr.arpa")]
    [InlineData("2001:db8::25", "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    [InlineData("no address", null)]
    public void The_reverse_name_goes_from_the_end_to_the_beginning(string address, string? name) => Assert.Equal(name, ReverseName.Of(address));
}
