namespace Recapito.Core.Tests;

/// <summary>Users of the package compile against its public members: none comes, goes or changes by accident.</summary>
public class PublicApiTests
{
    private const string File = "PublicAPI.txt";

    [Fact]
    public void The_public_members_are_those_of_the_committed_list()
    {
        var path = Repository.PathOf("src", "Recapito.Core", File);
        var actual = PublicApi.List(typeof(DsnReader).Assembly.GetExportedTypes());
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            System.IO.File.WriteAllText(path, actual);
        }

        var (before, now) = (Lines(System.IO.File.ReadAllText(path)), Lines(actual));
        var changes = before.Except(now).Select(line => "- " + line).Concat(now.Except(before).Select(line => "+ " + line)).ToList();
        Assert.True(changes.Count == 0, $"the public members of Recapito.Core changed; if they shall, run once with RECAPITO_ACCEPT=1, which writes {File}, and say it in CHANGELOG.md:\n{string.Join('\n', changes)}");
        Assert.Equal(System.IO.File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    [Fact]
    public void The_list_says_of_a_member_all_that_callers_depend_on() => Assert.Equal(
        """
        sealed record ApiSample.Item
            Name { get; init; }: string
            new(string Name)
            override ToString(): string
            required Parts { get; init; }: IReadOnlyList<string?>?

        record struct ApiSample.Pair
            A { get; init; }: int
            B { get; init; }: string?
            new(int A, string? B)

        abstract class ApiSample.Shape : IDisposable
            Corners { get; }: int
            Dispose(): void
            abstract Area(double scale = 1): double
            const MostCorners = 9: int
            protected new(int corners)
            protected virtual Draw(params string[] with): void
            static TryRead<T>(ReadOnlySpan<char> text, out T shape): bool

        enum ApiSample.Size
            Large = 7
            Small = 0

        """, PublicApi.List(typeof(ApiSample).GetNestedTypes()));

    private static List<string> Lines(string text)
    {
        var (lines, type) = (new List<string>(), "");
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0))
        {
            type = line[0] == ' ' ? type : line;
            lines.Add(line[0] == ' ' ? $"{type}: {line.Trim()}" : line);
        }

        return lines;
    }
}
