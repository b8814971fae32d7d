using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

/// <summary>A world rebuilt from evidence; that twins behave like their worlds, <c>lab prove --twin</c> shows for all of them.</summary>
public sealed class LabCaptureTests
{
    // World, what is diagnosed in it, and a piece of the file that shows that the fault itself was rebuilt.
    public static readonly TheoryData<string, string, string> Faults = new()
    {
        { "mx/host-does-not-accept-domain.yaml",       "proven mx-host-does-not-accept-domain",  "notRelayed: \"554 5.7.1 <{recipient}>: Relay access denied\"" },
        { "mx/host-unreachable-mute.yaml",             "proven mx-host-unreachable",             "is: no-banner" },
        { "mx/token-unknown.yaml",                     "proven mx-token-unknown",                "@ 3600 MX 0 " },
        { "mx/near-miss-port-25-closed.yaml",          "undetermined",                           "port25: closed" },
        { "propagation/change-in-flight-in-a-cache.yaml", "proven dns-change-in-flight",         "caches: [\"contoso.example. " },
        { "propagation/change-in-flight.yaml",         "proven dns-change-in-flight",            "\"contoso.example@seen2\": |" },
        { "recipient/not-in-edge-directory.yaml",      "proven recipient-not-in-edge-directory", "acceptedDomains: [{ domainName: \"contoso.example\"" },
        { "tls/tls-certificate-expired.yaml",          "proven tls-certificate-invalid",         "notAfter: " },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_twin_has_the_fault_of_its_world(string world, string verdict, string piece)
    {
        using var folder = new Folder();
        var file = Path.Combine(Repository.Root, "lab", "worlds", world);
        var bounce = folder.Write("bounce.eml", LabRun.Bounce(WorldFile.Read(world, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)))!);
        var evidence = folder.Below("evidence.json");
        await Run.Of("diagnose", bounce, "--world", file, "--save-evidence", evidence);

        var twin = await Run.Of("lab", "capture", bounce, "--evidence", evidence);
        Assert.True(twin.ExitCode == 0, twin.Error);
        Assert.Contains(piece, twin.Output, StringComparison.Ordinal);
        var again = await Run.Of("diagnose", bounce, "--world", folder.Write("twin.yaml", twin.Output), "--format", "json");
        using var json = System.Text.Json.JsonDocument.Parse(again.Output);
        var found = json.RootElement.GetProperty("recipients")[0];
        var cause = found.GetProperty("cause") is { ValueKind: System.Text.Json.JsonValueKind.Object } named ? named.GetProperty("id").GetString() : null;
        Assert.Equal(verdict, $"{found.GetProperty("verdict").GetString()} {cause}".TrimEnd());
    }

    [Fact]
    public async Task Without_an_observation_there_is_nothing_to_rebuild()
    {
        using var folder = new Folder();
        var run = await Run.Of("lab", "capture", "lee@contoso.example", "--evidence", folder.Write("none.json", EvidenceFile.Write(EvidenceSet.Empty)));
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("nothing to rebuild", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_strangers_stay_words_in_the_file()
    {
        var evil = "550 5.1.1 no\" } ]\n# \u0085\u2028{recipient}\\: &a *b !c\ud83d\ude00\u0007";
        var request = new RcptRequest("mx.contoso.example", "203.0.113.25", RcptRole.Control, "contoso.example");
        var at = new Provenance("mx.contoso.example", new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        var evidence = EvidenceSet.Empty
            .With(new Present<SmtpSession>(new SmtpSessionRequest(request.Host, request.Address), new(new(220, null, ["mx ESMTP"]), [], null), at))
            .With(new Present<RcptAnswer>(request, new("nobody@contoso.example", false, SmtpReply.Parse(evil), "RCPT TO"), at));
        var captured = WorldCapture.Of([Symptoms.OfAddress("lee@contoso.example")], evidence);

        var read = WorldFile.Read("twin.yaml", WorldFileWriter.Write(captured, []));
        Assert.Contains("&a *b !c", captured.World.Hosts["mx.contoso.example"].Words!.Unknown, StringComparison.Ordinal);
        Assert.Equal(captured.World.Hosts["mx.contoso.example"].Words, read.Hosts["mx.contoso.example"].Words);
    }
}
