namespace Recapito.Core.Tests;

public sealed class DnsUpdateMessageTests
{
    [Fact]
    public void An_update_asks_for_the_old_RRset_deletes_it_and_adds_the_new_one()
    {
        var change = new RrSetChange("contoso.example", RrType.Mx, 600, ["10 mx.oldhost.example"], ["0 new.example"]);
        Assert.Equal(TsigTests.Update, Convert.ToHexStringLower(DnsUpdateMessage.Update(0x1234, "contoso.example", [change])));
    }

    [Fact]
    public void Where_there_was_nothing_the_prerequisite_is_that_there_still_is_nothing()
    {
        var change = new RrSetChange("a.example", RrType.A, 60, [], ["192.0.2.1"]);
        Assert.Equal(
            "000128000001000100010000" + "076578616d706c65000006" + "0001"
            + "0161076578616d706c6500000100fe000000000000"
            + "0161076578616d706c65000001000100" + "00003c0004c0000201",
            Convert.ToHexStringLower(DnsUpdateMessage.Update(1, "example", [change])));
    }

    [Fact]
    public void Where_nothing_is_to_stay_the_RRset_is_deleted_and_nothing_added()
    {
        var update = Convert.ToHexStringLower(DnsUpdateMessage.Update(1, "example", [new("a.example", RrType.A, 60, ["192.0.2.1"], [])]));
        Assert.EndsWith("0161076578616d706c650000010001000000000004c0000201" + "0161076578616d706c6500000100ff000000000000", update, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10", "contoso.example")]
    [InlineData("10 mx..example", "contoso.example")]
    [InlineData("10 mx.example", "contoso..example")]
    public void What_is_no_record_or_no_name_is_never_sent(string data, string owner) =>
        Assert.Throws<ArgumentException>(() => DnsUpdateMessage.Update(1, "contoso.example", [new(owner, RrType.Mx, 60, [], [data])]));

    [Theory]
    [InlineData(RrType.Mx, "10 A.example|20 b.example", "20 b.example|10 a.EXAMPLE", true)]
    [InlineData(RrType.Mx, "10 a.example", "20 a.example", false)]
    [InlineData(RrType.Mx, "10 a.example", "10 a.example|20 b.example", false)]
    [InlineData(RrType.Txt, "\"a b\"", "\"A b\"", false)]
    [InlineData(RrType.Aaaa, "2001:db8::1", "2001:0DB8:0:0::1", true)]
    [InlineData(RrType.A, "", "", true)]
    public void RRsets_are_compared_as_the_DNS_does(RrType type, string one, string other, bool same) => Assert.Equal(same, RrSetChange.AreSame(type, Split(one), Split(other)));

    private static string[] Split(string records) => records.Split('|', StringSplitOptions.RemoveEmptyEntries);
}
