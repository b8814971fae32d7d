namespace Recapito.Core.Tests;

public sealed class TsigKeyFileTests
{
    private const string Secret = "bm90IGEgc2VjcmV0OiBhIHRlc3QncyBrZXkgb25seSE=";

    public static TheoryData<string, string, TsigAlgorithm> Keys => new()
    {
        { $"key \"recapito-key\" {{\n\talgorithm hmac-sha256;\n\tsecret \"{Secret}\";\n}};\n", "recapito-key", TsigAlgorithm.HmacSha256 },
        { $"// made by hand\nkey Update.Contoso.Example. {{ secret \"{Secret}\"; algorithm HMAC-SHA512; }}; # end", "update.contoso.example", TsigAlgorithm.HmacSha512 },
        { $"/* two\nlines */ key k{{algorithm hmac-sha1;secret {Secret};}};", "k", TsigAlgorithm.HmacSha1 },
        { $"key \"no-algorithm\" {{ secret \"{Secret}\"; }};", "no-algorithm", TsigAlgorithm.HmacSha256 },
        { $"# hmac-sha384:k:{Secret}\nkey:\n  - id: k\n    algorithm: hmac-sha384\n    secret: {Secret}\n", "k", TsigAlgorithm.HmacSha384 },
        { $"server:\n  listen: 127.0.0.1\nkey:\n- id: \"k.example.\"\n  secret: \"{Secret}\"\nacl:\n  - id: other\n    key: k\n", "k.example", TsigAlgorithm.HmacSha256 },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "", "holds no key; expected key" },
        { "-----BEGIN PRIVATE KEY-----", "holds no key" },
        { $"key a {{ secret \"{Secret}\"; }}; key b {{ secret \"{Secret}\"; }};", "holds 2 keys (a, b)" },
        { "\nkey a { algorithm hmac-sha256; };", "line 2: the key a has no secret" },
        { "key a { secret \"not base64!\"; };", "line 1: the secret of the key a is no base64 text" },
        { "key a { secret \"\"; };", "no base64 text" },
        { $"key a {{\nalgorithm hmac-md5;\nsecret \"{Secret}\"; }};", "line 2: hmac-md5 is not used: RFC 8945 forbids it" },
        { $"key a {{ algorithm hmac-sha224; secret \"{Secret}\"; }};", "hmac-sha224 is on no system" },
        { $"key a {{ algorithm rot13; secret \"{Secret}\"; }};", "the algorithm 'rot13' is not known; expected one of hmac-sha256" },
        { $"key \"a..b\" {{ secret \"{Secret}\"; }};", "'a..b' is no name of a key" },
    };

    [Theory, MemberData(nameof(Keys))]
    public void Keys_are_read_as_servers_write_them(string file, string name, TsigAlgorithm algorithm)
    {
        var key = TsigKeyFile.Read(file);
        Assert.Equal((name, algorithm), (key.Name, key.Algorithm));
        Assert.Equal(new TsigKey(name, algorithm, "not a secret: a test's key only!"u8).Mac([1, 2, 3]), key.Mac([1, 2, 3]));
        Assert.Equal(name, key.ToString());
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_used_is_told_with_its_place_and_without_the_secret(string file, string says)
    {
        var problem = Assert.Throws<FormatException>(() => TsigKeyFile.Read(file)).Message;
        Assert.Contains(says, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("not base64!", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_it_fail_otherwise()
    {
        var random = new Random(20261123);
        const string Whole = $"key \"k\" {{ algorithm hmac-sha256; secret \"{Secret}\"; }}; /* c */ key:\n  - id: k\n    secret: x\n";
        for (var i = 0; i < 5_000; i++)
        {
            var text = Whole.ToCharArray();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = "\"{}*/#:;\n -k\u00e9"[random.Next(13)];
            }

            try
            {
                Assert.NotEmpty(TsigKeyFile.Read(new(text, 0, random.Next(text.Length))).Name);
            }
            catch (FormatException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }
}
