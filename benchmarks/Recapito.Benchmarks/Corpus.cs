namespace Recapito.Benchmarks;

/// <summary>The corpus of real bounces, which lies beside the repository and is not a part of it.</summary>
internal static class Corpus
{
    /// <summary>The exit code of a run that lacks something.</summary>
    public const int MissingNeed = 2;

    private const string Beside = "../shared/corpus";

    /// <summary>Its folder (RECAPITO_CORPUS, else beside the repository), or null, with words on standard error.</summary>
    public static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("RECAPITO_CORPUS");
        var folder = string.IsNullOrEmpty(named) ? Beside : named;
        if (Directory.Exists(Path.Combine(folder, "bounces")))
        {
            return Path.GetFullPath(folder);
        }

        Console.Error.WriteLine($"bench: there is no corpus of real bounces at {folder} (expected: a folder with bounces/, bounces.tsv and not-bounces/); RECAPITO_CORPUS names another place");
        return null;
    }

    /// <summary>The bounces in the order of their names.</summary>
    public static string[] Bounces(string corpus) => Files(corpus, "bounces");

    /// <summary>The ordinary mails in the order of their names.</summary>
    public static string[] NotBounces(string corpus) => Files(corpus, "not-bounces");

    private static string[] Files(string corpus, string folder) => [.. Directory.GetFiles(Path.Combine(corpus, folder)).Order(StringComparer.Ordinal)];
}
