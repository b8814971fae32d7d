using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>docs/reference/world.md promises that someone who has only that page can write a world.</summary>
public sealed class WorldPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "reference", "world.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Its_minimal_world_works()
    {
        var world = WorldSnapshot.At(WorldFile.Read("minimal", Example(0)));

        Assert.Equal(["lee@contoso.example"], world.World.Message.To);
        Assert.Equal("mx.contoso.example", world.Resolve("contoso.example", RrType.Mx).Found?.Mx[0].Exchange);
        Assert.Equal(["203.0.113.25"], world.AddressesOf["mx.contoso.example"]);
    }

    [Fact]
    public void Its_full_world_works()
    {
        var world = WorldFile.Read("full", Example(1));

        Assert.Equal("mx.oldhost.example", WorldSnapshot.At(world, world.BounceAt).Resolve("contoso.example", RrType.Mx, "open").Found?.Mx[0].Exchange);
        Assert.Equal("contoso-example.mail.protection.outlook.com", WorldSnapshot.At(world).Resolve("contoso.example", RrType.Mx, "open").Found?.Mx[0].Exchange);
        Assert.Equal("closed", WorldSnapshot.At(world).Hosts["backup.oldhost.example"].Is);
    }

    // The reader's error for an unknown key lists those it knows; each of them must be on the page.
    [Theory]
    [InlineData("x: 1\n")]
    [InlineData("times: { x: 1 }\n")]
    [InlineData("timeline: [{ x: 1 }]\n")]
    [InlineData("message: { x: 1 }\n")]
    [InlineData("dns: { x: 1 }\n")]
    [InlineData("dns: { servers: { a.example: { x: 1 } } }\n")]
    [InlineData("dns: { resolvers: [{ x: 1 }] }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { x: 1 } } }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { fault: x } } }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { algorithm: x } } }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { keys: x } } }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { denial: x } } }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { digest: x } } }\n")]
    [InlineData("dns: { zones: { a.example: \"\" }, signing: { a.example: { cds: x } } }\n")]
    [InlineData("dns: { delegations: { a.example: { x: 1 } } }\n")]
    [InlineData("dns: { faults: [{ x: 1 }] }\n")]
    [InlineData("dns: { faults: [{ do: x }] }\n")]
    [InlineData("hosts: { a.example: { x: 1 } }\n")]
    [InlineData("hosts: { a.example: { is: x } }\n")]
    [InlineData("hosts: { a.example: { tls: { x: 1 } } }\n")]
    [InlineData("hosts: { a.example: { tls: { chain: x } } }\n")]
    [InlineData("hosts: { a.example: { tls: { key: x } } }\n")]
    [InlineData("hosts: { a.example: { tls: { versions: x } } }\n")]
    [InlineData("hosts: { a.example: { is: hostile } }\n")]
    [InlineData("hosts: { a.example: { is: hostile, does: x } }\n")]
    [InlineData("hosts: { a.example: { is: hostile, does: close, at: x } }\n")]
    [InlineData("hosts: { a.example: { refuses: [{ x: 1 }] } }\n")]
    [InlineData("hosts: { a.example: { refuses: [{ at: x, reply: 550 no }] } }\n")]
    [InlineData("web: { a.example: { x: 1 } }\n")]
    [InlineData("web: { a.example: { is: x } }\n")]
    [InlineData("web: { a.example: { tls: { x: 1 } } }\n")]
    [InlineData("web: { a.example: { pages: { /x: { x: 1 } } } }\n")]
    [InlineData("web: { a.example: { pages: { /x: { does: x } } } }\n")]
    [InlineData("microsoft365: { a.example: { x: 1 } }\n")]
    [InlineData("microsoft365: { a.example: { edge: { x: 1 } } }\n")]
    [InlineData("microsoft365: { a.example: { edge: { age: x } } }\n")]
    [InlineData("microsoft365: { a.example: { domains: [{ x: 1 }] } }\n")]
    [InlineData("microsoft365: { a.example: { acceptedDomains: [{ x: 1 }] } }\n")]
    [InlineData("microsoft365: { a.example: { acceptedDomains: [{ domainName: a.example, domainType: x }] } }\n")]
    [InlineData("microsoft365: { a.example: { recipients: [{ x: 1 }] } }\n")]
    [InlineData("microsoft365: { a.example: { edgeDirectory: { x: 1 } } }\n")]
    [InlineData("microsoft365: { a.example: { app: { x: 1 } } }\n")]
    [InlineData("microsoft365: { a.example: { app: { cloud: x } } }\n")]
    [InlineData("microsoft365: { a.example: { health: [{ x: 1 }] } }\n")]
    [InlineData("microsoft365: { a.example: { trace: [{ x: 1 }] } }\n")]
    [InlineData("microsoft365: { a.example: { trace: [{ recipientAddress: a@b.example, details: [{ x: 1 }] }] } }\n")]
    [InlineData("observer: { x: 1 }\n")]
    [InlineData("observer: { access: [x] }\n")]
    [InlineData("observer: { port25: x }\n")]
    [InlineData("observer: { port53: x }\n")]
    [InlineData("expect: { a@b.example: { x: 1 } }\n")]
    [InlineData("expect: { a@b.example: { verdict: x } }\n")]
    [InlineData("expect: { a@b.example: { verdict: proven, party: x } }\n")]
    [InlineData("expect: { withLess: [{ x: 1 }] }\n")]
    [InlineData("expect: { after: x }\n")]
    [InlineData("check: { a.example: { x: 1 } }\n")]
    [InlineData("check: { a.example: { worst: x } }\n")]
    [InlineData("microsoft365: { a.example: { } }\nhybrid: { x: 1 }\n")]
    [InlineData("microsoft365: { a.example: { } }\nhybrid: { worst: x }\n")]
    public void Every_word_that_the_reader_knows_is_on_it(string text)
    {
        var message = Assert.Throws<WorldFileException>(() => WorldFile.Read("w", text)).Message;
        var known = message[(message.IndexOf("known are ", StringComparison.Ordinal) + "known are ".Length)..].Split(", ");

        Assert.True(known.Length > 0 && message.Contains("known are ", StringComparison.Ordinal), message);
        Assert.All(known, word => Assert.True(
            Page.Contains($"`{word}`", StringComparison.Ordinal) || Page.Contains($"{{ {word}", StringComparison.Ordinal) || Page.Contains($" {word}: ", StringComparison.Ordinal) || Page.Contains($", {word} ", StringComparison.Ordinal),
            $"\"{word}\" is not on the page"));
    }

    private static string Example(int index) => Page.Split("```yaml\n")[index + 1].Split("```")[0];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recapito.slnx")))
        {
            folder = folder.Parent ?? throw new FileNotFoundException("no Recapito.slnx above the tests");
        }

        return folder.FullName;
    }
}
