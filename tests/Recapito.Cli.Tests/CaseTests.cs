using System.Text.Json;
using Recapito.Core;
using Recapito.Probes;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

public sealed class CaseTests
{
    private const string Canary = "canary passphrase of five words";

    private static readonly string[] InsideAccess = ["graph", "exchange", "export"];

    private static readonly Dictionary<string, string> Environment = new() { ["CASE_KEY"] = Canary, ["OTHER_KEY"] = "another passphrase of five words", ["SHORT_KEY"] = "canary" };

    private static string Seen { get; } = Path.Combine(Repository.Root, "lab", "worlds", "recipient", "onprem-recipient-not-synced.yaml");

    [Fact]
    public async Task Two_halves_join_to_the_diagnosis_of_the_whole_and_the_passphrase_stands_nowhere()
    {
        using var folder = new Folder();
        var (bounce, outside, inside) = await HalvesAsync(folder);

        var whole = await In("diagnose", bounce, "--offline", "--format", "json", "--evidence", folder.Below("outside.plain"), "--evidence", folder.Below("inside.plain"));
        var merged = await In("diagnose", bounce, "--offline", "--format", "json", "--evidence", outside, "--evidence", inside, "--case-key", "env:CASE_KEY");
        var half = await In("diagnose", bounce, "--offline", "--format", "json", "--evidence", outside, "--case-key", "env:CASE_KEY");

        Assert.Equal(("proven", "onprem-recipient-not-synced"), DiagnoseTests.VerdictOf(merged));
        Assert.Equal(DiagnoseTests.VerdictOf(whole), DiagnoseTests.VerdictOf(merged));
        Assert.NotEqual(DiagnoseTests.VerdictOf(whole), DiagnoseTests.VerdictOf(half));
        Assert.Empty(merged.Error);
        Assert.Contains("lee@contoso.example", merged.Output, StringComparison.Ordinal);
        foreach (var text in new[] { File.ReadAllText(outside), File.ReadAllText(inside) })
        {
            Assert.Contains("\"signature\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("lee@", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("ana@", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("canary", merged.Output + merged.Error + half.Output + half.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_case_file_of_another_passphrase_or_changed_is_refused_and_one_without_key_is_remarked_on()
    {
        using var folder = new Folder();
        var (bounce, outside, _) = await HalvesAsync(folder);
        var changed = folder.Write("changed.json", File.ReadAllText(outside).Replace("\"accepted\": false", "\"accepted\": true", StringComparison.Ordinal));

        var other = await In("diagnose", bounce, "--offline", "--evidence", outside, "--case-key", "env:OTHER_KEY");
        var forged = await In("diagnose", bounce, "--offline", "--evidence", changed, "--case-key", "env:CASE_KEY");
        var unverified = await In("diagnose", bounce, "--offline", "--evidence", outside);

        Assert.All([other, forged], run => Assert.Equal(4, run.ExitCode));
        Assert.All([other, forged], run => Assert.Contains("the signature does not fit", run.Error, StringComparison.Ordinal));
        Assert.Contains("without --case-key it cannot be verified", unverified.Error, StringComparison.Ordinal);
        Assert.NotEqual(4, unverified.ExitCode);
    }

    [Fact]
    public async Task Without_a_passphrase_the_key_is_for_one_file_alone_and_that_is_said()
    {
        using var folder = new Folder();
        var saved = folder.Below("alone.json");
        var first = await In("diagnose", Repository.Bounce, "--world", Repository.World, "--save-evidence", saved, "--redact");
        var again = await In("diagnose", Repository.Bounce, "--offline", "--evidence", saved, "--case-key", "env:CASE_KEY");

        Assert.Contains("the key is made for this file alone", first.Error, StringComparison.Ordinal);
        Assert.Contains("\"key\": \"alone\"", File.ReadAllText(saved), StringComparison.Ordinal);
        Assert.DoesNotContain("lee@", File.ReadAllText(saved), StringComparison.Ordinal);
        Assert.Contains("it cannot be verified", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passphrase_in_a_file_is_the_same_as_in_the_environment()
    {
        using var folder = new Folder();
        var saved = folder.Below("a.json");
        await In("diagnose", Repository.Bounce, "--world", Repository.World, "--save-evidence", saved, "--redact", "--case-key", folder.Write("phrase.txt", Canary + "\r\n"));
        var read = await In("diagnose", Repository.Bounce, "--offline", "--format", "json", "--evidence", saved, "--case-key", "env:CASE_KEY");

        Assert.Empty(read.Error);
        Assert.Equal(("proven", "mx-host-does-not-accept-domain"), DiagnoseTests.VerdictOf(read));
    }

    public static TheoryData<string[], int, string> Misuses => new()
    {
        { ["--redact"], 2, "--save-evidence FILE" },
        { ["--case-key", "env:CASE_KEY"], 2, "nothing to use it for" },
        { ["--redact", "--save-evidence", "x.json", "--case-key", Canary], 4, "there is no such file" },
        { ["--redact", "--save-evidence", "x.json", "--case-key", "env:canary"], 4, "is not set" },
        { ["--redact", "--save-evidence", "x.json", "--case-key", "env:SHORT_KEY"], 4, "fewer than 16 characters" },
    };

    [Theory, MemberData(nameof(Misuses))]
    public async Task A_wrong_use_is_told_without_the_passphrase(string[] arguments, int exit, string problem)
    {
        var run = await In(["diagnose", Repository.Bounce, "--offline", .. arguments]);
        Assert.Equal(exit, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Output + run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_every_world_that_is_seen_from_inside_the_redacted_evidence_gives_the_same_diagnosis_and_holds_no_address()
    {
        var key = CaseKey.OfSecret(new byte[32], "00112233445566778899aabbccddeeff");
        var tried = 0;
        foreach (var file in WorldInput.Find([Path.Combine(Repository.Root, "lab", "worlds")]))
        {
            var world = WorldInput.Read(file, new(Stream.Null, Stream.Null, Stream.Null));
            if (world.Message.To.Count == 0 || !world.Observer.Access.Any(InsideAccess.Contains) || LabRun.Bounce(world) is not { } bounce)
            {
                continue;
            }

            foreach (var symptom in Symptoms.Of(DsnReader.Read(bounce), Catalogue.Default))
            {
                await CompareAsync(world, symptom, key, file);
                tried++;
            }
        }

        Assert.True(tried >= 30, $"only {tried} diagnoses were compared");
    }

    private static async Task CompareAsync(World world, Symptom symptom, CaseKey key, string file)
    {
        var inquiry = WorldInput.InquiryOf(world.Observer);
        var lab = LabRun.Start(world);
        await using var closing = lab.ConfigureAwait(false);
        var whole = await new DiagnosisRun(() => new() { LabRoutes = lab.Routes }, inquiry, LabRun.Inside(world, symptom)).DiagnoseAsync(symptom, TestContext.Current.CancellationToken);
        string[] inHand = [symptom.Recipient, symptom.Sender ?? symptom.Recipient, .. inquiry.KnownGood];
        var redacted = CaseRedaction.Redact(whole.Evidence, key, inHand);
        var text = EvidenceFile.Write(redacted);

        Assert.Equal(text, EvidenceFile.Write(CaseRedaction.Redact(redacted, key, inHand)));
        Assert.Empty(CaseRedaction.AddressesIn(redacted));
        Assert.All(inHand.Concat(CaseRedaction.AddressesIn(whole.Evidence)), address => Assert.DoesNotContain(address, text, StringComparison.OrdinalIgnoreCase));
        var again = Diagnoser.Judge(symptom, CaseRedaction.Restore(redacted, key, inHand), inquiry, Catalogue.Default);
        Assert.Equal(file + Outline(whole), file + Outline(again));
    }

    private static string Outline(Diagnosis diagnosis) => JsonSerializer.Serialize(new[]
    {
        $"{diagnosis.Verdict} {diagnosis.Cause?.Cause}",
        string.Join(' ', diagnosis.RuledOut.Select(ruled => $"{ruled.Cause}/{ruled.Fact}")),
        string.Join('|', diagnosis.NotChecked.Select(gap => gap.Request.Question)),
        string.Join(' ', diagnosis.Remedies.Select(remedy => remedy.Id)),
    });

    /// <summary>The sender's half without the inside, the administrator's half of the inside alone, and the same in plain text.</summary>
    private static async Task<(string Bounce, string Outside, string Inside)> HalvesAsync(Folder folder)
    {
        var sent = await Run.Of("lab", "send", Seen);
        var bounce = folder.Write("bounce.eml", sent.OutputBytes);
        var text = File.ReadAllText(Seen);
        Assert.Contains("access: [report, dns, smtp, export]", text, StringComparison.Ordinal);
        var sendersWorld = folder.Write("outside.yaml", text.Replace("access: [report, dns, smtp, export]", "access: [report, dns, smtp]", StringComparison.Ordinal));
        string[] senders = ["diagnose", bounce, "--world", sendersWorld, "--save-evidence"];
        string[] administrators = ["diagnose", bounce, "--world", Seen, "--offline", "--save-evidence"];
        await In([.. senders, folder.Below("outside.plain")]);
        await In([.. administrators, folder.Below("inside.plain")]);
        await In([.. senders, folder.Below("outside.json"), "--redact", "--case-key", "env:CASE_KEY"]);
        await In([.. administrators, folder.Below("inside.json"), "--redact", "--case-key", "env:CASE_KEY"]);
        return (bounce, folder.Below("outside.json"), folder.Below("inside.json"));
    }

    private static Task<Run> In(params string[] arguments) => Run.With(new() { Variables = Environment }, arguments);
}
