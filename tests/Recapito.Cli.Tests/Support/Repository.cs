namespace Recapito.Cli.Tests;

/// <summary>Files of this repository, and of the corpus beside it where there is one.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Bounce { get; } = Path.Combine(Root, "samples", "relay-access-denied.eml");

    public static string World { get; } = Path.Combine(Root, "samples", "relay-access-denied.yaml");

    public static string OwnWorld(string name) => Path.Combine(Root, "tests", "Recapito.Cli.Tests", "Worlds", name);

    /// <summary>A bounce of the corpus; skips the test where the corpus is not there.</summary>
    public static string CorpusBounce(string name)
    {
        var corpus = Environment.GetEnvironmentVariable("RECAPITO_CORPUS") is { Length: > 0 } given ? given : Path.Combine(Root, "..", "shared", "corpus");
        var path = Path.Combine(corpus, "bounces", name);
        Assert.SkipUnless(File.Exists(path), $"needs the bounce corpus: RECAPITO_CORPUS names its folder, or ../shared/corpus ({name} is not there)");
        return path;
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Recapito.slnx")))
        {
            at = at.Parent ?? throw new InvalidOperationException("the tests do not run below the repository");
        }

        return at.FullName;
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("recapito-test-").FullName;

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Below(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Below(string name) => System.IO.Path.Combine([Path, .. name.Split('/')]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
