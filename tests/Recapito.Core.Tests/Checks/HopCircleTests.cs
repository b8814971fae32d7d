namespace Recapito.Core.Tests;

public class HopCircleTests
{
    private const string Online = "am0pepf000145d2.eurprd05.prod.outlook.com";

    // E: a machine of Exchange Online; other letters: hosts of that name.
    [Theory]
    [InlineData("EEE", null)]
    [InlineData("AEEEE", null)]
    [InlineData("ABEEEE", null)]
    [InlineData("AEEEEEEEE", "Exchange Online")]
    [InlineData("AEAEAE", "a.example Exchange Online")]
    [InlineData("EAEAEA", "Exchange Online a.example")]
    [InlineData("AEEEAEEEAEEE", "a.example Exchange Online")]
    [InlineData("AEEAEEEEAEAEE", "a.example Exchange Online")]
    [InlineData("XAEEEAEEE", null)]
    [InlineData("ABEABEABE", "a.example b.example Exchange Online")]
    [InlineData("AAA", "a.example")]
    [InlineData("ABCDEF", null)]
    [InlineData("", null)]
    public void A_circle_is_the_same_systems_in_the_same_order_and_no_walk_within_Exchange_Online(string hops, string? circle)
    {
        var found = HopCircle.Of([.. hops.Select(letter => new ReceivedHop(null, letter is 'E' ? Online : $"{char.ToLowerInvariant(letter)}.example"))]);
        Assert.Equal(circle, found is null ? null : string.Join(' ', found.Systems));
    }
}
