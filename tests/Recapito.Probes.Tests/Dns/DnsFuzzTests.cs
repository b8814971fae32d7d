using Recapito.Fuzz;
using Xunit;

namespace Recapito.Probes.Tests;

/// <summary>The fuzzer's seeds and regressions (fuzz/run dns), and what becomes of them when octets change.</summary>
public class DnsFuzzTests
{
    private static readonly FuzzTarget Target = FuzzTarget.All.Single(target => target.Name == "dns");

    private static IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. ((string[])["seeds", "regressions"]).Select(folder => Path.Combine(OneDialerTests.Root, "fuzz", folder, "dns")).Where(Directory.Exists)
            .SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    [Fact]
    public void The_target_takes_all_its_seeds_and_whatever_once_broke_it()
    {
        Assert.True(Seeds.Count >= 6);
        Assert.All(Seeds, Target.Run);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Messages_in_which_octets_change_are_read_or_refused_and_nothing_else(int seed)
    {
#pragma warning disable CA5394 // The same inputs in every run.
        var random = new Random(seed);
        for (var round = 0; round < 1500; round++)
        {
            byte[] input = [.. Seeds[random.Next(Seeds.Count)]];
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(input.Length);
                input[at] = random.Next(4) switch
                {
                    0 => 0xC0,
                    1 => (byte)random.Next(64),
                    2 => (byte)(input[at] ^ (1 << random.Next(8))),
                    _ => (byte)random.Next(256),
                };
            }

            Target.Run(random.Next(5) == 0 ? input[..random.Next(input.Length)] : input);
        }
#pragma warning restore CA5394
    }
}
