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
    [InlineData("XEAEAEAE", "Exchange Online a.example")]
    public void A_circle_is_the_same_systems_in_the_same_order_and_no_walk_within_Exchange_Online(string hops, string? circle)
    {
        var found = HopCircle.Of([.. hops.Select(letter => new ReceivedHop(null, letter is 'E' ? Online : $"{char.ToLowerInvariant(letter)}.example"))]);
        Assert.Equal(circle, found is null ? null : string.Join(' ', found.Systems));
    }

    /// <summary>What is counted is the way back to where the message came in; who handed it in is no part of the circle.</summary>
    [Theory]
    [InlineData("EAEAEAE", "s.example", 3, "s.example")]
    [InlineData("EAEAEA", "s.example", 2, "s.example")]
    [InlineData("XEAEAEAEA", "s.example", 3, "x.example")]
    [InlineData("EEEEEEEEE", "s.example", 8, "s.example")]
    [InlineData("AEAEAE", "a.example", 2, null)]
    [InlineData("EAEAEA", null, 2, null)]
    public void A_circle_begins_where_the_message_came_in(string hops, string? from, int returns, string? before)
    {
        var found = HopCircle.Of([.. hops.Select((letter, place) => new ReceivedHop(place == 0 ? from : null, letter is 'E' ? Online : $"{char.ToLowerInvariant(letter)}.example"))]);
        Assert.Equal((returns, before), (found!.Returns, found.Before));
    }
}
