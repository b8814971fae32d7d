namespace Recapito.Core.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Compares with an approved file; RECAPITO_ACCEPT=1 approves what came out instead.</summary>
    public static void AssertGolden(string name, string actual)
    {
        var path = PathOf("tests", "Recapito.Core.Tests", "Rendering", "Golden", name);
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{name} was never approved: look at the output, then run once with RECAPITO_ACCEPT=1");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Recapito.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder;
    }
}
