using Recapito.CatalogueCompiler;
using Recapito.Input;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>What hosts say, as the catalogue gives it, pasted by somebody: alone it stays as it is, and among words of one's own it keeps what it tells.</summary>
public sealed class PastedExamplesTests
{
    private static readonly Lazy<IReadOnlyList<string>> Replies = new(() =>
    {
        var source = CatalogueSource.Read(Repository.PathOf("catalogue"));
        return [.. source.Replies.SelectMany(form => form.Examples).Concat(source.Cues.SelectMany(cue => cue.Examples)).Where(reply => !reply.Contains('@', StringComparison.Ordinal) && ReplyText.Of(reply) is not null).Distinct()];
    });

    [Fact]
    public void A_reply_alone_is_no_words_of_whoever_pastes_it()
    {
        Assert.True(Replies.Value.Count > 500);
        Assert.Empty(Replies.Value.Where(reply => ReplyText.Of(reply) != reply.Trim()).Select(reply => $"{reply}\n  => {ReplyText.Of(reply)}"));
    }

    [Theory]
    [InlineData("I wrote to lee@contoso.example and it says: ", "")]
    [InlineData("I wrote to lee@contoso.example and it says: ", ". I don't know what that means. Can you help me?")]
    [InlineData("Ho scritto a lee@contoso.example e c'è scritto: ", ". Non so cosa vuol dire, grazie.")]
    public void Among_words_of_ones_own_a_reply_keeps_what_it_tells(string before, string after)
    {
        var lost = Replies.Value.Select(reply => (Reply: reply, Read: PastedReply.Of(before + reply.TrimEnd('.') + after)?.Reply))
            .Where(pair => pair.Read is { } read && !IsSame(read, pair.Reply)).Select(pair => $"{pair.Reply}\n  => {pair.Read} ({Reason(pair.Reply)} => {Reason(pair.Read!)})").ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {Replies.Value.Count}:\n{string.Join('\n', lost)}");
    }

    private static bool IsSame(string read, string reply) => Reason(read) == Reason(reply);

    private static string? Reason(string reply) => SmtpReply.Parse(reply) is var parsed ? ReasonJudge.ToldBy(parsed, Catalogue.Default) : null;
}
