using Recapito.CatalogueCompiler;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class CatalogueCompilerTests : IDisposable
{
    private const string Causes = """
        - id: mx-host-does-not-accept-domain
          party: [recipients-admin]
          remedy: replace-mx
          symptoms: [relay-denied]
          refines: null
          excludedBy: [recipient-accepted]
          sources: ["RFC 5321 §5"]
        - id: surplus-mx
          party: [recipients-admin, dns-host]
          remedy: remove-mx
          symptoms: [relay-denied]
          refines: mx-host-does-not-accept-domain
          sources: ["RFC 5321 §5.1"]
        """;

    private const string Reply = """
        - id: form
          meaning: relay-denied
          phrases: ["Relay  access DENIED"]
          replyCodes: [5xx]
          statusCodes: ["5.7.606-608"]
          reason: norelaying
          source: "Postfix"
          examples: ["554 5.7.607 Relay access denied"]
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("recapito-catalogue").FullName;

    public CatalogueCompilerTests()
    {
        Write("reasons.yaml", "- { id: norelaying, meaning: m, advice: a }");
        Write("statuses.yaml", "- { code: x.7.x, reason: norelaying, source: s }");
        Write("causes/mx.yaml", Causes);
        Write("replies/postfix.yaml", Reply);
        Write("locales/en/a.yaml", "hello: \"Hello {name}\"\nonly: English");
        Write("locales/it/a.yaml", "hello: \"Ciao {name}\"");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_compiled_is_read_back()
    {
        var source = CatalogueSource.Read(folder);
        Assert.Empty(source.Faults);
        var catalogue = Catalogue.Load(new MemoryStream(CompiledCatalogue.Write(source)));

        var cause = catalogue.Causes["surplus-mx"];
        Assert.Equal([Party.RecipientsAdmin, Party.DnsHost], cause.Parties);
        Assert.Equal(("remove-mx", "mx-host-does-not-accept-domain"), (cause.Remedy, cause.Refines));
        Assert.Null(catalogue.Causes["mx-host-does-not-accept-domain"].Refines);
        Assert.Equal(["recipient-accepted"], catalogue.Causes["mx-host-does-not-accept-domain"].ExcludedBy);
        Assert.Equal("form", catalogue.FormOf(SmtpReply.Parse("550 5.7.608 RELAY access  denied"))?.Id);
        Assert.Null(catalogue.FormOf(SmtpReply.Parse("550 5.7.609 Relay access denied")));
        Assert.Null(catalogue.FormOf(SmtpReply.Parse("450 5.7.607 Relay access denied")));
        Assert.Equal("norelaying", catalogue.ReasonOf(new(4, 7, 99)));
    }

    [Theory]
    [InlineData("it", "hello", "Ciao Lee")]
    [InlineData("it-CH", "hello", "Ciao Lee")]
    [InlineData("de", "hello", "Hello Lee")]
    [InlineData("it", "only", "English")]
    [InlineData("it", "none", "[none]")]
    public void Words_fall_back_to_English_and_a_gap_stays_visible(string language, string key, string expected) =>
        Assert.Equal(expected, Catalogue.Load(new MemoryStream(CompiledCatalogue.Write(CatalogueSource.Read(folder)))).Format(language, key, ("name", "Lee")));

    [Theory]
    [InlineData("{a} and {b}", "1 and {b}")]
    [InlineData("{a}{a}", "11")]
    [InlineData("{", "{")]
    [InlineData("}{a", "}{a")]
    public void An_argument_that_is_missing_stays_visible(string text, string expected) => Assert.Equal(expected, Catalogue.Fill(text, ("a", "1")));

    [Fact]
    public void An_argument_is_not_read_for_placeholders() => Assert.Equal("{b} x", Catalogue.Fill("{a} {b}", ("a", "{b}"), ("b", "x")));

    [Fact]
    public void The_same_source_gives_the_same_bytes() =>
        Assert.Equal(CompiledCatalogue.Write(CatalogueSource.Read(folder)), CompiledCatalogue.Write(CatalogueSource.Read(folder)));

    [Theory]
    [InlineData("causes/z.yaml", "- id: surplus-mx\n  party: [sender]\n  remedy: r\n  sources: [s]", 1, "defined before")]
    [InlineData("causes/b.yaml", "\n- id: b\n  party: [boss]\n  remedy: r\n  sources: [s]", 3, "'boss' is no party")]
    [InlineData("causes/b.yaml", "- id: b\n  party: [sender]\n  remedy: r\n  refines: nothing\n  sources: [s]", 1, "no such other cause")]
    [InlineData("causes/b.yaml", "- id: b\n  party: [sender]\n  remedy: r", 1, "no public source")]
    [InlineData("causes/b.yaml", "- id: b\n  party: [sender]\n  remedy: r\n  sources: [s]\n  symptoms: [rely-denied]", 5, "is the meaning of no reply form")]
    [InlineData("causes/b.yaml", "- id: b\n  partie: [sender]", 2, "unknown key 'partie'")]
    [InlineData("causes/b.yaml", "- id: b\n  party: [sender\n", 3, "")]
    [InlineData("replies/b.yaml", "- id: b\n  meaning: m\n  phrases: [some]\n  source: s", 1, "no example")]
    [InlineData("replies/b.yaml", "- id: b\n  meaning: m\n  phrases: [some]\n  examples: [some]", 1, "'source' is missing")]
    [InlineData("replies/b.yaml", "- id: b\n  meaning: m\n  phrases: [some]\n  statusCodes: [5.4]\n  source: s\n  examples: [e]", 4, "no enhanced code")]
    [InlineData("replies/b.yaml", "- id: b\n  meaning: m\n  phrases: [some]\n  reason: bad\n  source: s\n  examples: [e]", 1, "no reason 'bad'")]
    [InlineData("locales/en/b.yaml", "x: y\nhello: again", 2, "given before")]
    [InlineData("locales/fr/b.yaml", "x: y\nhello: \"Bonjour\u00A0\\x01 {name}\"", 2, "the text of 'hello' holds a control character")]
    public void A_mistake_is_told_with_file_and_line_as_MSBuild_reads_it(string file, string text, int line, string message)
    {
        Write(file, text);
        var fault = CatalogueSource.Read(folder).Faults[0];
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{Path.Combine(folder, file.Replace('/', Path.DirectorySeparatorChar))}({line},", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("): error CAT001: ", fault.ToString(), StringComparison.Ordinal);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
