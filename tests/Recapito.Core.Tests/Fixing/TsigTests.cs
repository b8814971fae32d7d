namespace Recapito.Core.Tests;

/// <summary>Signatures against octets that another program made (Python's hmac over messages written by hand).</summary>
public sealed class TsigTests
{
    internal const string Update =
        "12342800000100010002000007636f6e746f736f076578616d706c65000006000107636f6e746f736f076578616d706c6500000f0001000000000016000a026d78076f6c64686f7374076578616d706c6500"
        + "07636f6e746f736f076578616d706c6500000f00ff00000000000007636f6e746f736f076578616d706c6500000f000100000258000f0000036e6577076578616d706c6500";

    private const string Mac = "ceca5d18778eedc44877723a1c039edfa58c89876b6aa69cb1450069a2c779df";

    private const string Signed =
        "12342800000100010002000107636f6e746f736f076578616d706c65000006000107636f6e746f736f076578616d706c6500000f0001000000000016000a026d78076f6c64686f7374076578616d706c6500"
        + "07636f6e746f736f076578616d706c6500000f00ff00000000000007636f6e746f736f076578616d706c6500000f000100000258000f0000036e6577076578616d706c6500"
        + "0c726563617069746f2d6b65790000fa00ff00000000003d0b686d61632d7368613235360000006b080320012c0020" + Mac + "123400000000";

    private const string Answer =
        "1234a80000000000000000010c726563617069746f2d6b65790000fa00ff00000000003d0b686d61632d7368613235360000006b080322012c00200cac878c6cd699ce670b332d47f855a522310f37e032110527614a8f665f3434123400000000";

    private const string BadKey = "1234a80900000000000000010c726563617069746f2d6b65790000fa00ff00000000001d0b686d61632d7368613235360000006b080320012c0000123400110000";

    private const string BadTime =
        "1234a80900000000000000010c726563617069746f2d6b65790000fa00ff0000000000430b686d61632d7368613235360000006b080320012c00205229a7cd49933c53f9ea2079a53f2336ed71ad0251e07be29f5c47b2ae6e1c2f12340012000600006b0812c0";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1795687200);

    private static TsigKey Key => new("recapito-key", TsigAlgorithm.HmacSha256, "not a secret: a test's key only!"u8);

    public static TheoryData<string, string, TsigStanding> Answers => new()
    {
        { "as it came", Answer, TsigStanding.Good },
        { "another RCODE", Answer.Replace("1234a800", "1234a805", StringComparison.Ordinal), TsigStanding.WrongMac },
        { "another signature", Answer.Replace("0cac878c", "0dac878c", StringComparison.Ordinal), TsigStanding.WrongMac },
        { "a shorter signature", Answer.Replace("003d0b", "003c0b", StringComparison.Ordinal).Replace("00200cac", "001fac", StringComparison.Ordinal), TsigStanding.WrongMac },
        { "another key", Answer.Replace("0c7265", "0c7365", StringComparison.Ordinal), TsigStanding.OtherKey },
        { "the key in capitals", Answer.Replace("0c726563", "0c524543", StringComparison.Ordinal), TsigStanding.Good },
        { "another algorithm", Answer.Replace("686d61632d736861323536", "686d61632d736861353132", StringComparison.Ordinal), TsigStanding.OtherKey },
        { "a TTL", Answer.Replace("00fa00ff00000000", "00fa00ff00000001", StringComparison.Ordinal), TsigStanding.Unreadable },
        { "no signature", "1234a8000000000000000000", TsigStanding.Bare },
        { "octets to spare", Answer + "00", TsigStanding.Unreadable },
        { "cut", Answer[..^2], TsigStanding.Unreadable },
        { "nothing", "", TsigStanding.Unreadable },
        { "key unknown", BadKey, TsigStanding.KeyUnknown },
        { "secret wrong", BadKey.Replace("123400110000", "123400100000", StringComparison.Ordinal), TsigStanding.SecretWrong },
        { "no error and no signature", BadKey.Replace("123400110000", "123400000000", StringComparison.Ordinal), TsigStanding.WrongMac },
        { "clocks differ", BadTime, TsigStanding.ClocksDiffer },
        { "another server time", BadTime.Replace("6b0812c0", "6b0812c1", StringComparison.Ordinal), TsigStanding.WrongMac },
        { "a pointer to itself", "1234a80000000000000000010c726563617069746f2d6b6579c019", TsigStanding.Unreadable },
    };

    [Fact]
    public void A_message_is_signed_as_another_program_signs_it()
    {
        var signed = Tsig.Sign(Convert.FromHexString(Update), Key, At);
        Assert.Equal(Mac, Convert.ToHexStringLower(signed.Mac.Span));
        Assert.Equal(Signed, Convert.ToHexStringLower(signed.Octets.Span));
    }

    [Theory, MemberData(nameof(Answers))]
    public void An_answer_is_worth_what_its_signature_is_worth(string what, string octets, TsigStanding expected)
    {
        var verdict = Verify(octets, At.AddSeconds(3));
        Assert.True(expected == verdict.Standing, $"{what}: {verdict.Standing}");
        Assert.Equal(expected is TsigStanding.ClocksDiffer ? At.AddSeconds(4000) : null, verdict.ServerTime);
    }

    [Theory]
    [InlineData(302, TsigStanding.Good)]
    [InlineData(303, TsigStanding.OutOfTime)]
    [InlineData(-298, TsigStanding.Good)]
    [InlineData(-299, TsigStanding.OutOfTime)]
    public void An_old_answer_counts_no_more(int seconds, TsigStanding expected) => Assert.Equal(expected, Verify(Answer, At.AddSeconds(seconds)).Standing);

    [Fact]
    public void An_answer_to_another_question_does_not_count()
    {
        var other = Tsig.Sign(Convert.FromHexString(Update), Key, At.AddSeconds(1));
        Assert.Equal(TsigStanding.WrongMac, Tsig.Verify(Convert.FromHexString(Answer), other, Key, At).Standing);
    }

    [Fact]
    public void No_octets_are_read_beyond_their_end_and_none_of_them_are_good()
    {
        var random = new Random(20261123);
        var request = Tsig.Sign(Convert.FromHexString(Update), Key, At);
        for (var i = 0; i < 20_000; i++)
        {
            var octets = Convert.FromHexString(i % 2 == 0 ? Answer : BadTime);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                octets[random.Next(octets.Length)] ^= (byte)random.Next(1, 256);
            }

            var cut = octets.AsSpan(0, random.Next(octets.Length + 1));
            var standing = Tsig.Verify(cut, request, Key, At).Standing;
            Assert.True(standing is not TsigStanding.Good || IsCaseOnly(cut), Convert.ToHexString(cut));
        }
    }

    // Names in capitals, what was flipped twice, and the id, for which the signature has the original one, are the same message.
    private static bool IsCaseOnly(ReadOnlySpan<byte> octets) => octets.Length == Answer.Length / 2 && Convert.ToHexString(octets) is var text
        && Enumerable.Range(2, (Answer.Length / 2) - 2).All(at => (Convert.ToByte(text.Substring(2 * at, 2), 16) | 0x20) == (Convert.ToByte(Answer.Substring(2 * at, 2), 16) | 0x20));

    private static TsigVerdict Verify(string octets, DateTimeOffset at) =>
        Tsig.Verify(Convert.FromHexString(octets), Tsig.Sign(Convert.FromHexString(Update), Key, At), Key, at);
}
