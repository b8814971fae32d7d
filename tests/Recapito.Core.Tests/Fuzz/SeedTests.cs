using Recapito.Fuzz;

namespace Recapito.Core.Tests;

/// <summary>What the fuzzer starts from, and what it once broke (fuzz/run), read in every run of the tests.</summary>
public sealed class SeedTests
{
    // Not of the core: its seeds are read in Recapito.Probes.Tests.
    private const string OfProbes = "dns";

    private static readonly string[] Folders = ["seeds", "regressions"];

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory, MemberData(nameof(Targets))]
    public void A_target_takes_all_its_seeds_and_whatever_once_broke_it(string name)
    {
        var target = Assert.Single(FuzzTarget.All, target => target.Name == name);
        var files = Folders.Select(folder => Repository.PathOf("fuzz", folder, name)).Where(Directory.Exists).SelectMany(Directory.GetFiles).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => target.Run(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Each_folder_of_seeds_has_a_target() =>
        Assert.All(
            Folders.Select(folder => Repository.PathOf("fuzz", folder)).Where(Directory.Exists).SelectMany(Directory.GetDirectories),
            folder => Assert.Contains(Path.GetFileName(folder), FuzzTarget.All.Select(target => target.Name).Append(OfProbes)));

    [Fact]
    public void A_target_that_breaks_a_promise_says_so() =>
        Assert.Throws<InvalidOperationException>(() => new FuzzTarget("greedy", _ => GC.KeepAlive(new byte[64 << 20])).Run([]));
}
