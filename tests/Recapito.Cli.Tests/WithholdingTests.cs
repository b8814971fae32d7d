using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

/// <summary>What counts as named, and as wrong, where evidence is withheld; and the page that <c>lab prove</c> writes.</summary>
public sealed class WithholdingTests
{
    // Verdict, cause named, candidates named, the world's cause, and how that counts.
    public static readonly TheoryData<Verdict, string?, string?, string?, string> Outcomes = new()
    {
        { Verdict.Proven,               "null-mx",                         null,      "null-mx",              "Proven" },
        { Verdict.Proven,               "recipient-not-in-edge-directory", null,      "edge-directory-stale", "Proven" },        // the general cause is as true
        { Verdict.Proven,               "edge-directory-stale",            null,      "recipient-not-in-edge-directory", "WrongProven" },
        { Verdict.Proven,               "null-mx",                         "surplus-mx", "surplus-mx",        "WrongProven" },
        { Verdict.Proven,               "null-mx",                         null,      null,                   "WrongProven" },
        { Verdict.Likely,               "null-mx",                         null,      "null-mx",              "Likely" },
        { Verdict.Likely,               "null-mx",                         "surplus-mx", "surplus-mx",        "Candidate" },
        { Verdict.Likely,               "null-mx",                         null,      "surplus-mx",           "NotNamed" },
        { Verdict.Likely,               "null-mx",                         null,      null,                   "NothingToName" },
        { Verdict.Undetermined,         null,                              "null-mx", "null-mx",              "Candidate" },
        { Verdict.Undetermined,         null,                              null,      "null-mx",              "NotNamed" },
        { Verdict.NoLongerReproducible, null,                              null,      "null-mx",              "NotNamed" },
        { Verdict.Healthy,              null,                              null,      null,                   "NothingToName" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void With_less_evidence_it_counts_whether_the_true_cause_is_named(Verdict verdict, string? named, string? candidate, string? truth, string counts)
    {
        var found = new Diagnosis
        {
            Symptom = Symptoms.OfAddress("lee@contoso.example"),
            Verdict = verdict,
            Cause = named is null ? null : new(named, Party.RecipientsAdmin, new Dictionary<string, string>(), []),
            Candidates = candidate is null ? [] : [candidate],
            Evidence = EvidenceSet.Empty,
        };
        Assert.Equal(counts, Withholding.Judge(Withholding.Parts[0], found, new WorldExpectation { Truth = truth }).Naming.ToString());
    }

    [Fact]
    public async Task The_page_has_each_world_each_cause_and_what_is_said_with_less_evidence()
    {
        using var folder = new Folder();
        var page = Path.Combine(folder.Path, "worlds.md");
        var run = await Run.Of("lab", "prove", Repository.World, "--withhold", "--page", page);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains("\n| report only | 1 | 0 | 0 | 1 | 0 | 100 % | 70 % | 0 |\n", text, StringComparison.Ordinal);
        Assert.Contains("\n| `mx-host-does-not-accept-domain` | 1 | 1 | 0 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| relay-access-denied |", text, StringComparison.Ordinal);
        Assert.Contains("evidence left", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_told()
    {
        var run = await Run.Of("lab", "prove", Repository.World, "--page", Path.Combine(Repository.Root, "samples", "none", "worlds.md"));
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("--page", run.Error, StringComparison.Ordinal);
    }
}
