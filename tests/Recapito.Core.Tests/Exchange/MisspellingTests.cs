namespace Recapito.Core.Tests;

/// <summary>Which address of a list was meant: one that is near, and no other as near.</summary>
public class MisspellingTests
{
    [Theory]
    [InlineData("rossi", "rosis", 1)]
    [InlineData("rossi", "rosi", 1)]
    [InlineData("rossi", "rossini", 2)]
    [InlineData("gmail.com", "gmial.com", 1)]
    [InlineData("", "ab", 2)]
    [InlineData("lee", "lee", 0)]
    public void Letters_left_out_put_in_or_exchanged_are_mistakes(string one, string other, int mistakes) => Assert.Equal(mistakes, Misspelling.Mistakes(one, other));

    [Theory]
    [InlineData("leo.rosis@contoso.example", "leo.rossi@contoso.example kim@contoso.example", "leo.rossi@contoso.example")]
    [InlineData("leo.rosis@contoso.example", "leo.rosi@contoso.example leo.ross@contoso.example", null)]
    [InlineData("leo.rosis@contoso.example", "leo.rossi@fabrikam.example", null)]
    [InlineData("anna@contoso.example", "ana@contoso.example", "ana@contoso.example")]
    [InlineData("anna@contoso.example", "hanni@contoso.example", null)]
    [InlineData("lee@contoso.example", "leo@contoso.example", null)]
    [InlineData("leo.rossi@contoso.example", "leo.rossi@contoso.example", null)]
    public void One_near_address_is_named_and_of_several_as_near_none(string address, string known, string? meant) =>
        Assert.Equal(meant, Misspelling.OfAddress(address, known.Split(' ')));

    /// <summary>A list that may have left something out, or that was not looked through, names nobody.</summary>
    [Theory]
    [InlineData(false, "no object has this address; the nearest on the list is lena@contoso.example")]
    [InlineData(true, "no object has this address")]
    public void Only_a_whole_list_says_which_address_is_near(bool isPart, string why)
    {
        ExchangeObject[] objects = [new([new("PrimarySmtpAddress", ["lena@contoso.example"]), new("EmailAddresses", ["SMTP:lena@contoso.example"])])];
        ExchangeInventory inventory = new(
        [
            new(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain, [new([new("DomainName", ["contoso.example"]), new("DomainType", ["Authoritative"])])], new("test", DateTimeOffset.UnixEpoch)),
            new(ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient, [.. objects], new("test", DateTimeOffset.UnixEpoch)) { OnlyFor = isPart ? ["lean@contoso.example"] : null },
        ]);
        Assert.Equal(why, new InventoryAnswers(inventory, []).Answer(new RecipientRequest("lean@contoso.example"))!.Why);
    }
}
