using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

/// <summary><c>recapito m365 doctor</c> and <c>recapito health</c>, against worlds.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Head = """
        times: { bounceAt: 2026-11-23T09:30:00Z, now: 2026-11-23T10:15:00Z }
        message: { from: ana@fabrikam.example, to: [lee@contoso.example] }
        microsoft365:
          contoso.onmicrosoft.example:
            domains: [contoso.example]
            recipients: [lee@contoso.example]

        """;

    private const string Four = "Domain.Read.All, ServiceHealth.Read.All, ExchangeMessageTrace.Read.All, Exchange.ManageAsAppV2";

    private readonly string folder = Directory.CreateTempSubdirectory("recapito-doctor-").FullName;

    public static TheoryData<string, string, int, string, string, string> Worlds => new()
    {
        { "{}", "", 0, "worst", "not-asked", "" },
        { "{ pageSize: 1, throttle: 1, retryAfter: 0 }", "", 0, "domains", "ok", "" },
        { $"{{ permissions: [{Four}, Exchange.ManageAsApp] }}", "--exchange-commands", 0, "exchange-commands", "ok", "" },
        { "{}", "--exchange-commands", 1, "exchange-commands", "missing", "Exchange.ManageAsApp" },
        { "{ permissions: [ServiceHealth.Read.All, ExchangeMessageTrace.Read.All, Exchange.ManageAsAppV2] }", "", 1, "domains", "missing", "HTTP 403 Authorization_RequestDenied" },
        { "{ permissions: [Domain.Read.All, ExchangeMessageTrace.Read.All, Exchange.ManageAsAppV2] }", "", 1, "service-health", "missing", "HTTP 403" },
        { "{ permissions: [Domain.Read.All, ServiceHealth.Read.All, Exchange.ManageAsAppV2] }", "", 1, "message-trace", "missing", "HTTP 403" },
        { "{ permissions: [Domain.Read.All, ServiceHealth.Read.All, ExchangeMessageTrace.Read.All] }", "", 1, "accepted-domains", "missing", "HTTP 403" },
        { "{ exchangeRole: false }", "", 1, "organization-config", "missing", "isn't supported in this scenario" },
        { "{ tracePrincipal: false }", "", 1, "message-trace", "missing", "Service principal-less Authentication failed" },
        { $"{{ permissions: [{Four}, Mail.Read] }}", "--other-mailbox lee@contoso.example", 1, "other-mailboxes", "too-much", "messages of lee@contoso.example can be listed" },
        { $"{{ permissions: [{Four}, Mail.Read] }}", "--other-mailbox nobody@contoso.example", 1, "other-mailboxes", "unknown", "not refused" },
        { $"{{ permissions: [{Four}, Mail.Read] }}", "", 1, "permissions", "too-much", "\"surplus\":[\"Mail.Read\"]" },
        { "{ permissions: [Domain.Read.All, Directory.ReadWrite.All, Mail.Read] }", "", 1, "worst", "too-much", "" },
        { "{ permissions: [Domain.Read.All, Directory.ReadWrite.All, Mail.Read], throttle: 100, retryAfter: 600 }", "", 1, "worst", "too-much", "" },
        { "{}", "", 0, "other-mailboxes", "ok", "refused for recapito-doctor@contoso.onmicrosoft.example (an address of no one" },
        { "{}", "--other-mailbox lee@contoso.example", 0, "other-mailboxes", "ok", "refused for lee@contoso.example" },
        { $"{{ permissions: [{Four}, Exchange.ManageAsApp] }}", "", 0, "permissions", "ok", "none in its tokens" },
        { $"{{ permissions: [{Four}, Exchange.ManageAsApp] }}", "", 0, "exchange-commands", "not-asked", "granted for --exchange-commands only: run the doctor with that, or remove it" },
        { "{ permissions: [Exchange.ManageAsApp] }", "", 1, "accepted-domains", "missing", "\"lacks\":[\"Exchange.ManageAsAppV2\"]" },
        { "{ exchangeRole: false }", "", 1, "accepted-domains", "missing", "\"lacks\":[\"View-Only Organization Management\"]" },
        { "{ exchangeRole: false }", "", 1, "accepted-domains", "missing", "Add-RoleGroupMember 'View-Only Organization Management' -Member OBJECT-ID" },
        { $"{{ permissions: [{Four}, Directory.ReadWrite.All] }}", "", 1, "permissions", "too-much", "Directory.ReadWrite.All" },
        { "{ throttle: 100, retryAfter: 600 }", "", 3, "domains", "unknown", "asks to wait 600 s" },
        { "{ cloud: gcc-high }", "", 0, "message-trace", "not-asked", "gcc-high" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public async Task Says_of_each_question_how_it_stands(string app, string options, int exit, string id, string status, string why)
    {
        var run = await Run.Of(["m365", "doctor", "--world", World(app), "--format", "json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        run.EndsInOrder();
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("recapito.m365-doctor/1", json.RootElement.GetProperty("schema").GetString());
        if (id is "worst")
        {
            Assert.Equal(status, json.RootElement.GetProperty("worst").GetString());
        }
        else
        {
            var question = json.RootElement.GetProperty("questions").EnumerateArray().Single(question => question.GetProperty("id").GetString() == id);
            Assert.Equal(status, question.GetProperty("status").GetString());
            Assert.Contains(why, Plain(question), StringComparison.Ordinal);
            Assert.Equal(status is "missing" or "too-much" or "unknown", question.GetProperty("remedy").GetString() is not null);
        }

        Assert.Equal(exit, run.ExitCode);
    }

    [Theory]
    [InlineData("en", "Everything that is needed is there; nothing beyond it was found.", "refused for recapito-doctor@contoso.onmicrosoft.example")]
    [InlineData("it", "C'è tutto ciò che serve; niente oltre a questo è stato trovato.", "rifiutata per recapito-doctor@contoso.onmicrosoft.example")]
    public async Task Speaks_the_readers_language(string language, string verdict, string question)
    {
        var run = await Run.Of("m365", "doctor", "--world", World($"{{ permissions: [{Four}, Exchange.ManageAsApp] }}"), "--exchange-commands", "--lang", language);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(verdict, run.Output, StringComparison.Ordinal);
        Assert.Contains(question, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("m365.", run.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Verdicts => new()
    {
        { "{ permissions: [Domain.Read.All, Directory.ReadWrite.All, Mail.Read] }", "", "✕ TOO MUCH: this application has the permission to read other people's mail. 3 permissions missing, 2 too many, 1 unknown." },
        { "{ permissions: [Domain.Read.All, Directory.ReadWrite.All, Mail.Read] }", "--other-mailbox lee@contoso.example", "✕ TOO MUCH: this application can read other people's mail. 3 permissions missing, 2 too many." },
        { $"{{ permissions: [{Four}, Directory.ReadWrite.All] }}", "", "✕ TOO MUCH: this application may do more than it needs. 1 too many." },
        { "{ permissions: [ServiceHealth.Read.All, ExchangeMessageTrace.Read.All, Exchange.ManageAsAppV2] }", "", "✕ MISSING: not every question can be asked. 1 permission missing." },
        { "{ exchangeRole: false, tracePrincipal: false }", "", "✕ MISSING: not every question can be asked. 2 missing." },
        { "{ throttle: 100, retryAfter: 600 }", "", "? UNKNOWN: not every question got an answer that says whether the permission is there. 6 unknown." },
        { "{}", "", "✓ What was asked is as it should be, and nothing beyond it was found; some questions were not asked." },
    };

    [Theory, MemberData(nameof(Verdicts))]
    public async Task The_verdict_stands_first_and_last_and_the_gravest_answer_on_top(string app, string options, string verdict)
    {
        var run = await Run.Of(["m365", "doctor", "--world", World(app), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        var lines = run.Output.TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        var paragraphs = run.Output.TrimEnd().Split("\n\n").Select(Joined).ToList();
        Assert.Equal(verdict, paragraphs[^1]);
        Assert.EndsWith(verdict, paragraphs[0], StringComparison.Ordinal);
        string[] order = ["too much", "missing", "unknown", "not asked", "ok"];
        var ranks = lines.Where(line => line.Length > 2 && line[1] is ' ').Select(line => Array.FindIndex(order, status => line[2..].StartsWith(status + " ", StringComparison.Ordinal))).Where(rank => rank >= 0).ToList();
        Assert.NotEmpty(ranks);
        Assert.Equal(ranks.Order(), ranks);
    }

    [Fact]
    public async Task Answers_that_say_the_same_are_told_once()
    {
        var run = await Run.Of("m365", "doctor", "--world", World("{ exchangeRole: false }"));
        Assert.Equal(2, run.Output.Split("Exchange Online Admin API, preview").Length - 1);
        Assert.Single(run.Output.Split('\n'), line => line.Contains("Add-RoleGroupMember", StringComparison.Ordinal));
    }

    private static string Joined(string paragraph) => string.Join(' ', paragraph.Split('\n', StringSplitOptions.TrimEntries));

    private static string Plain(JsonElement question) => string.Join('\n', question.EnumerateObject().Select(member => $"\"{member.Name}\":{(member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString() : JsonSerializer.Serialize(member.Value))}"));

    [Theory]
    [InlineData("--client-secret-from env:CANARY")]
    [InlineData("--client-secret-from FILE")]
    [InlineData("--client-secret-from CANARY-7f3a")]
    [InlineData("--certificate FILE --certificate-password-from env:CANARY")]
    public async Task A_secret_stands_in_no_output_whatever_goes_wrong(string options)
    {
        var file = Path.Combine(folder, "place");
        File.WriteAllText(file, "CANARY-7f3a\n");
        var variables = new Dictionary<string, string> { ["CANARY"] = "CANARY-7f3a", ["RECAPITO_DEBUG"] = "1" };
        var run = await Run.With(new() { Variables = variables }, ["m365", "doctor", "--world", World("{ secret: other }"), .. options.Replace("FILE", file, StringComparison.Ordinal).Split(' ')]);
        Assert.Contains(run.ExitCode, new[] { 1, 4 });
        Assert.DoesNotContain("CANARY-7f3a", run.Output + run.Error, StringComparison.Ordinal);
        Assert.NotEmpty(run.Output + run.Error);
    }

    // How the key file is written and kept; what is said on standard error.
    [Theory]
    [InlineData("utf-16", "600", "this PEM is UTF-16; save it as ASCII")]
    [InlineData("ascii", "644", "other users of this machine can read this file (mode 644). Keep it to yourself: chmod 600 ")]
    [InlineData("ascii", "600", "")]
    [InlineData("missing", "", "key.pem'. Expected a certificate")]
    public async Task A_key_file_that_cannot_be_used_or_that_others_can_read_is_told(string form, string mode, string says)
    {
        var file = Path.Combine(folder, "key.pem");
        if (form is not "missing")
        {
            using var key = RSA.Create(2048);
            using var certificate = new CertificateRequest("CN=recapito", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n", form is "utf-16" ? Encoding.Unicode : Encoding.ASCII);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32(mode, 8));
            }
        }

        var run = await Run.Of("m365", "doctor", "--world", World("{}"), "--certificate", file);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(says.Contains("chmod", StringComparison.Ordinal), run.Error.Contains("chmod", StringComparison.Ordinal));
        Assert.DoesNotContain("..", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_a_file_signs_in()
    {
        var file = Path.Combine(folder, "secret");
        File.WriteAllText(file, "CANARY-7f3a\r\n");
        var run = await Run.Of("m365", "doctor", "--world", World("{ secret: CANARY-7f3a }"), "--client-secret-from", file);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("--tenant contoso.example", 2, "name one way of signing in")]
    [InlineData("--tenant contoso.example --azure-cli --device-code", 2, "There are 2 ways of signing in; name one of them only: --certificate")]
    [InlineData("--managed-identity", 2, "--tenant is missing")]
    [InlineData("--tenant contoso.example --client-id 7 --azure-cli", 2, "--client-id 7: expected an id")]
    [InlineData("--tenant contoso.example --azure-cli --cloud mars", 2, "--cloud mars: expected one of worldwide")]
    [InlineData("--tenant contoso.example --certificate nowhere.pfx --client-id 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", 4, "nowhere.pfx")]
    [InlineData("--tenant contoso.example --certificate nowhere.pfx", 4, "--client-id")]
    [InlineData("--tenant contoso.example --client-secret-from env:NONE", 4, "there is no such environment variable")]
    [InlineData("--tenant contoso.example --workload-identity --client-id 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", 4, "AZURE_FEDERATED_TOKEN_FILE")]
    public async Task A_wrong_call_says_what_is_wrong(string options, int exit, string words)
    {
        foreach (var command in new[] { "m365 doctor", "health" })
        {
            var run = await Run.Of([.. command.Split(' '), .. options.Split(' ')]);
            run.EndsInOrder();
            Assert.True(exit == run.ExitCode, run.Error);
            Assert.Contains(words, run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""echo '{"accessToken":"CANARY-7f3a-token","expires_on":4102444800,"expiresOn":"2099-12-31 00:00:00.000000","tokenType":"Bearer"}'""", "ok          Sign-in", "HTTP 401 InvalidAuthenticationToken")]
    [InlineData("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1", "unknown     Sign-in", "az login")]
    public async Task The_Azure_CLI_is_asked_as_a_process_and_its_token_stands_in_no_output(string az, string signIn, string words)
    {
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        File.WriteAllText(Path.Combine(folder, "bin", "az"), "#!/bin/sh\n" + az + "\n");
        var (code, output, error) = await Shell.Run("""chmod +x "$1/bin/az"; PATH="$1/bin:$PATH" exec "$recapito" m365 doctor --world "$2" --azure-cli""", folder, World("{}"));
        Assert.Contains(signIn, output, StringComparison.Ordinal);
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", output + error, StringComparison.Ordinal);
        Assert.Equal(3, code);
    }

    [Fact]
    public async Task Without_a_network_the_sign_in_is_unknown_and_nothing_is_claimed()
    {
        var file = Path.Combine(folder, "secret");
        File.WriteAllText(file, "CANARY-7f3a");
        var run = await Run.Of("m365", "doctor", "--tenant", "contoso.example", "--client-id", new WorldApp().ClientId, "--client-secret-from", file);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("unknown     Sign-in", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", 1, "EX999001 Inbound mail delayed", "open since 2026-11-23 08:00 UTC")]
    [InlineData("over", 0, "EX999001 Inbound mail delayed", "from 2026-11-23 08:00 UTC to 2026-11-23 09:00 UTC")]
    [InlineData("none", 0, "No issue of the mail flow.", "Open issues of other parts of Exchange Online: 1")]
    [InlineData("refused", 3, "the application lacks ServiceHealth.Read.All; 'recapito m365 doctor' shows what is missing", "HTTP 403 Authorization_RequestDenied")]
    public async Task Health_tells_issues_of_the_mail_flow_with_their_times(string kind, int exit, string first, string second)
    {
        var end = kind is "over" ? "isResolved: true, endDateTime: 2026-11-23T09:00:00Z" : "isResolved: false";
        var issues = $$"""
                health:
                  - { id: EX9, title: Calendars, service: Exchange Online, featureGroup: Calendaring, isResolved: false, startDateTime: 2026-11-22T08:00:00Z }
                  - { id: X1, title: Teams, service: Microsoft Teams, featureGroup: E-Mail timely delivery, isResolved: false }

            """ + (kind is "none" ? "" : $"      - {{ id: EX999001, title: Inbound mail delayed, service: Exchange Online, featureGroup: E-Mail timely delivery, {end}, startDateTime: 2026-11-23T08:00:00Z }}\n");
        var world = World(kind is "refused" ? "{ permissions: [Domain.Read.All] }" : "{}", issues);
        var run = await Run.Of("health", "--world", world);
        run.EndsInOrder();
        Assert.True(exit == run.ExitCode, run.Output + run.Error);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(first, Joined(run.Output), StringComparison.Ordinal);
        Assert.Contains(second, Joined(run.Output), StringComparison.Ordinal);
        Assert.DoesNotContain("Teams", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("coincidence", run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Run.Of("health", "--world", world, "--format", "json")).Output);
        Assert.Equal(kind is "refused" ? "unavailable" : "present", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(kind is "open" or "over" ? 1 : 0, json.RootElement.GetProperty("issues").GetArrayLength());
    }

    [Fact]
    public async Task A_world_without_an_application_says_so()
    {
        var file = Path.Combine(folder, "bare.yaml");
        File.WriteAllText(file, Head);
        var run = await Run.Of("health", "--world", file);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("give one the key \"app\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("app: { permissions: [Domain.Read.All, ServiceHealth.Read.All, ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, true);

    private string World(string app, string more = "")
    {
        var file = Path.Combine(folder, "world.yaml");
        File.WriteAllText(file, Head + $"    app: {app}\n" + more);
        return file;
    }
}
