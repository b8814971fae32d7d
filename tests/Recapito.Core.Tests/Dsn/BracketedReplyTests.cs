using Xunit;

namespace Recapito.Core.Tests;

public sealed class BracketedReplyTests
{
    [Theory]
    [InlineData("There is no such user (550 5.1.1)", "550 5.1.1", "")]
    [InlineData("The mail could not be taken (550 5.1.1 User unknown).", "550 5.1.1", "User unknown")]
    [InlineData("Refused (550 5.7.1 Blocked (see the list))", "550 5.7.1", "Blocked (see the list)")]
    [InlineData("Refused: 550 5.7.1 Blocked (see the list)", "550 5.7.1", "Blocked (see the list)")]
    [InlineData("Refused (550 5.7.1) by mx.contoso.example", "550 5.7.1", "")]
    [InlineData("Refused (550 5.7.1 Blocked (see the list", "550 5.7.1", "Blocked (see the list")]
    public void The_bracket_around_a_reply_is_no_part_of_it(string text, string codes, string words)
    {
        var reply = Assert.Single(QuotedReplies.Read(text, null, null)).Reply;
        Assert.Equal((codes, words), ($"{reply.Code} {reply.Status}", reply.Text));
    }
}
