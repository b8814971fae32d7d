using System.Net;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class SpecialAddressesTests
{
    public static TheoryData<string> Special =>
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.1", "127.255.255.254", "2130706433",
        "0x7f.0.0.1", "0x7f000001", "0177.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.25", "192.88.99.1",
        "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.25", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::FFFF:10.0.0.1",
        "::ffff:8.8.8.8", "0:0:0:0:0:ffff:a00:1", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::25", "2001:0db8:0:0::1", "2002:7f00:1::1",
        "2002:a00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
    ];

    public static TheoryData<string> Public =>
    [
        "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "172.15.255.255",
        "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2606:4700::1111", "2a01:111:f403::1", "3ffe::1",
    ];

    [Theory, MemberData(nameof(Special))]
    public async Task A_special_purpose_address_is_not_connected_to_however_it_is_spelt(string address)
    {
        Assert.NotNull(SpecialAddresses.KindOf(IPAddress.Parse(address)));
        var refused = await Assert.ThrowsAsync<DialException>(() => new Dialer(new()).ConnectAsync(address, 25, TestContext.Current.CancellationToken));
        Assert.Equal(DialFailure.NotPermitted, refused.Failure);
        refused = await Assert.ThrowsAsync<DialException>(() => new Dialer(new()).OpenDnsAsync(address, trusted: false, TestContext.Current.CancellationToken));
        Assert.Equal(DialFailure.NotPermitted, refused.Failure);
    }

    [Theory, MemberData(nameof(Public))]
    public void A_public_address_at_the_border_of_a_special_range_is_public(string address) =>
        Assert.Null(SpecialAddresses.KindOf(IPAddress.Parse(address)));

    [Fact]
    public void Every_IPv4_address_is_refused_in_every_IPv6_form_that_carries_it()
    {
        var draw = new Random(3849);
        var octets = new byte[4];
        for (var row = 0; row < 10_000; row++)
        {
            draw.NextBytes(octets);
            var inner = new IPAddress(octets);
            string hex = $"{octets[0]:x2}{octets[1]:x2}:{octets[2]:x2}{octets[3]:x2}";
            foreach (var form in (string[])[$"::ffff:{inner}", $"::{inner}", $"64:ff9b::{hex}", $"2002:{hex}::1", $"2001::{hex}", $"::ffff:0:{hex}"])
            {
                Assert.True(SpecialAddresses.KindOf(IPAddress.Parse(form)) is not null, form);
            }
        }
    }
}
