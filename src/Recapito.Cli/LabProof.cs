using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>What the proof of one world found.</summary>
/// <param name="File">Path of the world file.</param>
/// <param name="About">The world's own sentence.</param>
/// <param name="Recipients">One entry per expectation.</param>
/// <param name="InputProblem">Why the world could not be tried; null where it could.</param>
internal sealed record WorldProof(string File, string About, IReadOnlyList<RecipientProof> Recipients, string? InputProblem)
{
    /// <summary>What the world says is right, by recipient.</summary>
    public IReadOnlyDictionary<string, WorldExpectation> Expect { get; init; } = new Dictionary<string, WorldExpectation>();

    /// <summary>One entry per domain that is examined.</summary>
    public IReadOnlyList<DomainProof> Domains { get; init; } = [];

    /// <summary>One entry per comparison of an organisation's settings.</summary>
    public IReadOnlyList<HybridProof> Organisations { get; init; } = [];

    /// <summary>How the world's watch ended, "exit 0", and what is not as expected; null where nothing is watched.</summary>
    public (string Said, IReadOnlyList<string> Problems)? Watch { get; init; }

    public bool IsRight => InputProblem is null && (Recipients.Count + Domains.Count + Organisations.Count > 0 || Watch is not null) && Watch?.Problems is null or { Count: 0 }
        && Recipients.All(recipient => recipient.Problems.Count == 0) && Domains.All(domain => domain.Problems.Count == 0)
        && Organisations.All(organisation => organisation.Problems.Count == 0);
}

/// <summary>What was found for one recipient.</summary>
/// <param name="Recipient">The address.</param>
/// <param name="Diagnosis">The diagnosis with all that the observer may use.</param>
/// <param name="WithLess">One word per comparison with less evidence: "ok" or what came instead.</param>
/// <param name="After">What was said after the remedy; null where it is not compared.</param>
/// <param name="Problems">Everything that is not as expected.</param>
internal sealed record RecipientProof(string Recipient, Diagnosis Diagnosis, IReadOnlyList<string> WithLess, string? After, IReadOnlyList<string> Problems)
{
    /// <summary>What was said with each part of the evidence withheld; empty where that was not tried.</summary>
    public IReadOnlyList<WithheldOutcome> Withheld { get; init; } = [];

    /// <summary>What came of the remedy in a twin that was rebuilt from the evidence; null where that was not tried.</summary>
    public TwinOutcome? Twin { get; init; }
}

/// <summary>What is tried of each world beside what it expects.</summary>
/// <param name="Withholds">It is diagnosed with each part of the evidence withheld.</param>
/// <param name="Twins">It is rebuilt from the evidence, and the remedy tried there.</param>
internal sealed record ProofDepth(bool Withholds, bool Twins);

/// <summary>
/// Proves worlds: send, read the report, diagnose over sockets, compare; with less evidence; without each single observation; after the remedy.
/// </summary>
internal static class LabProof
{
    private const int Parallel = 4;

    public static async Task<IReadOnlyList<WorldProof>> ProveAsync(IReadOnlyList<string> files, ProofDepth depth, Surroundings around, Action<int> progress, CancellationToken cancel)
    {
        var results = new WorldProof[files.Count];
        var done = 0;
        await System.Threading.Tasks.Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel }, async (i, stop) =>
        {
            results[i] = await ProveAsync(files[i], depth, around, stop).ConfigureAwait(false);
            progress(Interlocked.Increment(ref done));
        }).ConfigureAwait(false);
        return results;
    }

    private static async Task<WorldProof> ProveAsync(string file, ProofDepth depth, Surroundings around, CancellationToken cancel)
    {
        World world;
        try
        {
            world = WorldInput.Read(file, around);
        }
        catch (InputException e)
        {
            return new(file, "", [], e.Message);
        }

        if (world.Expect.Count + world.Check.Count + world.Hybrid.Count == 0 && world.Watch is null)
        {
            return new(file, world.About, [], $"{file}: the world expects nothing: 'expect' names no recipient, 'check' no domain, and there is neither 'hybrid' nor 'watch'.");
        }

        var examined = new List<DomainProof>();
        foreach (var (domain, want) in world.Check)
        {
            examined.Add(await new DomainTrial(world, domain, want).RunAsync(cancel).ConfigureAwait(false));
        }

        return (await DiagnoseAsync(file, world, depth, cancel).ConfigureAwait(false)) with
        {
            Expect = world.Expect,
            Domains = examined,
            Organisations = [.. world.Hybrid.Select(want => new HybridTrial(world, want).Run())],
            Watch = await WatchAsync(file, world, cancel).ConfigureAwait(false),
        };
    }

    // The command itself, as a user would type it; what it computes on the way, the tests of the lab compare with the world's caches.
    private static async Task<(string Said, IReadOnlyList<string> Problems)?> WatchAsync(string file, World world, CancellationToken cancel)
    {
        if (world.Watch is not { } watch)
        {
            return null;
        }

        var exit = await CommandLine.RunAsync(["watch", watch.Domain, "--world", file], new(Stream.Null, Stream.Null, Stream.Null), cancel).ConfigureAwait(false);
        return (FormattableString.Invariant($"exit {exit}"), watch.Exit is { } wanted && wanted != exit ? [FormattableString.Invariant($"the watch ended with exit code {exit}, expected {wanted}")] : []);
    }

    private static async Task<WorldProof> DiagnoseAsync(string file, World world, ProofDepth depth, CancellationToken cancel)
    {
        if (world.Expect.Count == 0)
        {
            return new(file, world.About, [], null);
        }

        var bounce = world.Message.To.Count == 0 ? null : LabRun.Bounce(world);
        var symptoms = bounce is null ? [] : Symptoms.Of(DsnReader.Read(bounce), Catalogue.Default);
        if (symptoms.Count == 0 && world.Expect.Values.Any(want => want.Verdict is not Verdict.Healthy))
        {
            return new(file, world.About, [], bounce is null
                ? $"{file}: the message is delivered at bounceAt, so there is no bounce to diagnose."
                : $"{file}: the report that the world's sender writes could not be read.");
        }

        var proofs = new List<RecipientProof>();
        foreach (var (recipient, want) in world.Expect)
        {
            var symptom = symptoms.FirstOrDefault(symptom => symptom.Recipient == Names.CanonicalAddress(recipient)) ?? Symptoms.OfAddress(recipient);
            proofs.Add(await new RecipientTrial(world, symptom, want, depth).RunAsync(cancel).ConfigureAwait(false));
        }

        return new(file, world.About, proofs, null);
    }
}
