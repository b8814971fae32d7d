using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli.Tests;

/// <summary>The prober of web hosts against the web hosts of a lab, and what the observer may ask of them.</summary>
public sealed class WebWorldTests
{
    private const string Url = "https://mta-sts.contoso.example/policy";

    private static readonly string World = Path.Combine(Repository.Root, "lab", "worlds", "domain", "mta-sts-redirect.yaml");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // what is written of the host; status, type, beginning of the body, redirect, and whether it was cut
    [Theory]
    [InlineData("pages: { /policy: \"version: STSv1\\n\" }", 200, "text/plain", "version: STSv1\n", null, false)]
    [InlineData("pages: { /policy: { type: \"text/HTML; charset=utf-8\", body: x } }", 200, "text/html", "x", null, false)]
    [InlineData("pages: { /policy: { location: \"https://www.contoso.example/\" } }", 301, null, "", "https://www.contoso.example/", false)]
    [InlineData("pages: { /policy: { status: 403, body: no } }", 403, "text/plain", "no", null, false)]
    [InlineData("pages: { /policy: { status: 204 } }", 204, null, "", null, false)]
    [InlineData("pages: { /policy: { does: huge, body: xy } }", 200, "text/plain", "xyxy", null, true)]
    [InlineData("pages: { /other: x }", 404, "text/plain", "There is no such page.", null, false)]
    [InlineData("tls: { versions: 1.2 }, pages: { /policy: x }", 200, "text/plain", "x", null, false)]
    [InlineData("tls: { versions: 1.3, key: rsa2048, chain: intermediate }, pages: { /policy: x }", 200, "text/plain", "x", null, false)]
    public async Task What_the_host_answers_is_seen(string host, int status, string? type, string body, string? location, bool cut)
    {
        var seen = Assert.IsType<Present<HttpsAnswer>>(await AskAsync(host)).Value;

        Assert.Equal((status, type, location, cut), (seen.Status, seen.ContentType, seen.Location, seen.Cut));
        Assert.StartsWith(body, seen.Body, StringComparison.Ordinal);
        Assert.True(seen.Tls.Trusted);
    }

    [Theory]
    [InlineData("tls: { trusted: false }", "PartialChain")]
    [InlineData("tls: { expired: true }", "NotTimeValid")]
    [InlineData("tls: { selfSigned: true }", "UntrustedRoot")]
    [InlineData("tls: { names: www.contoso.example }", "no name of the certificate is the host's")]
    public async Task Nothing_is_asked_where_the_certificate_is_not_trusted(string tls, string problem)
    {
        var seen = Assert.IsType<Present<HttpsAnswer>>(await AskAsync($"{tls}, pages: {{ /policy: x }}")).Value;

        Assert.Null(seen.Status);
        Assert.Equal("", seen.Body);
        Assert.Contains(problem, seen.Tls.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is: silent")]
    [InlineData("is: unreachable")]
    [InlineData("pages: { /policy: { does: slow, body: x } }")]
    [InlineData("pages: { /policy: { does: endless-headers, body: x } }")]
    [InlineData("pages: { /policy: { does: close, body: x } }")]
    public async Task What_is_no_answer_is_a_gap(string host) => Assert.IsType<Unavailable<HttpsAnswer>>(await AskAsync(host));

    [Fact]
    public async Task A_closed_port_is_an_answer() => Assert.IsType<Absent<HttpsAnswer>>(await AskAsync("is: closed"));

    // what the observer may use, and whether the finding that needs HTTPS is there
    [Theory]
    [InlineData("", "", true)]
    [InlineData("observer: { access: [dns, smtp, https] }\n", "", true)]
    [InlineData("observer: { access: [dns, smtp] }\n", "", false)]
    [InlineData("", "--no-https", false)]
    [InlineData("observer: { access: [dns, smtp] }\n", "--no-smtp", false)]
    public async Task Without_https_no_policy_is_asked_for(string observer, string option, bool found)
    {
        using var folder = new Folder();
        var world = folder.Write("world.yaml", [.. await File.ReadAllBytesAsync(World, Cancel), .. Mails.Bytes(observer)]);
        var run = await Run.Of(["check", "contoso.example", "--world", world, "--format", "csv", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(found, run.Output.Contains("mta-sts-redirect", StringComparison.Ordinal));
        Assert.Contains("contoso.example,ok,mx,mx-found", run.Output, StringComparison.Ordinal);
    }

    private static async Task<Observation<HttpsAnswer>> AskAsync(string host)
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", $"web:\n  mta-sts.contoso.example: {{ {host} }}\n"));
        var limits = ProbeLimits.ForCheckInLab with { Step = TimeSpan.FromSeconds(host.Contains("slow", StringComparison.Ordinal) ? 2 : 20), ConnectTries = 1 };
        var collector = EvidenceCollector.Create(new ProbeOptions { LabRoutes = lab.Routes, Limits = limits }, _ => null);
        var seen = await collector.CollectAsync(_ => [new HttpsRequest(Url)], EvidenceSet.Empty, null, Cancel);
        return (Observation<HttpsAnswer>)seen.Find(new HttpsRequest(Url))!;
    }
}
