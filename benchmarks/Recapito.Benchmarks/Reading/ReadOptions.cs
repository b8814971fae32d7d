using System.Globalization;

namespace Recapito.Benchmarks;

/// <summary>What <c>./bench read</c> can be told.</summary>
/// <param name="Runs">How often each program runs, in turns.</param>
/// <param name="Copies">How often each mail of the corpus is there as a file.</param>
/// <param name="Gigabytes">Size of the mbox that is fed to standard input.</param>
internal sealed record ReadOptions(int Runs, int Copies, double Gigabytes)
{
    /// <summary>Reads the options; null, with words on standard error, where one is not known.</summary>
    public static ReadOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new ReadOptions(5, 20, 10);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !double.TryParse(arguments[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number <= 0
                || With(options, arguments[i], number) is not { } changed)
            {
                Console.Error.WriteLine($"bench: 'read' takes --stages, --runs N, --copies N and --size GIGABYTES, not '{string.Join(' ', arguments[i..])}'");
                return null;
            }

            options = changed;
        }

        return options;
    }

    private static ReadOptions? With(ReadOptions options, string name, double number) => name switch
    {
        "--runs" => options with { Runs = (int)number },
        "--copies" => options with { Copies = (int)number },
        "--size" => options with { Gigabytes = number },
        _ => null,
    };
}
