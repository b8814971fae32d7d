using Recapito.CatalogueCompiler;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class CueTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("recapito-cues").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The pattern is "{bad} .. {proof}", and the texts of its second term hold those of the first.</summary>
    [Theory]
    [InlineData("failed: signature failed", true)]
    [InlineData("failed as the failed signature says", true)]
    [InlineData("failed. one two three four five six seven eight nine. failed: signature failed", true)]
    [InlineData("failed: one two three four five six seven eight nine ten signature failed", false)]
    [InlineData("signature failed", false)]
    [InlineData("the failed signature", false)]
    [InlineData("signature failed, signature failed", true)]
    public void An_item_that_holds_a_word_of_the_one_before_it_still_follows_it(string text, bool found)
    {
        Write("reasons.yaml", "- { id: authfailure, meaning: m, advice: a }");
        Write("replies/terms/en.yaml", "- { id: bad, words: [failed] }\n- { id: proof, words: [signature failed, failed signature] }");
        Write("replies/reasons/all.yaml", "- { reason: authfailure, weight: 70, patterns: [\"{bad} .. {proof}\"], source: s, examples: [\"failed: signature failed\"] }");
        var source = CatalogueSource.Read(folder);
        Assert.Empty(source.Faults);

        var cues = Catalogue.Load(new MemoryStream(CompiledCatalogue.Write(source))).Cues;
        Assert.Equal(found ? "authfailure" : null, cues.Find(CueText.Fold(text), default, out _)?.Reason);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
