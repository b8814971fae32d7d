using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A catalogue with nothing but the words of catalogue/locales, read line by line.</summary>
    public static Catalogue WordsOnly { get; } = new()
    {
        Causes = new Dictionary<string, CauseEntry>(),
        ReplyForms = [],
        Words = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["en"] = Words("en"), ["it"] = Words("it") },
    };

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

    private static Dictionary<string, string> Words(string language)
    {
        var words = new Dictionary<string, string>();
        foreach (var file in Directory.GetFiles(PathOf("catalogue", "locales", language), "*.yaml"))
        {
            foreach (var line in File.ReadAllLines(file).Where(line => line.Length > 0 && line[0] != '#'))
            {
                var colon = line.IndexOf(": \"", StringComparison.Ordinal);
                Assert.True(colon > 0 && line.EndsWith('"'), $"{file}: not KEY: \"TEXT\": {line}");
                Assert.True(words.TryAdd(line[..colon], Unquote(line[(colon + 3)..^1])), $"{file}: {line[..colon]} stands twice");
            }
        }

        return words;
    }

    private static string Unquote(string quoted)
    {
        var text = new StringBuilder();
        for (var i = 0; i < quoted.Length; i++)
        {
            Assert.True(quoted[i] is not '"', $"an unescaped quote in {quoted}");
            text.Append(quoted[i] is '\\' ? quoted[++i] is 'n' ? '\n' : quoted[i] : quoted[i]);
        }

        return text.ToString();
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
