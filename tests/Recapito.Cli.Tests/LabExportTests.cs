using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli.Tests;

public sealed class LabExportTests
{
    private static readonly string[] Subjects = ["connector", "loop", "recipient", "accepted-domain", "hybrid"];

    public static TheoryData<string> Worlds => [.. Subjects.SelectMany(subject => Directory.EnumerateFiles(Path.Combine(Repository.Root, "lab", "worlds", subject), "*.yaml"))
        .Where(file => WorldExport.Names(WorldFile.Read(file, File.ReadAllText(file))).Count > 0).Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void What_a_worlds_administrator_exports_is_read_back_whole(string file)
    {
        var world = WorldFile.Read(file, File.ReadAllText(Path.Combine(Repository.Root, file)));
        foreach (var name in WorldExport.Names(world))
        {
            var export = ExchangeExportReader.Read(System.Text.Encoding.UTF8.GetBytes(WorldExport.Write(world, name)), new(name, default));
            var known = world.Tenants.ContainsKey(name) ? WorldInventory.OfTenant(world, name) : WorldInventory.OfServer(world, name);

            Assert.Equal((ExportFormat.Script, world.Now), (export.Format, export.At));
            Assert.Empty(export.Remarks.Select(remark => remark.What));
            Assert.Empty(export.Gaps.Select(gap => gap.Why));
            Assert.Equal(
                known.Listings.Where(listed => listed.Kind is not (ExchangeObjectKind.TenantDomain or ExchangeObjectKind.ServiceIssue)).Select(listed => (listed.Side, listed.Kind, string.Join(", ", listed.Items.Select(item => item.Name)))),
                export.Inventory.Listings.Select(listed => (listed.Side, listed.Kind, string.Join(", ", listed.Items.Select(item => item.Name)))));
        }
    }

    [Theory]
    [InlineData(new[] { "lab/worlds/loop/mail-loop-both-sides-relay.yaml" }, "say --of with one of contoso.onmicrosoft.example, mail.contoso.example")]
    [InlineData(new[] { "lab/worlds/loop/mail-loop-both-sides-relay.yaml", "--of", "x.example" }, "there is no \"x.example\"")]
    [InlineData(new[] { "lab/worlds/mx/host-unreachable.yaml" }, "neither a tenant nor an Exchange server")]
    public async Task Who_is_meant_must_be_told(string[] words, string problem)
    {
        var run = await Run.Of(["lab", "export", Path.Combine(Repository.Root, words[0]), .. words[1..]]);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_path_that_exports_predict_is_proven_by_the_bounce_of_the_same_world()
    {
        using var folder = new Folder();
        var world = Path.Combine(Repository.Root, "lab", "worlds", "loop", "mail-loop-both-sides-relay.yaml");
        var files = new List<string>();
        foreach (var name in new[] { "contoso.onmicrosoft.example", "mail.contoso.example" })
        {
            files.Add(folder.Write(name + ".json", (await Run.Of("lab", "export", world, "--of", name)).Output));
        }

        var bounce = folder.Write("loop.eml", (await Run.Of("lab", "send", world)).Output);
        string[] question = ["hybrid", "path", "ana@fabrikam.example", "lee@contoso.example", .. files, "--offline", "--mx", "CONTOSO.example=mx.oldhost.example", "--mx", "contoso.example=contoso-example.mail.protection.outlook.com"];
        var predicted = await Run.Of([.. question, "--format", "json"]);
        var proven = await Run.Of([.. question, "--bounce", bounce, "--format", "json"]);
        var other = await Run.Of([.. question, "--bounce", Repository.Bounce, "--format", "json"]);

        Assert.Equal([1, 1, 1], [predicted.ExitCode, proven.ExitCode, other.ExitCode]);
        Assert.All([predicted, proven, other], run => Assert.Contains("\"end\": \"loop\"", run.Output, StringComparison.Ordinal));
        Assert.Contains("\"standing\": \"predicted\"", predicted.Output, StringComparison.Ordinal);
        Assert.Contains("\"standing\": \"proven\"", proven.Output, StringComparison.Ordinal);
        Assert.Contains("\"standing\": \"predicted\"", other.Output, StringComparison.Ordinal);

        // The same circle, by a message of other people.
        var zoes = await Run.Of([.. question.Select(word => word is "ana@fabrikam.example" ? "zoe@fabrikam.example" : word), "--bounce", bounce]);
        Assert.Contains("(ana@fabrikam.example to lee@contoso.example)", zoes.Output.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("is proven", zoes.Output, StringComparison.Ordinal);
    }

    // What stands in the zone, the options, and how the path ends.
    [Theory]
    [InlineData("", "", "\"end\": \"loop\"", 1)]
    [InlineData("", "--offline", "\"why\": \"mx-not-known\"", 3)]
    [InlineData("no MX", "", "\"why\": \"mx-absent\"", 3)]
    [InlineData("null MX", "", "\"why\": \"mx-null\"", 3)]
    public async Task Where_the_MX_leads_is_asked_of_the_DNS_and_what_it_says_is_told(string zone, string options, string says, int exit)
    {
        using var folder = new Folder();
        var text = File.ReadAllText(Path.Combine(Repository.Root, "lab", "worlds", "loop", "mail-loop-both-sides-relay.yaml"));
        const string Mx = "@ MX 0 contoso-example.mail.protection.outlook.com.";
        Assert.Contains(Mx, text, StringComparison.Ordinal);
        var world = folder.Write("world.yaml", zone.Length == 0 ? text : text.Replace(Mx, zone is "null MX" ? "@ MX 0 ." : "@ A 192.0.2.99", StringComparison.Ordinal));
        string[] files = [folder.Write("t.json", (await Run.Of("lab", "export", world, "--of", "contoso.onmicrosoft.example")).Output), folder.Write("s.json", (await Run.Of("lab", "export", world, "--of", "mail.contoso.example")).Output)];
        var run = await Run.Of(["hybrid", "path", "ana@fabrikam.example", "lee@contoso.example", .. files, "--world", world, "--format", "json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        run.EndsInOrder();
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
        Assert.Equal(exit, run.ExitCode);
    }
}
